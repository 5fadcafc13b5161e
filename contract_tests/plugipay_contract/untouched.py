"""Things of which all is said, what is done to them, and which of their fields that may change.

Source of the fields and the acts: SDK facts sections 1.1 and 2.2, API docs; an act is not documented to change others.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from plugipay_contract import bodies, money, sent
from plugipay_contract.caller import Caller
from plugipay_contract.recipes import unique

Thing = money.Thing
Way = Callable[[Caller], Thing]


def posted(resource: str, body: Way, **otherwise: Any) -> Way:
    """Something new, with all that can be said of it."""
    return lambda caller: money.made(money.post(caller, f"/api/v1/{resource}", body(caller) | otherwise))


def then(way: Way, act: str, body: Thing | None = None) -> Way:
    """The same thing after something was done to it; `{}` in the act is its id."""

    def in_that_order(caller: Caller) -> Thing:
        thing = way(caller)
        money.made(money.post(caller, f"/api/v1/{act.format(thing['id'])}", body))
        return thing

    return in_that_order


def claimed(caller: Caller) -> Thing:
    """A session whose buyer says that the money is on its way."""
    thing = session(caller)
    money.made(money.public(caller, thing, "buyer-claim"))
    return thing


def receipt(caller: Caller) -> Thing:
    """The receipt of a customer's session."""
    paid = then(claimed, "checkout-sessions/{}/confirm")(caller)
    (row,) = money.listed(caller, "receipts", f"?customerId={paid['customerId']}")
    return row


session = posted("checkout-sessions", bodies.session, currency="IDR", methods=["va"])
draft = posted("invoices", bodies.invoice, status="draft")
bill = posted("invoices", bodies.invoice)
running = posted("subscriptions", bodies.subscription)
ending = then(running, "subscriptions/{}/cancel", {"at": "period_end"})
paused = then(ending, "subscriptions/{}/pause")
payout = posted("payouts", bodies.payout)
moving = then(payout, "payouts/{}/mark-in-transit", {"reference": "TRF-7"})
card = posted("gift-cards", bodies.card)
plan = posted("plans", bodies.plan, active=True)
template = posted("templates", lambda _: bodies.DRAWN, isDefault=False)


class Act(NamedTuple):
    """Something that is done to a thing, by what it says; how the thing is read; and the fields that may change.

    When a thing was changed last always may.
    """

    way: Way
    target: str
    changes: tuple[str, ...]
    body: Thing | None = None
    read: Callable[[Caller, Thing], Thing] | None = None

    def shown(self, caller: Caller, thing: Thing) -> Thing:
        """What the act leaves alone, as it is now."""
        read = self.read or sent.by_id(self.target.partition("/")[0])
        changing = {"updatedAt", *self.changes}
        return {name: value for name, value in _in_its_terms(read(caller, thing)).items() if name not in changing}


def _in_its_terms(thing: Thing) -> Thing:
    """A thing, with an end that was set told by the period it is the end of: a pause may move both."""
    if thing.get("cancelAt"):
        return {**thing, "cancelAt": "later" if thing["cancelAt"] != thing["currentPeriodEnd"] else "currentPeriodEnd"}
    return thing


PAID = ("status", "paymentMethod", "adapter", "paymentId", "completedAt")
PERIOD = ("currentPeriodStart", "currentPeriodEnd")
CANCELED = ("status", "cancelAt", "canceledAt", "canceledReason", *PERIOD)
SPENT = {"amount": 500, "externalSource": "shop", "externalRef": "order-7"}
LEFT = ("status", "reference", "processedAt")
MAIL = {"to": "ada@example.com"}

ACTS: Mapping[str, Act] = {
    "claim": Act(session, "public/checkout/sessions/{}/buyer-claim", PAID[:3], read=sent.by_id("checkout-sessions")),
    "confirm": Act(claimed, "checkout-sessions/{}/confirm", PAID),
    "cancel-session": Act(session, "checkout-sessions/{}/cancel", ("status",)),
    "finalize": Act(draft, "invoices/{}/finalize", ("status", "number", "issuedAt", "hostedInvoiceUrl")),
    "pay": Act(bill, "invoices/{}/pay", ("status", "paidAt", "amountPaid", "amountDue", "chargeId")),
    "void-invoice": Act(bill, "invoices/{}/void", ("status", "voidedAt", "amountDue", "hostedInvoiceUrl")),
    "send": Act(bill, "invoices/{}/send", ()),
    "send-email": Act(bill, "invoices/{}/send-email", (), MAIL),
    "pause": Act(ending, "subscriptions/{}/pause", ("status", "pausedAt", *PERIOD)),
    "resume": Act(paused, "subscriptions/{}/resume", ("status", "pausedAt", *PERIOD)),
    "cancel-later": Act(running, "subscriptions/{}/cancel", ("cancelAt", "canceledReason"), {"at": "period_end"}),
    "cancel-now": Act(running, "subscriptions/{}/cancel", CANCELED, {"at": "now"}),
    "mark-in-transit": Act(payout, "payouts/{}/mark-in-transit", LEFT, {"reference": "TRF-7"}),
    "mark-paid": Act(
        moving, "payouts/{}/mark-paid", (*LEFT, "completedAt", "ledgerTransactionId"), {"reference": "TRF-7"}
    ),
    "mark-failed": Act(
        payout,
        "payouts/{}/mark-failed",
        ("status", "failureReason", "processedAt", "completedAt"),
        {"failureReason": "closed"},
    ),
    "cancel-payout": Act(payout, "payouts/{}/cancel", ("status", "processedAt", "completedAt")),
    "redeem": Act(card, "gift-cards/{}/redeem", ("status", "balance"), SPENT, sent.by_code),
    "topup": Act(card, "gift-cards/{}/topup", ("status", "balance"), SPENT, sent.by_code),
    "void-card": Act(card, "gift-cards/{}/void", ("status", "balance"), read=sent.by_code),
    "archive": Act(plan, "plans/{}/archive", ("active", "archivedAt", "prices")),
    "add-price": Act(plan, "plans/{}/prices", ("prices",), money.price()),
    "duplicate": Act(template, "templates/{}/duplicate", ()),
    "email": Act(receipt, "receipts/{}/email", ("emailedAt", "emailedTo"), MAIL),
}
"""Whatever is done to a thing that is not a change of its fields by name."""

CHANGES: Mapping[str, tuple[Way, Thing]] = {
    "customers": (
        posted("customers", bodies.person),
        {"email": "grace@example.com", "defaultPaymentTokenId": "pt_8", "name": "Grace"},
    ),
    "plans": (
        plan,
        {
            "name": "Coffees",
            "description": "Every day",
            "trialDays": 3,
            "dunningPolicyId": "dp_8",
            "portalFeatures": {**bodies.FEATURES, "selfServeCancel": True},
            "active": False,
            "metadata": {"a": "b"},
        },
    ),
    "subscriptions": (ending, {"defaultPaymentTokenId": "pt_8", "metadata": {"tier": "gold"}}),
    "templates": (template, {"name": "Fancier", "config": {"footerText": "Good bye"}}),
}
"""What can be changed by name: how it comes about, and another value of each field that may be sent alone."""


def changed(caller: Caller, resource: str, thing: Thing, **fields: Any) -> Thing:
    """What a thing is after some fields of it were changed."""
    target = f"/api/v1/{resource}/{thing['id']}"
    return money.made(caller.call("PATCH", target, fields, idempotency_key=unique()))
