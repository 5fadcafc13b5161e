"""The account: the cheapest way to see that a key works, and whose it is."""

from collections.abc import Callable

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.closed import skip_closed
from plugipay_contract.server.test_modes import OTHER
from plugipay_contract.subjects import Ability

ACCOUNT = "/api/v1/account"
EVERYWHERE = "/api/v1/account/sessions/revoke-all"


def test_the_account_says_whose_the_key_is(server: Caller) -> None:
    """`accountId` starts with `acc_`."""
    assert server.call("GET", "/api/v1/account").data["accountId"].startswith("acc_")


def test_the_account_is_the_one_we_were_told_of(server: Caller) -> None:
    """`accountId` is the id this server was introduced with."""
    if server.subject.account_id is None:
        pytest.skip("the subject was given without an account id")

    assert server.call("GET", "/api/v1/account").data["accountId"] == server.subject.account_id


@pytest.mark.parametrize("key", ["live", "read_only"])
def test_every_key_of_a_workspace_has_one_account(server: Caller, key: str) -> None:
    """Mode and scopes do not change whose key it is."""
    accounts = {caller.call("GET", "/api/v1/account").data["accountId"] for caller in (server, server.using(key))}

    assert len(accounts) == 1


def test_the_account_may_have_a_brand(server: Caller) -> None:
    """`brandName` is a text or null."""
    assert isinstance(server.call("GET", "/api/v1/account").data["brandName"], str | None)


@pytest.mark.parametrize(("name", "kind"), [("id", str), ("email", str), ("name", str | None), ("emailVerified", bool)])
def test_the_account_has_a_profile(server: Caller, name: str, kind: type) -> None:
    """The profile fields are there, each of its kind."""
    assert isinstance(server.call("GET", "/api/v1/account").data[name], kind)


def test_an_account_is_what_its_customers_belong_to(server: Caller) -> None:
    """A customer carries the account id of the key that made it."""
    account = server.call("GET", "/api/v1/account").data

    assert recipes.new_customer(server)["accountId"] == account["accountId"]


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_one_session_is_left(merchant: Caller) -> None:
    """Signing out everywhere ends every session but the one in use, and says how many."""
    skip_closed(merchant, f"POST {EVERYWHERE}")
    sessions = money.listed(merchant, "account/sessions")
    others = [each for each in sessions if not each["current"]]

    told = money.made(money.post(merchant, EVERYWHERE))
    assert (told, bool(others)) == ({"revokedCount": len(others)}, True)
    assert money.listed(merchant, "account/sessions") == [each for each in sessions if each["current"]]


@pytest.mark.guess
@pytest.mark.parametrize("mode", ["test", "live"])
def test_both_modes_know_one_person(workspace: Workspace, mode: str) -> None:
    """What a key changes of the person behind it, the key of the other mode sees."""
    here, there = in_mode(workspace, mode), in_mode(workspace, OTHER[mode])
    skip_closed(here, f"PATCH {ACCOUNT}")
    money.made(here.call("PATCH", ACCOUNT, {"name": "Ada"}, idempotency_key=recipes.unique()))
    money.made(money.post(here, f"{ACCOUNT}/password-change", {"newPassword": recipes.unique()}))
    seen = [caller.call("GET", ACCOUNT).data for caller in (here, there)]

    assert [(each["id"], each["name"], each["hasPassword"]) for each in seen] == [(seen[0]["id"], "Ada", True)] * 2


DELETIONS = {"account": lambda _caller: ACCOUNT, "workspace": lambda caller: f"/api/v1/workspaces/{named(caller)}"}
"""What a person may leave."""


def named(caller: Caller) -> str:
    """The account id of a key."""
    account_id: str = caller.call("GET", ACCOUNT).data["accountId"]
    return account_id


@pytest.mark.guess
@pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK)
@pytest.mark.parametrize("target", DELETIONS.values(), ids=DELETIONS)
def test_a_deletion_is_not_postponed(january: Caller, target: Callable[[Caller], str]) -> None:
    """Asking again days later answers the day that was told at first."""
    skip_closed(january, f"DELETE {ACCOUNT}")

    def left() -> money.Thing:
        return money.made(january.call("DELETE", target(january), idempotency_key=recipes.unique()))

    first = left()
    january.control("clock/advance", {"days": 5})
    assert left() == first


def test_a_workspace_says_when_it_will_be_gone(merchant: Caller) -> None:
    """Whoever lists it sees the day that the deletion has named."""
    skip_closed(merchant, "DELETE /api/v1/workspaces/{}")
    (row,) = money.listed(merchant, "workspaces")
    told = money.made(merchant.call("DELETE", f"/api/v1/workspaces/{row['id']}", idempotency_key=recipes.unique()))
    (seen,) = money.listed(merchant, "workspaces")

    assert seen["pendingDeletionAt"] == told["pendingDeletionAt"]
