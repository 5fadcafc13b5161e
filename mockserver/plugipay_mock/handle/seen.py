"""A request as the mock has seen it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from plugipay_mock.clock import Instant


@dataclass(frozen=True, slots=True)
class Request:
    """A request and its answer; signatures and bearer keys are masked.

    Attributes:
        path: without the query. route: the template it met, `/api/v1/customers/{customer_id}`; "" when there was none.
        headers: names in lower case.
        body: JSON where it is that, else text. answer: the body of the answer, likewise.
        fault: the id of the plan that acted, or None.
        idempotency: `first`, `replay`, `conflict` or `in_progress`; None without a key.
        verdicts: what each step of the gate said, as far as it came.
    """

    id: str
    at: Instant
    method: str
    path: str
    query: str
    route: str
    status: int
    key_id: str | None
    mode: str | None
    fault: str | None
    idempotency: str | None
    headers: dict[str, str] = field(repr=False)
    body: Any = field(repr=False)
    answer: Any = field(repr=False)
    verdicts: dict[str, str] = field(repr=False)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """Read an entry of the journal."""
        renamed = {"id": told["requestId"], "key_id": told["keyId"]}
        return cls(**renamed, **{name: told[name] for name in _SAME})

    @property
    def error(self) -> dict[str, Any] | None:
        """The error of the answer, or None."""
        error: dict[str, Any] | None = self.answer.get("error") if isinstance(self.answer, dict) else None
        return error

    @property
    def text(self) -> str:
        """The request in one line."""
        target = f"{self.path}?{self.query}" if self.query else self.path
        code = (self.error or {}).get("code")
        marks = [
            f"({each})" for each in (code, self.fault and f"fault {self.fault}", _remark(self.idempotency)) if each
        ]
        return " ".join([self.at, str(self.status), self.method, target, *marks])


_SAME = (
    "at", "method", "path", "query", "route", "status", "mode", "fault", "idempotency", "headers", "body", "answer",
    "verdicts",
)  # fmt: skip


def _remark(met: str | None) -> str | None:
    return "replay" if met == "replay" else None
