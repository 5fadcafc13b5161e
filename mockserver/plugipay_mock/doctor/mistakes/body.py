"""Mistakes in the third line of the text: what stands for the body."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from plugipay_mock.doctor.body import LARGEST, Body
from plugipay_mock.doctor.mistakes.mistake import Case, Mistake, Variants, become
from plugipay_mock.doctor.recipe import BodyLine

_EITHER_HEADER: Final = 32
"""Tells zlib to find out by itself whether it reads gzip or deflate."""

_SERIALIZE_ONCE: Final = "serialise the body once, hash and send the same bytes"


def _rewritten(*ways: dict[str, Any]) -> Variants:
    """Return the variants of a body that was written by another JSON library than the one whose text was sent."""
    return lambda body, _case: (body.rewritten(**choices) for choices in ways)


def _hashed_as(*stand_ins: bytes) -> Variants:
    """Return the variants of a body that something else was hashed for."""
    return become(*(Body(raw) for raw in stand_ins))


def _last_newline(body: Body, _case: Case) -> Iterator[Body]:
    if not body.is_large:
        yield Body(body.raw + b"\n")
        yield Body(body.raw + b"\r\n")
        yield Body(body.raw.rstrip(b"\r\n"))


def _whole(_body: Body, case: Case) -> Iterator[Body]:
    yield Body(case.inbound.body)


def _unpacked(_body: Body, case: Case) -> Iterator[Body]:
    """Undo gzip or deflate; what grows too large is passed over."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | _EITHER_HEADER)
    with suppress(zlib.error):
        raw = unpacking.decompress(case.inbound.body, LARGEST + 1)
        if raw and not Body(raw).is_large:
            yield Body(raw)


def _in_other_encodings(body: Body, _case: Case) -> Iterator[Body]:
    if not body.raw or body.is_large:
        return
    try:
        text = body.raw.decode()
    except UnicodeDecodeError:
        text = body.raw.decode("latin-1")
        yield Body(text.encode())
    for encoding in ("ascii", "latin-1", "utf-8-sig", "utf-16-le"):
        yield Body(text.encode(encoding, "replace"))
    yield Body(body.raw.decode("latin-1").encode())


def _text(_line: BodyLine, case: Case) -> Iterator[BodyLine]:
    if not Body(case.inbound.body).is_large:
        yield _itself


def _itself(body: Body) -> bytes:
    return body.raw


def _no_line(_body: Body) -> None:
    return None


def _in_upper_case(body: Body) -> bytes:
    return body.digest.upper()


def _labelled(*forms: bytes) -> Variants:
    """Return the variants that sign a hash as a command prints it; `%b` is the hash alone."""
    return become(*(_printed(form) for form in forms))


def _printed(form: bytes) -> BodyLine:
    return lambda body: form.replace(b"%b", body.digest)


def _hashed_by(algorithm: str) -> BodyLine:
    return lambda body: hashlib.new(algorithm, body.raw, usedforsecurity=False).hexdigest().encode()


def _hashed_twice(body: Body) -> bytes:
    return Body(body.digest).digest


def _in_base64(body: Body) -> bytes:
    return base64.b64encode(bytes.fromhex(body.digest.decode()))


