"""Mistakes in what is done with secret and text, and in how the result is spelled."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from plugipay_mock.doctor.mistakes.mistake import Mistake, become
from plugipay_mock.doctor.recipe import Seal, hexadecimal


def _hmac(digest: str) -> Seal:
    return lambda secret, text: hmac.digest(secret, text, digest)


def _plain(order: Callable[[bytes, bytes], bytes]) -> Seal:
    return lambda secret, text: hashlib.sha256(order(secret, text)).digest()


def _swapped(secret: bytes, text: bytes) -> bytes:
    return hmac.digest(text, secret, "sha256")


def _upper(mac: bytes) -> bytes:
    return hexadecimal(mac).upper()


def _prefixed(mac: bytes) -> bytes:
    return b"sha256=" + hexadecimal(mac)


MISTAKES: Final = (
    Mistake(
        "hmac-with-another-hash",
        "the HMAC is made with another hash than SHA-256: use HMAC-SHA256",
        "seal",
        become(_hmac("sha1"), _hmac("sha512")),
    ),
    Mistake(
        "hash-without-hmac",
        "the signature is a plain SHA-256, not an HMAC: use HMAC-SHA256 with the secret as its key",
        "seal",
        become(
            _plain(lambda secret, text: secret + text),
            _plain(lambda secret, text: text + secret),
            _plain(lambda secret, text: secret + b"\n" + text),
            _plain(lambda secret, text: text + b"\n" + secret),
            _plain(lambda _secret, text: text),
        ),
    ),
    Mistake(
        "hmac-arguments-swapped",
        "the text is used as the HMAC's key and the secret as its message: swap the two",
        "seal",
        become(_swapped),
    ),
    Mistake(
        "signature-in-upper-case",
        "the signature is spelled in upper-case hexadecimal: spell it in lower case",
        "spelling",
        become(_upper),
    ),
    Mistake(
        "signature-as-base64",
        "the signature is spelled as base64: spell it in lower-case hexadecimal",
        "spelling",
        become(
            base64.b64encode,
            base64.urlsafe_b64encode,
            lambda mac: base64.b64encode(mac).rstrip(b"="),
            lambda mac: base64.urlsafe_b64encode(mac).rstrip(b"="),
            lambda mac: base64.b64encode(hexadecimal(mac)),
        ),
    ),
    Mistake(
        "signature-with-prefix",
        "the signature has sha256= in front of it: send the hexadecimal alone",
        "spelling",
        become(_prefixed),
    ),
)
