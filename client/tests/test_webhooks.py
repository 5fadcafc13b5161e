"""Which deliveries are believed.

The literal signature was made with
`printf '1700000000.%s' "$BODY" | openssl dgst -sha256 -hmac whsec_vector`.
"""

import math

import pytest

from plugipay import PlugipaySignatureError, WebhookEvent, verify_webhook

BODY = (
    b'{"id":"evt_1","type":"plugipay.invoice.paid.v1","accountId":"acc_1",'
    b'"occurredAt":"2026-01-01T00:00:00Z","data":{"object":{"id":"inv_1"}}}'
)
SECRET = "whsec_vector"
NOW = 1700000000
V1 = "8ef73a42ba28d93bb4f59e527a680ace295c29811f8f7ae9b82e92cdae0da250"
HEADER = f"t={NOW},v1={V1}"


@pytest.fixture
def sign(openssl):
    """Sign a body with another hand than ours."""
    return lambda body: f"t={NOW},v1={openssl(f'{NOW}.'.encode() + body, SECRET)}"


def code(body=BODY, header=HEADER, secret=SECRET, **options):
    """Return the code with which a delivery is refused."""
    with pytest.raises(PlugipaySignatureError) as raised:
        verify_webhook(body, header, secret, **{"now": NOW, **options})
    assert (raised.value.status, raised.value.request_id) == (401, None)
    return raised.value.code


@pytest.mark.parametrize(
    "body", [BODY, BODY.decode(), bytearray(BODY), memoryview(BODY)], ids=lambda b: type(b).__name__
)
def test_a_good_signature_gives_the_event(body):
    """A delivery that was signed with the secret is returned as an event, whatever type the body has."""
    event = verify_webhook(body, HEADER, SECRET, now=NOW)

    assert isinstance(event, WebhookEvent)
    assert (event.id, event.object["id"]) == ("evt_1", "inv_1")


def test_the_body_is_taken_byte_by_byte(sign):
    """What is signed is UTF-8 as it came, not what JSON could be made of it."""
    body = '{ "id": "évt_🎈" }'.encode()

    assert verify_webhook(body, sign(body), SECRET, now=NOW).id == "évt_🎈"
    assert verify_webhook(body.decode(), sign(body), SECRET, now=NOW).id == "évt_🎈"


@pytest.mark.parametrize("header", [None, ""])
def test_no_header_is_signature_missing(header):
    """A delivery without the header is not signed at all."""
    assert code(header=header) == "signature_missing"


@pytest.mark.parametrize("secret", ["", [], [""], [SECRET, ""], None, SECRET.encode(), [None], 7])
def test_an_empty_secret_is_signature_missing(secret):
    """There is no verifying with an empty secret, which anybody could have signed with, nor with what is no text."""
    assert code(secret=secret) == "signature_missing"


@pytest.mark.parametrize(
    "header",
    [
        " ",
        ",",
        "=",
        "garbage",
        V1,
        f"v1={V1}",
        f"t={NOW}",
        f"t=,v1={V1}",
        f"t=-,v1={V1}",
        f"t=now,v1={V1}",
        f"t=nan,v1={V1}",
        f"t=inf,v1={V1}",
        f"t=1e9,v1={V1}",
        f"t={NOW}.0,v1={V1}",
        f"t=+{NOW},v1={V1}",
        f"t=1_700_000_000,v1={V1}",
        f"t={chr(0xFF11)}700000000,v1={V1}",  # digits, but not those of a header
        f"t=²,v1={V1}",
        f"t={'9' * 5000},v1={V1}",
        f"T={NOW},v1={V1}",
        f"t={NOW},V1={V1}",
        f"t={NOW},v0={V1}",
        f"t={NOW};v1={V1}",
        f"t={NOW} v1={V1}",
        f"t={NOW},v1:{V1}",
    ],
)
def test_a_header_without_time_and_signature_is_malformed(header):
    """A header that does not give a whole number and a signature is malformed."""
    assert code(header=header) == "signature_malformed"


