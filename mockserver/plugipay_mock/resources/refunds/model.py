"""What a refund is, what it is taken from, and how a provider takes it.

Source: API page on refunds, SDK facts section 2.2. Guesses: what the provider does is decided by the method that was
paid with (a store refuses, a virtual account takes a day, all else is immediate, and so is money that came without a
provider); a refund that gives no reason was `requested_by_customer`; the balance does not limit refunds; a refund that
the ledger cannot hold when it is due fails.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.lifecycle import LifeCycle, Move, take
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

RefundStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
Reason: TypeAlias = Literal["requested_by_customer", "duplicate", "fraudulent", "other"]
SourceType: TypeAlias = Literal["checkout_session", "invoice"]
Outcome: TypeAlias = Literal["at once", "later", "refused"]

LIFE_CYCLE: Final[LifeCycle] = {
    "succeed": Move(("pending",), "succeeded", "refund.issued"),
    "fail": Move(("pending",), "failed", "refund.failed"),
}
_OUTCOMES: Final[dict[str, Outcome]] = {"retail": "refused", "va": "later"}
_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Money that came in once.

    Attributes:
        id: what the provider calls it; money without a provider goes by the id of its session or invoice.
        captured: how much came in.
        refunded: how much of it pending and succeeded refunds have taken.
        method: what the provider was paid with, or None.
    """

    id: str
    source_type: SourceType
    source_id: str
    currency: ShownCurrency
    captured: int
    refunded: int = 0
    method: str | None = None
    created_at: Instant

    @property
    def remaining(self) -> int:
        """What can still be refunded."""
        return self.captured - self.refunded

    @property
    def outcome(self) -> Outcome:
        """What the provider does with a refund; finer methods (`va_bca`) do as their family does."""
        return _OUTCOMES.get((self.method or "").partition("_")[0], "at once")

    def take(self, amount: int) -> Charge:
        """Return the charge with so much of it refunded."""
        return replace(self, refunded=self.refunded + amount)

    def give_back(self, amount: int) -> Charge:
        """Return the charge after a refund of so much of it has failed."""
        return replace(self, refunded=self.refunded - amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One refund; `status` moves as `LIFE_CYCLE` says.

    Attributes:
        source_id: of the session or invoice that was paid; never shown.
        settles_at: when the provider is done with it, if it takes its time; never shown.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"source_id", "settles_at"})

    id: str
    arn: str
    account_id: str
    charge_id: str
    invoice_id: str | None = None
    amount: int
    currency: ShownCurrency
    reason: Reason = "requested_by_customer"
    status: RefundStatus = "pending"
    failure_code: str | None = None
    failure_message: str | None = None
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant
    source_id: str
    settles_at: Instant | None = None

    def succeed(self, now: Instant) -> Refund:
        """Return the refund after the money has gone back.

        Raises:
            InvalidTransition: it is not pending.
        """
        return self._take("succeed", now)

    def refuse(self, now: Instant) -> Refund:
        """Return the refund after the provider has refused it.

        Raises:
            InvalidTransition: it is not pending.
        """
        message = "The provider cannot refund a payment made at a store; give the money back another way"
        return self.fail(now, "refund_not_supported", message)

    def fail(self, now: Instant, code: str, message: str) -> Refund:
        """Return the refund after it came to nothing, and why.

        Raises:
            InvalidTransition: it is not pending.
        """
        return self._take("fail", now, failure_code=code, failure_message=message)

    def _take(self, action: str, now: Instant, **changes: Any) -> Refund:
        return take(LIFE_CYCLE, action, self, now, subject=f"Refund {self.id}", **changes)


def amount_of(asked: int | None, charge: Charge) -> int:
    """Return how much is refunded: what was asked for, or all that remains.

    Raises:
        InvalidRequest: nothing, or not so much, remains.
    """
    amount = charge.remaining if asked is None else asked
    if amount > charge.remaining or not charge.remaining:
        left = f"{charge.remaining} of {charge.captured} {charge.currency}"
        raise InvalidRequest(FieldProblem("amount", f"must be at most what is left of charge {charge.id}: {left}"))
    return amount


def settles_at(charge: Charge, now: Instant) -> Instant | None:
    """Return when the provider will be done with a refund that takes its time, or None."""
    return iso(epoch(now) + _DAY) if charge.outcome == "later" else None


def due(refund: Refund) -> Instant | None:
    """Return when a refund settles by itself, or None."""
    return refund.settles_at if refund.status == "pending" else None


REFUNDS: Final = Shelf(
    Refund,
    title="Refund",
    prefix="rf",
    filters=(("status", "status"), ("chargeId", "charge_id"), ("sourceId", "source_id")),
    due=due,
)
CHARGES: Final = Shelf(Charge, title="Charge", prefix="chg")
