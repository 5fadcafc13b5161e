"""Test and live never meet: not in a pair of keys, not in an object, not in a header."""

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, enrol, in_mode, workspace_for
from plugipay_contract.every_route import trade
from plugipay_contract.more_operations import CARD, HOOK, new
from plugipay_contract.reads import told_event
from plugipay_contract.subjects import Ability, KeyPair, skip_without

REFUSED = (401, "mode_mismatch")

SPAN = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
VIEWS = (
    *("adapters", "adapters/managed/onboarding", "checkout-sessions", "customers", "events", "gift-cards", "invoices"),
    *("ledger", "ledger/balances", "payouts", "payouts/balance", "plans", "receipts", "refunds", "subscriptions"),
    *("templates", "webhooks", "dashboard/metrics?window=7d", "dashboard/overview", "reports/ledger.csv"),
    *(f"reports/pnl?{SPAN}&currency=IDR", f"reports/cash-flow?{SPAN}"),
)
"""What a workspace shows of its one mode: every list of things, and every sum."""

OTHER = {"test": "live", "live": "test"}
LISTED = (
    *("checkout-sessions", "customers", "events", "gift-cards", "invoices", "ledger", "payouts", "plans", "receipts"),
    *("refunds", "subscriptions", "templates", "webhooks"),
)
"""The lists whose things have an id."""

MODED = {
    "checkout-sessions": money.new_session,
    "gift-cards": new("gift-cards", CARD),
    "webhooks": new("webhooks", HOOK),
    "events": told_event,
}
"""What says which mode it is of."""

Sights = dict[str, tuple[bytes | object, ...]]


def sights(*callers: Caller) -> Sights:
    """What some callers are shown."""
    return {view: tuple(seen(caller, view) for caller in callers) for view in VIEWS}


def seen(caller: Caller, view: str) -> bytes | object:
    """What one caller is shown: the data of an envelope, or a file."""
    answer = caller.call("GET", f"/api/v1/{view}")
    assert answer.status == 200
    return answer.body if view.endswith(".csv") else answer.data


@pytest.fixture(scope="module", params=["test", "live"])
def busy(server: Caller, request: pytest.FixtureRequest) -> tuple[Sights, Sights]:
    """What the two modes of a workspace show before and after everything was done in one of them; that one first."""
    skip_without(server.subject, Ability.AUTO_KEYS)
    here = enrol(server)
    acting, idle = (here.test, here.live) if request.param == "test" else (here.live, here.test)
    before = sights(acting, idle)
    trade(acting)
    return before, sights(acting, idle)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.partition("?")[0])
def test_nothing_done_in_one_mode_shows_in_the_other(busy: tuple[Sights, Sights], view: str) -> None:
    """Whatever is listed or summed up in one mode, the other mode shows none of it."""
    before, after = busy

    assert (after[view][0] == before[view][0], after[view][1] == before[view][1]) == (False, True)


@pytest.fixture(scope="module", params=["test", "live"])
def both(server: Caller, request: pytest.FixtureRequest) -> tuple[Caller, Caller]:
    """The two modes of a workspace, with some of everything in one of them; that one first."""
    here = workspace_for(server)
    acting, idle = in_mode(here, request.param), in_mode(here, OTHER[request.param])
    trade(acting)
    return acting, idle


@pytest.mark.parametrize("resource", LISTED)
def test_no_list_of_one_mode_has_what_the_other_has(both: tuple[Caller, Caller], resource: str) -> None:
    """Whoever else is at work, nothing is in the lists of both modes."""
    acting, idle = ({row["id"] for row in money.listed(caller, resource)} for caller in both)

    assert (bool(acting), acting & idle) == (True, set())


@pytest.mark.parametrize("mode", ["test", "live"])
@pytest.mark.parametrize("resource", MODED)
def test_a_thing_says_its_mode(somewhere: Workspace, resource: str, mode: str) -> None:
    """`mode` is the mode of the key that made it, when it is made and whenever it is listed."""
    caller = in_mode(somewhere, mode)
    made = MODED[resource](caller)

    assert (made["mode"], {row["mode"] for row in money.listed(caller, resource)}) == (mode, {mode})


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_minted_key_is_of_the_mode_it_was_minted_for(someone: Caller, mode: str) -> None:
    """Whoever asks for a key of an `environment` works there with it."""
    key = money.made(money.post(someone, "/api/v1/api-keys", {"name": "Till", "environment": mode}))
    holder = someone.using(KeyPair(key["keyId"], key["secret"]))

    assert (key["environment"], money.new_session(holder)["mode"]) == (mode, mode)


def test_a_pair_that_mixes_modes_is_refused(server: Caller) -> None:
    """The test id does not work with the live secret."""
    assert recipes.mixed_pair(server).verdict == REFUSED


def test_a_live_id_with_the_test_secret_is_refused(server: Caller) -> None:
    """Nor does the live id with the test secret."""
    pair = KeyPair(server.using("live").key.key_id, server.key.secret)

    assert server.using(pair).call("GET", "/api/v1/customers").verdict == REFUSED


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", {"name": "Ada"}), ("DELETE", None)])
def test_an_object_of_the_other_mode_is_out_of_reach(server: Caller, method: str, body: object) -> None:
    """An object of the same workspace's other mode is a mode mismatch, not an absent object."""
    customer = recipes.new_customer(server)

    answer = server.using("live").call(method, recipes.path(customer), body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_a_live_object_is_out_of_reach_for_a_test_key(server: Caller) -> None:
    """The wall stands on both sides."""
    customer = recipes.new_customer(server.using("live"))

    assert server.call("GET", recipes.path(customer)).verdict == REFUSED


def test_a_list_shows_its_own_mode_only(server: Caller) -> None:
    """What was made in test mode is not listed in live mode."""
    customer = recipes.new_customer(server, email=recipes.address())

    answer = server.using("live").call("GET", f"/api/v1/customers?email={customer['email']}")

    assert answer.data == []


@pytest.mark.guess
@pytest.mark.parametrize(("key", "mode"), [("test", "live"), ("live", "test")])
def test_a_mode_header_against_the_key_is_refused(server: Caller, key: str, mode: str) -> None:
    """`X-Plugipay-Mode` may not ask for the mode the key is not for."""
    assert server.using(key).call("GET", "/api/v1/customers", x_plugipay_mode=mode).verdict == REFUSED


@pytest.mark.guess
@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_mode_header_of_the_keys_mode_is_accepted(server: Caller, mode: str) -> None:
    """`X-Plugipay-Mode` may repeat what the key says."""
    assert server.using(mode).call("GET", "/api/v1/customers", x_plugipay_mode=mode).verdict == (200, None)


def test_the_mode_header_is_not_signed(server: Caller) -> None:
    """The mode header is not a signed part: a proxy may add it."""
    signed = server.signed("GET", "/api/v1/customers")

    assert server.send(signed.having("X-Plugipay-Mode", "test")).verdict == (200, None)
