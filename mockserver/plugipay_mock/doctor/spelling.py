"""How the value sent as the signature is spelled: what is wrong with that is certain before any text is tried."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

DIGITS: Final = 64
"""Hexadecimal digits of an HMAC-SHA256."""

_HASHES: Final = {32: "MD5", 40: "SHA-1", 56: "SHA-224", 96: "SHA-384", 128: "SHA-512"}
_MACS: Final = (40, DIGITS, 128)
"""Digits of what is made with the hashes that are tried."""

_URL_SAFE: Final = str.maketrans("-_", "+/")
_HEXADECIMAL: Final = re.compile(r"[0-9a-fA-F]+")
_SEPARATED: Final = re.compile(r"[0-9a-fA-F]{2}(?P<mark>[:\- ])(?:[0-9a-fA-F]{2}(?P=mark))+[0-9a-fA-F]{2}")
_WORD: Final = re.compile(
    r"['\"(]?(?:undefined|null|none|nil|nan|true|false)['\")]?"  # what an empty variable looks like
    r"|\[object \w+\]|System\.Byte\[\]|\[B@[0-9a-f]+|<(?:Buffer|_?hashlib|hmac|memory|built-in|function)\b.*"  # objects
    r"|\$\w+|\$?\{+\s*[\w.]*\s*\}+|<[a-z _-]+>|%s",  # placeholders
    re.IGNORECASE,
)

Unwrap: TypeAlias = Callable[[str], str | None]


class Flaw(NamedTuple):
    """One thing that is wrong with how a signature is spelled.

    Attributes:
        sentence: what was done, a colon, what to do.
    """

    name: str
    sentence: str


class Wrapping(NamedTuple):
    """A flaw that can be taken away.

    Attributes:
        unwrap: returns what remains without it; None where it is not found.
    """

    flaw: Flaw
    unwrap: Unwrap


class Spelling(NamedTuple):
    """What was sent as the signature.

    Attributes:
        mac: the bytes it spells; None when it spells none that a signature could be.
        flaws: what is wrong with the spelling.
    """

    mac: bytes | None
    flaws: tuple[Flaw, ...]

    @property
    def has_wrong_length(self) -> bool:
        """Whether it is hexadecimal of no HMAC-SHA256."""
        return any(flaw.name == LENGTH for flaw in self.flaws)


def read(text: str) -> Spelling:
    """Take a signature out of whatever it is wrapped in."""
    if _WORD.fullmatch(text.strip()):
        return Spelling(None, (_MISSING,))
    flaws: dict[Flaw, None] = {}
    while (found := next(_unwrapped(text), None)) is not None:
        flaw, text = found
        flaws[flaw] = None
    if not _HEXADECIMAL.fullmatch(text):
        return Spelling(None, (*flaws, _UNREADABLE))
    mac = bytes.fromhex(text) if len(text) in _MACS else None
    return Spelling(mac, (*flaws, *([] if len(text) == DIGITS else [_of_length(len(text))])))


def _unwrapped(text: str) -> Iterator[tuple[Flaw, str]]:
    for flaw, unwrap in WRAPPINGS:
        rest = unwrap(text)
        if rest is not None and rest != text:
            yield flaw, rest


def _of_length(digits: int) -> Flaw:
    found = f"the signature has {digits} hexadecimal digits"
    if digits in _HASHES:
        return Flaw(LENGTH, f"{found}, as many as {_HASHES[digits]} has: use HMAC-SHA256, which has {DIGITS}")
    return Flaw(LENGTH, f"{found}, HMAC-SHA256 has {DIGITS}: send all of them, and nothing else")


def _inside(pattern: str) -> Unwrap:
    """Return what takes away all but the group `rest`."""
    compiled = re.compile(pattern, re.DOTALL)

    def unwrap(text: str) -> str | None:
        found = compiled.fullmatch(text)
        return None if found is None else found["rest"]

    return unwrap


def _without_separators(text: str) -> str | None:
    found = _SEPARATED.fullmatch(text)
    return None if found is None else text.replace(found["mark"], "")


def _of_hexadecimal(text: str) -> str | None:
    return _digits(bytes.fromhex(text)) if _HEXADECIMAL.fullmatch(text) and len(text) % 2 == 0 else None


def _of_base64(text: str) -> str | None:
    """Decode either alphabet, padded or not, where that gives a hash or the hexadecimal of one."""
    if _HEXADECIMAL.fullmatch(text):
        return None
    bare = text.rstrip("=").translate(_URL_SAFE)
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw.hex() if len(raw) * 2 in _MACS and _digits(raw) is None else _digits(raw)


def _digits(raw: bytes) -> str | None:
    """Return bytes that are themselves the hexadecimal of a hash, as text."""
    text = raw.decode("latin-1")
    return text if len(text) in _MACS and _HEXADECIMAL.fullmatch(text) else None


LENGTH: Final = "signature-length"
_MISSING: Final = Flaw(
    "signature-missing",
    "a word such as undefined, null or [object Object], or a placeholder, stands where the signature belongs: look"
    " where the signature is made, and await it where that takes a promise",
)
_UNREADABLE: Final = Flaw(
    "signature-not-hexadecimal",
    f"the signature is not {DIGITS} hexadecimal digits: send the HMAC-SHA256 as lower-case hexadecimal",
)
WRAPPINGS: Final = (
    Wrapping(
        Flaw("signature-with-spaces", "the signature has a space before or after it: send nothing but its digits"),
        str.strip,
    ),
    Wrapping(
        Flaw(
            "signature-as-python-bytes",
            "the signature is sent as Python shows bytes, b'...': decode it, or use hexdigest()",
        ),
        _inside(r"b(?P<quote>['\"])(?P<rest>.*)(?P=quote)"),
    ),
    Wrapping(
        Flaw("signature-in-quotes", "the signature has quotes or brackets around it: send it bare"),
        _inside(r"['\"`<(\[{](?P<rest>[^\s'\"`<>()\[\]{}]+)['\"`>)\]}]"),
    ),
    Wrapping(
        Flaw(
            "signature-with-separators",
            "the signature has a mark between each two digits, as openssl -c and BitConverter write it: take the marks"
            " out",
        ),
        _without_separators,
    ),
    Wrapping(
        Flaw(
            "signature-with-prefix",
            "the signature has something in front of it, such as sha256= or openssl's SHA2-256(stdin)=: send the"
            " hexadecimal alone",
        ),
        _inside(r"(?:[\w-]*\([^()]*\)\s*=|[\w-]+\s*[=:]|0x)\s*(?P<rest>.{20,})"),
    ),
    Wrapping(
        Flaw(
            "signature-with-suffix",
            "the signature has something behind it, such as the file name that openssl -r and sha256sum add: send the"
            " hexadecimal alone",
        ),
        _inside(r"(?P<rest>[0-9a-fA-F]{20,})\s+\S+"),
    ),
    Wrapping(
        Flaw("signature-in-upper-case", "the signature is spelled in upper-case hexadecimal: spell it in lower case"),
        lambda text: text.lower() if _HEXADECIMAL.fullmatch(text) else None,
    ),
    Wrapping(
        Flaw(
            "signature-encoded-twice",
            "the signature is the hexadecimal of hexadecimal: spell it once, PHP's hash_hmac does so by itself",
        ),
        _of_hexadecimal,
    ),
    Wrapping(
        Flaw("signature-as-base64", "the signature is spelled as base64: spell it in lower-case hexadecimal"),
        _of_base64,
    ),
)
"""What a signature may be wrapped in, from the outside inwards."""
