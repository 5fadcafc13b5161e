"""A gift card's balance and life, and the entries that changed it.

Source: SDK facts sections 1.1 and 2.2. Guesses: a spent card takes a top-up and is active again; a void one does not,
and its balance is taken off; what is left on an expired card stays on it, unspendable; codes are made up as
`GC-XXXX-XXXX`; no money moves in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal, TypeAlias, cast

from plugipay_mock import lifecycle
from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import Unprocessable
from plugipay_mock.lifecycle import LifeCycle, Move
from plugipay_mock.resources.fields import LARGEST_AMOUNT, Currency
from plugipay_mock.shown import ShownMode
from plugipay_mock.store import Shelf

Status: TypeAlias = Literal["active", "redeemed", "void", "expired"]
EntryKind: TypeAlias = Literal["issue", "redeem", "topup", "void"]

LIFE_CYCLE: Final[LifeCycle] = {
    "redeem": Move(("active",), "active", "gift_card.redeemed"),
    "spend": Move(("active",), "redeemed", "gift_card.redeemed"),
    "topup": Move(("active", "redeemed"), "active", "gift_card.topped_up"),
    "void": Move(("active", "redeemed"), "void", "gift_card.voided"),
    "expire": Move(("active", "redeemed"), "expired"),
}
"""`spend` is the redemption that leaves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCard:
    """A balance addressed by a code; with a customer it is that customer's store credit."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    arn: str
    account_id: str
    mode: ShownMode
    code: str
    currency: Currency
    initial_balance: int
    balance: int
    status: Status = "active"
    customer_id: str | None = None
    kind: Literal["store_credit", "gift_card"]
    expires_at: Instant | None = None
    note: str | None = None
    issued_source: str | None = None
    issued_ref: str | None = None
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant

    def redeem(self, amount: int, now: Instant) -> Change:
        """Spend part of the balance, or all of it.

        Raises:
            InvalidTransition: the card is not active.
            Unprocessable: there is less on it.
        """
        move = self._move("redeem")
        if amount > self.balance:
            raise Unprocessable(f"Gift card {self.code} has {self.balance} {self.currency}; redeem at most that")
        if amount == self.balance:
            move = self._move("spend")
        return self._change(move, "redeem", -amount, now)

    def top_up(self, amount: int, now: Instant) -> Change:
        """Add to the balance.

        Raises:
            InvalidTransition: the card is void or expired.
            Unprocessable: the balance would be larger than any amount may be.
        """
        move = self._move("topup")
        if self.balance + amount > LARGEST_AMOUNT:
            raise Unprocessable(f"Gift card {self.code} holds at most {LARGEST_AMOUNT} {self.currency}")
        return self._change(move, "topup", amount, now)

    def void(self, now: Instant) -> Change:
        """Take the card out of use, and what is left off it.

        Raises:
            InvalidTransition: the card is void or expired.
        """
        return self._change(self._move("void"), "void", -self.balance, now)

    def expire(self, now: Instant) -> GiftCard:
        """End the card's time."""
        return self._after(self._move("expire"), 0, now)

    def _move(self, action: str) -> Move:
        return lifecycle.move(LIFE_CYCLE, action, self.status, f"Gift card {self.id}")

    def _change(self, move: Move, kind: EntryKind, delta: int, now: Instant) -> Change:
        return Change(self._after(move, delta, now), kind, delta, move.told)

    def _after(self, move: Move, delta: int, now: Instant) -> GiftCard:
        return replace(self, status=cast("Status", move.to), balance=self.balance + delta, updated_at=now)


@dataclass(frozen=True, slots=True)
class Change:
    """What an action made of a card, how the balance moved, and the events that tell it."""

    card: GiftCard
    kind: EntryKind
    delta: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCardEntry:
    """One change of a balance; the pair of `external_source` and `external_ref` spends once, and adds once.

    Attributes:
        pair: what `pair_of` returns, or the entry's own id when nobody outside caused it.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"pair"})

    id: str
    account_id: str
    gift_card_id: str
    kind: EntryKind
    delta: int
    balance_after: int
    currency: Currency
    external_source: str | None = None
    external_ref: str | None = None
    checkout_session_id: str | None = None
    ledger_tx_id: str | None = None
    note: str | None = None
    created_at: Instant
    pair: str


def pair_of(card_id: str, kind: EntryKind, source: str, reference: str) -> str:
    """Return what names one outside cause of one kind of change to one card (that kinds count apart is a guess)."""
    return f"{card_id}\n{kind}\n{source}\n{reference}"


def next_expiry(card: GiftCard) -> Instant | None:
    """Return when a card's time ends, while that still changes something."""
    return card.expires_at if card.status in LIFE_CYCLE["expire"].from_ else None


GIFT_CARDS: Final = Shelf(
    GiftCard,
    title="Gift card",
    prefix="gc",
    filters=(("customerId", "customer_id"), ("status", "status")),
    unique=("code", "code"),
    due=next_expiry,
)
ENTRIES: Final = Shelf(GiftCardEntry, title="Gift card entry", prefix="gce", unique=("externalRef", "pair"))
