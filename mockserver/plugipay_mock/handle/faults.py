"""Fault plans of a workspace, as a test makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from plugipay_mock.control.line import Line
from plugipay_mock.errors import CATALOGUE
from plugipay_mock.faults.grammar import parse
from plugipay_mock.handle.clock import as_text

Said: TypeAlias = Mapping[str, str | float | bool | datetime | Mapping[str, str] | None]
"""Options of a fault by name; `headers` and `fields` are mappings of their own, `until` may be an aware datetime."""

_COUNTS = frozenset({"id", "met", "fired"})
_MAPPINGS = frozenset({"headers", "fields"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A plan that waits for its requests.

    Attributes:
        plan: as text, `status=503; route=/customers; position=before`.
    """

    id: str
    plan: str
    _line: Line

    @property
    def fired(self) -> int:
        """How often it acted."""
        return self._count("fired")

    @property
    def met(self) -> int:
        """How many requests it met, acting on them or not."""
        return self._count("met")

    def _count(self, name: str) -> int:
        return next((int(each[name]) for each in self._line.send("GET", "/faults") if each["id"] == self.id), 0)


def add(line: Line, text: str | None, said: Said) -> Fault:
    """Make a plan of its text form, of options, or of both.

    Raises:
        ControlError: naming the option that cannot be understood.
    """
    told = line.send("POST", "/faults", {**parse(text or ""), **_spelled(said)})
    return Fault(told["id"], written(told), line)


def next_of(what: int | str) -> dict[str, Any]:
    """Return the options that `fail_next` means: a status, a code of the catalogue, or an action as text."""
    if isinstance(what, int):
        return {"status": what}
    return {"code": what} if what in CATALOGUE else dict(parse(what))


def unfired(line: Line) -> list[str]:
    """Return the plans that never acted, as text."""
    return [written(told) for told in line.send("GET", "/faults") if not told["fired"]]


def written(told: Mapping[str, Any]) -> str:
    """Return a plan as text."""
    options = ((name, value) for name, value in told.items() if name not in _COUNTS)
    return "; ".join(name if value == "" else f"{name}={value}" for name, value in options)


def _spelled(said: Said) -> dict[str, Any]:
    """Return options as the grammar names them: `headers={"X-A": "1"}` is `header.X-A=1`."""
    plain = {name: as_text(value) for name, value in said.items() if name not in _MAPPINGS and value is not None}
    for name, prefix in (("headers", "header."), ("fields", "field.")):
        wanted = said.get(name)
        if isinstance(wanted, Mapping):
            plain |= {f"{prefix}{key}": value for key, value in wanted.items()}
    return plain