MISTAKES: Final = (
    Mistake(
        "multipart-body-hashed",
        "the multipart body is hashed: sign a multipart request with the hash of an empty body",
        "body",
        _whole,
    ),
    Mistake(
        "body-hashed-before-compression",
        "the body is hashed before it is compressed: hash the bytes that are sent",
        "body",
        _unpacked,
    ),
    Mistake(
        "body-spaced",
        f"the hashed JSON has spaces after its separators, the sent JSON has none: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"layout": "spaced"}),
    ),
    Mistake(
        "body-compact",
        f"the hashed JSON has no spaces, the sent JSON has: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"layout": "compact"}),
    ),
    Mistake(
        "body-indented",
        f"the hashed JSON is indented, the sent JSON is not, or otherwise: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"layout": "2"}, {"layout": "4"}, {"layout": "tab"}),
    ),
    Mistake(
        "body-keys-sorted",
        f"the hashed JSON has its keys sorted, the sent JSON has not: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"sorted_keys": True}),
    ),
    Mistake(
        "body-escaped",
        f"the hashed JSON escapes non-ASCII as \\uXXXX, the sent JSON does not: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"escapes": "ascii"}, {"escapes": "jackson"}),
    ),
    Mistake(
        "body-not-escaped",
        f"the hashed JSON is plain UTF-8, the sent JSON has escapes such as \\u00e9, \\u003c or \\/: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"escapes": "none"}),
    ),
    Mistake(
        "body-html-escaped",
        "the hashed JSON escapes <, > and & as \\u003c, as Go, Gson and System.Text.Json do, the sent JSON does not:"
        f" {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"escapes": "go"}, {"escapes": "gson"}, {"escapes": "dotnet"}),
    ),
    Mistake(
        "body-slashes-escaped",
        f"the hashed JSON escapes slashes, as PHP does, the sent JSON does not: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"escapes": "php"}, {"escapes": "php-unicode"}),
    ),
    Mistake(
        "body-as-python-dumps",
        f"the hashed JSON is what Python's json.dumps writes, the sent JSON is another text: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"layout": "spaced", "escapes": "ascii"}),
    ),
    Mistake(
        "body-as-json-stringify",
        f"the hashed JSON is what JavaScript's JSON.stringify writes, the sent JSON is another text: {_SERIALIZE_ONCE}",
        "body",
        _rewritten({"layout": "compact", "escapes": "none"}),
    ),
    Mistake(
        "body-last-newline",
        "the hashed body and the sent body differ by a newline at the end, such as echo adds: hash exactly the bytes"
        " that are sent",
        "body",
        _last_newline,
    ),
    Mistake(
        "body-in-another-encoding",
        "the hashed body is in another encoding than the sent body: encode it once as UTF-8, hash and send those bytes",
        "body",
        _in_other_encodings,
    ),
    Mistake(
        "body-hashed-as-empty",
        "the hash is that of an empty body, and a body was sent: hash exactly the bytes that are sent",
        "body",
        _hashed_as(b""),
    ),
    Mistake(
        "body-hashed-as-braces",
        "the hash is that of {{}}, and something else was sent: hash the bytes that are sent, and without a body none",
        "body",
        _hashed_as(b"{}"),
    ),
    Mistake(
        "body-hashed-as-null",
        "the hash is that of null, and something else was sent: hash the bytes that are sent, and without a body none",
        "body",
        _hashed_as(b"null", b"undefined", b"None", b'""'),
    ),
    Mistake(
        "body-hashed-as-object",
        "the hash is that of [object Object], what JavaScript makes of an object: hash the JSON that is sent",
        "body",
        _hashed_as(b"[object Object]"),
        alone=True,
    ),
    Mistake(
        "body-not-hashed",
        "the body itself stands where its hash belongs: sign its SHA-256 in lower-case hexadecimal",
        "body_line",
        _text,
    ),
    Mistake(
        "body-line-left-out",
        "the line for the body is missing: sign the SHA-256 of the body, and without a body that of nothing",
        "body_line",
        become(_no_line),
    ),
    Mistake(
        "body-hash-in-upper-case",
        "the body's hash is signed in upper-case hexadecimal: sign it in lower case",
        "body_line",
        become(_in_upper_case),
    ),
    Mistake(
        "body-hash-with-label",
        "the body's hash is signed with what sha256sum or openssl prints beside it: sign the hexadecimal alone",
        "body_line",
        _labelled(b"%b  -", b"SHA2-256(stdin)= %b", b"(stdin)= %b", b"SHA256(stdin)= %b", b"%b *stdin"),
    ),
    Mistake(
        "body-hashed-otherwise",
        "the body's hash is not its SHA-256, or is that of its hash: sign the SHA-256 of the body, made once",
        "body_line",
        become(_hashed_by("md5"), _hashed_by("sha1"), _hashed_by("sha512"), _hashed_twice),
        alone=True,
    ),
    Mistake(
        "body-hash-as-base64",
        "the body's hash is signed as base64: sign it in lower-case hexadecimal",
        "body_line",
        become(_in_base64),
    ),
)
