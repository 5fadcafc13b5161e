"""The room of the subscriptions."""

import pytest

from plugipay_mock.events import EVENTS
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, due
from plugipay_mock.resources.subscriptions.model import SUBSCRIPTIONS as SHELF
from plugipay_mock.resources.subscriptions.periods import later

SUBSCRIPTIONS = "/api/v1/subscriptions"
NOON = "2026-05-12T12:00:00.000Z"
NEXT = "2026-06-12T12:00:00.000Z"
STATES = ["trialing", "active", "past_due", "paused", "canceled", "incomplete"]
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 150_000}


@pytest.fixture
def customer(call, still):
    """A customer without a payment token."""
    return call("POST", "/api/v1/customers", {}).data


@pytest.fixture
def offer(call, still):
    """Creates a plan: `offer(interval="week", prices=[…])`."""
    body = {"name": "Pro", "interval": "month", "prices": [FLAT], "portalFeatures": {}}
    return lambda **fields: call("POST", "/api/v1/plans", body | fields).data


@pytest.fixture
def plan(offer):
    """A monthly plan for 150,000 rupiah."""
    return offer()


@pytest.fixture
def subscribe(call, customer, plan):
    """Subscribes the customer: `subscribe(trialDays=7)`, `subscribe(to=another_plan)`."""

    def agree(to=plan, **fields):
        chosen = {"customerId": customer["id"], "planId": to["id"], "priceId": to["prices"][0]["id"]}
        return call("POST", SUBSCRIPTIONS, chosen | fields)

    return agree


@pytest.fixture
def look(call):
    """Shows a subscription as it is now."""
    return lambda subscription: call("GET", f"{SUBSCRIPTIONS}/{subscription['id']}").data


@pytest.fixture
def does(call):
    """Does one of the actions on a subscription: `does(subscription, "pause", resumeAt=…)`."""

    def act(subscription, action, **body):
        path = f"{SUBSCRIPTIONS}/{subscription['id']}"
        return call("PATCH", path, body) if action == "update" else call("POST", f"{path}/{action}", body)

    return act


@pytest.fixture
def bills(tenant):
    """Every invoice so far, as (status, subtotal, discount)."""
    return lambda: [(bill.status, bill.subtotal, bill.discount) for bill in tenant.collection(INVOICES)]


@pytest.fixture
def into(subscribe, look, does, advance):
    """Brings a new subscription into a state."""

    def bring(state):
        fields = {
            "trialing": {"trialDays": 7},
            "past_due": {"collectionMethod": "send_invoice"},
            "incomplete": {"paymentTokenId": "pt_declined"},
        }
        subscription = subscribe(**fields.get(state, {})).data
        if state == "past_due":
            advance(days=7)
        elif state == "paused":
            does(subscription, "pause")
        elif state == "canceled":
            does(subscription, "cancel", at="now")
        return look(subscription)

    return bring


@pytest.mark.parametrize(
    ("start", "interval", "count", "end"),
    [
        ("2026-05-12T12:00:00Z", "day", 1, "2026-05-13T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "week", 2, "2026-05-26T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "month", 1, "2026-06-12T12:00:00.000Z"),
        ("2026-12-12T12:00:00Z", "month", 1, "2027-01-12T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "month", 8, "2027-01-12T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "year", 1, "2027-05-12T12:00:00.000Z"),
        ("2026-01-31T23:59:59.999Z", "month", 1, "2026-02-28T23:59:59.999Z"),
        ("2028-01-31T00:00:00Z", "month", 1, "2028-02-29T00:00:00.000Z"),
        ("2026-01-31T00:00:00Z", "month", 2, "2026-03-31T00:00:00.000Z"),
        ("2026-01-31T00:00:00Z", "month", 3, "2026-04-30T00:00:00.000Z"),
        ("2028-02-29T00:00:00Z", "year", 1, "2029-02-28T00:00:00.000Z"),
        ("2028-02-29T00:00:00Z", "year", 4, "2032-02-29T00:00:00.000Z"),
        ("2026-12-31T00:00:00Z", "month", 2, "2027-02-28T00:00:00.000Z"),
    ],
)
def test_periods_follow_the_calendar(start, interval, count, end):
    """A month later is the same day, or the last of a month that has no such day."""
    assert later(start, interval, count) == end


