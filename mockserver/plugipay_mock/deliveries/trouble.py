"""Trouble with deliveries, on demand: what a network and a careless sender may do to a receiver."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from plugipay_mock.deliveries.delivery import Delivery
from plugipay_mock.deliveries.endpoint import lengthened

Kind: TypeAlias = Literal[
    "duplicate", "reorder", "delay", "drop", "timeout", "wrong_secret", "former_secret", "stale", "altered"
]

MEANINGS: Final[dict[Kind, str]] = {
    "duplicate": "the delivery is sent once more after it was taken",
    "reorder": "the delivery waits until a later one to the same endpoint went before it",
    "delay": "the delivery is sent so many seconds of the world clock later (default 60)",
    "drop": "the delivery is never sent; it is `failed` without an attempt, and may be retried by hand",
    "timeout": "the delivery arrives, and its answer is lost: it counts as timed out, and is retried",
    "wrong_secret": "the delivery is signed with somebody else's secret",
    "former_secret": "the delivery is signed with the secret before the last rotation",
    "stale": "the signature is so many seconds old (default 600)",
    "altered": "the body is changed after it was signed: it is about another object",
}
_SECONDS: Final[dict[str, float]] = {"delay": 60, "stale": 600}


@dataclass(slots=True)
class Trouble:
    """One kind of trouble for the next deliveries that it is about; it meets each of them once.

    Attributes:
        times: how many deliveries it has yet to meet.
        event: a name or pattern (`invoice.*`); `*` for any.
        endpoint_id: None for any.
        seconds: of a delay, or the age of a stale signature.
        met: the deliveries it has met.
    """

    kind: Kind
    times: int = 1
    event: str = "*"
    endpoint_id: str | None = None
    seconds: float | None = None
    met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the name of the event; ValueError when there is none such."""
        self.event = lengthened(self.event)
        if self.seconds is None:
            self.seconds = _SECONDS.get(self.kind, 0)

    def is_about(self, delivery: Delivery) -> bool:
        """Say whether a delivery is one of those it is meant for."""
        prefix = self.event.removesuffix("*")
        about = delivery.type == prefix or (prefix != self.event and delivery.type.startswith(prefix))
        return about and self.endpoint_id in {None, delivery.endpoint_id}

    def meet(self, delivery: Delivery) -> bool:
        """Say whether a delivery runs into it, which then is one delivery less to come."""
        if not self.times or delivery.id in self.met or not self.is_about(delivery):
            return False
        self.times -= 1
        self.met.add(delivery.id)
        return True

    def show(self) -> dict[str, Any]:
        """Return it as JSON tells it."""
        told = {"kind": self.kind, "times": self.times, "event": self.event}
        return told | {"endpointId": self.endpoint_id, "seconds": self.seconds}
