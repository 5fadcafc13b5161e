"""What lasts ends when it was to end: sessions, trials, pauses, bills, cards, and every period of a subscription."""

from datetime import timedelta

import pytest

from plugipay_contract import money, recipes, states
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, new
from plugipay_contract.server.moments import LATER, MADE, moment, moments
from plugipay_contract.subjects import Ability

on_a_clock = pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK)
ABOUT = timedelta(seconds=2)  # a server may read its clock more than once


def span(thing: money.Thing, name: str) -> timedelta:
    """How long after an object was made something is to happen to it."""
    return moment(thing[name]) - moment(thing["createdAt"])


@pytest.mark.parametrize("seconds", [90, 86_400])
def test_a_session_lasts_as_long_as_asked(server: Caller, seconds: int) -> None:
    """`expiresAt` is so many seconds after it was opened."""
    lasts = span(money.new_session(server, expiresInSec=seconds), "expiresAt")

    assert abs(lasts - timedelta(seconds=seconds)) < ABOUT


@pytest.mark.parametrize("days", [1, 14])
def test_a_trial_ends_after_its_days(server: Caller, days: int) -> None:
    """`trialEnd` is so many days after the subscription began."""
    lasts = span(money.new_subscription(server, trialDays=days), "trialEnd")

    assert abs(lasts - timedelta(days=days)) < ABOUT


def test_a_portal_session_is_short(someone: Caller) -> None:
    """Its address is good for a quarter of an hour at most."""
    body = {"customerId": recipes.new_customer(someone)["id"], "returnUrl": "https://shop.example.com/"}
    session = money.made(money.post(someone, "/api/v1/portal-sessions", body))

    assert timedelta() < span(session, "expiresAt") <= timedelta(minutes=15) + ABOUT


SOON = "2026-02-10T00:00:00Z"


def resuming(caller: Caller) -> money.Thing:
    """A subscription that is paused for some days."""
    subscription = money.new_subscription(caller)
    return money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/pause", {"resumeAt": SOON}))


def expiring(caller: Caller) -> money.Thing:
    """A gift card that is good for some days; its code is how it is read."""
    card = new("gift-cards", {**CARD, "expiresAt": SOON})(caller)
    return {**card, "id": card["code"]}


ENDS: dict[str, tuple[str, states.Way, str, str]] = {
    "invoice": (
        "invoices",
        lambda caller: money.new_invoice(caller, status="open", dueAt=SOON),
        "open",
        "past_due",
    ),
    "pause": ("subscriptions", resuming, "paused", "active"),
    "gift-card": ("gift-cards", expiring, "active", "expired"),
    "start": ("subscriptions", lambda caller: money.new_subscription(caller, startAt=SOON), "trialing", "active"),
}
EACH_END = ["invoice", "pause", "gift-card", pytest.param("start", marks=pytest.mark.guess)]


@on_a_clock
@pytest.mark.parametrize("name", EACH_END)
def test_nothing_ends_before_its_time(january: Caller, name: str) -> None:
    """A second before the moment that was named all is as it was; then it is not."""
    resource, way, before, after = ENDS[name]
    thing = way(january)
    wait = (moment(SOON) - moment(MADE)).total_seconds()
    found = []
    for seconds in (wait - 1, 1):
        january.control("clock/advance", {"seconds": seconds})
        found.append(money.reread(january, resource, thing)["status"])

    assert found == [before, after]


@on_a_clock
def test_an_expired_gift_card_is_not_spent(january: Caller) -> None:
    """What is left on it stays there."""
    card = new("gift-cards", {**CARD, "expiresAt": LATER})(january)
    january.control("clock/advance", {"hours": 1})
    body = {"amount": 1, "externalSource": "shop", "externalRef": recipes.unique()}
    answer = money.post(january, f"/api/v1/gift-cards/{card['id']}/redeem", body)

    balance = money.reread(january, "gift-cards", {"id": card["code"]})["balance"]
    assert (answer.status in range(400, 500), balance) == (True, CARD["amount"])


@on_a_clock
@pytest.mark.guess
def test_a_later_start_is_billed_then(january: Caller) -> None:
    """Nothing is owed before a subscription starts, and one period from then on."""
    subscription = money.new_subscription(january, startAt=SOON)
    before = money.invoices_of(january, subscription)
    january.control("clock/advance", {"days": 10})

    assert (before, len(money.invoices_of(january, subscription))) == ([], 1)
    period = moments(money.reread(january, "subscriptions", subscription), "currentPeriodStart", "currentPeriodEnd")
    assert list(period.values()) == [moment(SOON), moment("2026-03-10T00:00:00Z")]


@on_a_clock
@pytest.mark.parametrize(
    ("interval", "count", "first", "second"),
    [
        *(("day", 3, "2026-02-03", "2026-02-06"), ("week", 2, "2026-02-14", "2026-02-28")),
        *(("month", 3, "2026-04-30", "2026-07-31"), ("year", 1, "2027-01-31", "2028-01-31")),
    ],
)
def test_a_renewal_is_as_long_as_its_interval(
    january: Caller, interval: str, count: int, first: str, second: str
) -> None:
    """The second period begins where the first ends, and ends an interval later."""
    subscription = money.new_subscription(january, money.new_plan(january, interval=interval, intervalCount=count))
    january.control("clock/advance", {"seconds": (moment(f"{first}T10:00:00Z") - moment(MADE)).total_seconds()})

    renewed = moments(money.reread(january, "subscriptions", subscription), "currentPeriodStart", "currentPeriodEnd")
    assert list(renewed.values()) == [moment(f"{first}T10:00:00Z"), moment(f"{second}T10:00:00Z")]
