"""What is shown of a secret: all of it once, to whom it was given, and afterwards as much as tells it from others."""

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller, own

PROVIDERS: dict[str, tuple[money.Thing, str]] = {
    "xendit": ({"secretKey": "xnd_development_abcd1234"}, "secretKey"),
    "midtrans": (
        {"serverKey": "SB-Mid-server-efgh5678", "clientKey": "SB-Mid-client-1", "merchantId": "G12"},
        "serverKey",
    ),
    "paypal": ({"clientId": "client", "secret": "paypal-secret-ijkl9012"}, "secret"),
}
"""What a provider is connected with, and the secret in it."""

each_provider = pytest.mark.parametrize(
    ("kind", "config", "secret"), [(kind, *row) for kind, row in PROVIDERS.items()], ids=PROVIDERS
)


@pytest.fixture
def minted(someone: Caller) -> money.Thing:
    """A key as it is told to who minted it."""
    return money.made(money.post(someone, "/api/v1/api-keys", {"name": "Till"}))


def test_a_key_is_known_by_its_first_twelve_characters(minted: money.Thing) -> None:
    """`keyPrefix` is the beginning of the key, and no more."""
    assert minted["keyPrefix"] == minted["key"][:12]


def test_a_key_is_told_once(someone: Caller, minted: money.Thing) -> None:
    """A list of keys shows the twelve characters, and neither key nor secret."""
    listed = someone.call("GET", "/api/v1/api-keys")
    rows = own(someone, listed.data, lambda row: row["id"] == minted["id"])

    assert [row["keyPrefix"] for row in rows] == [minted["key"][:12]]
    assert [name for name in ("key", "secret") if minted[name].encode() in listed.body] == []


def connected(caller: Caller, kind: str, config: money.Thing) -> Answer:
    """What is told to who connects a provider."""
    return caller.call("PUT", f"/api/v1/adapters/{kind}", config, idempotency_key=recipes.unique())


@each_provider
def test_a_providers_secret_is_known_by_its_last_four_characters(
    someone: Caller, kind: str, config: money.Thing, secret: str
) -> None:
    """`secretKeyLast4` is what it says, and the rest is not told even to who connects the provider."""
    answer = connected(someone, kind, config)

    assert answer.data["secretKeyLast4"] == config[secret][-4:]
    assert config[secret].encode() not in answer.body


@each_provider
def test_a_providers_secret_is_listed_by_its_last_four_characters(
    merchant: Caller, kind: str, config: money.Thing, secret: str
) -> None:
    """A list of providers shows no more of it."""
    connected(merchant, kind, config)
    listed = merchant.call("GET", "/api/v1/adapters")

    assert listed.data[kind]["secretKeyLast4"] == config[secret][-4:]
    assert config[secret].encode() not in listed.body