@pytest.mark.parametrize(
    "header",
    [f" t = {NOW} , v1 = {V1} ", f"v1={V1},t={NOW}", f"t={NOW},v1={V1},v2=x,,y", f"t=1,v1=x,t={NOW},v1={V1}"],
    ids=["spaces", "other order", "further parts", "the last of several counts"],
)
def test_a_header_may_look_otherwise(header):
    """Spaces, order and unknown parts do not matter, and of several parts with one name the last counts."""
    assert verify_webhook(BODY, header, SECRET, now=NOW).id == "evt_1"


@pytest.mark.parametrize("seconds", [300, -300, 0])
def test_the_edge_of_the_tolerance_passes(seconds):
    """A signature made 300 seconds ago, or 300 seconds ahead, is fresh."""
    assert verify_webhook(BODY, HEADER, SECRET, now=NOW + seconds).id == "evt_1"


@pytest.mark.parametrize("seconds", [301, -301, 300.5, math.inf, -math.inf, math.nan])
def test_beyond_the_tolerance_is_stale(seconds):
    """One second more, either way, is stale; and so is whatever cannot be compared."""
    assert code(now=NOW + seconds) == "signature_stale"


@pytest.mark.parametrize(("tolerance", "age", "stale"), [(0, 0, False), (0, 1, True), (5, 5, False), (-1, 0, True)])
def test_the_tolerance_can_be_set(tolerance, age, stale):
    """The tolerance is what one says, zero and below included."""
    if stale:
        assert code(now=NOW + age, tolerance_sec=tolerance) == "signature_stale"
    else:
        assert verify_webhook(BODY, HEADER, SECRET, now=NOW + age, tolerance_sec=tolerance)


def test_the_clock_is_asked_when_no_time_is_given():
    """Without `now` the delivery is judged by the clock, by which the vector is years old."""
    assert code(now=None) == "signature_stale"


@pytest.mark.parametrize("timestamp", ["-5", "0", "999999999999999999"])
def test_a_time_far_away_is_stale(timestamp):
    """Any whole number is a time, however far."""
    assert code(header=f"t={timestamp},v1={V1}") == "signature_stale"


@pytest.mark.parametrize(
    "v1",
    ["", "0" * 64, V1.upper(), V1[:-1], V1 + "0", "not hex", "é", "\ud800", f'"{V1}"'],
    ids=["empty", "zeros", "upper case", "short", "long", "words", "not ASCII", "surrogate", "quoted"],
)
def test_another_signature_is_invalid(v1):
    """Only the very same lower-case hex is the signature."""
    assert code(header=f"t={NOW},v1={v1}") == "signature_invalid"


@pytest.mark.parametrize(
    "altered",
    [{"body": BODY + b" "}, {"body": b""}, {"secret": "whsec_other"}, {"header": f"t={NOW + 1},v1={V1}"}],
    ids=["one byte more", "no body", "other secret", "other time"],
)
def test_any_altered_part_is_invalid(altered):
    """Body, secret and time are all part of what is signed."""
    assert code(**altered) == "signature_invalid"


@pytest.mark.parametrize("body", [None, 7, {"id": "evt_1"}, ["evt_1"], "\ud800"], ids=repr)
def test_a_body_that_is_not_what_arrived_is_invalid(body):
    """Parsed JSON has no signature."""
    assert code(body=body) == "signature_invalid"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"evt_1"', b"\xff\xfe", b'{"id":"\xff"}', b"[" * 100_000, b"9" * 5000],
    ids=["empty", "cut", "list", "null", "text", "UTF-16 mark", "not UTF-8", "too deep", "too long a number"],
)
def test_a_signed_body_that_is_no_event_is_invalid(body, sign):
    """A body that was signed, but is no JSON object in UTF-8, is refused like one that was not."""
    assert code(body=body, header=sign(body)) == "signature_invalid"


@pytest.mark.parametrize("secrets", [[SECRET, "whsec_new"], ("whsec_new", SECRET)])
def test_any_of_several_secrets_will_do(secrets):
    """While secrets are rotated, a delivery signed with either is believed."""
    assert verify_webhook(BODY, HEADER, secrets, now=NOW).id == "evt_1"


def test_none_of_several_secrets_is_invalid():
    """A delivery signed with none of the secrets is not believed."""
    assert code(secret=["whsec_new", "whsec_newer"]) == "signature_invalid"
