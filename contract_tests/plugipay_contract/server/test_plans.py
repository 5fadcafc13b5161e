"""Plans and their prices: what is sold again and again."""

from typing import Any

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Answer, Caller

FIELDS = {
    *("id", "arn", "accountId", "name", "description", "interval", "intervalCount", "trialDays", "prices"),
    *("usageAggregate", "meteredUnit", "portalFeatures", "dunningPolicyId", "active", "archivedAt", "metadata"),
    *("createdAt", "updatedAt"),
}
PRICE_FIELDS = {"id", "planId", "currency", "model", "unitAmount", "tiers", "taxMode", "active", "createdAt"}
FEATURES = {"selfServeCancel", "selfServePause", "selfServeUpgrade", "selfServeDowngrade", "updatePaymentMethod"}
TIERS = [{"upTo": 10, "unitAmount": 5_000, "flatAmount": 0}, {"upTo": "inf", "unitAmount": 4_000, "flatAmount": 0}]

REFUSED: dict[str, dict[str, Any]] = {
    "name-empty": {"name": ""},
    "name-too-long": {"name": "A" * 256},
    "interval-unknown": {"interval": "fortnight"},
    "interval-count-zero": {"intervalCount": 0},
    "trial-days-negative": {"trialDays": -1},
    "description-too-long": {"description": "A" * 1025},
    "usage-aggregate-unknown": {"usageAggregate": "mean"},
    "prices-text": {"prices": "free"},
}


@pytest.fixture(scope="module")
def plan(server: Caller) -> money.Thing:
    """A plan."""
    return money.new_plan(server)


def update(server: Caller, plan: money.Thing, **fields: Any) -> Answer:
    """An attempt to change a plan."""
    return server.call("PATCH", f"/api/v1/plans/{plan['id']}", fields, idempotency_key=recipes.unique())


def test_a_plan_has_every_field(plan: money.Thing) -> None:
    """Nothing is left out, and a plan has no amount of its own."""
    assert (FIELDS - set(plan), {"amount", "currency"} & set(plan)) == (set(), set())


def test_a_plan_id_has_its_prefix(plan: money.Thing) -> None:
    """`plan_`, by the API pages."""
    assert plan["id"].startswith(facts.ID_FORMS["plan"].beginnings)


def test_a_plan_starts_active(plan: money.Thing) -> None:
    """Until it is archived."""
    assert (plan["active"], plan["archivedAt"]) == (True, None)


@pytest.mark.parametrize(("name", "value"), [("intervalCount", 1), ("trialDays", 0)])
def test_a_plan_has_defaults(plan: money.Thing, name: str, value: int) -> None:
    """Every interval, and no trial."""
    assert plan[name] == value


def test_a_plan_tells_all_portal_features(plan: money.Thing) -> None:
    """Five booleans, whichever were named."""
    assert {name: type(value) for name, value in plan["portalFeatures"].items()} == dict.fromkeys(FEATURES, bool)


@pytest.mark.guess
def test_portal_features_have_defaults(plan: money.Thing) -> None:
    """Customers may cancel by themselves and change how they pay, and nothing else (the SDKs' default)."""
    granted = {name for name, value in plan["portalFeatures"].items() if value}

    assert granted == {"selfServeCancel", "updatePaymentMethod"}


def test_a_plan_is_taken_up_again(server: Caller) -> None:
    """A plan that was put aside is active once somebody says so, and is subscribed to as before."""
    plan = money.new_plan(server)
    shown = [update(server, plan, active=active).data["active"] for active in (False, True)]

    assert [*shown, money.reread(server, "plans", plan)["active"]] == [False, True, True]
    assert money.new_subscription(server, plan)["planId"] == plan["id"]


def test_a_plan_can_be_read(server: Caller, plan: money.Thing) -> None:
    """What was created is what is read."""
    assert money.reread(server, "plans", plan) == plan


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_a_plan_beyond_the_limits_is_refused(server: Caller, fields: dict[str, Any]) -> None:
    """The wrong field is refused and named."""
    answer = money.post(server, "/api/v1/plans", money.plan_body(**fields))

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), next(iter(fields)))


