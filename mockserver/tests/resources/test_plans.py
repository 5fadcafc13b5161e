"""The room of the plans and their prices."""

import pytest

from plugipay_mock.clock import iso
from plugipay_mock.dialect import SHIPPED
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.plans.model import LIFE_CYCLE, Price, Tier
from plugipay_mock.world import World

PLANS = "/api/v1/plans"
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 150_000}
PRO = {"name": "Pro", "interval": "month", "prices": [FLAT], "portalFeatures": {}}
LADDER = [
    {"upTo": 10, "unitAmount": 100},
    {"upTo": 20, "unitAmount": 80, "flatAmount": 50},
    {"upTo": "inf", "unitAmount": 60},
]


@pytest.fixture
def plan(call, still):
    """A monthly plan with one price."""
    return call("POST", PLANS, PRO).data


@pytest.fixture
def price(plan):
    """Its price."""
    return plan["prices"][0]


@pytest.fixture
def shipped(signed_calls):
    """Sends requests to a world that behaves as the service is shipped."""
    return signed_calls(World(dialect=SHIPPED))


def offer(model, unit_amount=None, tiers=None):
    """A price of a model; tiers are (up to, unit amount, flat amount)."""
    ladder = tiers and tuple(Tier(up_to=end, unit_amount=unit, flat_amount=flat) for end, unit, flat in tiers)
    return Price(
        id="price_1",
        plan_id="plan_1",
        currency="IDR",
        model=model,
        unit_amount=unit_amount,
        tiers=ladder,
        created_at=iso(0),
    )


STEPS = [(10, 100, 0), (20, 80, 50), ("inf", 60, 7)]


@pytest.mark.parametrize(
    ("model", "quantity", "amount"),
    [
        ("tiered", 0, 0),
        ("tiered", 1, 100),
        ("tiered", 10, 1_000),
        ("tiered", 11, 1_000 + 80 + 50),
        ("tiered", 20, 1_000 + 800 + 50),
        ("tiered", 21, 1_000 + 800 + 50 + 60 + 7),
        ("volume", 0, 0),
        ("volume", 1, 100),
        ("volume", 10, 1_000),
        ("volume", 11, 11 * 80 + 50),
        ("volume", 20, 20 * 80 + 50),
        ("volume", 1_000, 60_000 + 7),
        ("usage", 0, 0),
        ("usage", 11, 1_000 + 80 + 50),
    ],
)
def test_tiers_are_added_up(model, quantity, amount):
    """Graduated units cost what their own tier costs, volume ones all what the last of them costs."""
    assert offer(model, tiers=STEPS).amount(quantity) == amount


@pytest.mark.parametrize(("model", "quantity", "amount"), [("flat", 1, 7), ("flat", 3, 21), ("usage", 3, 21)])
def test_units_are_multiplied(model, quantity, amount):
    """Without tiers, every unit costs the same."""
    assert offer(model, unit_amount=7).amount(quantity) == amount


@pytest.mark.parametrize(("model", "amount"), [("flat", 7), ("usage", 0)])
def test_a_period_is_one_unit_or_no_usage(model, amount):
    """A subscription pays for one unit, and for the usage nobody can report."""
    assert offer(model, unit_amount=7).per_period == amount


def test_every_state_is_reached():
    """The table leads to all three states a plan has."""
    assert states(LIFE_CYCLE, "active") == {"active", "inactive", "archived"}


def test_a_plan_shows_the_fields_of_the_sdk_type(plan):
    """A plan has exactly the documented fields, null where nothing is known."""
    assert plan == {
        "id": plan["id"],
        "arn": plan["arn"],
        "accountId": plan["accountId"],
        "name": "Pro",
        "description": None,
        "interval": "month",
        "intervalCount": 1,
        "trialDays": 0,
        "prices": plan["prices"],
        "usageAggregate": None,
        "meteredUnit": None,
        "portalFeatures": {
            "selfServeCancel": True,
            "selfServePause": False,
            "selfServeUpgrade": False,
            "selfServeDowngrade": False,
            "updatePaymentMethod": True,
        },
        "dunningPolicyId": None,
        "active": True,
        "archivedAt": None,
        "metadata": None,
        "createdAt": "2026-05-12T12:00:00.000Z",
        "updatedAt": "2026-05-12T12:00:00.000Z",
    }


def test_a_price_shows_the_fields_of_the_sdk_type(plan, price):
    """A price has exactly the documented fields, and names its plan."""
    assert price == {
        "id": price["id"],
        "planId": plan["id"],
        "currency": "IDR",
        "model": "flat",
        "unitAmount": 150_000,
        "tiers": None,
        "taxMode": "exclusive",
        "active": True,
        "createdAt": "2026-05-12T12:00:00.000Z",
    }


def test_everything_a_caller_says_is_kept(call):
    """Optional fields come back as they were sent."""
    said = {
        "description": "All of it",
        "intervalCount": 3,
        "trialDays": 7,
        "usageAggregate": "max",
        "meteredUnit": "seat",
        "portalFeatures": {"selfServePause": True},
        "dunningPolicyId": "dp_1",
        "active": False,
        "metadata": {"tier": "gold"},
    }
    plan = call("POST", PLANS, PRO | said).data

    assert plan | said == plan | {"portalFeatures": said["portalFeatures"]}
    assert plan["portalFeatures"]["selfServePause"] is True


