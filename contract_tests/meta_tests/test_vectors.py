"""The referee agrees with the golden vectors, and the golden vectors with openssl."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugipay_contract import facts, wire

REDERIVE = Path(__file__).with_name("rederive.py")

by_name = pytest.mark.parametrize("vector", facts.SIGNED_REQUESTS, ids=lambda vector: vector.name)


def outgoing(vector):
    """The request a vector describes."""
    headers = {"Content-Type": vector.content_type, "Idempotency-Key": vector.idempotency_key}
    sent = {name: value for name, value in headers.items() if value}
    return wire.Outgoing(vector.method, vector.target, sent, vector.body)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_derives_every_vector():
    """The vectors are what openssl says, digest by digest."""
    command = [sys.executable, str(REDERIVE)]
    rederived = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (rederived.returncode, rederived.stderr) == (0, "")


@by_name
def test_the_referee_hashes_the_bytes_of_the_vector(vector):
    """What the referee hashes is what openssl hashed."""
    assert hashlib.sha256(outgoing(vector).signed_body).hexdigest() == vector.body_sha256


@by_name
def test_the_referee_signs_like_the_vector(vector):
    """The referee's signature is the vector's."""
    signed = wire.sign(outgoing(vector), facts.VECTOR_KEY_ID, facts.VECTOR_SECRET, vector.timestamp)

    assert signed.header("Authorization") == (
        f"Plugipay-HMAC-SHA256 keyId={facts.VECTOR_KEY_ID}, scope=*, signature={vector.signature}"
    )


@by_name
def test_the_referee_verifies_the_vector(vector):
    """The referee accepts what it would have signed."""
    signed = wire.sign(outgoing(vector), facts.VECTOR_KEY_ID, facts.VECTOR_SECRET, vector.timestamp)

    assert wire.verify(signed, facts.VECTOR_KEY_ID, facts.VECTOR_SECRET)


@by_name
def test_the_referee_refuses_another_secret(vector):
    """The referee accepts nothing signed with another secret."""
    signed = wire.sign(outgoing(vector), facts.VECTOR_KEY_ID, "sk_test_other", vector.timestamp)

    assert not wire.verify(signed, facts.VECTOR_KEY_ID, facts.VECTOR_SECRET)


@pytest.mark.parametrize("vector", facts.SIGNED_WEBHOOKS, ids=lambda vector: vector.name)
def test_the_referee_signs_webhooks_like_the_vector(vector):
    """The referee's webhook header carries the vector's signature."""
    header = wire.webhook_header(vector.signed_with, vector.body, vector.timestamp)

    assert header == f"t={vector.timestamp},v1={vector.signature}"


def test_no_two_requests_share_a_signature():
    """Each vector pins something the others do not, the lower-case method apart."""
    signatures = [vector.signature for vector in facts.SIGNED_REQUESTS]

    assert len(set(signatures)) == len(signatures)
