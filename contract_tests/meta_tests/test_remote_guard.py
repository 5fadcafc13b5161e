"""The guard of a remote run: what it lets pass, and what it never sends."""

import ast
from pathlib import Path

import httpx
import pytest

import plugipay_contract
from plugipay_contract import facts
from plugipay_contract.remote import rules
from plugipay_contract.remote.guard import Guard, objection_to_key
from plugipay_contract.remote.pace import Pace, Waiting
from plugipay_contract.remote.run import kept_to_test_keys
from plugipay_contract.remote.transport import RemoteTransport
from plugipay_contract.subjects import KeyPair, ServerSubject
from plugipay_mock import World, ready_card

SUITE = Path(plugipay_contract.__file__).parent
HOME = "https://service.invalid"
OWN = "acc_01HXOWN"
GUARD = Guard(OWN)
HOOK = {"url": "https://shop.example.com/hooks"}


def asked(method, path, headers=None, **more):
    """A request at a service."""
    return httpx.Request(method, HOME + path, headers=headers, **more)


def bearing(value, name="Authorization"):
    """A harmless read with one header."""
    return asked("GET", "/api/v1/account", {name: value})


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (bearing("Plugipay-HMAC-SHA256 keyId=pk_live_1, scope=*, signature=00"), "sends no live key"),
        (bearing("Bearer pk_live_1"), "sends no live key"),
        (bearing("live", "X-Plugipay-Mode"), "asks for nothing live"),
        (bearing("LIVE", "x-plugipay-mode"), "asks for nothing live"),
        (asked("POST", "/_mock/reset?account=pk_test_1&mode=live"), "asks for nothing live"),
        (asked("POST", "/api/v1/api-keys", json={"name": "a", "environment": "live"}), "asks for nothing live"),
        (bearing("acc_01HXOTHER", "X-Plugipay-On-Behalf-Of"), "acts for no other merchant"),
        (asked("POST", "/api/v1/webhooks", json=HOOK), f"registers no webhook at {HOOK['url']}"),
        (asked("PATCH", "/api/v1/webhooks/whep_1", json=HOOK), f"registers no webhook at {HOOK['url']}"),
        (asked("POST", "/api/v1/webhook-endpoints", json={"url": "https://["}), "registers no webhook at https://["),
        (asked("POST", "/api/v1/receipts/rcpt_1/email", json={"to": "ada@shop.com"}), "sends no mail to shop.com"),
    ],
    ids=lambda each: each if isinstance(each, str) else f"{each.method} {each.url.path}",
)
def test_what_may_harm_is_not_sent(request_, why):
    """Nothing live, nothing for others, nothing to addresses that may be somebody's."""
    assert GUARD.objection(request_) == why


@pytest.mark.parametrize(
    "request_",
    [
        bearing("Plugipay-HMAC-SHA256 keyId=pk_test_1, scope=*, signature=00"),
        bearing("Bearer pk_test_1"),
        bearing("test", "X-Plugipay-Mode"),
        bearing(OWN, "X-Plugipay-On-Behalf-Of"),
        asked("POST", "/api/v1/customers", content=b"[" * 100_000),
        asked("POST", "/api/v1/customers", content=b"\xff"),
        asked("POST", "/api/v1/webhooks", json={"url": "https://shop.example/hooks"}),
        asked("POST", "/api/v1/webhooks", json={"url": 7}),
        asked("POST", "/api/v1/receipts/rcpt_1/email", json={"to": "ada@example.com"}),
        asked("GET", "/api/v1/adapters"),
        asked("GET", "/api/v1/checkout/settings"),
    ],
    ids=lambda each: f"{each.method} {each.url.path}",
)
def test_what_is_harmless_is_sent(request_):
    """Test mode, reads, bodies of any kind, and addresses that are nobody's."""
    assert GUARD.objection(request_) is None


@pytest.mark.parametrize("row", rules.WITHHELD, ids=lambda row: f"{'/'.join(row.methods)} {row.under}")
def test_what_is_withheld_says_why(row):
    """Every request of a withheld row is named with the reason of its row."""
    meant = [route for route in facts.ROUTES if row.covers(route.operation)]

    assert meant
    for route in meant:
        path = route.path.replace("{", "").replace("}", "")
        assert GUARD.objection(asked(route.method, path)) == f"does not send {route.operation}: {row.why}"


def test_without_an_account_nobody_is_acted_for():
    """Where the account is not known, no account may be named."""
    assert Guard(None).objection(bearing(OWN, "X-Plugipay-On-Behalf-Of")) == "acts for no other merchant"


@pytest.mark.parametrize("step", [name for maker in rules.MAKERS.values() for name, _ in maker.undo])
def test_cleaning_up_is_not_withheld(step):
    """What is made can be taken back by the same guard."""
    method, _, path = step.partition(" ")

    assert GUARD.objection(asked(method, path.replace("{id}", "cus_1"))) is None


@pytest.mark.parametrize(
    "path", sorted(SUITE.glob("server/*.py")) + sorted(SUITE.glob("pair/*.py")), ids=lambda p: p.name
)
def test_there_is_no_way_around_the_guard(path):
    """Whoever opens a pool of connections to the subject does so by the subject's transport."""
    opened = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"httpx.Client", "httpx.AsyncClient", "Client"}
    ]

    assert [ast.unparse(node) for node in opened if "transport" not in {word.arg for word in node.keywords}] == []


def test_a_secret_is_in_no_traceback():
    """What shows a key or a subject shows no secret."""
    subject = ServerSubject(HOME, {"test": KeyPair("pk_test_1", "sk_test_1")}, bearer={"test": "pk_test_whole"})

    assert ("sk_test_1" in repr(subject), "pk_test_whole" in repr(subject)) == (False, False)


def test_what_is_not_sent_skips_the_test():
    """The test learns the reason, and the service nothing."""
    silent = httpx.MockTransport(lambda _: pytest.fail("was sent"))
    transport = RemoteTransport(silent, GUARD, Pace(0, Waiting()))

    with pytest.raises(pytest.skip.Exception, match="a remote run sends no live key"):
        transport.handle_request(bearing("Bearer pk_live_1"))


@pytest.mark.parametrize("key_id", ["pk_test_1", "ak_test_1", "pk_test_platform_1"])
def test_a_test_key_says_so(key_id):
    """By the beginning of its id."""
    assert objection_to_key(key_id, "sk_test_1") is None


@pytest.mark.parametrize("key_id", ["pk_live_1", "pk_1", "AKIAPLUGIPAYTEST", "x_pk_test_1", "", "PK_TEST_1"])
def test_what_does_not_say_so_is_none(key_id):
    """What is not known to be of test mode is not used."""
    assert objection_to_key(key_id, "sk_test_1") is not None


def test_keys_of_a_card_are_kept_to_test_mode():
    """Live keys and the platform's are left out, Bearer keys likewise."""
    subject = ServerSubject.from_card(ready_card(World(), HOME), ())

    kept = kept_to_test_keys(subject, "a1b2")

    assert (set(kept.keys), set(kept.bearer)) == ({"test", "read_only", "revoked"}, {"test"})


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("live", "a remote run uses no live key"),
        ("live Bearer", "a remote run uses no live Bearer key"),
        ("platform", "a remote run uses no platform key"),
        ("revoked", "the subject has no revoked key"),
    ],
)
def test_a_key_that_is_not_used_is_told_apart(name, why):
    """From one that was never given."""
    subject = ServerSubject(HOME, {"test": KeyPair("pk_test_1", "sk_test_1")})

    assert kept_to_test_keys(subject, "a1b2").lacking(name) == why