def test_every_state_is_reached():
    """A subscription begins on trial, active or incomplete; the table leads to the rest."""
    assert states(LIFE_CYCLE, "trialing") | {"incomplete"} == set(STATES)
    assert states(LIFE_CYCLE, "incomplete") == {"incomplete"}


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


def test_the_first_period_is_charged_at_once(subscribe, bills, told, tenant):
    """Without a trial there is a first invoice, paid at once where it is charged automatically."""
    subscription = subscribe().data
    bill = next(iter(tenant.collection(INVOICES)))

    assert bills() == [("paid", 150_000, 0)]
    assert (bill.subscription_id, bill.collection_attempts, bill.charge) == (subscription["id"], 1, None)
    assert bill.lines[0].description == "Pro"
    assert bill.lines[0].price_id == subscription["priceId"]
    assert told()[2:] == ["subscription.created", "invoice.created", "invoice.finalized", "invoice.paid"]


def test_an_invoice_that_is_sent_is_open_at_once(call, subscribe, customer):
    """Right after the call, the list of the customer's invoices has an open one, due in a week."""
    subscription = subscribe(collectionMethod="send_invoice").data
    (invoice,) = call("GET", f"/api/v1/invoices?customerId={customer['id']}").data

    assert (invoice["status"], invoice["subscriptionId"]) == ("open", subscription["id"])
    assert (invoice["issuedAt"], invoice["dueAt"]) == (NOON, "2026-05-19T12:00:00.000Z")
    assert call("GET", f"/api/v1/invoices?subscriptionId={subscription['id']}").data == [invoice]


def test_a_first_charge_that_fails_leaves_it_incomplete(subscribe, bills, told, look, advance):
    """The mock declines tokens that begin with `pt_declined`; the subscription then never begins."""
    subscription = subscribe(paymentTokenId="pt_declined_card").data
    advance(days=400)

    assert subscription["status"] == look(subscription)["status"] == "incomplete"
    assert bills() == [("uncollectible", 150_000, 0)]
    assert told()[2:] == ["subscription.created", "invoice.created", "invoice.finalized"]


def test_a_discount_is_off_the_first_invoice(subscribe, bills, advance):
    """The second invoice is whole again."""
    subscribe(initialDiscount=50_000)
    advance(days=31)

    assert bills() == [("paid", 150_000, 50_000), ("paid", 150_000, 0)]


def test_a_discount_waits_for_the_end_of_the_trial(subscribe, bills, advance):
    """The first invoice comes after the trial, and has the discount."""
    subscribe(initialDiscount=50_000, trialDays=7)
    advance(days=7)

    assert bills() == [("paid", 150_000, 50_000)]


@pytest.mark.parametrize("method", ["charge_automatically", "send_invoice"])
def test_nothing_to_pay_is_paid_at_once(subscribe, bills, look, advance, method):
    """An invoice of nothing needs neither a charge that could fail nor a customer who pays."""
    subscription = subscribe(initialDiscount=150_000, collectionMethod=method, paymentTokenId="pt_declined").data

    assert subscription["status"] == "active"
    assert bills() == [("paid", 150_000, 150_000)]


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ({"model": "flat", "unitAmount": 7}, 7),
        ({"model": "tiered", "tiers": [{"upTo": "inf", "unitAmount": 7, "flatAmount": 3}]}, 10),
        ({"model": "volume", "tiers": [{"upTo": 1, "unitAmount": 9}, {"upTo": "inf", "unitAmount": 7}]}, 9),
        ({"model": "usage", "unitAmount": 7}, 0),
    ],
)
def test_each_price_model_makes_its_own_amount(subscribe, offer, bills, price, amount):
    """A subscription is for one unit, and nobody can report usage."""
    subscribe(to=offer(prices=[{"currency": "USD"} | price]))

    assert bills() == [("paid", amount, 0)]


@pytest.mark.parametrize(("plan_days", "own", "days"), [(0, 7, 7), (14, None, 14), (14, 7, 7), (14, 0, 0)])
def test_a_trial_is_as_long_as_the_subscription_or_the_plan_says(subscribe, offer, plan_days, own, days):
    """The subscription's own trial goes before the plan's, even if it is none."""
    said = {} if own is None else {"trialDays": own}
    subscription = subscribe(to=offer(trialDays=plan_days), **said).data

    assert subscription["status"] == ("trialing" if days else "active")
    assert subscription["trialEnd"] == (f"2026-05-{12 + days}T12:00:00.000Z" if days else None)


