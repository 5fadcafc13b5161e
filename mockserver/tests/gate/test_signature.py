import base64
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.errors import InvalidTimestamp, TimestampSkew
from plugipay_mock.gate.signature import check_timestamp, verifies
from plugipay_mock.message import Inbound

CUSTOMERS = "/api/v1/customers"
VECTORS = Path(__file__).parents[3] / "contract_tests/plugipay_contract/vectors/requests.json"
GOLDEN = json.loads(VECTORS.read_text(encoding="utf-8"))
KEY = SimpleNamespace(id="pk_test_1", secret="sk_test_1")

vectors = pytest.mark.parametrize("vector", GOLDEN["vectors"], ids=lambda vector: vector["name"])
methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"])
targets = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)).map(lambda text: f"/{text}")
seconds = st.integers(min_value=0, max_value=10**12 - 1)
idempotency_keys = st.none() | st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1)


def recorded(vector):
    """The request a golden vector describes."""
    headers = {
        "x-plugipay-timestamp": str(vector["timestamp"]),
        "content-type": vector["content_type"],
        "idempotency-key": vector["idempotency_key"],
    }
    sent = {name: value for name, value in headers.items() if value is not None}
    return Inbound(vector["method"], vector["target"].encode(), sent, base64.b64decode(vector["body_base64"]))


@vectors
def test_a_golden_vector_verifies(vector):
    """What openssl signed is accepted."""
    assert verifies(recorded(vector), vector["signature"], GOLDEN["secret"])


@vectors
def test_a_golden_vector_needs_its_secret(vector):
    """What openssl signed is refused under another secret."""
    assert not verifies(recorded(vector), vector["signature"], "sk_test_another")


@vectors
def test_a_golden_vector_needs_its_signature(vector):
    """A signature that differs in its last digit is refused."""
    last = "0" if vector["signature"][-1] != "0" else "1"

    assert not verifies(recorded(vector), vector["signature"][:-1] + last, GOLDEN["secret"])


@st.composite
def requests(draw):
    """The five parts that are signed."""
    return [draw(methods), draw(targets), draw(seconds), draw(st.binary()), draw(idempotency_keys)]


def received(parts, signed):
    """A request with these parts, under headers that were signed for it or for another."""
    method, target, at, body, idempotency_key = parts
    headers = signed | {"x-plugipay-timestamp": str(at)}
    headers.pop("idempotency-key", None)
    if idempotency_key is not None:
        headers["idempotency-key"] = idempotency_key
    return Inbound(method, target.encode(), headers, body)


def signed_by(sign, parts):
    method, target, at, body, idempotency_key = parts
    headers = sign(KEY, method, target, body, at=at, idempotency_key=idempotency_key)
    return headers, headers["authorization"].rpartition("=")[2]


@given(requests())
def test_any_request_verifies(sign, parts):
    """Whatever the method, target, time, body and key: signed is signed."""
    headers, signature = signed_by(sign, parts)

    assert verifies(received(parts, headers), signature, KEY.secret)


@given(requests(), requests(), st.integers(min_value=0, max_value=4))
def test_any_altered_part_is_refused(sign, parts, others, altered):
    """A request with any single part of another request does not verify."""
    headers, signature = signed_by(sign, parts)
    forged = [*parts[:altered], others[altered], *parts[altered + 1 :]]

    assert verifies(received(forged, headers), signature, KEY.secret) == (forged == parts)


@given(st.text(), requests())
def test_any_other_text_is_no_signature(sign, text, parts):
    """A signature is compared as text, whatever the text."""
    headers, signature = signed_by(sign, parts)

    assert verifies(received(parts, headers), text, KEY.secret) == (text == signature)


@pytest.mark.parametrize(
    "altered",
    [
        {"method": "DELETE"},
        {"target": b"/api/v1/customers/cus_2"},
        {"target": b"/api/v1/customers/cus_1?limit=1"},
        {"target": b"/api/v1/customers/cus%5f1"},
        {"body": b'{"name":"Adb"}'},
        {"body": b""},
    ],
    ids=["method", "path", "query", "escaping", "one byte", "no body"],
)
def test_an_altered_request_is_refused(call, altered):
    """Whatever of the request line or the body is changed on the way, the signature no longer fits."""
    request = call.request("PATCH", f"{CUSTOMERS}/cus_1", b'{"name":"Ada"}', key="order-1")

    assert call.send(request, **altered).verdict == (401, "invalid_signature")