def test_tiers_are_shown_with_their_flat_amounts(call, plan):
    """A flat amount that was left out is nothing; the last tier has no end."""
    volume = call("POST", f"{PLANS}/{plan['id']}/prices", {"currency": "USD", "model": "volume", "tiers": LADDER}).data

    assert volume["tiers"] == [{"flatAmount": 0} | tier for tier in LADDER]
    assert volume["unitAmount"] is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"description": "x" * 1025}, "description"),
        ({"interval": "hour"}, "interval"),
        ({"intervalCount": 0}, "intervalCount"),
        ({"trialDays": -1}, "trialDays"),
        ({"trialDays": None}, "trialDays"),
        ({"usageAggregate": "mean"}, "usageAggregate"),
        ({"portalFeatures": {"selfServeRefund": True}}, "portalFeatures.selfServeRefund"),
        ({"portalFeatures": {"selfServePause": 1}}, "portalFeatures.selfServePause"),
        ({"prices": []}, "prices"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_plan_is_refused_by_name(call, change, field):
    """The message names the field that is wrong."""
    answer = call("POST", PLANS, PRO | change)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field


@pytest.mark.parametrize(
    ("price", "field"),
    [
        ({"unitAmount": 1.5}, "unitAmount"),
        ({"unitAmount": -1}, "unitAmount"),
        ({"unitAmount": True}, "unitAmount"),
        ({"unitAmount": "1"}, "unitAmount"),
        ({"unitAmount": 10**400}, "unitAmount"),
        ({"unitAmount": None}, "unitAmount"),
        ({"currency": "EUR"}, "currency"),
        ({"model": "auction"}, "model"),
        ({"taxMode": "none"}, "taxMode"),
        ({"tiers": LADDER}, "tiers"),
        ({"model": "tiered"}, "tiers"),
        ({"model": "tiered", "tiers": LADDER}, "unitAmount"),
        ({"model": "usage", "tiers": LADDER}, "unitAmount"),
        ({"model": "usage", "unitAmount": None}, "unitAmount"),
        ({"model": "volume", "unitAmount": None, "tiers": []}, "tiers"),
        ({"model": "volume", "unitAmount": None, "tiers": LADDER[:2]}, "tiers"),
        ({"model": "volume", "unitAmount": None, "tiers": [LADDER[1], LADDER[0], LADDER[2]]}, "tiers"),
        ({"model": "volume", "unitAmount": None, "tiers": [LADDER[2], LADDER[2]]}, "tiers"),
        ({"model": "volume", "unitAmount": None, "tiers": [{"upTo": 0, "unitAmount": 1}]}, "tiers[0].upTo"),
        ({"model": "volume", "unitAmount": None, "tiers": [{"upTo": "all", "unitAmount": 1}]}, "tiers[0].upTo"),
        ({"model": "volume", "unitAmount": None, "tiers": [{"upTo": "inf"}]}, "tiers[0].unitAmount"),
    ],
)
def test_a_bad_price_is_refused_by_name(call, plan, price, field):
    """A price says what its model needs and nothing else, in whole amounts."""
    answer = call("POST", f"{PLANS}/{plan['id']}/prices", FLAT | price)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field


def test_a_price_inside_a_plan_is_named_by_its_place(call):
    """Of several prices, the message names the one at fault."""
    answer = call("POST", PLANS, PRO | {"prices": [FLAT, {"currency": "IDR", "model": "flat"}]})

    assert answer.error["field"] == "prices[1].unitAmount"


def test_the_shorthand_of_the_official_python_is_understood(call):
    """An amount on the plan is one flat price, with the portal features of the dashboard."""
    plan = call("POST", PLANS, {"name": "Pro", "currency": "USD", "amount": 4_900, "interval": "year"}).data

    assert [(price["currency"], price["model"], price["unitAmount"]) for price in plan["prices"]] == [
        ("USD", "flat", 4_900)
    ]
    assert plan["portalFeatures"]["updatePaymentMethod"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "Pro", "interval": "month"}, "prices"),
        ({"name": "Pro", "interval": "month", "prices": [FLAT]}, "portalFeatures"),
        ({"name": "Pro", "interval": "month", "amount": 5}, "currency"),
        ({"name": "Pro", "interval": "month", "currency": "IDR"}, "amount"),
        ({"name": "Pro", "interval": "month", "currency": "IDR", "amount": 1.5}, "amount"),
        (PRO | {"amount": 5, "currency": "IDR"}, "amount"),
    ],
)
def test_half_a_shorthand_is_refused(call, body, field):
    """A plan says what it costs in one of the two ways, and completely."""
    answer = call("POST", PLANS, body)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field


def test_the_shipped_service_refuses_the_shorthand(shipped):
    """The service knows no amount on a plan."""
    answer = shipped("POST", PLANS, {"name": "Pro", "currency": "IDR", "amount": 5, "interval": "month"}, key="k")

    assert answer.verdict == (400, "invalid_request")