def test_a_trial_is_free(subscribe, bills, told):
    """Until its end there is no invoice."""
    subscription = subscribe(trialDays=7).data

    assert (subscription["currentPeriodStart"], subscription["currentPeriodEnd"]) == (NOON, subscription["trialEnd"])
    assert bills() == []
    assert told()[2:] == ["subscription.created"]


def test_a_trial_ends_in_the_first_period(subscribe, look, bills, advance):
    """After the trial the subscription is active, and periods are counted from there."""
    subscription = subscribe(trialDays=19).data
    happened = advance(days=19)
    started = look(subscription)

    assert happened == ["subscription.updated", "invoice.created", "invoice.finalized", "invoice.paid"]
    assert started["status"] == "active"
    assert (started["currentPeriodStart"], started["currentPeriodEnd"]) == (
        "2026-05-31T12:00:00.000Z",
        "2026-06-30T12:00:00.000Z",
    )
    advance(days=31)
    assert look(subscription)["currentPeriodEnd"] == "2026-07-31T12:00:00.000Z"


def test_a_charge_that_fails_after_the_trial_leaves_it_past_due(subscribe, look, bills, advance):
    """The end of a trial makes it active, and the failed charge past due at the same moment."""
    subscription = subscribe(trialDays=7, paymentTokenId="pt_declined").data

    assert advance(days=7) == [
        "subscription.updated",
        "invoice.created",
        "invoice.finalized",
        "subscription.updated",
    ]
    assert look(subscription)["status"] == "past_due"
    assert bills() == [("past_due", 150_000, 0)]


def test_a_start_in_the_future_is_a_trial_until_then(subscribe, look, bills, advance):
    """Nothing is billed before the start; a trial comes on top."""
    subscription = subscribe(startAt="2026-05-20T00:00:00Z", trialDays=1).data
    advance(days=8)

    assert (subscription["status"], subscription["trialEnd"]) == ("trialing", "2026-05-21T00:00:00.000Z")
    assert bills() == []
    advance(days=1)
    assert (look(subscription)["status"], bills()) == ("active", [("paid", 150_000, 0)])


def test_a_start_in_the_past_means_now(subscribe):
    """Periods are not dated back."""
    assert subscribe(startAt="2026-05-01T00:00:00Z").data["currentPeriodStart"] == NOON


def test_a_period_renews_by_itself(subscribe, look, bills, advance):
    """At the end of a period the next one begins, with its invoice."""
    subscription = subscribe().data

    assert advance(days=31, seconds=-1) == []
    assert advance(seconds=1) == ["subscription.renewed", "invoice.created", "invoice.finalized", "invoice.paid"]
    assert look(subscription) == subscription | {
        "currentPeriodStart": NEXT,
        "currentPeriodEnd": "2026-07-12T12:00:00.000Z",
        "updatedAt": NEXT,
    }


def test_a_renewal_tells_only_the_period(subscribe, advance, tenant):
    """The event of the renewal job carries three fields, and the moment at which it was due."""
    subscription = subscribe().data
    advance(days=40)
    event = next(event for event in tenant.collection(EVENTS) if "renewed" in event.type)

    assert event.occurred_at == NEXT
    assert event.data == {
        "object": {
            "id": subscription["id"],
            "currentPeriodStart": NEXT,
            "currentPeriodEnd": "2026-07-12T12:00:00.000Z",
        },
        "aggregateType": "subscription",
        "aggregateId": subscription["id"],
    }


def test_periods_are_anchored_to_the_first(subscribe, look, advance):
    """A subscription of the 31st comes back to the 31st after a short month."""
    advance(days=264)
    subscription = subscribe().data
    ends = []
    for _ in range(4):
        ends.append(look(subscription)["currentPeriodEnd"][:10])
        advance(days=31)

    assert ends == ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]


def test_a_year_is_twelve_renewals(subscribe, bills, told, advance):
    """Every period that passes has one renewal and one invoice."""
    subscribe()
    happened = advance(days=365)

    assert happened.count("subscription.renewed") == happened.count("invoice.paid") == 12
    assert bills() == [("paid", 150_000, 0)] * 13


@pytest.mark.parametrize(
    ("rhythm", "renewals"),
    [
        ({"interval": "day"}, 60),
        ({"interval": "week", "intervalCount": 2}, 4),
        ({"interval": "month", "intervalCount": 3}, 0),
    ],
)
def test_renewals_follow_the_interval(subscribe, offer, advance, rhythm, renewals):
    """Days, weeks and months, each so many at a time."""
    subscribe(to=offer(**rhythm))

    assert advance(days=60).count("subscription.renewed") == renewals


