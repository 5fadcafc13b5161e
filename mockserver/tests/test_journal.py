"""What is kept of every request."""

import json

import pytest

from plugipay_mock.journal import STEPS, Journal

from .bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def last(merchant):
    """What the journal tells of the newest request."""
    return lambda: [*merchant.journal][-1].show()  # noqa: PLW0108  a later list each time


def test_a_request_is_kept_with_its_answer(call, merchant, keys, last):
    """Who asked for what, and what came of it."""
    answer = call("POST", f"{CUSTOMERS}?x=1", {"name": "Ada"}, key="order-1")
    told = last()

    assert told["requestId"] == answer.meta["requestId"]
    assert (told["accountId"], told["mode"], told["keyId"]) == (merchant.account_id, "test", keys["test"].id)
    assert (told["method"], told["path"], told["query"], told["route"]) == ("POST", CUSTOMERS, "x=1", CUSTOMERS)
    assert (told["body"], told["status"], told["answer"]) == ({"name": "Ada"}, 201, answer.json)
    assert told["microseconds"] > 0


def test_the_steps_of_the_gate_are_told(call, last):
    """Every step that was reached has a verdict."""
    call("GET", CUSTOMERS)

    assert last()["verdicts"] == dict.fromkeys(STEPS, "passed")


@pytest.mark.parametrize(
    ("request_of", "step", "code"),
    [
        (lambda call: call.request("GET", CUSTOMERS, by=call.keys["revoked"]), "proof", "invalid_key"),
        (
            lambda call: call.request("POST", CUSTOMERS, {}, by=call.keys["read_only"]),
            "authority",
            "insufficient_scope",
        ),
        (lambda call: call.request("POST", CUSTOMERS, {"a": 1}, key="1"), "handler", "invalid_request"),
        (lambda call: call.request("POST", CUSTOMERS, {}, key="x" * 256), "idempotency", "invalid_request"),
        (
            lambda call: call.request("GET", CUSTOMERS, headers={"x-plugipay-mock-fault": "status=503"}),
            "fault",
            "service_unavailable",
        ),
        (lambda call: call.request("GET", "/api/v1/nowhere"), "route", "not_found"),
        (lambda call: call.request("POST", CUSTOMERS, b" " * 2_000_000), "body", "payload_too_large"),
    ],
)
def test_the_step_that_refused_is_told(call, merchant, request_of, step, code):
    """The last step has the code of the refusal; those after it are left out."""
    call.send(request_of(call))
    told = [*call.core.world.journal, *merchant.journal][-1].show()

    assert told["verdicts"] == dict.fromkeys(STEPS[: STEPS.index(step)], "passed") | {step: code}


def test_what_names_no_key_is_kept_apart(call, world, merchant):
    """A request of nobody is in no workspace's journal."""
    call.send(call.request("GET", CUSTOMERS), headers={})

    assert (next(iter(world.journal)).show()["status"], len(merchant.journal)) == (401, 0)


def test_a_buyer_s_visit_is_kept_with_the_merchant_s(call, merchant, last):
    """A page without credentials belongs to the workspace of what it shows."""
    session = call("POST", "/api/v1/checkout-sessions", SMALL_SESSION, key="1").data["id"]
    call.send(call.request("GET", f"/c/{session}"), headers={})

    assert (last()["route"], last()["accountId"], last()["mode"], last()["keyId"]) == (
        "/c/{session_id}",
        merchant.account_id,
        "test",
        None,
    )


