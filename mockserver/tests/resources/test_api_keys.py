"""The room of the API keys."""

import pytest

from plugipay_mock.gate.scopes import Scopes
from plugipay_mock.seeds import mint as mint_directly
from plugipay_mock.world import Key

KEYS = "/api/v1/api-keys"
CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def mint(call, still):
    """Mints a key: `mint(scopes=["plugipay:read"])`."""
    return lambda by=None, **fields: call("POST", KEYS, {"name": "Till 1"} | fields, by=by)


@pytest.fixture
def pair():
    """What a minted key signs with."""

    def of(minted):
        scopes = Scopes(minted["scopes"])
        return Key(minted["keyId"], minted["secret"], minted["environment"], "", scopes)

    return of


def bearing(call, minted, target=CUSTOMERS):
    """The answer to a request that sends the whole key."""
    headers = {"authorization": f"Bearer {minted['key']}"}
    return call.send(call.request("GET", target), headers=headers)


def test_a_minted_key_is_shown_once(mint, still):
    """The answer has the fields of the SDKs, and the secrets."""
    minted = mint().data

    assert (minted["name"], minted["environment"], minted["scopes"]) == ("Till 1", "test", ["*"])
    assert (minted["createdAt"], minted["lastUsedAt"]) == (still, None)
    assert minted["key"].startswith(minted["keyPrefix"])
    assert len(minted["keyPrefix"]) == 12


def test_a_minted_pair_signs_at_once(call, mint, pair):
    """What was minted opens the workspace of the key that minted it."""
    made = call("POST", CUSTOMERS, {"name": "Ada"}).data
    minted = mint().data

    assert call("GET", f"{CUSTOMERS}/{made['id']}", by=pair(minted)).data == made


def test_a_minted_value_is_good_at_once(call, mint):
    """The one value needs no signature."""
    assert bearing(call, mint().data).status == 200


def test_a_live_key_is_a_live_one(call, mint, pair):
    """The environment is the mode of the key, whichever mode minted it."""
    minted = mint(environment="live").data

    assert minted["keyId"].startswith("pk_live_")
    assert call("GET", CUSTOMERS, by=pair(minted)).status == 200


def test_the_list_tells_no_secret(call, mint, pair):
    """Newest first, of both modes, without what opens anything; nobody counts uses."""
    minted = [mint(environment=mode).data for mode in ("test", "live")]
    call("GET", CUSTOMERS, by=pair(minted[0]))
    listed = call("GET", KEYS)

    assert {row["id"] for row in listed.data} == {each["id"] for each in minted}
    assert {row["lastUsedAt"] for row in listed.data} == {None}
    assert all(each[name] not in listed.body.decode() for each in minted for name in ("key", "secret"))


def test_a_revoked_key_opens_nothing(call, mint, pair):
    """Neither the pair nor the value is known any more, and the record is gone."""
    minted = mint().data

    assert call("DELETE", f"{KEYS}/{minted['id']}").status == 204
    assert call("GET", CUSTOMERS, by=pair(minted)).verdict == (401, "invalid_key")
    assert bearing(call, minted).verdict == (401, "invalid_key")
    assert call("GET", KEYS).data == []


def test_a_key_is_revoked_once(call, mint):
    """What is gone cannot be found."""
    target = f"{KEYS}/{mint().data['id']}"
    call("DELETE", target)

    assert call("DELETE", target).verdict == (404, "not_found")


def test_a_key_may_revoke_itself(call, mint, pair):
    """The last thing a key does may be to end itself."""
    minted = mint().data

    assert call("DELETE", f"{KEYS}/{minted['id']}", by=pair(minted)).status == 204
    assert call("GET", KEYS, by=pair(minted)).verdict == (401, "invalid_key")


def test_a_minted_key_keeps_to_its_scopes(call, mint, pair):
    """A key does what it was minted for."""
    reader = pair(mint(scopes=["plugipay:read"]).data)

    assert call("GET", CUSTOMERS, by=reader).status == 200
    assert call("POST", CUSTOMERS, {"name": "Ada"}, by=reader).verdict == (403, "insufficient_scope")


@pytest.mark.parametrize("scope", ["*", "plugipay:customer:read", "plugipay:platform:admin"])
def test_nobody_mints_more_than_they_may(world, merchant, mint, scope):
    """A key cannot raise itself by minting another."""
    minter = mint_directly(world, merchant, "test", Scopes(["plugipay:apikey:write"]))

    assert mint(by=minter, scopes=[scope]).verdict == (403, "insufficient_scope")
    assert mint(by=minter).data["scopes"] == ["plugipay:apikey:write"]


def test_a_platform_mints_for_a_merchant(call, keys, merchant, pair):
    """A key minted on behalf of a merchant is the merchant's, and no platform key."""
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}
    minted = call("POST", KEYS, {"name": "Till 1"}, by=keys["platform"], headers=acting).data

    assert call("GET", "/api/v1/account", by=pair(minted)).data["accountId"] == merchant.account_id
    assert minted["scopes"] == ["*"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"environment": "sandbox"}, "environment"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["customers"]}, "scopes[0]"),
        ({"role": "owner"}, "role"),
    ],
)
def test_a_request_is_checked(mint, fields, field):
    """What makes no sense is named."""
    assert mint(**fields).error["field"] == field


def test_python_may_describe_a_key(call, still, pair):
    """The official Python 0.1.0 sends a description and a scope, or nothing at all."""
    described = call("POST", KEYS, {"description": "Till 1", "scope": "plugipay:read plugipay:invoice:write"}).data

    assert (described["name"], described["scopes"]) == ("Till 1", ["plugipay:read", "plugipay:invoice:write"])
    assert call("POST", KEYS, {}).data["name"] == "API key"


@pytest.mark.parametrize("scope", ["", " ", "plugipay:read everything"])
def test_pythons_scope_is_checked(call, scope):
    """Each word is a scope."""
    assert call("POST", KEYS, {"scope": scope}).error["field"] == "scope"


@pytest.mark.parametrize(("method", "target"), [("GET", KEYS), ("POST", KEYS), ("DELETE", f"{KEYS}/akey_1")])
def test_the_service_lets_no_key_in(shipped, call, method, target):
    """On the service itself keys are a person's business."""
    assert call(method, target, key=None if method == "GET" else "a").verdict == (403, "person_only")


def test_a_repeated_request_mints_once(call, mint):
    """An idempotency key shows the same secrets again, and mints nothing."""
    first, again = (call("POST", KEYS, {"name": "Till 1"}, key="till-1") for _ in range(2))

    assert first.body == again.body
    assert len(call("GET", KEYS).data) == 1
