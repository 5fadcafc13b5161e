"""Writes a transaction for every happening that moves money, and keeps the running totals in step."""

from __future__ import annotations

from typing import Protocol

from plugipay_mock.actor import Actor
from plugipay_mock.resources.ledger.model import (
    BALANCES,
    DAYS,
    LEDGER,
    Entry,
    Leg,
    SourceType,
    T,
    Transaction,
    counted,
    no_balance,
    no_movement,
    repayment,
    sale,
    settlement,
    withdrawal,
)
from plugipay_mock.store import Shelf


class Source(Protocol):
    """What an object needs for its money to be booked."""

    @property
    def id(self) -> str:
        """The identifier entries refer to."""
        ...

    @property
    def currency(self) -> str:
        """Of every amount."""
        ...


class Moved(Source, Protocol):
    """A checkout session or a refund."""

    @property
    def amount(self) -> int:
        """What moved."""
        ...


class Settled(Source, Protocol):
    """An invoice."""

    @property
    def total(self) -> int:
        """What was paid, tax included."""
        ...

    @property
    def tax(self) -> int:
        """What of it is tax."""
        ...


class Withdrawn(Moved, Protocol):
    """A payout, which names its transaction itself."""

    @property
    def ledger_transaction_id(self) -> str | None:
        """The id its transaction must have."""
        ...


def session_completed(actor: Actor, session: Moved) -> None:
    """Book the money of a completed checkout session."""
    _book(actor, "checkout_session", session, sale(session.amount))


def invoice_paid(actor: Actor, invoice: Settled) -> None:
    """Book the money of a paid invoice."""
    _book(actor, "invoice", invoice, settlement(invoice.total, invoice.tax))


def refund_issued(actor: Actor, refund: Moved) -> None:
    """Book money given back."""
    _book(actor, "refund", refund, repayment(refund.amount))


def payout_paid(actor: Actor, payout: Withdrawn) -> None:
    """Book money sent to the merchant's bank."""
    _book(actor, "payout", payout, withdrawal(payout.amount), payout.ledger_transaction_id)


def post(actor: Actor, transaction: Transaction) -> None:
    """Write every leg of a transaction and count it in its totals.

    Raises:
        Unprocessable: a total would grow beyond what the books hold.
    """
    for leg in transaction.legs:
        entry = actor.add(LEDGER, _entry(actor, transaction, leg))
        _count(actor, BALANCES, no_balance(entry.code, entry.currency, actor.now), entry)
        _count(actor, DAYS, no_movement(entry.code, entry.currency, actor.now), entry)


def _book(
    actor: Actor, source_type: SourceType, source: Source, legs: tuple[Leg, ...], tx_id: str | None = None
) -> None:
    transaction = Transaction(
        tx_id=tx_id or actor.new_id("tx"),
        source_type=source_type,
        source_id=source.id,
        currency=source.currency,
        memo=f"{source_type.replace('_', ' ').capitalize()} {source.id}",
        legs=legs,
    )
    post(actor, transaction)


def _entry(actor: Actor, transaction: Transaction, leg: Leg) -> Entry:
    return Entry(
        id=actor.new_id(LEDGER.prefix),
        account_id=actor.tenant.account_id,
        tx_id=transaction.tx_id,
        code=leg.code,
        direction=leg.direction,
        amount=leg.amount,
        currency=transaction.currency,
        source_type=transaction.source_type,
        source_id=transaction.source_id,
        memo=transaction.memo,
        posted_at=actor.now,
    )


def _count(actor: Actor, shelf: Shelf[T], empty: T, entry: Entry) -> None:
    before = actor.tenant.collection(shelf).get(empty.id)
    if before is None:
        actor.add(shelf, counted(empty, entry))
    else:
        actor.replace(shelf, counted(before, entry))
