"""The room of what Plugipay itself costs."""

import pytest

BILLING = "/api/v1/billing"


def test_there_are_four_tiers(call):
    """By their ids, each with every field of the SDKs."""
    tiers = call("GET", f"{BILLING}/tiers").data

    assert [tier["id"] for tier in tiers] == ["starter", "growth", "scale", "enterprise"]
    assert {name for tier in tiers for name in tier} == {
        "id",
        "name",
        "priceMonthlyIdr",
        "priceMonthlyUsdCents",
        "channelFeeRate",
        "monthlyTxnCap",
        "maxWebhookEndpoints",
        "maxApiKeys",
        "customBranding",
        "dailyPayouts",
        "support",
        "tagline",
        "agentCredits",
        "features",
    }
    assert {name for tier in tiers for name in tier["support"]} == {"tier", "responseHours", "sla"}


def test_a_plan_is_a_tier_with_its_price(call):
    """A plan by agreement costs -1."""
    plans = call("GET", f"{BILLING}/plans").data

    assert [tuple(plan) for plan in plans] == [("id", "name", "price")] * 4
    assert [plan["price"] for plan in plans][::3] == [0, -1]


def test_everybody_is_on_the_first_tier(call):
    """And there is nothing to cancel."""
    summary = call("GET", f"{BILLING}/summary").data

    assert (summary["tier"], summary["status"]) == ("starter", "active")
    assert call("POST", f"{BILLING}/cancel", {}).data == summary


@pytest.mark.parametrize(
    ("asked", "amount"),
    [
        ({"tier": "growth"}, 299_000),
        ({"tier": "growth", "currency": "USD"}, 1_900),
        ({"tier": "enterprise"}, None),
    ],
)
def test_an_upgrade_has_a_checkout(call, asked, amount):
    """It tells where to pay, and changes nothing."""
    answer = call("POST", f"{BILLING}/checkout", asked)

    assert (answer.status, answer.data["amount"]) == (200, amount)
    assert answer.data["checkoutUrl"].startswith("https://plugipay.com/")
    assert call("GET", f"{BILLING}/summary").data["tier"] == "starter"


@pytest.mark.parametrize(
    ("asked", "field"), [({}, "tier"), ({"tier": "gold"}, "tier"), ({"tier": "growth", "currency": "EUR"}, "currency")]
)
def test_an_upgrade_is_to_a_tier(call, asked, field):
    """In one of the two currencies."""
    assert call("POST", f"{BILLING}/checkout", asked).error["field"] == field


@pytest.mark.parametrize("body", [None, {}])
def test_tiers_are_refreshed(call, body):
    """With an empty object, or with nothing."""
    assert call("POST", f"{BILLING}/tiers/refresh", body).data == {"refreshed": True}