def test_an_unpaid_invoice_leaves_it_past_due(into, bills, advance, told):
    """Nobody paid within the week: the subscription is past due."""
    assert into("past_due")["status"] == "past_due"
    assert told()[-1] == "subscription.updated"
    assert bills() == [("past_due", 150_000, 0)]


@pytest.fixture
def settle(call, tenant):
    """Settles the n-th invoice there is: `settle(0, "void")`."""

    def pay(position, how="pay"):
        invoice = list(tenant.collection(INVOICES))[position]
        return call("POST", f"/api/v1/invoices/{invoice.id}/{how}", {})

    return pay


@pytest.mark.parametrize(("how", "event"), [("pay", "invoice.paid"), ("void", "invoice.voided")])
def test_settling_the_invoice_makes_it_active_again(into, settle, told, how, event):
    """Paid or void, nothing is owed any more."""
    into("past_due")
    settle(0, how)

    assert told()[-2:] == [event, "subscription.updated"]


def test_it_stays_past_due_while_one_invoice_is(subscribe, offer, look, advance, settle):
    """Of two invoices that are past due, paying one is not enough."""
    subscription = subscribe(to=offer(interval="week"), collectionMethod="send_invoice").data
    advance(days=15)
    settle(0)

    assert look(subscription)["status"] == "past_due"
    settle(1)
    assert look(subscription)["status"] == "active"


def test_it_goes_on_renewing_while_past_due(into, look, advance):
    """Periods begin, whoever paid."""
    subscription = into("past_due")
    advance(days=25)
    renewed = look(subscription)

    assert (renewed["status"], renewed["currentPeriodStart"]) == ("past_due", NEXT)


def test_an_uncollectible_invoice_ends_it(into, look, advance):
    """Thirty days past due, the subscription is canceled for failed payment, and renews no more."""
    subscription = into("past_due")
    happened = advance(days=30)
    ended = look(subscription)

    assert happened[-1] == "subscription.canceled"
    assert (ended["status"], ended["canceledReason"]) == ("canceled", "failed_payment")
    assert ended["canceledAt"] == "2026-06-18T12:00:00.000Z"
    assert "subscription.renewed" not in advance(days=365)


def test_a_renewal_that_is_declined_leaves_it_past_due(subscribe, does, look, bills, advance):
    """Later charges that fail do not end the subscription at once."""
    subscription = subscribe().data
    does(subscription, "update", defaultPaymentTokenId="pt_declined")
    happened = advance(days=31)

    assert happened == ["subscription.renewed", "invoice.created", "invoice.finalized", "subscription.updated"]
    assert look(subscription)["status"] == "past_due"
    assert bills() == [("paid", 150_000, 0), ("past_due", 150_000, 0)]


def test_a_new_token_is_tried_at_once(subscribe, does, bills, advance, tenant):
    """Whoever changes a card that failed pays what is past due with the new one."""
    subscription = subscribe().data
    does(subscription, "update", defaultPaymentTokenId="pt_declined")
    advance(days=31)
    refused = does(subscription, "update", defaultPaymentTokenId="pt_declined_too").data
    accepted = does(subscription, "update", defaultPaymentTokenId="pt_good").data

    assert (refused["status"], accepted["status"]) == ("past_due", "active")
    assert bills() == [("paid", 150_000, 0)] * 2
    assert list(tenant.collection(INVOICES))[-1].collection_attempts == 3