@pytest.mark.parametrize("name", ["name", "interval"])
def test_a_plan_needs_a_name_and_an_interval(server: Caller, name: str) -> None:
    """What is required is asked for by name."""
    body = {field: value for field, value in money.plan_body().items() if field != name}

    assert money.post(server, "/api/v1/plans", body).error["field"] == name


@pytest.mark.parametrize("fields", [{"name": "Coffee club"}, {"trialDays": 7}, {"metadata": {"a": "b"}}], ids=str)
def test_a_plan_can_be_changed(server: Caller, fields: dict[str, Any]) -> None:
    """Name, trial and metadata may change."""
    plan = money.new_plan(server)

    assert update(server, plan, **fields).data.items() >= fields.items()


@pytest.mark.parametrize("fields", [{"interval": "year"}, {"prices": []}], ids=str)
def test_interval_and_prices_are_fixed(server: Caller, plan: money.Thing, fields: dict[str, Any]) -> None:
    """What subscriptions rest on is not changed under them."""
    assert update(server, plan, **fields).verdict == (400, "invalid_request")


def test_an_archived_plan_is_inactive(server: Caller) -> None:
    """Archiving sets `archivedAt`."""
    plan = money.new_plan(server)
    archived = money.post(server, f"/api/v1/plans/{plan['id']}/archive").data

    assert (archived["active"], type(archived["archivedAt"])) == (False, str)


def test_a_price_has_every_field(plan: money.Thing) -> None:
    """Nothing is left out."""
    assert set(plan["prices"][0]) >= PRICE_FIELDS


def test_a_price_belongs_to_its_plan(plan: money.Thing) -> None:
    """`planId` leads back."""
    assert plan["prices"][0]["planId"] == plan["id"]


def test_a_tiered_price_has_no_unit_amount(server: Caller) -> None:
    """Its tiers hold the amounts, the last of them without end."""
    price = money.new_plan(server, prices=[{"currency": "IDR", "model": "tiered", "tiers": TIERS}])["prices"][0]

    assert (price["unitAmount"], price["tiers"]) == (None, TIERS)


def test_a_price_can_be_added(server: Caller) -> None:
    """A plan takes further prices."""
    plan = money.new_plan(server)
    added = money.made(money.post(server, f"/api/v1/plans/{plan['id']}/prices", money.price(9_900, currency="USD")))

    assert added in money.reread(server, "plans", plan)["prices"]


@pytest.mark.parametrize("fields", [{"model": "free"}, {"currency": "SGD"}, {"taxMode": "none"}], ids=str)
def test_a_price_knows_its_words(server: Caller, plan: money.Thing, fields: dict[str, Any]) -> None:
    """Model, currency and tax mode are of their lists."""
    answer = money.post(server, f"/api/v1/plans/{plan['id']}/prices", money.price() | fields)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), next(iter(fields)))


def test_a_price_can_be_retired(server: Caller) -> None:
    """`active` is the one thing that changes about a price."""
    price = money.new_plan(server)["prices"][0]
    answer = server.call("PATCH", f"/api/v1/prices/{price['id']}", {"active": False}, idempotency_key=recipes.unique())

    assert answer.data == price | {"active": False}


def test_the_amount_of_a_price_is_fixed(server: Caller, plan: money.Thing) -> None:
    """Another amount is another price."""
    target = f"/api/v1/prices/{plan['prices'][0]['id']}"
    answer = server.call("PATCH", target, {"active": True, "unitAmount": 1}, idempotency_key=recipes.unique())

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "unitAmount")


def test_the_prices_of_a_plan_are_listed(server: Caller, plan: money.Thing) -> None:
    """`GET /plans/{id}/prices`, which consumers read."""
    assert money.listed(server, f"plans/{plan['id']}/prices") == plan["prices"]
