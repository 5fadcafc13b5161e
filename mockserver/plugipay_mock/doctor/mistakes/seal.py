"""Mistakes in what is done with secret and text."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from plugipay_mock.doctor.mistakes.mistake import Mistake, become
from plugipay_mock.doctor.recipe import Seal


def _hmac(digest: str) -> Seal:
    return lambda secret, text: hmac.digest(secret, text, digest)


def _plain(order: Callable[[bytes, bytes], bytes]) -> Seal:
    return lambda secret, text: hashlib.sha256(order(secret, text)).digest()


def _swapped(secret: bytes, text: bytes) -> bytes:
    return hmac.digest(text, secret, "sha256")


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
)
