"""What really happens, delivered: events whose rooms are here, caused by calls of the API and by time."""

import pytest

from plugipay import verify_webhook
from plugipay_mock.events import NAMES

NEVER_CAUSED = {"invoice.pending", "invoice.failed"}
"""Told by no room; only a trigger makes them."""

PAGES = {"successUrl": "https://shop.example.com/y", "cancelUrl": "https://shop.example.com/n"}
BANK = {"bankName": "BCA", "bankAccountNumber": "1234567890", "bankAccountHolder": "Kopi Kita"}


class Shop:
    """A merchant that does everything there is to do."""

    def __init__(self, mock, api):
        self.mock, self.api = mock, api

    def do(self, method, path, body=None):
        """Make a call that has to succeed, and return what it answers."""
        answer = self.api.request(method, f"/api/v1/{path}", json={} if body is None else body)
        assert answer.is_success, answer.text
        return answer.json()["data"] if answer.content else None

    def customers(self):
        """Create, change and delete a customer."""
        path = f"customers/{self.do('POST', 'customers')['id']}"
        self.do("PATCH", path, {"name": "Ada"})
        self.do("DELETE", path)

    def plans(self):
        """Create, change and archive a plan."""
        plan = {"name": "Pro", "currency": "IDR", "amount": 150_000, "interval": "month"}
        path = f"plans/{self.do('POST', 'plans', plan)['id']}"
        self.do("PATCH", path, {"name": "Pro 2"})
        self.do("POST", f"{path}/archive")

    def session(self, method="qris"):
        """Open a checkout session."""
        body = {"amount": 500_000, "currency": "IDR", "methods": [method], "lineItems": [], **PAGES}
        return self.do("POST", "checkout-sessions", body)

    def sessions_and_refunds(self):
        """Let one session expire; refund another, and have a refund refused."""
        self.mock.settle(self.session(), "expired")
        paid = self.mock.settle(self.session())
        self.do("POST", "refunds", {"chargeId": paid["paymentId"], "amount": 1000})
        refused = self.mock.settle(self.session("retail"))
        body = {"chargeId": refused["paymentId"], "amount": 1000}
        assert self.api.post("/api/v1/refunds", json=body).status_code == 422

    def invoices(self):
        """Create, finalize, send, pay and void invoices."""
        customer = self.do("POST", "customers", {"email": "ada@example.com"})["id"]
        lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 5000}]
        for end in ("pay", "void"):
            invoice = self.do("POST", "invoices", {"customerId": customer, "currency": "IDR", "lines": lines})["id"]
            self.do("POST", f"invoices/{invoice}/finalize")
            self.do("POST", f"invoices/{invoice}/send-email")
            self.do("POST", f"invoices/{invoice}/{end}")

    def subscriptions(self):
        """Create, change, pause, resume, renew and cancel a subscription."""
        customer = self.do("POST", "customers")["id"]
        plan = self.do("POST", "plans", {"name": "Pro", "currency": "IDR", "amount": 150_000, "interval": "month"})
        body = {"customerId": customer, "planId": plan["id"], "priceId": plan["prices"][0]["id"]}
        path = f"subscriptions/{self.do('POST', 'subscriptions', body)['id']}"
        self.do("PATCH", path, {"metadata": {"seat": "1"}})
        self.do("POST", f"{path}/pause")
        self.do("POST", f"{path}/resume")
        self.mock.clock.advance(days=32)
        self.do("POST", f"{path}/cancel", {"at": "now"})

    def payouts(self):
        """Pay out, and have a payout fail, and cancel one."""
        self.mock.settle(self.session())
        self.do("PATCH", "payouts/bank-account", BANK)
        for steps in (["mark-in-transit", "mark-paid"], ["mark-failed"], ["cancel"]):
            path = f"payouts/{self.do('POST', 'payouts', {'amount': 10_000, 'currency': 'IDR'})['id']}"
            for step in steps:
                self.do("POST", f"{path}/{step}", {"failureReason": "closed"} if step == "mark-failed" else None)

    def gift_cards(self):
        """Issue, redeem, top up and void a gift card."""
        path = f"gift-cards/{self.do('POST', 'gift-cards', {'amount': 50_000, 'currency': 'IDR'})['id']}"
        outside = {"externalSource": "order", "amount": 1000}
        self.do("POST", f"{path}/redeem", {**outside, "externalRef": "1"})
        self.do("POST", f"{path}/topup", {**outside, "externalRef": "2"})
        self.do("POST", f"{path}/void")

    def endpoints(self):
        """Have an endpoint fail for so long that it is disabled."""
        self.mock.webhooks.manner = "sync"
        failing = self.mock.webhooks.inbox(events=["customer.*"])
        failing.answer(500, times=1000)
        for _ in range(19):
            self.do("POST", "customers")
        self.mock.clock.advance(days=2)


@pytest.fixture
def told(mock, api, inbox):
    """What the inbox was told of a day in the life of a merchant."""
    shop = Shop(mock, api)
    for chapter in ("customers", "plans", "sessions_and_refunds", "invoices", "subscriptions", "payouts", "gift_cards"):
        getattr(shop, chapter)()
    mock.webhooks.deliver()
    shop.endpoints()
    return inbox


def test_every_type_that_a_room_tells_is_delivered(mock, told):
    """All but two of the 33, each accepted by our client, in the order of the log, once."""
    for received in told:
        event = verify_webhook(received.body, received.headers["x-plugipay-signature"], told.secrets)
        assert set(event.raw) == {"id", "type", "accountId", "occurredAt", "data"}
        assert event.raw["data"]["aggregateType"] == received.name.partition(".")[0]
        assert event.raw["data"]["aggregateId"] == received.object["id"]

    assert {received.name for received in told} == NAMES - NEVER_CAUSED
    assert [received.id for received in told] == [event.id for event in mock.events]


def test_a_made_up_object_has_the_fields_of_a_real_one(mock, told):
    """For every type, what a trigger tells is shaped as what a room tells."""
    real = {received.name: received for received in told}
    for name, received in real.items():
        mock.webhooks.trigger(name)
        assert (name, set(told[-1].object)) == (name, set(received.object))
        assert (name, set(told[-1].event["data"])) == (name, set(received.event["data"]))
