"""Entries, the transactions they come in, and the totals that grow with them.

Source: API page on the ledger, SDK facts section 2.3. Guesses: which codes a sale, an invoice, a refund and a payout
are booked on, no platform fees, and a balance that is debits less credits for every code alike, so that all balances
of a currency sum to zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, TypeVar

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import Unprocessable
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

Direction: TypeAlias = Literal["debit", "credit"]
SourceType: TypeAlias = Literal["checkout_session", "invoice", "refund", "payout", "adjustment", "dispute"]

CASH: Final = "cash"
REVENUE: Final = "revenue"
REFUNDS: Final = "refunds"
PAYOUT: Final = "payout"
TAX: Final = "tax"
TAX_PAYABLE: Final = "tax_payable"
PLATFORM_FEE: Final = "platform_fee"

LARGEST_TOTAL: Final = 10**18
"""What the debits or credits of one code may sum to: the integers of every SDK hold it (a guess)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a transaction."""

    code: str
    direction: Direction
    amount: int

    @property
    def signed(self) -> int:
        """The amount as it counts towards zero: debits add, credits subtract."""
        return self.amount if self.direction == "debit" else -self.amount


def transfer(amount: int, *, debit: str, credit: str) -> tuple[Leg, ...]:
    """Return the two legs of an amount, or none when there is nothing to book."""
    return (Leg(debit, "debit", amount), Leg(credit, "credit", amount)) if amount else ()


def sale(amount: int) -> tuple[Leg, ...]:
    """Return the legs of money received for goods."""
    return transfer(amount, debit=CASH, credit=REVENUE)


def settlement(total: int, tax: int) -> tuple[Leg, ...]:
    """Return the legs of a paid invoice: its total is revenue, of which its tax is owed on."""
    return (*sale(total), *transfer(tax, debit=TAX, credit=TAX_PAYABLE))


def repayment(amount: int) -> tuple[Leg, ...]:
    """Return the legs of a refund."""
    return transfer(amount, debit=REFUNDS, credit=CASH)


def withdrawal(amount: int) -> tuple[Leg, ...]:
    """Return the legs of a payout that arrived."""
    return transfer(amount, debit=PAYOUT, credit=CASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One happening in the books.

    Raises:
        ValueError: the legs do not sum to zero.
    """

    tx_id: str
    source_type: SourceType
    source_id: str
    currency: ShownCurrency
    memo: str | None
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        if sum(leg.signed for leg in self.legs):
            raise ValueError(f"the legs of {self.tx_id} do not sum to zero: {self.legs}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One leg of a transaction, as it was posted."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    account_id: str
    tx_id: str
    code: str
    direction: Direction
    amount: int
    currency: ShownCurrency
    source_type: SourceType
    source_id: str
    memo: str | None
    posted_at: Instant

    @property
    def created_at(self) -> Instant:
        """When it was posted."""
        return self.posted_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What was debited and credited on one code in one currency, and by how many entries."""

    id: str
    code: str
    currency: ShownCurrency
    debits: int = 0
    credits: int = 0
    entries: int = 0
    created_at: Instant

    @property
    def balance(self) -> int:
        """Debits less credits."""
        return self.debits - self.credits


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Total):
    """All that was ever booked; `created_at` is the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotal(Total):
    """What was booked on one UTC day; `created_at` is its midnight."""

    @property
    def day(self) -> str:
        """The day as `2026-05-12`."""
        return self.created_at[: len("2026-05-12")]


LEDGER: Final = Shelf(
    Entry,
    title="Ledger entry",
    prefix="le",
    filters=(
        ("code", "code"),
        ("sourceType", "source_type"),
        ("sourceId", "source_id"),
        ("txId", "tx_id"),
        ("currency", "currency"),
    ),
)
BALANCES: Final = Shelf(Balance, title="Ledger balance", prefix="lb")
DAYS: Final = Shelf(DayTotal, title="Ledger day", prefix="ld", filters=(("currency", "currency"),))

T = TypeVar("T", bound=Total)


def balance_id(code: str, currency: str) -> str:
    """Return the id under which a code's balance is stored."""
    return f"{code} {currency}"


def no_balance(code: str, currency: str, now: Instant) -> Balance:
    """Return the balance of a code on which nothing was booked yet."""
    return Balance(id=balance_id(code, currency), code=code, currency=currency, created_at=now)


def no_movement(code: str, currency: str, now: Instant) -> DayTotal:
    """Return the total of a day of UTC (a guess) on which nothing was booked yet."""
    day = now[: len("2026-05-12")]
    return DayTotal(
        id=f"{day} {balance_id(code, currency)}", code=code, currency=currency, created_at=f"{day}T00:00:00.000Z"
    )


def counted(total: T, entry: Entry) -> T:
    """Return a total with one entry more.

    Raises:
        Unprocessable: it would grow beyond what the books hold.
    """
    debits, credits = total.debits, total.credits  # noqa: A001  the bookkeeper's word
    if entry.direction == "debit":
        debits += entry.amount
    else:
        credits += entry.amount  # noqa: A001
    if max(debits, credits) > LARGEST_TOTAL:
        raise Unprocessable(
            f"The ledger holds at most {LARGEST_TOTAL} on {total.code}; {entry.amount} more is too much"
        )
    return replace(total, debits=debits, credits=credits, entries=total.entries + 1)
