"""What `data/remote.json` says: which keys are test keys, what is never sent, and how what was made is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugipay_contract import facts


@dataclass(frozen=True)
class Withheld:
    """Requests that are never sent to a service others use: their methods, how the path begins, and why."""

    methods: tuple[str, ...]
    under: str
    why: str
    source: str

    def covers(self, operation: str) -> bool:
        """Whether an operation, `POST /api/v1/templates/{}/make-default`, is among them."""
        method, _, path = operation.partition(" ")
        return method in self.methods and path.startswith(self.under)


@dataclass(frozen=True)
class Maker:
    """An operation that makes something, and how that is taken back.

    Attributes:
        mark: the field of the body that has place for a mark.
        undo: what to send about it, as operation and body, until a step succeeds or finds nothing.
        read: where to look whether it has ended already.
        ended: the field that tells, and the values that say so.
        brings: the list of what came along with it, and the operation whose row says how to undo that.
        listed: where rows with the mark are found again.
        owns: the list of what such a row has of its own that shows no mark, as in `brings`.
        stays: what the steps do not take back; empty when they always do.
    """

    operation: str
    kind: str
    mark: str | None
    undo: tuple[tuple[str, Any], ...]
    read: str | None
    ended: Mapping[str, list[Any]] | None
    brings: Mapping[str, str] | None
    listed: str | None
    owns: Mapping[str, str] | None
    stays: str | None
    source: str

    def has_ended(self, row: Mapping[str, Any]) -> bool:
        """Whether a row says that there is nothing left to undo."""
        return any(row.get(name) in values for name, values in (self.ended or {}).items())


_RULES = facts.load("data/remote.json")
TEST_IDS: tuple[str, ...] = tuple(row["prefix"] for row in _RULES["test_ids"])
WITHHELD = tuple(Withheld(**facts.frozen(row)) for row in _RULES["withheld"])
MAKERS = {
    row["operation"]: Maker(**row | {"undo": tuple((name, body) for name, body in row["undo"])})
    for row in _RULES["makes"]
}
LASTING: str = _RULES["lasting"]
