"""For each mistake in the table, and some made together: a client that makes it is told exactly that."""

import base64
import gzip
import hashlib
import hmac
import json
import zlib

import pytest

from plugipay_mock.doctor.mistakes import TABLE

QUERY = "/api/v1/customers?email=a%2fb%40x.id&name=Ada+Love&limit=2"
PATH = QUERY.partition("?")[0]
VALUE = {"name": "Zoë <z@x.id>", "url": "http://x.id/a", "amount": 125000}
COMPACT = {"separators": (",", ":")}
NOW = 1_747_046_520
BODY = json.dumps(VALUE, ensure_ascii=False, **COMPACT).encode()
PART = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhello\r\n--x--\r\n'


def digest(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def written(**how):
    """The hash of the usual body, as Python writes it with these options."""
    return {"body": digest(json.dumps(VALUE, **how))}


def by(algorithm):
    return {"mac": lambda secret, text: hmac.new(secret, text, algorithm)}


def in_latin(secret, text):
    return hmac.new(secret, text.decode().encode("latin-1"), "sha256")


def spelled(spell):
    return {"spell": lambda mac: spell(mac.digest())}


RAW = {"ensure_ascii": False}
GO = json.dumps(VALUE, **RAW, **COMPACT).replace("<", "\\u003c").replace(">", "\\u003e")
PHP = json.dumps(VALUE, **COMPACT).replace("/", "\\/")
ASCII = json.dumps(VALUE, **COMPACT).encode()
SPACED = json.dumps(VALUE, **RAW).encode()
LETTERS = {"name": "Zoë 😀 \\u00ëb", "url": "http://x.id/?a=1&b='<2>'", "say": 'a+"b"\n'}
SENT = json.dumps(LETTERS, **RAW, **COMPACT).encode()
GSON = r"""{"name":"Zoë 😀 \\u00ëb","url":"http://x.id/?a\u003d1\u0026b\u003d\u0027\u003c2\u003e\u0027","say":"a+\"b\"\n"}"""
JACKSON = r"""{"name":"Zo\u00EB \uD83D\uDE00 \\u00\u00EBb","url":"http://x.id/?a=1&b='<2>'","say":"a+\"b\"\n"}"""
DOTNET = (
    r"""{"name":"Zo\u00EB \uD83D\uDE00 \\u00\u00EBb","url":"http://x.id/?a=1\u0026b=\u0027\u003C2\u003E\u0027","""
    r""""say":"a\u002B\u0022b\u0022\n"}"""
)
PHP_UNICODE = r"""{"name":"Zoë 😀 \\u00ëb","url":"http:\/\/x.id\/?a=1&b='<2>'","say":"a+\"b\"\n"}"""
SHA1 = hashlib.sha1(BODY, usedforsecurity=False).hexdigest()

MISTAKES = [
    ("method-in-lower-case", {}, {"method": "post"}),
    ("method-in-lower-case", {}, {"method": "Post"}),
    ("another-method-signed", {}, {"method": "GET"}),
    ("another-method-signed", {"method": "GET", "body": b"", "order": None}, {"method": "DELETE"}),
    ("query-left-out", {"target": QUERY}, {"target": PATH}),
    ("query-left-out", {"target": f"{PATH}?"}, {"target": PATH}),
    ("query-left-out", {"target": f"{PATH}?email="}, {"target": PATH}),
    ("question-mark-left-out", {"target": f"{PATH}?limit=5"}, {"target": f"{PATH}limit=5"}),
    ("question-mark-left-out", {"target": f"{PATH}?limit=5"}, {"target": f"{PATH}\nlimit=5"}),
    ("question-mark-added", {}, {"target": f"{PATH}?"}),
    ("query-spaces", {"target": QUERY}, {"target": QUERY.replace("+", "%20")}),
    ("query-spaces", {"target": f"{PATH}?name=Ada%20Love"}, {"target": f"{PATH}?name=Ada+Love"}),
    ("escapes-in-other-case", {"target": QUERY}, {"target": QUERY.replace("%2f", "%2F")}),
    ("escapes-in-other-case", {"target": f"{PATH}?a=%2F"}, {"target": f"{PATH}?a=%2f"}),
    ("target-decoded", {"target": QUERY}, {"target": f"{PATH}?email=a/b@x.id&name=Ada Love&limit=2"}),
    ("target-decoded", {"target": QUERY}, {"target": f"{PATH}?email=a/b@x.id&name=Ada+Love&limit=2"}),
    ("target-decoded", {"target": f"{PATH}/cus%5F1"}, {"target": f"{PATH}/cus_1"}),
    ("target-encoded", {"target": f"{PATH}?since=12:00Z"}, {"target": f"{PATH}?since=12%3A00Z"}),
    ("target-encoded", {"target": f"{PATH}/a:b"}, {"target": f"{PATH}/a%3Ab"}),
    ("target-encoded", {"target": f"{PATH}?q=(a+b)!:"}, {"target": f"{PATH}?q=(a%20b)!%3A"}),
    ("target-encoded", {"target": f"{PATH}?email=a~b"}, {"target": f"{PATH}?email=a%7Eb"}),
    ("target-encoded", {"target": f"{PATH}?q=%2A~%20x"}, {"target": f"{PATH}?q=*%7E+x"}),
    ("target-encoded", {"target": f"{PATH}?email=a%40b"}, {"target": f"{PATH}?email=a%2540b"}),
    ("parameters-left-out", {"target": f"{PATH}?limit=5&email="}, {"target": f"{PATH}?limit=5"}),
    ("parameters-left-out", {"target": f"{PATH}?email=&limit=5&cursor="}, {"target": f"{PATH}?limit=5"}),
    ("parameters-left-out", {"target": f"{PATH}?limit=5&v=2"}, {"target": f"{PATH}?limit=5"}),
    ("parameters-added", {"target": f"{PATH}?limit=5"}, {"target": f"{PATH}?limit=5&cursor=undefined"}),
    ("parameters-added", {"target": f"{PATH}?limit=5"}, {"target": f"{PATH}?email=&limit=5"}),
    ("parameters-added", {}, {"target": f"{PATH}?status=null"}),
    ("query-in-other-order", {"target": f"{PATH}?b=1&a=2"}, {"target": f"{PATH}?a=2&b=1"}),
    ("query-in-other-order", {"target": f"{PATH}?a=1&b=2&c=3"}, {"target": f"{PATH}?b=2&a=1&c=3"}),
    ("api-prefix-left-out", {}, {"target": "/customers"}),
    ("api-prefix-left-out", {}, {"target": "/v1/customers"}),
    ("api-prefix-twice", {}, {"target": f"/api/v1{PATH}"}),
    ("trailing-slash", {}, {"target": f"{PATH}/"}),
    ("trailing-slash", {"target": f"{PATH}?limit=1"}, {"target": f"{PATH}/?limit=1"}),
    ("trailing-slash", {"target": f"{PATH}/"}, {"target": PATH}),
    ("slash-twice", {}, {"target": f"/{PATH}"}),
    ("slash-twice", {}, {"target": "/api/v1//customers"}),
    ("slash-twice", {"target": f"/{PATH}"}, {"target": PATH}),
    ("leading-slash-left-out", {}, {"target": "api/v1/customers"}),
    ("base-address-added", {}, {"target": "http://127.0.0.1:8750/api/v1/customers"}),
    ("base-address-added", {}, {"target": "127.0.0.1:8750/api/v1/customers"}),
    ("base-address-added", {}, {"target": "https://plugipay.com/api/v1/customers"}),
    ("base-address-added", {}, {"target": "http://localhost:8750/api/v1/customers"}),
    ("base-address-added", {}, {"target": "http://127.0.0.1/api/v1/customers"}),
    ("base-address-added", {"headers": {"host": "mock:80"}}, {"target": "http://127.0.0.1:80/api/v1/customers"}),
    ("base-address-added", {"headers": {"x-forwarded-host": "pay.id"}}, {"target": "https://pay.id/api/v1/customers"}),
    ("base-address-added", {"headers": {"x-forwarded-prefix": "/pay/"}}, {"target": "/pay/api/v1/customers"}),
    ("multipart-body-hashed", {"body": PART, "headers": {"content-type": "multipart/form-data; boundary=x"}}, {}),
    ("body-hashed-before-compression", {"body": gzip.compress(BODY)}, {"body": digest(BODY)}),
    ("body-hashed-before-compression", {"body": zlib.compress(BODY)}, {"body": digest(BODY)}),
    ("body-spaced", {}, written(**RAW)),
    ("body-compact", {"body": SPACED}, written(**RAW, **COMPACT)),
    ("body-indented", {}, written(**RAW, indent=2)),
    ("body-indented", {}, written(**RAW, indent=4)),
    ("body-indented", {}, written(**RAW, indent="\t")),
    ("body-keys-sorted", {}, written(**RAW, **COMPACT, sort_keys=True)),
    ("body-escaped", {}, written(**COMPACT)),
    ("body-escaped", {"body": SENT}, {"body": digest(JACKSON)}),
    ("body-not-escaped", {"body": GSON.encode()}, {"body": digest(SENT)}),
    ("body-not-escaped", {"body": DOTNET.encode()}, {"body": digest(SENT)}),
    ("body-not-escaped", {"body": ASCII}, written(**RAW, **COMPACT)),
    ("body-html-escaped", {}, {"body": digest(GO)}),
    ("body-html-escaped", {"body": SENT}, {"body": digest(GSON)}),
    ("body-html-escaped", {"body": SENT}, {"body": digest(DOTNET)}),
    ("body-slashes-escaped", {}, {"body": digest(PHP)}),
    ("body-slashes-escaped", {"body": SENT}, {"body": digest(PHP_UNICODE)}),
    ("body-as-python-dumps", {}, written()),
    ("body-as-json-stringify", {"body": json.dumps(VALUE).encode()}, written(**RAW, **COMPACT)),
    ("body-last-newline", {"body": b"text"}, {"body": digest("text\n")}),
    ("body-last-newline", {"body": b"text\n"}, {"body": digest("text")}),
    ("body-last-newline", {"body": b""}, {"body": digest("\n")}),
    ("body-in-another-encoding", {"body": SENT}, {"body": digest(SENT.decode().encode("ascii", "replace"))}),
    ("body-in-another-encoding", {}, {"body": digest(BODY.decode().encode("latin-1"))}),
    ("body-in-another-encoding", {"body": BODY.decode().encode("latin-1")}, {"body": digest(BODY)}),
    ("body-in-another-encoding", {}, {"body": digest(BODY.decode("latin-1"))}),
    ("body-in-another-encoding", {}, {"body": digest(BODY.decode().encode("utf-16-le"))}),
    ("body-hashed-as-empty", {}, {"body": digest("")}),
    ("body-hashed-as-braces", {"body": b""}, {"body": digest("{}")}),
    ("body-hashed-as-null", {"body": b""}, {"body": digest("null")}),
    ("body-hashed-as-null", {"body": b""}, {"body": digest("undefined")}),
    ("body-hashed-as-object", {}, {"body": digest("[object Object]")}),
    ("body-not-hashed", {"body": b'{"a":1}'}, {"body": '{"a":1}'}),
    ("body-line-left-out", {"body": b""}, {"body": None}),
    ("body-hash-in-upper-case", {"body": b"x"}, {"body": digest("x").upper()}),
    ("body-hash-with-label", {}, {"body": f"{digest(BODY)}  -"}),
    ("body-hash-with-label", {"body": b""}, {"body": f"SHA2-256(stdin)= {digest('')}"}),
    ("body-hashed-otherwise", {}, {"body": SHA1}),
    ("body-hashed-otherwise", {}, {"body": digest(digest(BODY))}),
    ("body-hash-as-base64", {"body": b"x"}, {"body": base64.b64encode(hashlib.sha256(b"x").digest()).decode()}),
    ("timestamp-in-milliseconds", {}, {"at": "1747046520000"}),
    ("timestamp-in-milliseconds", {}, {"at": "1747046520987"}),
    *(("timestamp-read-twice", {}, {"at": str(NOW + seconds)}) for seconds in (-2, -1, 1, 2)),
    ("idempotency-key-left-out", {}, {"order": None}),
    ("idempotency-key-sent-twice", {"order": "order-1, order-1"}, {"order": "order-1"}),
    ("idempotency-key-sent-twice", {"order": "order-1, order-2"}, {"order": "order-2"}),
    ("idempotency-key-not-ascii", {"order": "ë"}, {"order": "ë"}),
    ("idempotency-key-not-ascii", {"order": "Ã«"}, {"order": "ë", "mac": in_latin}),
    ("idempotency-key-added", {"order": None}, {"order": "undefined"}),
    ("idempotency-key-added", {"order": None, "headers": {"x-idempotency-key": "order-1"}}, {"order": "order-1"}),
    ("on-behalf-of-signed", {"headers": {"x-plugipay-on-behalf-of": "acc_1"}}, {"merchant": "acc_1"}),
    ("on-behalf-of-signed", {"headers": {"x-plugipay-on-behalf-of": "acc_1"}}, {"order": "acc_1\norder-1"}),
    ("lines-in-other-order", {"order": None}, {"target": str(NOW), "at": PATH}),
    ("lines-in-other-order", {}, {"method": str(NOW), "target": "POST", "at": PATH}),
    ("lines-in-other-order", {}, {"body": "order-1", "order": digest(BODY)}),
    ("carriage-returns", {}, {"join": "\r\n"}),
    ("lines-joined-otherwise", {}, {"join": "\\n"}),
    ("lines-joined-otherwise", {}, {"join": ""}),
    ("newline-at-the-end", {}, {"end": "\n"}),
    ("newline-at-the-end", {"order": None}, {"order": ""}),
    ("secret-missing", {}, {"secret": ""}),
    ("secret-missing", {}, {"secret": "undefined"}),
    ("hmac-with-another-hash", {}, by("sha1")),
    ("hmac-with-another-hash", {}, by("sha512")),
    ("hash-without-hmac", {}, {"mac": lambda secret, text: hashlib.sha256(secret + text)}),
    ("hash-without-hmac", {}, {"mac": lambda secret, text: hashlib.sha256(text + secret)}),
    ("hash-without-hmac", {}, {"mac": lambda _secret, text: hashlib.sha256(text)}),
    ("hmac-arguments-swapped", {}, {"mac": lambda secret, text: hmac.new(text, secret, "sha256")}),
]

SECRETS = [
    ("secret-with-whitespace", "sk_test_a1", "sk_test_a1\n"),
    ("secret-with-whitespace", "sk_test_a1", " sk_test_a1"),
    ("secret-with-whitespace", "sk_test_a1", "sk_test_a1\r\n"),
    ("secret-in-quotes", "sk_test_a1", '"sk_test_a1"'),
    ("secret-in-quotes", "sk_test_a1", "'sk_test_a1'"),
    ("secret-without-prefix", "sk_test_a1", "a1"),
    ("key-id-as-secret", "sk_test_a1", "pk_test_own"),
    ("secret-base64-decoded", "c2VjcmV0IGtleQ==", b"secret key"),
    ("secret-base64-decoded", "sk_test_-v8c2Vj", base64.urlsafe_b64decode("-v8c2Vj=")),
    ("secret-hex-decoded", "00ff17", bytes.fromhex("00ff17")),
    ("secret-hex-decoded", "sk_test_00ff17", bytes.fromhex("00ff17")),
]

OTHERS = [
    ("secret-of-the-other-mode", "live"),
    ("secret-of-another-key", "read_only"),
    ("secret-of-another-key", "revoked"),
    ("secret-of-another-key", "platform"),
]

PAIRS = [
    ("method-in-lower-case query-left-out", {"target": QUERY}, {"method": "post", "target": PATH}),
    ("query-left-out api-prefix-left-out", {"target": QUERY}, {"target": "/customers"}),
    ("api-prefix-left-out leading-slash-left-out", {}, {"target": "customers"}),
    ("api-prefix-left-out body-hashed-as-empty", {}, {"target": "/customers", "body": digest("")}),
    ("query-spaces query-in-other-order", {"target": f"{PATH}?n=a+b&a=1"}, {"target": f"{PATH}?a=1&n=a%20b"}),
    ("query-left-out base-address-added", {"target": QUERY}, {"target": f"http://127.0.0.1:8750{PATH}"}),
    ("body-spaced body-keys-sorted", {}, written(**RAW, sort_keys=True)),
    ("body-indented body-escaped", {}, written(indent=2)),
    ("body-keys-sorted body-html-escaped", {}, {
        "body": digest('{"amount":125000,"name":"Zoë \\u003cz@x.id\\u003e","url":"http://x.id/a"}'),
    }),
    ("body-spaced idempotency-key-left-out", {}, written(**RAW) | {"order": None}),
    ("body-as-python-dumps body-last-newline", {}, {"body": digest(json.dumps(VALUE) + "\n")}),
    ("timestamp-in-milliseconds idempotency-key-left-out", {}, {
        "at": "1747046520000",
        "order": None,
    }),
    ("carriage-returns newline-at-the-end", {}, {"join": "\r\n", "end": "\r\n"}),
    ("idempotency-key-left-out signature-as-base64", {}, {
        "order": None,
        **spelled(lambda mac: base64.b64encode(mac).decode()),
    }),
    ("body-hashed-as-braces carriage-returns", {"body": b""}, {"body": digest("{}"), "join": "\r\n"}),
    ("newline-at-the-end secret-missing", {}, {"end": "\n", "secret": ""}),
    ("hmac-with-another-hash signature-as-base64", {}, by("sha1") | spelled(
        lambda mac: base64.b64encode(mac).decode()
    )),
    ("query-left-out signature-in-upper-case", {"target": QUERY}, {
        "target": PATH,
        "spell": lambda mac: mac.hexdigest().upper(),
    }),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sent", "wrong"), MISTAKES)
def test_one_mistake_is_told(client, examine, name, sent, wrong):
    """A client that makes one mistake in the text or in the signature is told exactly that one."""
    assert examine(client(**sent), **wrong).mistakes == (name,)


@pytest.mark.parametrize(("name", "secret", "used"), SECRETS)
def test_a_misread_secret_is_told(own_secret, examine, name, secret, used):
    """A client that reads its secret wrongly is told exactly how."""
    assert examine(own_secret(secret), secret=used).mistakes == (name,)


@pytest.mark.parametrize(("name", "label"), OTHERS)
def test_the_secret_of_another_key_is_told(client, examine, keys, name, label):
    """A client that holds the secret of another key is told which key that is."""
    told = examine(client(), secret=keys[label].secret)

    assert told.mistakes == (name,)
    assert keys[label].id in told.sentence


@pytest.mark.parametrize(("names", "sent", "wrong"), PAIRS)
def test_two_mistakes_are_told(client, examine, names, sent, wrong):
    """A client that makes two mistakes at once is told exactly those two."""
    assert examine(client(**sent), **wrong).mistakes == tuple(names.split())


def test_a_misread_secret_of_the_other_mode_is_told(client, examine, keys):
    """Two mistakes may both concern the secret."""
    told = examine(client(), secret=keys["live"].secret + "\n")

    assert told.mistakes == ("secret-of-the-other-mode", "secret-with-whitespace")


def test_what_unpacks_to_too_much_is_left_alone(client, examine):
    """A body that would grow without bounds is not unpacked, and the secret is all that is left to doubt."""
    plain = b" " * 10_000_000

    assert examine(client(body=gzip.compress(plain)), body=digest(plain)).mistakes == ("wrong-secret",)


def test_every_mistake_is_tried_here():
    """No entry of the table is without a client that makes it."""
    tried = {name for name, *_ in (*MISTAKES, *SECRETS, *OTHERS)}

    assert tried == {mistake.name for mistake in TABLE}


def test_every_mistake_has_a_name_of_its_own():
    """A program can tell the mistakes apart."""
    assert len({mistake.name for mistake in TABLE}) == len(TABLE)


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: mistake.name)
def test_every_sentence_says_what_to_do(mistake):
    """What was done, a colon, what to do."""
    done, colon, what_to_do = mistake.sentence.partition(": ")

    assert done
    assert colon
    assert what_to_do