ALLOWED = {
    "trialing": {"update", "cancel now", "cancel later"},
    "active": {"update", "pause", "cancel now", "cancel later"},
    "past_due": {"update", "cancel now", "cancel later"},
    "paused": {"update", "resume", "cancel now", "cancel later"},
    "canceled": set(),
    "incomplete": set(),
}
ACTIONS = {
    "update": ("update", {"metadata": {"seen": "yes"}}, None),
    "pause": ("pause", {}, "paused"),
    "resume": ("resume", {}, "active"),
    "cancel now": ("cancel", {"at": "now"}, "canceled"),
    "cancel later": ("cancel", {"at": "period_end"}, None),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", STATES)
def test_every_action_in_every_state(into, does, look, state, action):
    """An action is done, or refused and changes nothing."""
    subscription = into(state)
    name, body, leads_to = ACTIONS[action]
    answer = does(subscription, name, **body)

    assert subscription["status"] == state
    if action in ALLOWED[state]:
        assert (answer.status, answer.data["status"]) == (200, leads_to or state)
    else:
        assert answer.verdict == (409, "invalid_transition")
        assert look(subscription) == subscription


@pytest.mark.parametrize("state", ["canceled", "incomplete"])
def test_what_has_ended_is_left_alone_by_time(into, look, tenant, advance, state):
    """A subscription that has ended is never due."""
    subscription = into(state)
    advance(days=400)

    assert due(tenant.collection(SHELF).get(subscription["id"])) is None
    assert look(subscription) == subscription


@pytest.mark.parametrize(("name", "body"), [("update", {}), ("pause", {}), ("resume", {}), ("cancel", {"at": "now"})])
def test_an_unknown_subscription_is_not_found(does, name, body):
    """There is nothing to act on."""
    assert does({"id": "sub_none"}, name, **body).verdict == (404, "not_found")


def test_canceling_now_says_when_and_why(into, does, told):
    """The reason is the user's request, unless another is given."""
    canceled = does(into("active"), "cancel", at="now").data

    assert (canceled["canceledAt"], canceled["canceledReason"]) == (NOON, "user_request")
    assert told()[-1] == "subscription.canceled"


@pytest.mark.parametrize("reason", ["customer_portal", "merchant", "failed_payment", "user_request"])
def test_a_cancellation_has_a_reason(into, does, reason):
    """All four documented reasons are taken."""
    assert does(into("active"), "cancel", at="now", reason=reason).data["canceledReason"] == reason


@pytest.mark.parametrize(
    ("body", "field"), [({}, "at"), ({"at": "later"}, "at"), ({"at": "now", "reason": "boredom"}, "reason")]
)
def test_a_bad_cancellation_is_refused_by_name(into, does, body, field):
    """When is required, and why is one of four."""
    assert does(into("active"), "cancel", **body).error["field"] == field


def test_canceling_later_waits_for_the_end_of_the_period(into, does, look, told, advance):
    """The state stays until then; at the end there is a cancellation and no renewal."""
    scheduled = does(into("active"), "cancel", at="period_end", reason="merchant").data

    assert (scheduled["status"], scheduled["cancelAt"], scheduled["canceledReason"]) == ("active", NEXT, None)
    assert told()[-1] == "subscription.updated"
    assert advance(days=31) == ["subscription.canceled"]
    ended = look(scheduled)
    assert (ended["status"], ended["canceledAt"], ended["canceledReason"]) == ("canceled", NEXT, "merchant")


def test_canceling_a_trial_later_waits_for_its_end(into, does, look, bills, advance):
    """A trial that is given up in time costs nothing."""
    scheduled = does(into("trialing"), "cancel", at="period_end").data
    advance(days=7)

    assert scheduled["cancelAt"] == scheduled["trialEnd"]
    assert (look(scheduled)["status"], bills()) == ("canceled", [])


def test_a_pause_stops_renewing(into, advance, look, told):
    """A paused subscription is neither renewed nor billed."""
    paused = into("paused")

    assert (paused["pausedAt"], told()[-1]) == (NOON, "subscription.paused")
    assert advance(days=365) == []
    assert look(paused) == paused


def test_resuming_within_the_period_goes_on_in_it(into, does, look, advance, bills):
    """Nothing is shifted, and nothing billed, before the period ends."""
    paused = into("paused")
    advance(days=10)
    resumed = does(paused, "resume").data

    assert (resumed["status"], resumed["pausedAt"]) == ("active", None)
    assert (resumed["currentPeriodStart"], resumed["currentPeriodEnd"]) == (NOON, NEXT)
    assert len(bills()) == 1


def test_resuming_after_the_period_begins_one(into, does, advance, bills, told):
    """A period that ended meanwhile is followed by one that begins now, with its invoice."""
    paused = into("paused")
    advance(days=40)
    resumed = does(paused, "resume").data

    assert resumed["currentPeriodStart"] == "2026-06-21T12:00:00.000Z"
    assert resumed["currentPeriodEnd"] == "2026-07-21T12:00:00.000Z"
    assert bills() == [("paid", 150_000, 0)] * 2
    assert told()[-4:] == ["subscription.resumed", "invoice.created", "invoice.finalized", "invoice.paid"]


def test_a_pause_ends_by_itself(into, does, look, advance):
    """With a moment to resume, nobody has to."""
    paused = does(into("active"), "pause", resumeAt="2026-05-20T12:00:00Z").data

    assert "resumeAt" not in paused
    assert advance(days=8) == ["subscription.resumed"]
    assert look(paused)["status"] == "active"


@pytest.mark.parametrize("moment", ["2026-05-12T12:00:00Z", "2026-05-01T00:00:00Z", "tomorrow"])
def test_a_pause_ends_in_the_future(into, does, moment):
    """A moment that has passed, or is none, is refused by name."""
    assert does(into("active"), "pause", resumeAt=moment).error["field"] == "resumeAt"


def test_a_paused_subscription_is_canceled_at_its_time(into, does, look, advance):
    """A cancellation that is scheduled happens during a pause."""
    scheduled = does(into("active"), "cancel", at="period_end").data
    does(scheduled, "pause", resumeAt="2026-07-01T00:00:00Z")

    assert advance(days=60) == ["subscription.canceled"]
    assert look(scheduled)["canceledAt"] == NEXT


def test_canceling_a_long_pause_later_means_now(into, does, look, advance):
    """When the period has ended during the pause, there is nothing to wait for."""
    paused = into("paused")
    advance(days=40)
    scheduled = does(paused, "cancel", at="period_end").data

    assert scheduled["cancelAt"] == "2026-06-21T12:00:00.000Z"
    assert look(paused)["status"] == "canceled"


def test_what_fell_due_during_a_pause_is_remembered(subscribe, does, look, advance):
    """Resuming does not forgive an invoice that is past due by then."""
    subscription = subscribe(collectionMethod="send_invoice").data
    does(subscription, "pause")
    advance(days=8)

    assert look(subscription)["status"] == "paused"
    assert does(subscription, "resume").data["status"] == "past_due"


def test_another_price_counts_from_the_next_period(offer, subscribe, does, bills, advance):
    """The price changes at once, what is paid changes with the next invoice."""
    plan = offer(prices=[FLAT, FLAT | {"unitAmount": 200_000}])
    dearer = plan["prices"][1]["id"]
    changed = does(subscribe(to=plan).data, "update", priceId=dearer).data

    assert (changed["priceId"], changed["currentPeriodEnd"]) == (dearer, NEXT)
    assert bills() == [("paid", 150_000, 0)]
    advance(days=31)
    assert bills() == [("paid", 150_000, 0), ("paid", 200_000, 0)]


def test_another_price_is_one_of_the_plan(into, does, offer, look):
    """A price of another plan, an unknown one and null are refused, and nothing changes."""
    subscription = into("active")

    for price in (offer()["prices"][0]["id"], "price_none", None):
        assert does(subscription, "update", priceId=price).error["field"] == "priceId"
    assert look(subscription) == subscription


def test_terms_outlive_the_price(call, subscribe, plan, bills, advance):
    """What was agreed to goes on, though the price is deleted and the plan renamed and archived."""
    subscribe()
    call("DELETE", f"/api/v1/prices/{plan['prices'][0]['id']}")
    call("PATCH", f"/api/v1/plans/{plan['id']}", {"name": "Max"})
    call("POST", f"/api/v1/plans/{plan['id']}/archive", {})
    advance(days=31)

    assert bills() == [("paid", 150_000, 0)] * 2


def test_a_change_leaves_the_rest(into, does, told):
    """Only what was sent changes; null clears metadata and token."""
    subscription = into("active")

    assert does(subscription, "update", metadata={"seat": "4"}).data == subscription | {"metadata": {"seat": "4"}}
    assert does(subscription, "update", metadata=None).data == subscription
    assert told()[-1] == "subscription.updated"


@pytest.mark.parametrize("field", ["status", "planId", "trialDays", "collectionMethod"])
def test_what_was_agreed_does_not_change(into, does, field):
    """Only price, token and metadata are up for change."""
    assert does(into("active"), "update", **{field: "x"}).error["field"] == field


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


def test_many_subscriptions_renew_in_order(subscribe, tenant, advance):
    """What is due of many is done in the order of time, each at its own moment."""
    for _ in range(20):
        subscribe()
        advance(minutes=1)
    advance(days=90)
    moments = [event.occurred_at for event in tenant.collection(EVENTS)]
    renewals = [event for event in tenant.collection(EVENTS) if "renewed" in event.type]

    assert moments == sorted(moments)
    assert len(renewals) == 20 * 2
