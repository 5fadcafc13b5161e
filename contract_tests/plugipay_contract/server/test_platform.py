"""Acting for a merchant: a platform key may, any other may not."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest

from plugipay_contract import facts, money, recipes, wire
from plugipay_contract.caller import Answer, Caller, enrol, in_mode, own, workspace_for
from plugipay_contract.closed import skip_closed
from plugipay_contract.deliveries import CUSTOMERS, opened
from plugipay_contract.every_route import MAKE_TROUBLE, ROUTES, trade
from plugipay_contract.more_operations import MORE
from plugipay_contract.operations import OPERATIONS, Call, send
from plugipay_contract.provoking import spare_given
from plugipay_contract.quiet import agree, at_once
from plugipay_contract.reads import READS
from plugipay_contract.receiver import Inbox
from plugipay_contract.server.test_bearer import bearer
from plugipay_contract.server.test_settings import IN_ONE_S_WORDS, operation_of, shows, worded, written
from plugipay_contract.subjects import Ability, skip_without

MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"
OWN_MATTERS = ("any key", "public", "operator", "plugipay:platform:admin")
MERCHANTS_READS = [operation for operation in READS if ROUTES[operation].scope not in OWN_MATTERS]
MERCHANTS_WRITES = OPERATIONS | MORE
LISTS = {route.path.removeprefix("/api/v1/") for route in facts.ROUTES if route.method == "GET"}
SETTINGS = {
    "PATCH /api/v1/checkout/settings": "checkout/settings",
    "PATCH /api/v1/payouts/bank-account": "payouts/bank-account",
    **{f"PUT /api/v1/adapters/{kind}": "adapters" for kind in ("xendit", "midtrans", "paypal", "manual")},
}
"""What every merchant has once, and where it is shown."""


@dataclass(frozen=True)
class Deputy(Caller):
    """A caller that says with every request on whose behalf it is."""

    principal: str

    def unsigned(self, method: str, target: str, body: Any = None, **headers: str) -> wire.Outgoing:
        """A request on behalf of the principal."""
        return super().unsigned(method, target, body, **{"x_plugipay_on_behalf_of": self.principal, **headers})


@pytest.fixture(scope="module")
def platform(server: Caller) -> Caller:
    """The holder of a platform key."""
    return server.using("platform")


@pytest.fixture
def merchant(server: Caller, platform: Caller) -> Caller:
    """The merchant itself, in the platform key's mode."""
    return server.using(platform.key.mode)


@pytest.fixture
def account_id(merchant: Caller) -> str:
    """The merchant's account id."""
    return account_of(merchant)


@pytest.fixture
def done_for(platform: Caller, account_id: str) -> money.Thing:
    """A customer that the platform made on behalf of the merchant."""
    headers = {"x_plugipay_on_behalf_of": account_id}
    return money.made(money.post(platform, "/api/v1/customers", {}, **headers))


def account_of(caller: Caller) -> str:
    """Whose a key is, by what it makes: some servers show the account to persons only."""
    account_id: str = recipes.new_customer(caller)["accountId"]
    return account_id


def shown(answer: Answer) -> Any:
    """What an answer is about, without what it says of itself."""
    if answer.headers.get("Content-Type") == "application/json":
        return answer.data
    return answer.body or answer.headers.get("Location")


def rows(caller: Caller, call: Call) -> set[str]:
    """What is in the list that a call makes longer, if it makes one longer."""
    return {row["id"] for row in money.listed(caller, call.counted)} if call.counted in LISTS else set()


def look(caller: Caller, target: str) -> tuple[object, object]:
    """What a read shows, and how it went."""
    answer = caller.call("GET", target)
    return (answer.status, answer.code), answer.code or shown(answer)


def make_no_trouble(caller: Caller, operation: str) -> None:
    """Skip what takes a delivery that failed where none can be had."""
    if operation in MAKE_TROUBLE:
        skip_without(caller.subject, Ability.SETTLES)


def newcomer(platform: Caller) -> Caller:
    """A merchant nobody knows, in the platform key's mode."""
    skip_without(platform.subject, Ability.AUTO_KEYS)
    workspace = enrol(platform)
    return workspace.live if platform.key.mode == "live" else workspace.test


