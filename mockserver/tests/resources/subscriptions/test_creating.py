"""What a subscription is made of, and who may be subscribed to what."""

import pytest

SUBSCRIPTIONS = "/api/v1/subscriptions"
NOON = "2026-05-12T12:00:00.000Z"
NEXT = "2026-06-12T12:00:00.000Z"


def test_a_subscription_shows_the_fields_of_the_sdk_type(subscribe, customer, plan):
    """A subscription has exactly the documented fields."""
    answer = subscribe(paymentTokenId="pt_1", couponId="cpn_1", metadata={"seat": "4"})

    assert answer.status == 201
    assert answer.data == {
        "id": answer.data["id"],
        "arn": answer.data["arn"],
        "accountId": answer.data["accountId"],
        "customerId": customer["id"],
        "planId": plan["id"],
        "priceId": plan["prices"][0]["id"],
        "status": "active",
        "currentPeriodStart": NOON,
        "currentPeriodEnd": NEXT,
        "trialEnd": None,
        "cancelAt": None,
        "canceledAt": None,
        "canceledReason": None,
        "pausedAt": None,
        "defaultPaymentTokenId": "pt_1",
        "discountCouponId": "cpn_1",
        "collectionMethod": "charge_automatically",
        "metadata": {"seat": "4"},
        "createdAt": NOON,
        "updatedAt": NOON,
    }


def test_the_token_of_the_customer_is_used(call, subscribe, customer):
    """Without a token of its own, a subscription has its customer's."""
    call("PATCH", f"/api/v1/customers/{customer['id']}", {"defaultPaymentTokenId": "pt_home"})

    assert subscribe().data["defaultPaymentTokenId"] == "pt_home"
    assert subscribe(paymentTokenId="pt_own").data["defaultPaymentTokenId"] == "pt_own"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customerId": "cus_none"}, "customerId"),
        ({"planId": "plan_none"}, "planId"),
        ({"priceId": "price_none"}, "priceId"),
        ({"trialDays": -1}, "trialDays"),
        ({"trialDays": 1.5}, "trialDays"),
        ({"collectionMethod": "by_hand"}, "collectionMethod"),
        ({"initialDiscount": 150_001}, "initialDiscount"),
        ({"initialDiscount": 150_001, "trialDays": 7}, "initialDiscount"),
        ({"initialDiscount": -1}, "initialDiscount"),
        ({"startAt": "soon"}, "startAt"),
        ({"startAt": "2040-01-01T00:00:00Z"}, "startAt"),
        ({"metadata": {"seat": 4}}, "metadata.seat"),
        ({"quantity": 2}, "quantity"),
    ],
)
def test_a_bad_subscription_is_refused_by_name(subscribe, bills, change, field):
    """The message names the field that is wrong, and nobody is billed."""
    answer = subscribe(**change)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field
    assert bills() == []


def test_a_price_of_another_plan_is_refused(subscribe, offer):
    """Plan and price belong together."""
    assert subscribe(priceId=offer()["prices"][0]["id"]).error["field"] == "priceId"


@pytest.mark.parametrize("how", [("PATCH", "", {"active": False}), ("POST", "/archive", {})])
def test_a_closed_plan_takes_nobody(call, subscribe, plan, how):
    """Neither an inactive nor an archived plan is subscribed to."""
    method, path, body = how
    call(method, f"/api/v1/plans/{plan['id']}{path}", body)

    assert subscribe().error["field"] == "planId"


def test_a_withdrawn_price_takes_nobody(call, subscribe, plan):
    """An inactive price is not agreed to any more."""
    call("PATCH", f"/api/v1/prices/{plan['prices'][0]['id']}", {"active": False})

    assert subscribe().error["field"] == "priceId"


def test_subscriptions_are_listed_by_customer_plan_and_status(call, into, subscribe, offer):
    """Each filter chooses."""
    weekly = offer(interval="week")
    first, second = into("paused"), subscribe(to=weekly).data

    def listed(query):
        return [subscription["id"] for subscription in call("GET", f"{SUBSCRIPTIONS}?{query}").data]

    assert listed(f"planId={weekly['id']}") == [second["id"]]
    assert listed("status=paused") == [first["id"]]
    assert listed(f"customerId={first['customerId']}&order=asc") == [first["id"], second["id"]]
    assert listed("customerId=cus_none") == []


def test_a_customer_with_a_subscription_stays(call, into, customer):
    """Even on trial, a subscription keeps its customer from being forgotten."""
    into("trialing")

    assert call("DELETE", f"/api/v1/customers/{customer['id']}").verdict == (409, "conflict")


def test_an_invoice_by_hand_may_be_for_a_subscription(call, into, look, advance, offer):
    """A hand-made invoice names a subscription of its customer, which then answers for it."""
    subscription = into("active")
    body = {
        "customerId": subscription["customerId"],
        "currency": "IDR",
        "lines": [{"description": "Setup", "quantity": 1, "unitAmount": 1}],
        "subscriptionId": subscription["id"],
        "status": "open",
        "dueAt": "2026-05-13T12:00:00Z",
    }
    stranger = call("POST", "/api/v1/customers", {}).data["id"]

    assert call("POST", "/api/v1/invoices", body | {"customerId": stranger}).error["field"] == "subscriptionId"
    assert call("POST", "/api/v1/invoices", body).status == 201
    advance(days=1)
    assert look(subscription)["status"] == "past_due"