@pytest.mark.parametrize(
    ("again", "met"),
    [
        (lambda call: None, "first"),
        (lambda call: call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1"), "replay"),
        (lambda call: call("POST", CUSTOMERS, {"name": "Bob"}, key="order-1"), "conflict"),
        (lambda call: call("POST", CUSTOMERS, {"name": "Bob"}), None),
    ],
)
def test_how_the_key_was_met_is_told(call, last, again, met):
    """First use, replay, conflict, or no key at all."""
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    again(call)

    assert last()["idempotency"] == met


def test_a_twin_under_way_is_told(call, last):
    """A key whose first answer is still held back is met in progress."""
    call.core.handle(
        call.request("POST", CUSTOMERS, {}, key="1", headers={"x-plugipay-mock-fault": "wait=1; position=during"})
    )
    call("POST", CUSTOMERS, {}, key="1")

    assert last()["idempotency"] == "in_progress"


def test_the_fault_that_acted_is_told(call, merchant, last):
    """A plan by its id; the fault of a request's own as such."""
    plan = merchant.faults.add(status=503)
    call("GET", CUSTOMERS)
    planned = last()["fault"]
    call("GET", CUSTOMERS, headers={"x-plugipay-mock-fault": "status=503"})

    assert (planned, last()["fault"]) == (plan.id, "header")


def test_secrets_are_not_told(call, merchant, keys):
    """Neither signatures nor bearer keys nor passwords nor secrets of providers can be read out of the journal."""
    signature = call.request("GET", CUSTOMERS).headers["authorization"].partition("signature=")[2]
    call("GET", CUSTOMERS)
    bearer = next(key for key in merchant.keys if key.is_bearer and key.mode == "test")
    call.send(call.request("GET", CUSTOMERS), headers={"authorization": f"Bearer {bearer.id}"})
    call("POST", "/api/v1/account/password-change", {"currentPassword": "old-secret", "newPassword": "new-secret"})
    call("PUT", "/api/v1/adapters/paypal", {"clientId": "client-0123456789", "secret": "paypal-secret"}, key="1")
    call("GET", CUSTOMERS, headers={"x-plugipay-mock-token": "control-token", "cookie": "session-cookie"})
    told = json.dumps([entry.show() for entry in merchant.journal])
    hidden = (signature, bearer.id, "old-secret", "new-secret", "paypal-secret", "control-token", "session-cookie")

    assert [secret for secret in hidden if secret in told] == []


def test_a_minted_key_is_not_told(call, last):
    """Neither half of it; what names it is."""
    minted = call("POST", "/api/v1/api-keys", {"name": "till"}, key="1").data
    told = last()["answer"]["data"]

    assert (told["key"], told["secret"]) == ("…", "…")
    assert (told["keyId"], told["keyPrefix"]) == (minted["keyId"], minted["keyPrefix"])


def test_a_field_of_that_name_elsewhere_is_told(call, last):
    """A word is a secret where it is one."""
    call("POST", CUSTOMERS, {"key": "value"}, key="1")

    assert last()["body"] == {"key": "value"}


@pytest.mark.parametrize(
    "body",
    [
        b'{"secretKey":"hush \\" hush",}',
        b"{'secretKey': 'hush'}",
        b'{"secretKey": "hush',
        b"secretKey=hush&env=sandbox",
        b"{secretKey: hush}",
        b'[{"secretKey":"hush"}]',
        b'{"secretKey":"hush","deep":' + b"[" * 400 + b"]" * 400 + b"}",
        b'{"filling":"' + b"x" * 65_505 + b'","secretKey":"hush',
    ],
)
def test_a_secret_in_what_is_no_adapter_is_not_told(call, last, body):
    """Nor in what is hardly JSON: a slip of the pen shows nothing."""
    call("PUT", "/api/v1/adapters/xendit", body, key="1")

    assert "hush" not in json.dumps(last()["body"])
    assert "secretKey" in json.dumps(last()["body"])


def test_a_masked_header_still_says_which_key_it_named(call, last, keys):
    """Only the signature is hidden."""
    call("GET", CUSTOMERS)

    assert f"keyId={keys['test'].id}" in last()["headers"]["authorization"]
    assert last()["headers"]["authorization"].endswith("signature=…")


@pytest.mark.parametrize(
    "body", [b"[" * 400 + b"]" * 400, b'{"a":' * 300 + b"1" + b"}" * 300, b"\xff\xfe", b'{"a":NaN}']
)
def test_whatever_came_can_be_told(call, last, body):
    """A body that cannot be written again as JSON is told as text."""
    call("POST", CUSTOMERS, body)

    assert isinstance(last()["body"], str)
    json.dumps(last())


def test_a_long_text_is_cut(call, last):
    """Of a body that is no JSON, the beginning is told."""
    call("POST", CUSTOMERS, b"x" * 200_000)

    assert len(last()["body"]) == 65_536


def test_the_newest_thousand_are_kept(call, merchant):
    """The oldest gives way."""
    first = call("GET", CUSTOMERS).meta["requestId"]
    for _ in range(1000):
        call("GET", CUSTOMERS)

    assert (len(merchant.journal), merchant.journal.find(first)) == (1000, None)


def test_large_bodies_are_kept_within_bounds(call, merchant):
    """What is kept of large requests has a limit in bytes, too."""
    for _ in range(60):
        call("POST", CUSTOMERS, b" " * 1_000_000)

    assert 20 < len(merchant.journal) < 40


def test_one_large_request_is_kept(call, merchant):
    """The newest is kept however large it is."""
    call("GET", CUSTOMERS)
    small = Journal(most_bytes=1)
    for entry in [*merchant.journal] * 2:
        small.add(entry)

    assert len(small) == 1


def test_a_cleared_journal_is_empty_and_goes_on(call, merchant):
    """Nothing is remembered of what was cleared, not even its size."""
    journal = Journal(most_bytes=10_000)
    call("POST", CUSTOMERS, b" " * 9_000)
    (entry,) = merchant.journal
    for _ in range(3):
        journal.add(entry)
        journal.clear()
    journal.add(entry)

    assert len(journal) == 1