def deputy_of(principal: Caller, platform: Caller) -> Deputy:
    """The platform, acting for a merchant in all it does."""
    return Deputy(platform.subject, platform.http, platform.key, account_of(principal))


@pytest.fixture(scope="module")
def principal(server: Caller, platform: Caller) -> Caller:
    """A merchant who has some of everything; where there can be no new one, the given one."""
    merchant = in_mode(workspace_for(server), platform.key.mode)
    trade(merchant)
    return merchant


@pytest.fixture(scope="module")
def deputy(platform: Caller, principal: Caller) -> Deputy:
    """The platform, acting for that merchant."""
    return deputy_of(principal, platform)


@pytest.mark.parametrize("key", ["test", "live", "read_only"])
def test_an_ordinary_key_acts_for_nobody(server: Caller, key: str) -> None:
    """On-behalf-of from a key without the platform scope is refused, not ignored."""
    answer = server.using(key).call("GET", "/api/v1/customers", x_plugipay_on_behalf_of=MERCHANT)

    assert answer.verdict == (403, "insufficient_scope")


@pytest.mark.parametrize("key", ["test", "live"])
def test_an_ordinary_bearer_key_acts_for_nobody(server: Caller, account_id: str, key: str) -> None:
    """However a key is shown, it takes the platform scope to act for a merchant."""
    headers = {"authorization": f"Bearer {bearer(server, key)}", "x_plugipay_on_behalf_of": account_id}
    answer = server.send(server.unsigned("GET", "/api/v1/customers", **headers))

    assert answer.verdict == (403, "insufficient_scope")


def test_an_ordinary_key_does_not_act_for_itself_either(merchant: Caller, account_id: str) -> None:
    """On-behalf-of is a platform's header, even with one's own account id."""
    answer = merchant.call("GET", "/api/v1/customers", x_plugipay_on_behalf_of=account_id)

    assert answer.verdict == (403, "insufficient_scope")


def test_a_platform_key_sees_the_merchants_account(platform: Caller, account_id: str) -> None:
    """On behalf of a merchant, the account is the merchant's."""
    skip_closed(platform, "GET /api/v1/account")
    answer = platform.call("GET", "/api/v1/account", x_plugipay_on_behalf_of=account_id)

    assert answer.data["accountId"] == account_id


def test_without_the_header_a_platform_key_is_itself(platform: Caller, account_id: str) -> None:
    """A platform is a workspace of its own."""
    assert account_of(platform) != account_id


@pytest.mark.guess
def test_an_unknown_merchant_is_not_found(platform: Caller) -> None:
    """A merchant nobody enrolled is 404."""
    answer = platform.call("GET", "/api/v1/customers", x_plugipay_on_behalf_of=MERCHANT)

    assert answer.verdict == (404, "not_found")


def test_what_a_platform_creates_is_the_merchants(platform: Caller, merchant: Caller, account_id: str) -> None:
    """A customer created on behalf of a merchant belongs to the merchant."""
    answer = platform.call(
        "POST", "/api/v1/customers", {}, idempotency_key=recipes.unique(), x_plugipay_on_behalf_of=account_id
    )

    assert merchant.call("GET", recipes.path(answer.data)).data == answer.data


def test_what_a_platform_creates_is_not_the_platforms(platform: Caller, account_id: str) -> None:
    """Without the header the platform does not find the merchant's customer."""
    answer = platform.call(
        "POST", "/api/v1/customers", {}, idempotency_key=recipes.unique(), x_plugipay_on_behalf_of=account_id
    )

    assert platform.call("GET", recipes.path(answer.data)).verdict == (404, "not_found")


def test_what_a_platform_creates_bears_the_merchants_account_id(done_for: money.Thing, account_id: str) -> None:
    """`accountId` says whose an object is, not who made it."""
    assert done_for["accountId"] == account_id


def test_what_a_platform_does_is_in_the_merchants_log(merchant: Caller, done_for: money.Thing, account_id: str) -> None:
    """The merchant reads of it, as of something that happened to its own account."""
    told = [(money.short(event), event["accountId"]) for event in money.told_of(merchant, done_for)]

    assert told == [("customer.created", account_id)]


def test_what_a_platform_does_is_not_in_its_own_log(platform: Caller, done_for: money.Thing) -> None:
    """What happened at a merchant's did not happen at the platform's."""
    assert money.told_of(platform, done_for) == []


