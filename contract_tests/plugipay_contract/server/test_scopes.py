"""What a key may do: reading is not writing."""

from collections.abc import Callable

import pytest

from plugipay_contract import facts, money, provoking, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import KeyPair

Knock = Callable[[Caller, money.Thing, facts.Route], Answer]

REFUSED = (403, "insufficient_scope")
NEEDED = {
    route.scope: route
    for route in facts.ROUTES
    if route.scope.startswith("plugipay:") and route.scope != "plugipay:platform:admin"
}
"""Every scope a merchant's key can have, and a route that needs it."""

each_scope = pytest.mark.parametrize("scope", NEEDED)


def covers(granted: str, needed: str) -> bool:
    """Whether one scope may stand for another: that who writes may create is a guess of this kit."""
    return granted == needed or (needed.endswith(":create") and granted == needed.replace(":create", ":write"))


def minted(caller: Caller, *scopes: str) -> money.Thing:
    """A new key with these scopes."""
    return money.made(money.post(caller, "/api/v1/api-keys", {"name": "scoped", "scopes": scopes}))


def by_pair(caller: Caller, key: money.Thing, route: facts.Route) -> Answer:
    """A signed call of a route (that keys come in pairs is a guess of this kit)."""
    holder = caller.using(KeyPair(key["keyId"], key["secret"]))
    return provoking.plain(holder, route).made()


def by_bearer(caller: Caller, key: money.Thing, route: facts.Route) -> Answer:
    """A call of a route with the key as it is."""
    return caller.send(caller.unsigned(route.method, provoking.target(route), authorization=f"Bearer {key['key']}"))


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


def test_the_scope_named_in_the_header_grants_nothing(server: Caller) -> None:
    """`scope=*` in the header is what every client says, not what the key may do."""
    signed = server.using("read_only").signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())

    assert "scope=*" in signed.headers["Authorization"]
    assert server.send(signed).verdict == REFUSED
