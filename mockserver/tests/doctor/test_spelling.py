"""What is told about the value sent as the signature, before any text is tried."""

import base64
import hashlib

import pytest

from plugipay_mock.doctor.spelling import WRAPPINGS

WRAPPED = [
    ("signature-with-prefix", "SHA2-256(stdin)= {0}"),
    ("signature-with-prefix", "(stdin)= {0}"),
    ("signature-with-prefix", "HMAC-SHA256(to sign.txt)= {0}"),
    ("signature-with-prefix", "sha256={0}"),
    ("signature-with-prefix", "v1:{0}"),
    ("signature-with-prefix", "0x{0}"),
    ("signature-with-suffix", "{0} *stdin"),
    ("signature-with-suffix", "{0}  -"),
    ("signature-with-spaces", " {0}"),
    ("signature-as-python-bytes", "b'{0}'"),
    ("signature-as-python-bytes", 'b"{0}"'),
    ("signature-in-quotes", '"{0}"'),
    ("signature-in-quotes", "<{0}>"),
]

SPELLED = [
    ("signature-in-upper-case", lambda mac: mac.hexdigest().upper()),
    ("signature-with-separators", lambda mac: mac.digest().hex(":")),
    ("signature-with-separators", lambda mac: mac.digest().hex(" ")),
    ("signature-encoded-twice", lambda mac: mac.hexdigest().encode().hex()),
    ("signature-as-base64", lambda mac: base64.b64encode(mac.digest()).decode()),
    ("signature-as-base64", lambda mac: base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")),
    ("signature-as-base64", lambda mac: base64.b64encode(mac.hexdigest().encode()).decode()),
]

SEVERAL = [
    ("signature-with-prefix signature-with-separators", lambda mac: f"SHA2-256(stdin)= {mac.digest().hex(':')}"),
    ("signature-with-separators signature-in-upper-case", lambda mac: mac.digest().hex("-").upper()),
    ("signature-as-python-bytes signature-as-base64", lambda mac: str(base64.b64encode(mac.digest()))),
]

HOPELESS = [
    *(("signature-missing", word) for word in ("undefined", "null", "None", "nil", "NaN", "'undefined'", "(null)")),
    *(("signature-missing", shown) for shown in ("[object Object]", "[object Promise]", "[object ArrayBuffer]")),
    *(("signature-missing", shown) for shown in ("System.Byte[]", "[B@1b6d3586", "<Buffer 1a 2b>", "<_hashlib.HMAC>")),
    *(("signature-missing", left) for left in ("$SIG", "${signature}", "{{signature}}", "<hex>", "<your signature>")),
    ("signature-not-hexadecimal", "not a signature"),
    ("signature-not-hexadecimal", "é" * 64),
    ("signature-length", "ab"),
    ("signature-length", "a" * 63),
    ("signature-length", "a" * 65),
    ("signature-length", hashlib.sha1(b"", usedforsecurity=False).hexdigest()),
    ("signature-length", hashlib.sha512().hexdigest()),
]


@pytest.mark.parametrize(("name", "form"), WRAPPED)
def test_what_a_signature_is_wrapped_in_is_told(client, examine, name, form):
    """A right signature with something around it is told what is around it, and nothing else."""
    told = examine(client(), spell=lambda mac: form.format(mac.hexdigest()))

    assert told.mistakes == (name,)
    assert told.signed == told.verified


@pytest.mark.parametrize(("name", "spell"), SPELLED)
def test_another_spelling_is_told(client, examine, name, spell):
    """A right signature that is not spelled in lower-case hexadecimal is told how it is spelled."""
    assert examine(client(), spell=spell).mistakes == (name,)


@pytest.mark.parametrize(("names", "spell"), SEVERAL)
def test_all_that_is_wrong_with_the_spelling_is_told(client, examine, names, spell):
    """What is wrapped twice is told twice, from the outside inwards."""
    assert examine(client(), spell=spell).mistakes == tuple(names.split())


@pytest.mark.parametrize(("name", "sent"), HOPELESS)
def test_what_is_no_signature_is_told(client, examine, name, sent):
    """What cannot be a signature is told as such, and no secret is blamed for it."""
    told = examine(client(), spell=lambda _mac: sent)

    assert told.mistakes == (name,)
    assert told.verified
    assert told.signed is None


@pytest.mark.parametrize(("digits", "hint"), [(32, "MD5"), (40, "SHA-1"), (128, "SHA-512"), (63, "send all of them")])
def test_a_length_is_told_with_whose_it_is(client, examine, digits, hint):
    """A length that another hash has is told with its name."""
    sentence = examine(client(), spell=lambda _mac: "a" * digits).sentence

    assert f"{digits} hexadecimal digits" in sentence
    assert hint in sentence


def test_a_signature_is_not_repeated(client, examine):
    """However it is spelled, the sentence does not tell the signature."""
    sent = client()
    told = examine(sent, spell=lambda mac: mac.hexdigest()[:-1])

    assert sent.sign()[:20] not in told.text()


def test_a_wrapped_signature_is_searched_for_other_mistakes(client, examine):
    """What is wrong with the text is found behind what is wrong with the spelling."""
    told = examine(client(), order=None, spell=lambda mac: f"(stdin)= {mac.hexdigest()}")

    assert told.mistakes == ("idempotency-key-left-out", "signature-with-prefix")


def test_a_wrapped_signature_by_another_secret_is_told_both(client, examine):
    """The spelling is certain, and comes before the secret, which is not."""
    told = examine(client(), secret="sk_test_of_nobody", spell=lambda mac: f"(stdin)= {mac.hexdigest()}")

    assert told.mistakes == ("signature-with-prefix", "wrong-secret")


@pytest.mark.parametrize("flaw", [wrapping.flaw for wrapping in WRAPPINGS], ids=lambda flaw: flaw.name)
def test_every_sentence_says_what_to_do(flaw):
    """What was done, a colon, what to do."""
    assert all(flaw.sentence.partition(": "))


def test_every_wrapping_is_tried_here():
    """No wrapping is without a client that sends it."""
    assert {name for name, _ in (*WRAPPED, *SPELLED)} == {wrapping.flaw.name for wrapping in WRAPPINGS}
