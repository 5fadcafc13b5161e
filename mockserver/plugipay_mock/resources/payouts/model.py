"""A payout's life, the account it goes to, and the balance it is taken from.

Source: API page on payouts, SDK facts section 2.3. Guesses: every payout is `manual`; `processedAt` is when it went
into transit; a later `reference` of null leaves the earlier one; bank fields fall back to the saved account one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.lifecycle import LifeCycle, Move, take
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

PayoutStatus: TypeAlias = Literal["pending", "in_transit", "paid", "failed", "cancelled"]

LIFE_CYCLE: Final[LifeCycle] = {
    "cancel": Move(("pending",), "cancelled", "payout.cancelled"),
    "mark_in_transit": Move(("pending",), "in_transit", "payout.in_transit"),
    "mark_paid": Move(("in_transit",), "paid", "payout.paid"),
    "mark_failed": Move(("pending", "in_transit"), "failed", "payout.failed"),
}
_UNDER_WAY: Final = frozenset({"pending", "in_transit"})
_STAMPS: Final = {"mark_in_transit": "processed_at", "mark_paid": "completed_at"}
_ACCOUNT: Final = ("bank_name", "bank_account_number", "bank_account_holder")
_WIRE: Final = {
    "bank_name": "bankName",
    "bank_account_number": "bankAccountNumber",
    "bank_account_holder": "bankAccountHolder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where payouts go unless they say otherwise; one for each tenant, stored under its account id."""

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"id", "created_at"})

    id: str
    bank_code: str | None = None
    bank_name: str | None = None
    bank_account_number: str | None = None
    bank_account_holder: str | None = None
    configured: bool = False
    created_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """One payout; `status` moves as `LIFE_CYCLE` says."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    account_id: str
    amount: int
    currency: ShownCurrency
    status: PayoutStatus = "pending"
    method: Literal["manual", "xendit_disbursement"] = "manual"
    bank_code: str | None = None
    bank_name: str
    bank_account_number: str
    bank_account_holder: str
    note: str | None = None
    reference: str | None = None
    failure_reason: str | None = None
    ledger_transaction_id: str | None = None
    processed_at: Instant | None = None
    completed_at: Instant | None = None
    created_at: Instant
    updated_at: Instant

    @property
    def locked(self) -> int:
        """What of the balance it keeps from being paid out again."""
        return self.amount if self.status in _UNDER_WAY else 0

    def take(self, action: str, now: Instant, **facts: str | None) -> Payout:
        """Return the payout after an action; a fact of None does not count.

        Raises:
            InvalidTransition: the action is not possible in this state.
        """
        changes: dict[str, Any] = {name: fact for name, fact in facts.items() if fact is not None}
        if action in _STAMPS:
            changes[_STAMPS[action]] = now
        return take(LIFE_CYCLE, action, self, now, subject=f"Payout {self.id}", **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The sum of all payouts under way in one currency, whose code is its id."""

    id: str
    amount: int = 0
    created_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableBalance:
    """What could be paid out now, in one currency."""

    __pydantic_config__ = WIRE_NAMES

    ledger_balance: int
    locked: int
    available: int
    currency: ShownCurrency


PAYOUTS: Final = Shelf(Payout, title="Payout", prefix="po", filters=(("status", "status"),))
BANK_ACCOUNTS: Final = Shelf(BankAccount, title="Bank account", prefix="ba")
LOCKS: Final = Shelf(Lock, title="Locked balance", prefix="lk")


def destination(asked: dict[str, Any], saved: BankAccount) -> dict[str, Any]:
    """Return the bank fields of a new payout: what was asked, else what is saved.

    Raises:
        InvalidRequest: neither says where the money shall go.
    """
    fields = {name: asked.get(name) or getattr(saved, name) for name in ("bank_code", *_ACCOUNT)}
    missing = [name for name in _ACCOUNT if fields[name] is None]
    if missing:
        reason = "is required until a bank account is saved"
        raise InvalidRequest(*(FieldProblem(_WIRE[name], reason) for name in missing))
    return fields


def check_available(amount: int, balance: AvailableBalance) -> None:
    """Refuse a payout that the balance does not cover.

    Raises:
        InvalidRequest: it names the amount and what there is.
    """
    if amount > balance.available:
        left = max(0, balance.available)
        problem = f"is more than the available balance of {left} {balance.currency}; pay out at most that"
        raise InvalidRequest(FieldProblem("amount", problem))