@pytest.mark.parametrize(
    "altered",
    [
        lambda headers: headers | {"idempotency-key": "order-2"},
        lambda headers: {name: value for name, value in headers.items() if name != "idempotency-key"},
        lambda headers: headers | {"x-plugipay-timestamp": str(int(headers["x-plugipay-timestamp"]) + 1)},
        lambda headers: headers | {"authorization": headers["authorization"].upper()[:20] + " keyId=x, signature="},
        lambda headers: headers | {"content-type": "multipart/form-data; boundary=x"},
    ],
    ids=["another key", "no key", "another second", "no signature", "another content type"],
)
def test_an_altered_header_is_refused(call, altered):
    """Whatever signed header is changed on the way, the signature no longer fits."""
    request = call.request("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert call.send(request, headers=altered(request.headers)).verdict == (401, "invalid_signature")


def test_an_idempotency_key_cannot_be_added(call):
    """A request that was signed without a key is refused with one."""
    request = call.request("POST", CUSTOMERS, {"name": "Ada"})
    answer = call.send(request, headers=request.headers | {"idempotency-key": "order-1"})

    assert answer.verdict == (401, "invalid_signature")


def test_multipart_is_no_way_to_an_unsigned_json_body(call):
    """A multipart body is signed as empty, so a route that reads JSON must not read one."""
    request = call.request("POST", CUSTOMERS, headers={"content-type": "multipart/form-data; boundary=x"})
    answer = call.send(request, body=b'{"email":"forged@example.com"}')

    assert answer.status in {400, 401}


def test_the_spacing_of_a_body_is_signed(call):
    """The bytes are hashed as they arrived, not as JSON would be written again."""
    request = call.request("POST", CUSTOMERS, b'{ "name" : "\\u00c9lodie & co" }')

    assert call.send(request).data["name"] == "Élodie & co"


def timed(text):
    headers = {} if text is None else {"x-plugipay-timestamp": text}
    return Inbound("GET", b"/", headers, b"")


def test_a_timestamp_that_came_twice_is_told_so():
    """Two timestamps that a server joined by a comma are refused as what they are."""
    with pytest.raises(InvalidTimestamp, match="was sent twice; send it once"):
        check_timestamp(timed("1747046520, 1747046520"), 1_747_046_520, skew_has_own_code=False)


@pytest.mark.parametrize("off", [-300, -1, 0, 1, 300])
def test_a_timestamp_may_be_300_seconds_off(off):
    """Five minutes pass, either way."""
    check_timestamp(timed(str(1_747_046_520 + off)), 1_747_046_520.999, skew_has_own_code=False)


@pytest.mark.parametrize(
    ("off", "side"), [(-301, "301 s behind"), (301, "301 s ahead of"), (-1_747_046_520, "behind"), (10**11, "ahead")]
)
def test_more_than_300_seconds_are_refused(off, side):
    """One second more does not pass, and the message says which way the clock is off."""
    with pytest.raises(InvalidTimestamp, match=side):
        check_timestamp(timed(str(1_747_046_520 + off)), 1_747_046_520.0, skew_has_own_code=False)


@pytest.mark.parametrize(
    "text", [None, "", "now", "1747046520.5", "-1747046520", "+1747046520", "1e9", "0x68", "1747046520 ", "9" * 13, "²"]
)
def test_a_timestamp_is_whole_seconds_in_digits(text):
    """What is missing or is not a plain number is refused, in either dialect under the same code."""
    with pytest.raises(InvalidTimestamp) as refused:
        check_timestamp(timed(text), 1_747_046_520.0, skew_has_own_code=True)
    assert refused.value.code == "invalid_timestamp"


def test_skew_has_a_code_of_its_own_where_the_dialect_says_so():
    """The shipped service calls a readable time outside the window `timestamp_skew`."""
    with pytest.raises(TimestampSkew) as refused:
        check_timestamp(timed("0"), 1_747_046_520.0, skew_has_own_code=True)
    assert refused.value.code == "timestamp_skew"
