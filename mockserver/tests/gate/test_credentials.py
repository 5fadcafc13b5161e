import pytest

from plugipay_mock.errors import InvalidSignature
from plugipay_mock.gate.credentials import Bearer, Signed, read


@pytest.mark.parametrize(
    "text",
    [
        "Plugipay-HMAC-SHA256 keyId=pk_1, scope=*, signature=ab",
        "Plugipay-HMAC-SHA256 keyId=pk_1,scope=*,signature=ab",
        "Plugipay-HMAC-SHA256 signature=ab, keyId=pk_1",
        "plugipay-hmac-sha256 keyId=pk_1, scope=*, signature=ab",
        "  Plugipay-HMAC-SHA256   keyId=pk_1, scope=*, signature=ab  ",
    ],
)
def test_a_signing_caller_names_key_and_signature(text):
    """The parts may come in any order and spacing; the scheme in any case, as HTTP has it."""
    assert read({"authorization": text}) == Signed("pk_1", "ab")


@pytest.mark.parametrize("text", ["Bearer pk_test_1", "bearer pk_test_1", "Bearer  pk_test_1 "])
def test_a_bearer_caller_sends_its_whole_key(text):
    """A bearer key is what follows the scheme."""
    assert read({"authorization": text}) == Bearer("pk_test_1")


@pytest.mark.parametrize("headers", [{}, {"authorization": ""}])
def test_a_missing_header_is_an_invalid_signature(headers):
    """A request without credentials is refused with the form they have."""
    with pytest.raises(InvalidSignature, match="header is missing; send 'Authorization: Plugipay-HMAC-SHA256 keyId="):
        read(headers)


@pytest.mark.parametrize("text", ["Basic cGs6c2s=", "AWS4-HMAC-SHA256 keyId=pk_1, signature=ab", "pk_test_1", "   x"])
def test_another_scheme_is_an_invalid_signature(text):
    """A scheme the service does not have is refused."""
    with pytest.raises(InvalidSignature, match="scheme is not known"):
        read({"authorization": text})


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "pk_1",
        "keyId=pk_1",
        "keyId=pk_1, scope=*",
        "signature=ab",
        "keyId=, signature=ab",
        "keyId=pk_1, signature=",
        "keyid=pk_1, signature=ab",
        "keyId=pk_1, signature=ab, signature=cd",
        "keyId=pk_1, keyId=pk_2, signature=ab",
    ],
)
def test_a_malformed_header_is_an_invalid_signature(rest):
    """A part that is missing, empty or given twice is refused."""
    with pytest.raises(InvalidSignature, match="header is malformed"):
        read({"authorization": f"Plugipay-HMAC-SHA256 {rest}"})


def test_a_header_that_came_twice_is_told_so():
    """Two headers that a server joined by a comma are refused as what they are."""
    once = "Plugipay-HMAC-SHA256 keyId=pk_1, scope=*, signature=ab"

    with pytest.raises(InvalidSignature, match="header was sent twice"):
        read({"authorization": f"{once}, {once}"})


@pytest.mark.parametrize(
    ("sent", "is_pair"),
    [
        ("pk_test_1:sk_test_1", True),
        ("own:sk_test_1", True),
        ("pk_test_1:own", True),
        ("pk_test_1", False),
        ("a:b", False),
    ],
)
def test_a_bearer_key_may_be_a_pair(sent, is_pair):
    """Id and secret with a colon between them are recognised as a pair."""
    assert Bearer(sent).is_pair == is_pair


def test_a_bearer_header_without_a_key_is_malformed():
    """A bearer scheme with nothing behind it names nobody."""
    with pytest.raises(InvalidSignature):
        read({"authorization": "Bearer"})
