"""A body as it was sent, and as another JSON library would have written it."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property
from itertools import product
from typing import Any, Final, Literal, NamedTuple, TypeAlias

Layout: TypeAlias = Literal["compact", "spaced", "2", "4", "tab"]
Escapes: TypeAlias = Literal["none", "ascii", "go", "php", "php-unicode", "gson", "jackson", "dotnet"]

LARGEST: Final = 64 * 1024
"""Bytes of the largest body that is written anew, or tried as text: a diagnosis must stay cheap."""

_LAYOUTS: Final[dict[Layout, dict[str, Any]]] = {
    "compact": {"separators": (",", ":")},
    "spaced": {"separators": (", ", ": ")},
    "2": {"indent": 2},
    "4": {"indent": 4},
    "tab": {"indent": "\t"},
}
_LINE_ENDS: Final = "\u2028\u2029"
_REPLACED: Final[dict[Escapes, dict[int, str]]] = {
    "none": {},
    "ascii": {},
    "go": {ord(each): f"\\u{ord(each):04x}" for each in f"<>&{_LINE_ENDS}"},
    "php": {ord("/"): "\\/"},
    "php-unicode": {ord("/"): "\\/"} | {ord(each): f"\\u{ord(each):04x}" for each in _LINE_ENDS},
    "gson": {ord(each): f"\\u{ord(each):04x}" for each in f"<>&='{_LINE_ENDS}"},
    "jackson": {},
    "dotnet": {ord(each): f"\\u{ord(each):04X}" for each in "<>&'+`\x7f"},
}
_ASCII_ONLY: Final = {"ascii", "php", "jackson", "dotnet"}
_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-f]{4}|.)")


class Style(NamedTuple):
    """The choices by which two JSON texts of one value differ.

    Attributes:
        escapes: `ascii` is Python's default, `go` escapes what HTML would read and `gson` more of it, `php` escapes
            slashes and non-ASCII, `php-unicode` slashes alone, `jackson` non-ASCII in upper case where it is asked to,
            `dotnet` (System.Text.Json) that and what HTML would read.
    """

    layout: Layout = "compact"
    escapes: Escapes = "none"
    sorted_keys: bool = False

    def write(self, value: Any) -> bytes:
        """Return a value as JSON in this style.

        Raises:
            ValueError: the value has no UTF-8.
        """
        ascii_only = self.escapes in _ASCII_ONLY
        text = json.dumps(value, ensure_ascii=ascii_only, sort_keys=self.sorted_keys, **_LAYOUTS[self.layout])
        if self.escapes in {"jackson", "dotnet"}:
            text = _ESCAPE.sub(_in_upper_case, text)
        if self.escapes == "dotnet":
            text = _ESCAPE.sub(lambda found: found[0].replace('\\"', "\\u0022"), text)
        return text.translate(_REPLACED[self.escapes]).encode()


def _in_upper_case(escape: re.Match[str]) -> str:
    return escape[0] if len(escape[0]) == len("\\n") else f"\\u{escape[0][2:].upper()}"


_STYLES: Final = [Style(*choices) for choices in product(_LAYOUTS, _REPLACED, (False, True))]


class Body:
    """Bytes that may have been hashed; each is hashed once, however many texts it is tried in."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    @property
    def is_large(self) -> bool:
        """Whether this body is too large to be tried in variants."""
        return len(self.raw) > LARGEST

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 in lower-case hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest().encode()

    def rewritten(self, **choices: Any) -> Body:
        """Return this body with some choices of its style made otherwise; itself when it is large, or no JSON."""
        return (None if self.is_large else self._written_in(self._style._replace(**choices))) or self

    @cached_property
    def _value(self) -> Any:
        try:
            return json.loads(self.raw)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def _style(self) -> Style:
        """How this body is written; of several styles that fit the plainest, and that also when none fits."""
        return next((style for style in _STYLES if self._written_in(style) == self), _STYLES[0])

    @cached_property
    def _written(self) -> dict[Style, Body | None]:
        """What this body is in other styles; each is written once, and known to all of them."""
        return {}

    def _written_in(self, style: Style) -> Body | None:
        if style not in self._written:
            self._written[style] = self._anew(style)
        return self._written[style]

    def _anew(self, style: Style) -> Body | None:
        try:
            raw = None if self._value is None else style.write(self._value)
        except (ValueError, RecursionError):
            raw = None
        if raw is None:
            return None
        body = Body(raw)
        body.__dict__.update(_value=self._value, _style=style, _written=self._written)
        return body
