"""What of a subscription can be changed, and what becomes of it."""

import pytest

NEXT = "2026-06-12T12:00:00.000Z"
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 150_000}


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


def test_a_discount_does_not_change_its_currency(offer, subscribe, does, bills, advance):
    """While rupiah wait to be taken off the first invoice, a price in dollars is refused by name; afterwards not."""
    plan = offer(prices=[FLAT, FLAT | {"currency": "USD", "unitAmount": 5_000}])
    dollars = plan["prices"][1]["id"]
    subscription = subscribe(to=plan, trialDays=7, initialDiscount=900).data
    refused = does(subscription, "update", priceId=dollars)
    advance(days=7)

    assert (refused.verdict, refused.error["field"]) == ((400, "invalid_request"), "priceId")
    assert bills() == [("paid", 150_000, 900)]
    assert does(subscription, "update", priceId=dollars).data["priceId"] == dollars


def test_without_a_discount_the_currency_may_change(offer, subscribe, does):
    """A trial alone holds nobody to rupiah."""
    plan = offer(prices=[FLAT, FLAT | {"currency": "USD", "unitAmount": 5_000}])
    dollars = plan["prices"][1]["id"]

    assert does(subscribe(to=plan, trialDays=7).data, "update", priceId=dollars).data["priceId"] == dollars


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
