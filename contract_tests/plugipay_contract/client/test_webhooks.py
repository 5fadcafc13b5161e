"""Deliveries are judged by their signature, as the golden vectors say."""

import json
import time
from typing import Any

import pytest

from plugipay_contract import facts, observations, wire
from plugipay_contract.subjects import ClientSubject

TOLD = {
    "id": "evt_1",
    "type": "plugipay.customer.created.v1",
    "accountId": "acc_1",
    "occurredAt": "2025-05-11T21:46:40Z",
    "data": {"object": {"id": "cus_1", "name": "Élodie 東京"}, "aggregateType": "customer", "aggregateId": "cus_1"},
}
EVENT = json.dumps(TOLD, ensure_ascii=False).encode()
SECRET = "whsec_suite"
SIGNED_AT = 1_747_000_000
HEADER = wire.webhook_header(SECRET, EVENT, SIGNED_AT)

refused = [vector for vector in facts.SIGNED_WEBHOOKS if vector.refused_with]


def verdict(subject: ClientSubject, *given: Any, **options: Any) -> str | None:
    """The code a delivery is refused with, if it is."""
    try:
        subject.module.verify_webhook(*given, **options)
    except subject.module.PlugipaySignatureError as refusal:
        observations.saw_error(refusal, "verify_webhook")
        code: str = refusal.code
        return code
    return None


@pytest.mark.parametrize("vector", facts.SIGNED_WEBHOOKS, ids=lambda vector: vector.name)
def test_a_webhook_is_judged_as_its_vector_says(subject: ClientSubject, vector: facts.SignedWebhook) -> None:
    """The verifier accepts and refuses what every verifier must."""
    code = verdict(subject, vector.body, vector.signature_header, vector.secret, now=vector.now)

    assert code == vector.refused_with


@pytest.mark.parametrize("vector", refused, ids=lambda vector: vector.name)
def test_a_refusal_is_401_without_a_request(subject: ClientSubject, vector: facts.SignedWebhook) -> None:
    """Every refusal has status 401 and no request id."""
    with pytest.raises(subject.module.PlugipaySignatureError) as caught:
        subject.module.verify_webhook(vector.body, vector.signature_header, vector.secret, now=vector.now)

    assert (caught.value.status, caught.value.request_id) == (401, None)


def test_a_verified_webhook_is_its_event(subject: ClientSubject) -> None:
    """What comes back is the event, with all its fields."""
    event = subject.module.verify_webhook(EVENT, HEADER, SECRET, now=SIGNED_AT)

    assert {name: event[name] for name in TOLD} == TOLD


def test_the_body_may_be_text(subject: ClientSubject) -> None:
    """A framework that hands over text is fine, for UTF-8 leads back to the bytes."""
    assert verdict(subject, EVENT.decode(), HEADER, SECRET, now=SIGNED_AT) is None


def test_one_changed_byte_is_refused(subject: ClientSubject) -> None:
    """The body is signed to the last byte."""
    assert verdict(subject, EVENT + b" ", HEADER, SECRET, now=SIGNED_AT) == "signature_invalid"


@pytest.mark.parametrize(
    ("tolerance", "seconds", "code"),
    [
        *((10, 10, None), (10, 11, "signature_stale"), (10, -10, None), (10, -11, "signature_stale")),
        *((0, 0, None), (0, 1, "signature_stale"), (0, -1, "signature_stale"), (-1, 0, "signature_stale")),
    ],
)
def test_the_tolerance_can_be_chosen(subject: ClientSubject, tolerance: int, seconds: int, code: str | None) -> None:
    """`tolerance_sec` holds to the second, either way; 0 is no time at all, and less is never."""
    assert verdict(subject, EVENT, HEADER, SECRET, tolerance_sec=tolerance, now=SIGNED_AT + seconds) == code


def test_a_missing_header_may_be_none(subject: ClientSubject) -> None:
    """What a framework gives for an absent header is refused as missing."""
    assert verdict(subject, EVENT, None, SECRET, now=SIGNED_AT) == "signature_missing"


def test_the_clock_is_the_wall_clock(subject: ClientSubject) -> None:
    """Without `now` a delivery signed this moment is fresh."""
    assert verdict(subject, EVENT, wire.webhook_header(SECRET, EVENT, int(time.time())), SECRET) is None


def test_without_now_an_old_delivery_is_stale(subject: ClientSubject) -> None:
    """Without `now` a delivery signed years ago is stale."""
    assert verdict(subject, EVENT, HEADER, SECRET) == "signature_stale"
