"""What should be true of money whatever happens, written from the facts: it knows none of the server's tables."""

from collections import Counter
from dataclasses import dataclass

from plugipay_mock.clock import epoch

HOUR = 3600
DAY = 24 * HOUR
START = "2026-01-01T00:00:00.000Z"


@dataclass(frozen=True)
class Row:
    """One action as the facts tell it: from where, to where, which event; and where it is accepted and does nothing."""

    from_: set
    to: str
    tells: str | None = None
    idle: frozenset = frozenset()
    body: tuple = ()


TABLE = {
    "session": {
        "confirm": Row({"pending_review"}, "completed", "checkout_session.completed"),
        "cancel": Row({"open", "pending", "pending_review"}, "canceled"),
    },
    "invoice": {
        "finalize": Row({"draft"}, "open", "invoice.finalized", idle=frozenset({"open"})),
        "pay": Row({"open", "past_due"}, "paid", "invoice.paid"),
        "void": Row({"draft", "open", "past_due"}, "void", "invoice.voided"),
    },
    "payout": {
        "cancel": Row({"pending"}, "cancelled", "payout.cancelled"),
        "mark-in-transit": Row({"pending"}, "in_transit", "payout.in_transit"),
        "mark-paid": Row({"in_transit"}, "paid", "payout.paid"),
        "mark-failed": Row({"pending", "in_transit"}, "failed", "payout.failed", body=(("failureReason", "x"),)),
    },
}
BUYER = {"charge": "pending", "buyer-claim": "pending_review"}
REFUSED = {"session": (409, "conflict"), "invoice": (409, "invalid_transition"), "payout": (409, "invalid_transition")}


@dataclass
class Thing:
    """An object as the reference model knows it; times in epoch seconds."""

    kind: str
    id: str
    status: str
    amount: int
    currency: str = "IDR"
    tax: int = 0
    method: str | None = None
    due: float | None = None
    planned: float | None = None
    refundable: int = 0
    by_provider: bool = False


class Reference:
    """What should be true: the objects, the events and the books."""

    def __init__(self):
        self.now = epoch(START)
        self.things = {}
        self.events = []
        self.books = Counter()

    def add(self, thing, *events):
        """Know a new object."""
        self.things[thing.id] = thing
        self.tell(thing, *events)
        return thing

    def tell(self, thing, *events, at=None):
        """Expect events."""
        self.events += [(self.now if at is None else at, event, thing.id) for event in events if event]

    def book(self, thing, debit, credit, amount):
        """Move money in the books."""
        self.books[debit, thing.currency] += amount
        self.books[credit, thing.currency] -= amount

    def finalize(self, invoice):
        """From now on time matters to an invoice."""
        if invoice.planned is not None:
            invoice.due = max(invoice.planned, self.now)

    def capture(self, thing, status, *, by_provider):
        """Let a session or an invoice be paid."""
        thing.status, thing.by_provider, thing.refundable = status, by_provider, thing.amount
        self.book(thing, "cash", "revenue", thing.amount)
        self.book(thing, "tax", "tax_payable", thing.tax)

    def settle(self, refund, at=None):
        """Let the money of a refund go back."""
        refund.status = "succeeded"
        self.book(refund, "refunds", "cash", refund.amount)
        self.tell(refund, "refund.issued", at=at)

    def catch_up(self):
        """Let everything happen that is due by now, in order."""
        while due := [thing for thing in self.things.values() if thing.due is not None and thing.due <= self.now]:
            self.wake(min(due, key=lambda thing: thing.due))

    def wake(self, thing):
        """Let one object act at its time, if it is still in a state in which time matters."""
        at, thing.due = thing.due, None
        match thing.kind, thing.status:
            case "session", "open" | "pending":
                thing.status = "expired"
                self.tell(thing, "checkout_session.expired", at=at)
            case "invoice", "open":
                thing.status, thing.due = "past_due", at + 30 * DAY
            case "invoice", "past_due":
                thing.status = "uncollectible"
            case "refund", "pending":
                self.settle(thing, at)

    def held(self, currency):
        """What payouts under way keep."""
        return sum(
            thing.amount
            for thing in self.things.values()
            if thing.kind == "payout" and thing.status in {"pending", "in_transit"} and thing.currency == currency
        )

    def available(self, currency):
        """What could be paid out."""
        return self.books["cash", currency] - self.held(currency)