def test_plans_are_listed_by_activity(call, plan):
    """`active` chooses among the plans, newest first."""
    other = call("POST", PLANS, PRO | {"active": False}).data

    assert [each["id"] for each in call("GET", f"{PLANS}?active=true").data] == [plan["id"]]
    assert [each["id"] for each in call("GET", f"{PLANS}?active=false").data] == [other["id"]]
    assert [each["id"] for each in call("GET", PLANS).data] == [other["id"], plan["id"]]


def test_a_change_leaves_the_rest(call, plan):
    """Only what was sent changes, down to single portal features."""
    changed = call("PATCH", f"{PLANS}/{plan['id']}", {"portalFeatures": {"selfServePause": True}, "name": "Max"}).data

    assert changed == plan | {
        "name": "Max",
        "portalFeatures": plan["portalFeatures"] | {"selfServePause": True},
    }


@pytest.mark.parametrize("field", ["interval", "intervalCount", "prices", "currency"])
def test_what_was_sold_does_not_change(call, plan, field):
    """How often and for how much a plan is billed is settled when it is created."""
    assert call("PATCH", f"{PLANS}/{plan['id']}", {field: 1}).error["field"] == field


def test_an_archived_plan_is_inactive_for_good(call, plan):
    """Archiving says when, and nothing brings the plan back."""
    archived = call("POST", f"{PLANS}/{plan['id']}/archive", {}).data

    assert (archived["active"], archived["archivedAt"]) == (False, "2026-05-12T12:00:00.000Z")
    assert call("PATCH", f"{PLANS}/{plan['id']}", {"active": True}).verdict == (409, "invalid_transition")


@pytest.fixture
def does(call, plan):
    """Does one of the actions on the plan."""
    path = f"{PLANS}/{plan['id']}"
    actions = {
        "activate": ("PATCH", path, {"active": True}),
        "deactivate": ("PATCH", path, {"active": False}),
        "archive": ("POST", f"{path}/archive", {}),
        "add_price": ("POST", f"{path}/prices", FLAT),
        "look": ("GET", path),
    }
    return lambda action: call(*actions[action])


@pytest.mark.parametrize("action", ["activate", "deactivate", "archive", "add_price"])
@pytest.mark.parametrize("into", ["activate", "deactivate"])
def test_an_open_plan_takes_every_action(does, told, into, action):
    """Whether it is active or not, a plan that is not archived changes, and tells it."""
    does(into)
    events = len(told())

    assert does(action).status in {200, 201}
    assert len(told()) == events + 1


@pytest.mark.parametrize("action", ["activate", "archive", "add_price"])
def test_an_archived_plan_refuses(does, told, action):
    """An archived plan is not brought back, archived again or given prices; a refusal leaves no trace."""
    before, events = does("archive").data, told()

    assert does(action).verdict == (409, "invalid_transition")
    assert (does("look").data, told()) == (before, events)


def test_a_price_is_added_to_its_plan(call, plan, price):
    """A new price is shown by itself, on its plan, and in the list of prices."""
    added = call("POST", f"{PLANS}/{plan['id']}/prices", FLAT | {"currency": "USD"}).data

    assert call("GET", f"{PLANS}/{plan['id']}").data["prices"] == [price, added]
    assert call("GET", f"{PLANS}/{plan['id']}/prices").data == [price, added]


def test_a_price_is_withdrawn(call, plan, price):
    """A price that is not offered any more says so, by itself and on its plan."""
    withdrawn = call("PATCH", f"/api/v1/prices/{price['id']}", {"active": False}).data

    assert withdrawn == price | {"active": False}
    assert call("GET", f"{PLANS}/{plan['id']}").data["prices"] == [withdrawn]


@pytest.mark.parametrize("body", [{}, {"active": None}, {"active": True, "unitAmount": 1}])
def test_a_price_changes_in_nothing_else(call, price, body):
    """Prices are immutable apart from `active`."""
    assert call("PATCH", f"/api/v1/prices/{price['id']}", body).verdict == (400, "invalid_request")


def test_a_price_is_taken_away(call, plan, price):
    """A deleted price is on no plan any more, and unknown."""
    answer = call("DELETE", f"/api/v1/prices/{price['id']}")

    assert (answer.status, answer.body) == (204, b"")
    assert call("GET", f"{PLANS}/{plan['id']}").data["prices"] == []
    assert call("DELETE", f"/api/v1/prices/{price['id']}").verdict == (404, "not_found")


def test_every_change_is_told(call, plan, price, told):
    """A change of a plan or of its prices tells the whole plan."""
    path = f"{PLANS}/{plan['id']}"
    call("PATCH", path, {"name": "Max"})
    call("POST", f"{path}/prices", FLAT)
    call("PATCH", f"/api/v1/prices/{price['id']}", {"active": False})
    call("DELETE", f"/api/v1/prices/{price['id']}")
    call("POST", f"{path}/archive", {})

    assert told() == ["plan.created", *["plan.updated"] * 4, "plan.archived"]
