"""What a checkout session is, and how it lives.

Source: API page on checkout sessions, SDK facts sections 2.1 and 2.2, public checkout page. Guesses: a session that
waits for review does not expire; what `failed` comes from; the customer shown is the one of the creation; a currency
does not limit the methods; line items need not add up to the amount.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import Conflict
from plugipay_mock.lifecycle import LifeCycle, Move, take
from plugipay_mock.resources.checkout_sessions.methods import Bill, taken
from plugipay_mock.resources.customers.model import Customer
from plugipay_mock.resources.fields import Currency
from plugipay_mock.shown import ShownMode
from plugipay_mock.store import Shelf

Status: TypeAlias = Literal["open", "pending", "pending_review", "completed", "failed", "expired", "canceled"]

LIFE_CYCLE: Final[LifeCycle] = {
    "charge": Move(("open", "pending"), "pending"),
    "claim": Move(("open", "pending"), "pending_review"),
    "confirm": Move(("pending_review",), "completed", "checkout_session.completed"),
    "pay": Move(("open", "pending"), "completed", "checkout_session.completed"),
    "fail": Move(("open", "pending"), "failed"),
    "expire": Move(("open", "pending"), "expired", "checkout_session.expired"),
    "cancel": Move(("open", "pending", "pending_review"), "canceled"),
}
"""`charge` and `claim` are the buyer's, `confirm` is the merchant's, `pay` and `fail` are the provider's."""

HOLDING: Final[tuple[Status, ...]] = ("open", "pending", "pending_review", "completed")
"""The states in which a session keeps its customer: paid, or still to be paid."""

BANK_TRANSFER: Final = "bank_transfer"
"""The method of money a buyer claims to have sent without having chosen a method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One thing that is sold."""

    __pydantic_config__ = WIRE_NAMES

    name: str
    quantity: int
    unit_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """The customer as a session shows it."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    name: str | None
    email: str | None
    phone: str | None
    external_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutSession:
    """One attempt to be paid once.

    Attributes:
        payment_method: chosen by the buyer, from `charge` on.
        adapter: who took the money: `manual` when the merchant confirmed it, else `managed`.
        payment_id: the provider's charge; a manual payment goes by the session's own id.
        template_id: how the merchant wants the page to look.
        proof_url: where the buyer says the proof of a transfer is.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar = frozenset({"template_id", "proof_url"})

    id: str
    arn: str
    account_id: str
    workspace_name: str
    customer_id: str | None = None
    customer: Buyer | None = None
    mode: ShownMode
    status: Status = "open"
    amount: int
    currency: Currency
    methods: tuple[str, ...]
    payment_method: str | None = None
    adapter: str | None = None
    line_items: tuple[LineItem, ...] = ()
    success_url: str
    cancel_url: str
    hosted_url: str
    expires_at: Instant
    completed_at: Instant | None = None
    payment_id: str | None = None
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant
    template_id: str | None = None
    proof_url: str | None = None

    @property
    def bill(self) -> Bill:
        """What is to be paid."""
        return Bill(
            id=self.id, amount=self.amount, currency=self.currency, payee=self.workspace_name, url=self.hosted_url
        )

    @property
    def payable(self) -> bool:
        """Whether a buyer can still pay it."""
        return self.status in LIFE_CYCLE["pay"].from_

    def charge(self, method: str, now: Instant) -> CheckoutSession:
        """Let the buyer choose how to pay; another choice replaces it.

        Raises:
            InvalidRequest: the session does not take the method.
        """
        moved = self._take("charge", now)
        return replace(moved, payment_method=taken(method, self.methods))

    def claim(self, proof_url: str | None, now: Instant) -> CheckoutSession:
        """Let the buyer say that the money is on its way."""
        return self._take("claim", now, proof_url=proof_url)

    def prove(self, proof_url: str, now: Instant) -> CheckoutSession:
        """Attach a proof of payment to a claim; a later one replaces it.

        Raises:
            Conflict: the session does not wait for review.
        """
        if self.status != "pending_review":
            raise Conflict(f"Checkout session {self.id} is {self.status}; a proof is taken while it is pending_review")
        return replace(self, proof_url=proof_url, updated_at=now)

    def confirm(self, now: Instant) -> CheckoutSession:
        """Let the merchant confirm that claimed money has come."""
        method = self.payment_method or BANK_TRANSFER
        return self._take("confirm", now, completed_at=now, adapter="manual", payment_id=self.id, payment_method=method)

    def pay(self, method: str, charge_id: str, now: Instant) -> CheckoutSession:
        """Let the provider report a payment.

        Raises:
            InvalidRequest: the session does not take the method.
        """
        paid = self._take("pay", now, completed_at=now, adapter="managed", payment_id=charge_id)
        return replace(paid, payment_method=taken(method, self.methods))

    def fail(self, now: Instant) -> CheckoutSession:
        """Let the provider report that the payment failed."""
        return self._take("fail", now)

    def expire(self, now: Instant) -> CheckoutSession:
        """End a session that was not paid in time; before its time, that time is now."""
        return self._take("expire", now, expires_at=min(now, self.expires_at))

    def cancel(self, now: Instant) -> CheckoutSession:
        """Give up a session that was not paid."""
        return self._take("cancel", now)

    def check_removable(self) -> None:
        """Refuse to forget money.

        Raises:
            Conflict: the session is paid.
        """
        if self.status == "completed":
            raise Conflict(f"Checkout session {self.id} is completed; a paid session stays")

    def _take(self, action: str, now: Instant, **changes: Any) -> CheckoutSession:
        subject = f"Checkout session {self.id}"
        return take(LIFE_CYCLE, action, self, now, subject=subject, refusal=Conflict, **changes)


def buyer(customer: Customer) -> Buyer:
    """Return a customer as a session shows it."""
    return Buyer(
        id=customer.id,
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        external_id=customer.external_id,
    )


def _due(session: CheckoutSession) -> Instant | None:
    return session.expires_at if session.payable else None


SESSIONS: Final = Shelf(
    CheckoutSession,
    title="Checkout session",
    prefix="cs",
    public=True,
    filters=(("status", "status"), ("customerId", "customer_id")),
    due=_due,
)
