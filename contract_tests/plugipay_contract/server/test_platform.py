"""Acting for a merchant: a platform key may, any other may not."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller

MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"


@pytest.fixture
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
    account_id: str = merchant.call("GET", "/api/v1/account").data["accountId"]
    return account_id


@pytest.mark.parametrize("key", ["test", "live", "read_only"])
def test_an_ordinary_key_acts_for_nobody(server: Caller, key: str) -> None:
    """On-behalf-of from a key without the platform scope is refused, not ignored."""
    answer = server.using(key).call("GET", "/api/v1/account", x_plugipay_on_behalf_of=MERCHANT)

    assert answer.verdict == (403, "insufficient_scope")


def test_an_ordinary_key_does_not_act_for_itself_either(merchant: Caller, account_id: str) -> None:
    """On-behalf-of is a platform's header, even with one's own account id."""
    answer = merchant.call("GET", "/api/v1/account", x_plugipay_on_behalf_of=account_id)

    assert answer.verdict == (403, "insufficient_scope")


def test_a_platform_key_sees_the_merchants_account(platform: Caller, account_id: str) -> None:
    """On behalf of a merchant, the account is the merchant's."""
    answer = platform.call("GET", "/api/v1/account", x_plugipay_on_behalf_of=account_id)

    assert answer.data["accountId"] == account_id


def test_without_the_header_a_platform_key_is_itself(platform: Caller, account_id: str) -> None:
    """A platform is a workspace of its own."""
    assert platform.call("GET", "/api/v1/account").data["accountId"] != account_id


def test_an_unknown_merchant_is_not_found(platform: Caller) -> None:
    """A merchant nobody enrolled is 404."""
    answer = platform.call("GET", "/api/v1/account", x_plugipay_on_behalf_of=MERCHANT)

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


def test_lists_are_on_behalf_as_well(platform: Caller, merchant: Caller, account_id: str) -> None:
    """A list on behalf of a merchant is the merchant's list."""
    customer = recipes.new_customer(merchant, email=recipes.address())

    answer = platform.call("GET", f"/api/v1/customers?email={customer['email']}", x_plugipay_on_behalf_of=account_id)

    assert answer.data == [customer]


def test_on_behalf_of_is_not_signed(platform: Caller, account_id: str) -> None:
    """The header may be added after signing, as the clients do."""
    signed = platform.signed("GET", "/api/v1/account")

    answer = platform.send(signed.having("X-Plugipay-On-Behalf-Of", account_id))

    assert answer.data["accountId"] == account_id


def test_idempotency_keys_belong_to_the_merchant_acted_for(platform: Caller, merchant: Caller, account_id: str) -> None:
    """A key used on behalf of a merchant is the merchant's own key: its repeat is a replay."""
    key = recipes.unique()
    first = merchant.call("POST", "/api/v1/customers", {}, idempotency_key=key)

    second = platform.call("POST", "/api/v1/customers", {}, idempotency_key=key, x_plugipay_on_behalf_of=account_id)

    assert second.body == first.body