def test_what_a_platform_does_is_told_to_the_merchants_endpoint(teller: Caller, platform: Caller, inbox: Inbox) -> None:
    """Whoever listens for a merchant hears what is done on its behalf."""
    if platform.key.mode != teller.key.mode:
        pytest.skip("the platform key is of the other mode")
    opened(teller, inbox, events=CUSTOMERS)
    acting = deputy_of(teller, platform)

    assert [each.event["accountId"] for each in inbox.about(recipes.new_customer(acting))] == [acting.principal]


def test_lists_are_on_behalf_as_well(platform: Caller, merchant: Caller, account_id: str) -> None:
    """A list on behalf of a merchant is the merchant's list."""
    customer = recipes.new_customer(merchant, email=recipes.address())

    answer = platform.call("GET", f"/api/v1/customers?email={customer['email']}", x_plugipay_on_behalf_of=account_id)

    assert answer.data == [customer]


@pytest.mark.parametrize("operation", MERCHANTS_READS)
def test_a_read_on_behalf_shows_what_the_merchant_sees(principal: Caller, deputy: Deputy, operation: str) -> None:
    """Every list, object, sum and file is the merchant's."""
    make_no_trouble(principal, operation)
    call = READS[operation](principal)
    target = f"{call.target}?{urlencode(call.query)}" if call.query else call.target
    theirs = partial(look, principal, target)

    assert theirs()[0] in {(200, None), (303, None)}
    agree(principal, partial(at_once, principal, partial(look, deputy, target), theirs))


@pytest.mark.parametrize("operation", MERCHANTS_WRITES)
def test_a_write_on_behalf_is_done_at_the_merchants(principal: Caller, deputy: Deputy, operation: str) -> None:
    """What it is about is found, and what it makes is there."""
    make_no_trouble(principal, operation)
    spare_given(principal, ROUTES[operation].path)
    call = MERCHANTS_WRITES[operation](principal)
    before = rows(principal, call)
    answer = send(deputy, operation, call)
    new = own(principal, list(rows(principal, call) - before), lambda row_id: row_id == answer.data["id"])

    assert (answer.status, answer.code) == (ROUTES[operation].status, None)
    assert len(new) == (call.counted in LISTS)


@pytest.mark.parametrize("operation", SETTINGS)
def test_a_setting_on_behalf_is_the_merchants(platform: Caller, operation: str) -> None:
    """What is set for a merchant changes nothing of the platform's own."""
    merchant, view = newcomer(platform), f"/api/v1/{SETTINGS[operation]}"
    before = [caller.call("GET", view).data for caller in (merchant, platform)]
    send(deputy_of(merchant, platform), operation, MERCHANTS_WRITES[operation](merchant))

    after = [caller.call("GET", view).data for caller in (merchant, platform)]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]


@pytest.mark.parametrize("name", IN_ONE_S_WORDS)
def test_a_setting_on_behalf_is_seen_by_the_merchant(
    principal: Caller, deputy: Deputy, platform: Caller, name: str
) -> None:
    """What is set for a merchant is shown to the merchant, and to nobody who acts for themselves."""
    words = recipes.unique()
    setting = worded(name, words)
    skip_closed(principal, operation_of(setting))

    def look() -> tuple[Any, Any]:
        money.made(written(deputy, setting.write, setting.body))
        return [shows(caller, setting, words) for caller in (principal, platform)], [True, False]

    agree(principal, look)


def test_on_behalf_of_is_not_signed(platform: Caller, merchant: Caller, account_id: str) -> None:
    """The header may be added after signing, as the clients do."""
    customer = recipes.new_customer(merchant, email=recipes.address())
    signed = platform.signed("GET", f"/api/v1/customers?email={customer['email']}")

    assert platform.send(signed.having("X-Plugipay-On-Behalf-Of", account_id)).data == [customer]


def test_idempotency_keys_belong_to_the_merchant_acted_for(platform: Caller, merchant: Caller, account_id: str) -> None:
    """A key used on behalf of a merchant is the merchant's own key: its repeat is a replay."""
    key = recipes.unique()
    first = merchant.call("POST", "/api/v1/customers", {}, idempotency_key=key)

    second = platform.call("POST", "/api/v1/customers", {}, idempotency_key=key, x_plugipay_on_behalf_of=account_id)

    assert second.body == first.body
