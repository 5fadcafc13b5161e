"""What a key may do: reading is not writing."""

from collections.abc import Callable

import pytest

from plugipay_contract import facts, money, provoking, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.closed import skip_closed
from plugipay_contract.every_route import ROUTES
from plugipay_contract.subjects import KeyPair

Knock = Callable[..., Answer]

REFUSED = (403, "insufficient_scope")
NEEDED = {
    route.scope: route
    for route in facts.ROUTES
    if route.scope.startswith("plugipay:") and route.scope != "plugipay:platform:admin"
}
"""Every scope a merchant's key can have, and a route that needs it."""

ACCOUNT, LIST = ROUTES["GET /api/v1/account"], ROUTES["GET /api/v1/customers"]
OF_PLATFORMS = ROUTES["GET /api/v1/admin/workspaces/{}"]

EVERYTHING = ("*", "plugipay:*", "plugipay:platform:*")
"""Scopes that go a long way, and do not name what makes a platform key."""

CHECKOUT = ("plugipay:checkout:read", "plugipay:checkout:write")
"""What `plugipay:checkout:*` stands for."""

each_scope = pytest.mark.parametrize("scope", NEEDED)


def covers(granted: str, needed: str) -> bool:
    """Whether one scope may stand for another: that who writes may create is a guess of this kit."""
    return granted == needed or (needed.endswith(":create") and granted == needed.replace(":create", ":write"))


def minted(caller: Caller, *scopes: str) -> money.Thing:
    """A new key with these scopes."""
    return money.made(money.post(caller, "/api/v1/api-keys", {"name": "scoped", "scopes": scopes}))


def minted_if_any(caller: Caller, scope: str) -> money.Thing:
    """A new key with a scope; the test is skipped where there are none of the kind."""
    answer = money.post(caller, "/api/v1/api-keys", {"name": "scoped", "scopes": [scope]})
    if answer.status in {400, 403}:
        pytest.skip(f"no key is minted here with the scope {scope}")
    return money.made(answer)


def by_pair(caller: Caller, key: money.Thing, route: facts.Route, **headers: str) -> Answer:
    """A signed call of a route (that keys come in pairs is a guess of this kit)."""
    holder = caller.using(KeyPair(key["keyId"], key["secret"]))
    return provoking.plain(holder, route, **headers).made()


def by_bearer(caller: Caller, key: money.Thing, route: facts.Route, **headers: str) -> Answer:
    """A call of a route with the key as it is."""
    shown = {"authorization": f"Bearer {key['key']}", **headers}
    return caller.send(caller.unsigned(route.method, provoking.target(route), **shown))


each_proof = pytest.mark.parametrize("knock", [by_pair, by_bearer], ids=["pair", "bearer"])


def test_a_read_only_key_may_not_write(server: Caller) -> None:
    """A key with read scopes creates nothing."""
    assert recipes.read_only_write(server).verdict == REFUSED


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"name": "Ada"}), ("DELETE", None)])
def test_a_read_only_key_may_not_change(server: Caller, method: str, body: object) -> None:
    """A key with read scopes changes and deletes nothing, not even what it may see."""
    customer = recipes.new_customer(server)

    answer = server.using("read_only").call(method, recipes.path(customer), body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_a_read_only_key_may_list(server: Caller) -> None:
    """A key with read scopes lists."""
    assert server.using("read_only").call("GET", "/api/v1/customers").verdict == (200, None)


def test_a_read_only_key_reads_what_its_workspace_made(server: Caller) -> None:
    """A key with read scopes sees what another key of its workspace and mode created."""
    reader = server.using("read_only")
    writer = server.using(reader.key.mode)
    customer = recipes.new_customer(writer)

    assert reader.call("GET", recipes.path(customer)).data == customer


@pytest.mark.parametrize("key", ["test", "live", "read_only", "platform"])
def test_any_key_may_ask_whose_it_is(server: Caller, key: str) -> None:
    """The account is the credential check: every key may read it."""
    assert server.using(key).call("GET", "/api/v1/account").verdict == (200, None)


@each_proof
@each_scope
def test_all_other_scopes_are_not_the_one(someone: Caller, scope: str, knock: Knock) -> None:
    """A key that may do everything else may not do this: reading, creating and writing are three things."""
    others = [each for each in NEEDED if not covers(each, scope)]

    assert knock(someone, minted(someone, *others), NEEDED[scope]).verdict == REFUSED


@each_proof
@each_scope
def test_one_scope_is_enough(someone: Caller, scope: str, knock: Knock) -> None:
    """A key that may do this and nothing else is let in."""
    assert knock(someone, minted(someone, scope), NEEDED[scope]).verdict != REFUSED


@each_proof
def test_a_wildcard_is_all_of_its_resource(someone: Caller, knock: Knock) -> None:
    """`plugipay:checkout:*` is as good as all the scopes that begin like it."""
    key = minted(someone, "plugipay:checkout:*")

    assert REFUSED not in [knock(someone, key, NEEDED[scope]).verdict for scope in CHECKOUT]


@each_proof
def test_a_wildcard_is_of_no_other_resource(someone: Caller, knock: Knock) -> None:
    """Whoever may do everything with sessions may not look at customers."""
    key = minted(someone, "plugipay:checkout:*")

    assert knock(someone, key, NEEDED["plugipay:customer:read"]).verdict == REFUSED


@each_proof
def test_a_minted_key_may_ask_whose_it_is(someone: Caller, knock: Knock) -> None:
    """The account is the credential check for a key of a single scope as well."""
    skip_closed(someone, ACCOUNT.operation)
    key = minted(someone, "plugipay:customer:read")

    assert knock(someone, key, ACCOUNT).verdict == (200, None)


@each_proof
@pytest.mark.parametrize("scope", EVERYTHING)
def test_no_wildcard_makes_a_platform_key(someone: Caller, scope: str, knock: Knock) -> None:
    """Only `plugipay:platform:admin` itself opens the routes of a platform, and acts for merchants."""
    key = minted_if_any(someone, scope)
    principal = recipes.new_customer(someone)["accountId"]
    tried = [knock(someone, key, OF_PLATFORMS), knock(someone, key, LIST, x_plugipay_on_behalf_of=principal)]

    assert [answer.verdict for answer in tried] == [REFUSED] * 2


def test_the_scope_named_in_the_header_grants_nothing(server: Caller) -> None:
    """`scope=*` in the header is what every client says, not what the key may do."""
    signed = server.using("read_only").signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())

    assert "scope=*" in signed.headers["Authorization"]
    assert server.send(signed).verdict == REFUSED
