"""What a workspace is set to: kept, shown again, changed one field at a time, and its secrets never shown."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller, Workspace, in_mode, own
from plugipay_contract.closed import skip_closed
from plugipay_contract.more_operations import HOOK, new
from plugipay_contract.provoking import spare_given
from plugipay_contract.quiet import agree
from plugipay_contract.server.test_modes import OTHER

PROVISION = "/api/v1/onboarding/provision-managed"

Look = Callable[[Caller], Any]


class Setting(NamedTuple):
    """Something that is set: how, to what, and where it is seen."""

    write: str
    body: dict[str, Any]
    look: Look


def at(target: str) -> Look:
    """What is seen at a place."""
    return lambda caller: caller.call("GET", f"/api/v1/{target}").data


def adapter(kind: str) -> Look:
    """What is seen of one adapter."""
    return lambda caller: caller.call("GET", "/api/v1/adapters").data.get(kind)


def operation_of(setting: Setting) -> str:
    """The operation that sets it."""
    return setting.write.replace(" ", " /api/v1/")


def written(caller: Caller, write: str, body: dict[str, Any]) -> Answer:
    """What a write answers."""
    method, target = write.split()
    return caller.call(method, f"/api/v1/{target}", body, idempotency_key=recipes.unique())


CHECKOUT = {
    "enabledMethods": ["qris", "va", "retail"],
    "methodAdapter": {"va": "xendit"},
    "brandName": "Tea house",
    "brandLogoUrl": "https://shop.example/logo.png",
    "brandAccentColor": "#0A7B3E",
    "brandTagline": "Leaf by leaf",
    "businessPhone": "+62 21 555 0101",
    "businessEmail": "shop@example.com",
    "businessAddress": "Jalan Teh 1, Jakarta",
    "businessTaxId": "01.234.567.8-901.000",
}
BANK = {**money.BANK_ACCOUNT, "bankCode": "014"}
DESK = {
    "bankAccounts": [{"bankName": "BCA", "accountNumber": "1234567890", "accountHolder": "Ada Lovelace"}],
    "staticQrImageUrl": "https://shop.example/qr.png",
    "instructions": "Pay at the desk",
}
XENDIT = {"secretKey": "xnd_development_12345678", "callbackToken": "callback-abcdefgh"}
MIDTRANS = {"serverKey": "SB-Mid-server-abcdefgh", "clientKey": "SB-Mid-client-1", "merchantId": "G1"}
PAYPAL = {"clientId": "client-1234", "secret": "secret-abcdefgh"}

SETTINGS = {
    "checkout settings": Setting("PATCH checkout/settings", CHECKOUT, at("checkout/settings")),
    "account": Setting("PATCH account", {"name": "Ada", "locale": "id"}, at("account")),
    "bank account": Setting("PATCH payouts/bank-account", BANK, at("payouts/bank-account")),
    "xendit": Setting("PUT adapters/xendit", XENDIT, adapter("xendit")),
    "midtrans": Setting("PUT adapters/midtrans", MIDTRANS, adapter("midtrans")),
    "paypal": Setting("PUT adapters/paypal", PAYPAL, adapter("paypal")),
    "manual": Setting("PUT adapters/manual", DESK, adapter("manual")),
    "onboarding": Setting(
        "POST adapters/managed/onboarding", {"email": "ada@example.com"}, at("adapters/managed/onboarding")
    ),
}


IN_ONE_S_WORDS = {"checkout settings": "brandTagline", "bank account": "bankAccountHolder", "manual": "instructions"}
"""The field of a setting that takes any text."""


def worded(name: str, words: str) -> Setting:
    """A setting by which one knows who set it."""
    setting = SETTINGS[name]
    return setting._replace(body={**setting.body, IN_ONE_S_WORDS[name]: words})


def shows(caller: Caller, setting: Setting, words: str) -> bool:
    """Whether some words are in what is seen of a setting."""
    return words in str(setting.look(caller))


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_what_was_set_is_shown(someone: Caller, setting: Setting) -> None:
    """What a write answered is what is read, field by field."""
    skip_closed(someone, operation_of(setting))
    spare_given(someone, operation_of(setting).partition(" ")[2])

    def look() -> tuple[Any, Any]:
        told = money.made(written(someone, setting.write, setting.body))
        seen = setting.look(someone)
        return seen, {**seen, **{name: told[name] for name in told if name in seen}}

    agree(someone, look)


@pytest.mark.parametrize("name", ["checkout settings", "account"])
def test_a_field_is_set_alone(merchant: Caller, name: str) -> None:
    """A PATCH sets the field it names to what was sent, and every other stays as it was."""
    setting = SETTINGS[name]
    skip_closed(merchant, operation_of(setting))
    shown = {field: setting.look(merchant)[field] for field in setting.body}
    for field, value in setting.body.items():
        money.made(written(merchant, setting.write, {field: value}))
        shown[field] = value
        seen = setting.look(merchant)

        assert {each: seen[each] for each in shown} == shown


@pytest.mark.parametrize("field", CHECKOUT)
def test_a_field_leaves_the_others(someone: Caller, field: str) -> None:
    """A PATCH of one field of the checkout settings clears none of those that were set before."""
    setting = SETTINGS["checkout settings"]

    def look() -> tuple[Any, Any]:
        for body in (CHECKOUT, {field: CHECKOUT[field]}):
            money.made(written(someone, setting.write, body))
        seen = setting.look(someone)
        return {each: seen[each] for each in CHECKOUT}, CHECKOUT

    agree(someone, look)


@pytest.mark.guess
def test_what_nobody_takes_is_not_offered(workspace: Workspace) -> None:
    """Of the enabled methods those are available that a connected provider supports, in the merchant's order."""
    live, order = workspace.live, ["paypal", "retail", "card", "qris"]
    money.made(written(live, "PATCH checkout/settings", {"enabledMethods": order[2::-1], "methodOrder": order}))
    before = at("checkout/settings")(live)
    money.made(written(live, "PUT adapters/midtrans", MIDTRANS))
    after = at("checkout/settings")(live)
    supported = [name for name in order[:3] if "midtrans" in after["methodSupport"][name]]

    assert before["availableMethods"] == []
    assert after["availableMethods"] == supported
    assert 0 < len(supported) < len(order[:3])


