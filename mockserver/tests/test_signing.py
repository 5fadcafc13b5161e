"""Signing for users: as the golden vectors have it, and as server and client check it."""

import base64
import json

import pytest

from plugipay import verify_webhook
from plugipay_mock.message import Inbound
from plugipay_mock.signing import sign_request, sign_webhook, webhook_request

SECRET = "whsec_golden_vectors"


def test_the_golden_vectors_are_met(suite_data):
    """Whatever was signed with openssl is signed the same here."""
    for vector in suite_data("vectors/webhooks.json")["vectors"]:
        body = base64.b64decode(vector["body_base64"])
        signed = sign_webhook(body, vector["signed_with"], at=vector["timestamp"])

        assert signed == f"t={vector['timestamp']},v1={vector['signature']}", vector["name"]


def test_text_is_signed_as_utf_8():
    """A body may be given as text."""
    assert sign_webhook("Élodie", SECRET, at=1) == sign_webhook("Élodie".encode(), SECRET, at=1)


def test_a_raw_request_is_what_a_receiver_gets():
    """Headers and bytes that our client accepts."""
    request = webhook_request("invoice.paid", {"id": "inv_1", "total": 5000}, secret=SECRET)
    event = verify_webhook(request.body, request.headers["X-Plugipay-Signature"], SECRET)

    assert (request.method, request.headers["Content-Type"]) == ("POST", "application/json")
    assert (event.type, event.raw["data"]["object"]["total"]) == ("plugipay.invoice.paid.v1", 5000)
    assert (event.raw["data"]["aggregateType"], event.raw["data"]["aggregateId"]) == ("invoice", "inv_1")


def test_a_raw_request_may_be_of_another_time():
    """What is stale to a receiver can be made."""
    request = webhook_request("plugipay.refund.issued.v1", {"id": "rf_1"}, secret=SECRET, at=1_700_000_000)

    assert request.headers["X-Plugipay-Signature"].startswith("t=1700000000,")
    assert json.loads(request.body)["occurredAt"] == "2023-11-14T22:13:20.000Z"


def test_a_raw_request_is_of_an_event_there_is():
    """A misspelled name is refused."""
    with pytest.raises(ValueError, match=r"no event 'invoice\.melted'"):
        webhook_request("invoice.melted", {}, secret=SECRET)


@pytest.mark.parametrize("key", [None, "order-1"])
def test_a_signed_request_is_let_in(call, keys, key):
    """The server accepts the headers, with and without an idempotency key."""
    body = '{"name": "Élodie"}'.encode()
    target = "/api/v1/customers?x=%20y"
    pair = keys["test"]
    headers = sign_request("post", target, body, key_id=pair.id, secret=pair.secret, idempotency_key=key)
    sent = {name.lower(): value for name, value in headers.items()}

    assert call.send(Inbound("POST", target.encode(), sent, body)).status == 201


def test_a_signed_request_of_another_time_is_refused(call, keys):
    """The timestamp is one's own to choose."""
    pair = keys["test"]
    headers = sign_request("GET", "/api/v1/customers", key_id=pair.id, secret=pair.secret, at=1_700_000_000)
    sent = {name.lower(): value for name, value in headers.items()}

    assert call.send(Inbound("GET", b"/api/v1/customers", sent, b"")).verdict == (401, "invalid_timestamp")
