"""What merchants, buyers and time may do, to server and reference at once; each answer is judged by itself."""

import itertools

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, precondition, rule

from plugipay_mock import timeline
from plugipay_mock.clock import iso
from plugipay_mock.world import World

from .money_reference import BUYER, DAY, HOUR, REFUSED, START, TABLE, Reference, Thing

ROUTES = {"session": "/api/v1/checkout-sessions", "invoice": "/api/v1/invoices", "payout": "/api/v1/payouts"}
FORM = (("content-type", "application/x-www-form-urlencoded"),)
SHOP = {"successUrl": "https://shop.example/thanks", "cancelUrl": "https://shop.example/cart"}
BANK = {"bankName": "BCA", "bankAccountNumber": "1", "bankAccountHolder": "PT Kopi Kita"}


def actions_on(kind):
    """What a merchant can try with an object, one after the other."""
    return st.lists(st.sampled_from(sorted(TABLE[kind])), min_size=1, max_size=3)


def fault(answer):
    """The status, and the field a refusal names."""
    return answer.status, answer.error and answer.error["field"]


AMOUNTS = st.integers(1, 500)
METHODS = st.sampled_from(["qris", "va", "retail", "card", "paypal"])
CURRENCIES = st.sampled_from(["IDR", "IDR", "IDR", "USD"])
SHARES = st.sampled_from([lambda whole: whole // 3, lambda whole: whole, lambda whole: whole + 1])
"""A part of a whole, all of it, and more than there is."""


class MoneyRules(RuleBasedStateMachine):
    """Does what the rules say, to the server and to the reference."""

    sessions, invoices, payouts = Bundle("sessions"), Bundle("invoices"), Bundle("payouts")

    def __init__(self, signed_calls):
        super().__init__()
        self.world = World()
        self.send = signed_calls(self.world)
        self.tenant = self.world.workspaces[self.send.keys["test"].account_id].tenants["test"]
        self.tenant.clock.freeze(START)
        self.reference = Reference()
        self.keys = (f"key-{number}" for number in itertools.count())
        self.last = None
        self.customer = self.write("POST", "/api/v1/customers", {}).data["id"]
        self.reference.add(Thing("customer", self.customer, "", 0), "customer.created")
        self.sold = [self.sell(500, method, by_provider=True) for method in ("va", "retail", "paypal")]
        self.drawn_up = [self.draw_up_invoice([(1, 200)], 50, 15, "draft", None)]
        self.drawn_up += [self.draw_up_invoice([(2, 100)], 0, 22, "open", days) for days in (1, -1)]
        self.asked_for = self.ask_for_payout(lambda whole: whole // 3, "IDR")
        self.refund(self.sold[0], lambda whole: whole // 3)

    def write(self, method, target, body):
        """Send a write under a fresh key."""
        self.reference.catch_up()
        key = next(self.keys)
        answer = self.send(method, target, body, key=key)
        if answer.status < 300:
            self.last = (self.reference.now, answer.body, (method, target, body), key)
        return answer

    def on_page(self, target, form):
        """Send what a page's form sends."""
        self.reference.catch_up()
        return self.send("POST", target, form, headers=FORM)

    @rule(target=sessions, amount=AMOUNTS, method=METHODS, hours=st.sampled_from([1, 24, 72]))
    def open_session(self, amount, method, hours):
        """A merchant opens a session."""
        currency = "USD" if method == "paypal" else "IDR"
        body = {"amount": amount, "currency": currency, "methods": [method], "expiresInSec": hours * HOUR} | SHOP
        answer = self.write("POST", ROUTES["session"], body)
        assert (answer.status, answer.data["status"]) == (201, "open")
        due = self.reference.now + hours * HOUR
        return self.reference.add(Thing("session", answer.data["id"], "open", amount, currency, method=method, due=due))

    @initialize(target=sessions)
    def know_the_sold(self):
        """Three sessions a provider was paid for: nearly everything needs money to have come in."""
        return multiple(*self.sold)

    @initialize(target=invoices)
    def know_the_drawn_up(self):
        """One invoice to finalize, one that falls due, one that is past due."""
        return multiple(*self.drawn_up)

    @initialize(target=payouts)
    def know_the_asked_for(self):
        """One payout under way."""
        return self.asked_for

    @rule(target=sessions, amount=AMOUNTS, method=METHODS, by_provider=st.booleans())
    def sell(self, amount, method, by_provider):
        """A buyer pays a session as soon as it is open, on its page or by transfer."""
        session = self.open_session(amount, method, 1)
        if by_provider:
            self.pay_on_the_page(session)
        else:
            self.act_as_buyer(session, "buyer-claim")
            self.act(session, "confirm")
        return session

    @rule(session=sessions, action=st.sampled_from(sorted(BUYER)))
    def act_as_buyer(self, session, action):
        """A buyer chooses a method, or says that the money is on its way."""
        body = {"method": session.method} if action == "charge" else {}
        answer = self.write("POST", f"/api/v1/public/checkout/sessions/{session.id}/{action}", body)
        self.last = None
        if session.status in {"open", "pending"}:
            assert answer.status == 200
            session.status = BUYER[action]
        else:
            assert answer.verdict == REFUSED["session"]

    @rule(session=sessions)
    def pay_on_the_page(self, session):
        """A buyer pays on the hosted page; whoever comes late is sent on and pays nothing."""
        answer = self.on_page(f"/c/{session.id}", f"action=pay&method={session.method}".encode())
        assert answer.status == 303
        if session.status in {"open", "pending"}:
            self.reference.capture(session, "completed", by_provider=True)
            self.reference.tell(session, "checkout_session.completed")

    @rule(
        target=invoices,
        lines=st.lists(st.tuples(st.integers(1, 3), st.integers(0, 200)), min_size=1, max_size=3),
        discount=st.integers(0, 300),
        tax=st.integers(0, 50),
        status=st.sampled_from(["draft", "open"]),
        days=st.sampled_from([-1, 1, 20, None]),
    )
    def draw_up_invoice(self, lines, discount, tax, status, days):
        """A merchant draws an invoice up; a discount larger than its lines is refused."""
        subtotal = sum(quantity * amount for quantity, amount in lines)
        due = None if days is None else self.reference.now + days * DAY
        body = {
            "customerId": self.customer,
            "currency": "IDR",
            "lines": [{"description": "x", "quantity": quantity, "unitAmount": each} for quantity, each in lines],
            "discount": discount,
            "tax": tax,
            "status": status,
        }
        answer = self.write("POST", ROUTES["invoice"], body if due is None else body | {"dueAt": iso(due)})
        if discount > subtotal:
            assert fault(answer) == (400, "discount")
            return multiple()
        assert (answer.status, answer.data["total"]) == (201, subtotal - discount + tax)
        finalized = "invoice.finalized" if status == "open" else None
        invoice = Thing("invoice", answer.data["id"], status, subtotal - discount + tax, tax=tax, planned=due)
        if status == "open":
            self.reference.finalize(invoice)
        return self.reference.add(invoice, "invoice.created", finalized)

    @rule(invoice=invoices)
    def pay_an_invoice_on_its_page(self, invoice):
        """A customer pays on the hosted page; a draft has none."""
        answer = self.on_page(f"/i/{invoice.id}", b"method=qris")
        assert answer.status == (404 if invoice.status == "draft" else 303)
        if invoice.status in {"open", "past_due"}:
            self.reference.capture(invoice, "paid", by_provider=True)
            self.reference.tell(invoice, "invoice.paid")

    @precondition(lambda self: self.reference.books["cash", "IDR"] or self.reference.books["cash", "USD"])
    @rule(target=payouts, share=SHARES, currency=CURRENCIES)
    def ask_for_payout(self, share, currency):
        """A merchant asks for money; more than is available is refused."""
        available = self.reference.available(currency)
        amount = max(1, share(available))
        answer = self.write("POST", ROUTES["payout"], {"amount": amount, "currency": currency} | BANK)
        if amount > available:
            assert fault(answer) == (400, "amount")
            return multiple()
        assert (answer.status, answer.data["status"]) == (201, "pending")
        return self.reference.add(Thing("payout", answer.data["id"], "pending", amount, currency), "payout.created")

    @precondition(lambda self: self.reference.available("IDR") > 0)
    @rule(target=payouts, share=SHARES)
    def pay_out(self, share):
        """A payout goes all the way to the bank."""
        available = self.reference.available("IDR")
        payout = self.ask_for_payout(lambda whole: min(share(whole), available), "IDR")
        self.act(payout, "mark-in-transit")
        self.act(payout, "mark-paid")
        return payout

    @rule(session=sessions, actions=actions_on("session"))
    def act_on_session(self, session, actions):
        """A merchant acts on a session in any state."""
        for action in actions:
            self.act(session, action)

    @rule(invoice=invoices, actions=actions_on("invoice"))
    def act_on_invoice(self, invoice, actions):
        """A merchant acts on an invoice in any state."""
        for action in actions:
            self.act(invoice, action)

    @rule(payout=payouts, actions=actions_on("payout"))
    def act_on_payout(self, payout, actions):
        """A merchant acts on a payout in any state."""
        for action in actions:
            self.act(payout, action)

    def act(self, thing, action):
        """What is legal happens, all else is refused."""
        row = TABLE[thing.kind][action]
        answer = self.write("POST", f"{ROUTES[thing.kind]}/{thing.id}/{action}", dict(row.body))
        if thing.status in row.from_:
            assert (answer.status, answer.data["status"]) == (200, row.to)
            self.moved(thing, row)
        elif thing.status in row.idle:
            assert (answer.status, answer.data["status"]) == (200, thing.status)
        else:
            assert answer.verdict == REFUSED[thing.kind]

    def moved(self, thing, row):
        """Let the reference follow a legal action."""
        thing.status = row.to
        if row.to in {"completed", "paid"} and thing.kind != "payout":
            self.reference.capture(thing, row.to, by_provider=False)
        if row.to == "paid" and thing.kind == "payout":
            self.reference.book(thing, "payout", "cash", thing.amount)
        if row.tells == "invoice.finalized":
            self.reference.finalize(thing)
        self.reference.tell(thing, row.tells)

    @rule(paid=sessions | invoices, shares=st.lists(st.none() | SHARES, min_size=1, max_size=3))
    def refund_in_parts(self, paid, shares):
        """A merchant refunds a payment, parts of it, or what was never paid."""
        for share in shares:
            self.refund(paid, share)

    def refund(self, paid, share):
        """What is left can be refunded, more is refused."""
        amount = None if share is None else max(1, share(paid.refundable))
        source_type = "invoice" if paid.kind == "invoice" else "checkout_session"
        body = {"sourceType": source_type, "sourceId": paid.id} | ({} if amount is None else {"amount": amount})
        answer = self.write("POST", "/api/v1/refunds", body)
        wanted = paid.refundable if amount is None else amount
        if paid.status not in {"completed", "paid"}:
            assert fault(answer) == (400, "sourceId")
        elif wanted > paid.refundable or not wanted:
            assert fault(answer) == (400, "amount")
        else:
            self.refunded(paid, wanted, answer)

    def refunded(self, paid, amount, answer):
        """Let the reference follow what the provider does."""
        method = paid.method if paid.by_provider else None
        if method == "retail":
            assert answer.verdict == (422, "unprocessable")
            row = self.send("GET", "/api/v1/refunds?limit=1").data[0]
            self.reference.add(Thing("refund", row["id"], "failed", amount, paid.currency), "refund.failed")
            return
        assert (answer.status, answer.data["amount"]) == (201, amount)
        paid.refundable -= amount
        refund = self.reference.add(Thing("refund", answer.data["id"], "pending", amount, paid.currency))
        if method == "va":
            refund.due = self.reference.now + DAY
        else:
            self.reference.settle(refund)

    @rule(hours=st.sampled_from([1, 12, 24, 100, 800]))
    def advance(self, hours):
        """Time passes."""
        self.reference.now += hours * HOUR
        self.reference.catch_up()
        timeline.advance(self.world, self.tenant, hours=hours)

    @precondition(lambda self: self.last is not None and self.reference.now < self.last[0] + DAY)
    @rule()
    def repeat_the_last_write(self):
        """A repeated key gives the first answer again, and nothing happens."""
        self.reference.catch_up()
        (_, body, request, key), self.last = self.last, None
        assert self.send(*request, key=key).body == body