def test_a_bank_account_is_what_was_sent(someone: Caller) -> None:
    """The account that payouts go to is the one that was saved."""

    def look() -> tuple[Any, Any]:
        money.made(written(someone, "PATCH payouts/bank-account", BANK))
        return SETTINGS["bank account"].look(someone), {**BANK, "configured": True}

    agree(someone, look)


def test_a_desk_is_what_was_sent(someone: Caller) -> None:
    """What buyers are told who pay without a provider is what was saved, and a PUT replaces all of it."""
    closed: dict[str, Any] = {"bankAccounts": [], "staticQrImageUrl": None, "instructions": "Closed"}

    def look() -> tuple[Any, Any]:
        for body in (DESK, {"bankAccounts": [], "instructions": "Closed"}):
            money.made(written(someone, "PUT adapters/manual", body))
        return adapter("manual")(someone)["publicConfig"], closed

    agree(someone, look)


def test_a_callback_token_is_replaced_as_well(someone: Caller) -> None:
    """A PUT without one leaves no fingerprint of the one before: the whole configuration is another."""

    def look() -> tuple[Any, Any]:
        for body in (XENDIT, {"secretKey": XENDIT["secretKey"]}):
            money.made(written(someone, "PUT adapters/xendit", body))
        return (adapter("xendit")(someone)["publicConfig"] or {}).get("callbackTokenFingerprint"), None

    agree(someone, look)


