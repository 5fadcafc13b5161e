"""Mistakes in the choice and the reading of the secret."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from plugipay_mock.doctor.mistakes.mistake import Case, Mistake, Variants, change
from plugipay_mock.doctor.recipe import Secret
from plugipay_mock.world import Key

_MOST_KEYS: Final = 1000
"""Of a world with very many keys, only so many are tried."""

_FIELD: Final = "secret"
_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")


def _of(wanted: Callable[[Key, Key], bool]) -> Variants:
    """Return the variants that sign with another key's secret, when it is wanted next to the key that is named."""

    def variants(_secret: Secret, case: Case) -> Iterator[Secret]:
        for other in islice(case.keys, _MOST_KEYS):
            if other.id != case.key.id and wanted(case.key, other):
                yield Secret(other.secret.encode(), other.id)

    return variants


def _is_sibling(key: Key, other: Key) -> bool:
    return other.account_id == key.account_id and other.mode != key.mode


def _is_other(key: Key, other: Key) -> bool:
    return not _is_sibling(key, other)


def _read_as(*readings: Callable[[bytes], bytes]) -> Variants:
    """Return the variants that take the secret for encoded bytes: all of it, or what follows its last underscore."""

    def variants(secret: Secret, _case: Case) -> Iterator[Secret]:
        for text in (secret.value, _tail(secret.value)):
            for reading in readings:
                with suppress(binascii.Error):
                    yield secret._replace(value=reading(text))

    return variants


def _base64_leniently(text: bytes) -> bytes:
    """Decode as Node does: either alphabet, missing padding, anything else passed over."""
    return base64.b64decode(text.translate(_URL_SAFE) + b"==")


def _base64_standard(text: bytes) -> bytes:
    """Decode as Python and PHP do: what the standard alphabet lacks is passed over."""
    return base64.b64decode(text + b"==")


def _tail(secret: bytes) -> bytes:
    return secret.rpartition(b"_")[2]


def _written(*forms: bytes) -> Variants:
    """Return the variants that make something else of the secret; `%b` is the secret as it should be."""
    return lambda secret, _case: (secret._replace(value=form.replace(b"%b", secret.value)) for form in forms)


MISTAKES: Final = (
    Mistake(
        "secret-of-the-other-mode",
        "the secret is that of {key_id}, a key of the other mode: use a key id and a secret of one pair",
        _FIELD,
        _of(_is_sibling),
    ),
    Mistake(
        "secret-of-another-key",
        "the secret is that of {key_id}, another key: use a key id and a secret of one pair",
        _FIELD,
        _of(_is_other),
    ),
    Mistake(
        "key-id-as-secret",
        "the key id is used as the secret: sign with the secret of the pair",
        _FIELD,
        change(lambda secret: secret._replace(value=secret.key_id.encode())),
    ),
    Mistake(
        "secret-without-prefix",
        "the secret is used without its prefix: use all of it, sk_ included",
        _FIELD,
        change(lambda secret: secret._replace(value=_tail(secret.value))),
    ),
    Mistake(
        "secret-base64-decoded",
        "the secret is decoded from base64: use its text as it is",
        _FIELD,
        _read_as(_base64_leniently, _base64_standard),
    ),
    Mistake(
        "secret-hex-decoded",
        "the secret is decoded from hexadecimal: use its text as it is",
        _FIELD,
        _read_as(binascii.unhexlify),
    ),
    Mistake(
        "secret-with-whitespace",
        "the secret has whitespace around it, such as the newline of the file it was read from: strip it",
        _FIELD,
        _written(b"%b\n", b"%b ", b" %b", b"%b\r\n", b"%b\r", b"%b\t", b"\n%b", b" %b "),
    ),
    Mistake(
        "secret-in-quotes",
        "the secret has quotes around it, maybe from an environment file: take them off",
        _FIELD,
        _written(b'"%b"', b"'%b'"),
    ),
    Mistake(
        "secret-missing",
        "an empty secret is used, or the word undefined: look where the secret is read from",
        _FIELD,
        _written(b"", b"undefined", b"None", b"null"),
    ),
)