@pytest.mark.parametrize(
    ("kind", "body", "default"),
    [("midtrans", MIDTRANS, {"env": "sandbox"}), ("paypal", PAYPAL, {"mode": "live"})],
    ids=["midtrans", "paypal"],
)
def test_a_provider_is_used_as_its_default_says(
    someone: Caller, kind: str, body: dict[str, str], default: dict[str, str]
) -> None:
    """Saying nothing comes to the same as saying the default: the sandbox of Midtrans, live PayPal."""

    def look() -> tuple[Any, Any]:
        shown = [money.made(written(someone, f"PUT adapters/{kind}", body | said)) for said in ({}, default)]
        return tuple(each["publicConfig"] for each in shown)

    agree(someone, look)


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_desk_of_one_mode_is_none_of_the_other(somewhere: Workspace, mode: str) -> None:
    """How one mode is connected is not shown in the other."""
    here, there = in_mode(somewhere, mode), in_mode(somewhere, OTHER[mode])
    words = recipes.unique()
    desk = worded("manual", words)

    def look() -> tuple[Any, Any]:
        money.made(written(here, desk.write, desk.body))
        return [shows(caller, desk, words) for caller in (here, there)], [True, False]

    agree(here, look)


SECRETS = {
    "xendit": ("secretKey", "callbackToken"),
    "midtrans": ("serverKey",),
    "paypal": ("secret",),
}


@pytest.mark.parametrize(("kind", "fields"), SECRETS.items(), ids=SECRETS)
def test_a_provider_s_secret_is_never_shown(someone: Caller, kind: str, fields: tuple[str, ...]) -> None:
    """Neither the answer to a secret nor anything read later holds it; only its last four characters are shown."""
    setting = SETTINGS[kind]

    def look() -> tuple[Any, Any]:
        answers = [written(someone, setting.write, setting.body), someone.call("GET", "/api/v1/adapters")]
        for field in fields:
            secret = setting.body[field].encode()
            assert not any(secret in answer.body for answer in answers)
        return adapter(kind)(someone)["secretKeyLast4"], setting.body[fields[0]][-4:]

    agree(someone, look)


@pytest.mark.parametrize(
    ("resource", "body", "fields"),
    [("webhooks", HOOK, ("secret",)), ("api-keys", {"name": "Till"}, ("key",))],
    ids=["webhooks", "api-keys"],
)
def test_a_secret_of_one_s_own_is_shown_once(
    someone: Caller, resource: str, body: dict[str, Any], fields: tuple[str, ...]
) -> None:
    """Only the creation tells a secret; no list does afterwards."""
    skip_closed(someone, f"POST /api/v1/{resource}")
    made = new(resource, body)(someone)
    seen = someone.call("GET", f"/api/v1/{resource}").body

    assert not any(made[field].encode() in seen for field in fields)


def test_a_provisioned_account_is_found_again(someone: Caller) -> None:
    """Whoever provisions once more is given the account there is, under whatever idempotency key."""
    first, second = (money.made(money.post(someone, PROVISION)) for _ in range(2))

    assert second["subAccountId"] == first["subAccountId"]


@pytest.mark.parametrize("events", [{"events": ["*"]}, {}], ids=["asterisk", "silence"])
def test_an_endpoint_may_ask_for_everything(someone: Caller, events: dict[str, Any]) -> None:
    """By an asterisk, or by naming no event."""
    endpoint = new("webhooks", {"url": HOOK["url"], **events})(someone)
    seen = {row["id"] for row in money.listed(someone, "webhooks")}
    removed = someone.call("DELETE", f"/api/v1/webhooks/{endpoint['id']}", idempotency_key=recipes.unique())

    assert (endpoint["id"] in seen, removed.error) == (True, {})


ENDPOINT = {
    "url": "https://elsewhere.example/hooks",
    "events": ["plugipay.invoice.voided.v1"],
    "description": "Of the other shop",
    "active": False,
}


@pytest.mark.parametrize("field", ENDPOINT)
def test_a_field_of_an_endpoint_is_set_alone(someone: Caller, field: str) -> None:
    """A webhook endpoint is changed in the field that was sent, and in no other."""
    endpoint = new("webhooks", {**HOOK, "description": "Of this shop"})(someone)
    written(someone, f"PATCH webhooks/{endpoint['id']}", {field: ENDPOINT[field]})
    (seen,) = own(someone, money.listed(someone, "webhooks"), lambda row: row["id"] == endpoint["id"])

    assert {name: seen[name] for name in ENDPOINT} == {
        **{name: endpoint[name] for name in ENDPOINT},
        field: ENDPOINT[field],
    }
