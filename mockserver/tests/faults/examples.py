"""A valid request for every mutating route: what it needs is made first, and its target and body are returned."""

from dataclasses import replace
from itertools import count

from plugipay_mock.deliveries.delivery import DELIVERIES
from plugipay_mock.message import Inbound

from ..bodies import SESSION

API = "/api/v1"
_NUMBER = count(1)

ASKED = SESSION | {"amount": 100_000, "methods": ["qris"]}
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 50_000}
PLAN = {"name": "Pro", "interval": "month", "prices": [FLAT], "portalFeatures": {}}
LINES = [{"description": "Kopi", "quantity": 2, "unitAmount": 50_000}]
BANK = {"bankName": "BCA", "bankAccountNumber": "1234567890", "bankAccountHolder": "PT Kopi Kita"}
TEMPLATE = {"kind": "invoice", "name": "Plain", "config": {}}
ENDPOINT = {"url": "https://shop.example/hook"}
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=cut"
PICTURE = (
    b'--cut\r\nContent-Disposition: form-data; name="file"; filename="proof.png"\r\n\r\n'
    b"\x89PNG\r\n\x1a\n\r\n--cut--\r\n"
)


class Shop:
    """Makes what the examples need, with keys that nothing else uses."""

    def __init__(self, call):
        self.call = call

    def make(self, path, body=None, method="POST"):
        """What a call that must succeed answers."""
        answer = self.call(method, API + path, body, key=f"preparation-{next(_NUMBER)}")
        assert answer.error is None, answer.json
        return answer.data

    def read(self, path):
        """What is there."""
        return self.call("GET", API + path).data

    def customer(self):
        """A customer."""
        return self.make("/customers", {"name": "Ada", "email": "ada@example.com"})["id"]

    def session(self):
        """An open session."""
        return self.make("/checkout-sessions", ASKED)["id"]

    def visit(self, target, body, media_type="application/json"):
        """Act as a buyer."""
        self.call.send(Inbound("POST", target.encode(), {"content-type": media_type}, body))

    def claimed_session(self):
        """A session whose buyer says that the money is on its way."""
        made = self.session()
        self.visit(f"{API}/public/checkout/sessions/{made}/buyer-claim", b"{}")
        return made

    def paid_session(self):
        """A completed session."""
        made = self.session()
        self.visit(f"/c/{made}", b"action=pay", FORM)
        return made

    def plan(self):
        """A plan with one price."""
        return self.make("/plans", PLAN)

    def invoice(self, status="open"):
        """An invoice."""
        return self.make(
            "/invoices", {"customerId": self.customer(), "currency": "IDR", "status": status, "lines": LINES}
        )["id"]

    def subscription(self):
        """An active subscription."""
        plan = self.plan()
        agreed = {"customerId": self.customer(), "planId": plan["id"], "priceId": plan["prices"][0]["id"]}
        return self.make("/subscriptions", agreed)["id"]

    def payout(self, *actions):
        """A payout out of a balance, after some actions."""
        self.paid_session()
        made = self.make("/payouts", {"amount": 1000, "currency": "IDR"} | BANK)["id"]
        for action in actions:
            self.make(f"/payouts/{made}/{action}", {})
        return made

    def gift_card(self):
        """A gift card."""
        return self.make("/gift-cards", {"amount": 100_000})["id"]

    def template(self):
        """A template."""
        return self.make("/templates", TEMPLATE)["id"]

    def endpoint(self):
        """A webhook endpoint."""
        return self.make("/webhooks", ENDPOINT)["id"]

    def delivery(self):
        """A delivery to an endpoint."""
        self.endpoint()
        self.customer()
        self.paid_session()
        made = self.read("/webhooks/deliveries")[0]
        tenant = self.call.core.world.tenant(self.call.keys["test"].account_id, "test")
        held = tenant.collection(DELIVERIES)
        held.replace(replace(held.get(made["id"]), status="succeeded"))
        return made["id"]


def _at(target, body=None):
    """An example that needs nothing."""
    return lambda shop: (target, body)


def _of(kind, target, body=None, *how):
    """An example on an object that is made first."""
    return lambda shop: (target.format(getattr(shop, kind)(*how)), body)


def _subscribing(shop):
    plan = shop.plan()
    return "/subscriptions", {
        "customerId": shop.customer(),
        "planId": plan["id"],
        "priceId": plan["prices"][0]["id"],
    }


def _resuming(shop):
    made = shop.subscription()
    shop.make(f"/subscriptions/{made}/pause", {})
    return f"/subscriptions/{made}/resume", None


def _refunding(shop):
    return "/refunds", {"sourceType": "checkout_session", "sourceId": shop.paid_session(), "amount": 1000}


def _receipt(shop):
    shop.paid_session()
    return f"/receipts/{shop.read('/receipts')[0]['id']}/email", {"to": "ada@example.com"}


def _paying_out(shop):
    shop.paid_session()
    return "/payouts", {"amount": 1000, "currency": "IDR"} | BANK


def _own_session(shop):
    other = next(each for each in shop.read("/account/sessions") if not each["current"])
    return f"/account/sessions/{other['id']}/revoke", None


def _replaying(shop):
    shop.customer()
    shop.paid_session()
    return "/events/replay", {"eventIds": [shop.read("/events")[0]["id"]]}


def _simulating(shop):
    shop.make("/adapters/managed/onboarding", {"email": "ada@example.com"})
    return "/adapters/managed/onboarding/_simulate", {"kybStatus": "registered"}


SIGNED = {
    "PATCH /account": _at("/account", {"name": "Ada"}),
    "DELETE /account": _at("/account"),
    "POST /account/sessions/{}/revoke": _own_session,
    "POST /account/sessions/revoke-all": _at("/account/sessions/revoke-all"),
    "DELETE /account/linked-accounts/{}": _at("/account/linked-accounts/google"),
    "POST /account/email-change": _at("/account/email-change", {"email": "ada@example.com", "password": "secret"}),
    "POST /account/password-change": _at(
        "/account/password-change", {"currentPassword": "old-secret", "newPassword": "new-secret"}
    ),
    "POST /customers": _at("/customers", {"name": "Ada"}),
    "PATCH /customers/{}": _of("customer", "/customers/{}", {"name": "Bob"}),
    "DELETE /customers/{}": _of("customer", "/customers/{}"),
    "POST /checkout-sessions": _at("/checkout-sessions", ASKED),
    "POST /checkout-sessions/{}/cancel": _of("session", "/checkout-sessions/{}/cancel"),
    "POST /checkout-sessions/{}/confirm": _of("claimed_session", "/checkout-sessions/{}/confirm"),
    "DELETE /checkout-sessions/{}": _of("session", "/checkout-sessions/{}"),
    "POST /plans": _at("/plans", PLAN),
    "PATCH /plans/{}": lambda shop: (f"/plans/{shop.plan()['id']}", {"name": "Max"}),
    "POST /plans/{}/archive": lambda shop: (f"/plans/{shop.plan()['id']}/archive", None),
    "POST /plans/{}/prices": lambda shop: (f"/plans/{shop.plan()['id']}/prices", FLAT),
    "PATCH /prices/{}": lambda shop: (f"/prices/{shop.plan()['prices'][0]['id']}", {"active": False}),
    "DELETE /prices/{}": lambda shop: (f"/prices/{shop.plan()['prices'][0]['id']}", None),
    "POST /invoices": lambda shop: (
        "/invoices",
        {"customerId": shop.customer(), "currency": "IDR", "lines": LINES},
    ),
    "POST /invoices/{}/finalize": _of("invoice", "/invoices/{}/finalize", None, "draft"),
    "POST /invoices/{}/pay": _of("invoice", "/invoices/{}/pay"),
    "POST /invoices/{}/void": _of("invoice", "/invoices/{}/void"),
    "POST /invoices/{}/send": _of("invoice", "/invoices/{}/send"),
    "POST /invoices/{}/send-email": _of("invoice", "/invoices/{}/send-email", {"to": "ada@example.com"}),
    "POST /subscriptions": _subscribing,
    "PATCH /subscriptions/{}": _of("subscription", "/subscriptions/{}", {"metadata": {"a": "b"}}),
    "POST /subscriptions/{}/cancel": _of("subscription", "/subscriptions/{}/cancel", {"at": "now"}),
    "POST /subscriptions/{}/pause": _of("subscription", "/subscriptions/{}/pause", {}),
    "POST /subscriptions/{}/resume": _resuming,
    "POST /test/clocks/advance": lambda shop: (
        "/test/clocks/advance",
        {"subscriptionId": shop.subscription(), "days": 1},
    ),
    "POST /receipts/{}/email": _receipt,
    "POST /checkout-sessions/{}/receipt/email": lambda shop: (
        f"/checkout-sessions/{shop.paid_session()}/receipt/email",
        {"to": "ada@example.com"},
    ),
    "POST /refunds": _refunding,
    "POST /payouts": _paying_out,
    "PATCH /payouts/bank-account": _at("/payouts/bank-account", BANK),
    "POST /payouts/{}/cancel": _of("payout", "/payouts/{}/cancel"),
    "POST /payouts/{}/mark-in-transit": _of("payout", "/payouts/{}/mark-in-transit", {}),
    "POST /payouts/{}/mark-paid": _of("payout", "/payouts/{}/mark-paid", {}, "mark-in-transit"),
    "POST /payouts/{}/mark-failed": _of("payout", "/payouts/{}/mark-failed", {"failureReason": "closed"}),
    "POST /gift-cards": _at("/gift-cards", {"amount": 1000}),
    "POST /gift-cards/{}/redeem": _of(
        "gift_card", "/gift-cards/{}/redeem", {"amount": 10, "externalSource": "pos", "externalRef": "1"}
    ),
    "POST /gift-cards/{}/topup": _of(
        "gift_card", "/gift-cards/{}/topup", {"amount": 10, "externalSource": "pos", "externalRef": "1"}
    ),
    "POST /gift-cards/{}/void": _of("gift_card", "/gift-cards/{}/void", {}),
    "POST /portal-sessions": lambda shop: (
        "/portal-sessions",
        {"customerId": shop.customer(), "returnUrl": "https://shop.example/"},
    ),
    "POST /templates": _at("/templates", TEMPLATE),
    "POST /templates/preview": _at("/templates/preview", {"kind": "invoice", "config": {}}),
    "PATCH /templates/{}": _of("template", "/templates/{}", {"name": "Fine"}),
    "DELETE /templates/{}": _of("template", "/templates/{}"),
    "POST /templates/{}/duplicate": _of("template", "/templates/{}/duplicate"),
    "POST /templates/{}/make-default": _of("template", "/templates/{}/make-default"),
    "PUT /adapters/xendit": _at("/adapters/xendit", {"secretKey": "xnd_development_0123456789"}),
    "PUT /adapters/midtrans": _at(
        "/adapters/midtrans",
        {"serverKey": "SB-Mid-server-0123456789", "clientKey": "SB-Mid-client-0123456789", "merchantId": "G1"},
    ),
    "PUT /adapters/paypal": _at("/adapters/paypal", {"clientId": "paypal-0123456789", "secret": "paypal-9876543210"}),
    "PUT /adapters/manual": _at("/adapters/manual", {"instructions": "Pay at the counter"}),
    "POST /adapters/managed/onboarding": _at("/adapters/managed/onboarding", {"email": "ada@example.com"}),
    "POST /adapters/managed/onboarding/_simulate": _simulating,
    "POST /onboarding/provision-managed": _at("/onboarding/provision-managed"),
    "PATCH /checkout/settings": _at("/checkout/settings", {"brandName": "Kopi"}),
    "POST /events/replay": _replaying,
    "POST /events/trigger": lambda shop: (
        "/events/trigger",
        {"type": "plugipay.invoice.paid.v1", "aggregateId": shop.invoice()},
    ),
    "POST /webhooks": _at("/webhooks", ENDPOINT),
    "PATCH /webhooks/{}": _of("endpoint", "/webhooks/{}", {"description": "Orders"}),
    "DELETE /webhooks/{}": _of("endpoint", "/webhooks/{}"),
    "POST /webhooks/deliveries/{}/retry": _of("delivery", "/webhooks/deliveries/{}/retry", {}),
    "POST /uploads/image": _at("/uploads/image", PICTURE),
    "POST /api-keys": _at("/api-keys", {"name": "till"}),
    "DELETE /api-keys/{}": lambda shop: (f"/api-keys/{shop.make('/api-keys', {'name': 'till'})['id']}", None),
    "POST /workspaces": _at("/workspaces", {"name": "Kopi Kota"}),
    "PATCH /workspaces/{}": lambda shop: (f"/workspaces/{shop.read('/workspaces')[0]['id']}", {"name": "Kopi Raya"}),
    "DELETE /workspaces/{}": lambda shop: (f"/workspaces/{shop.read('/workspaces')[0]['id']}", None),
    "POST /billing/checkout": _at("/billing/checkout", {"tier": "growth"}),
    "POST /billing/cancel": _at("/billing/cancel", {}),
    "POST /billing/tiers/refresh": _at("/billing/tiers/refresh"),
    "POST /admin/workspaces": lambda shop: (
        "/admin/workspaces",
        {"accountId": shop.call.keys["test"].account_id, "partner": "malapos", "discountRate": 0.003},
    ),
    "POST /webhook-endpoints": _at("/webhook-endpoints", ENDPOINT),
    "DELETE /webhook-endpoints/{}": _of("endpoint", "/webhook-endpoints/{}"),
}
"""By method and path without `/api/v1` and without the names of parameters."""

BY_PLATFORM = {"POST /admin/workspaces"}
"""Routes for platform keys alone."""

CLOSED = {
    "PATCH /admin-portal/billing-accounts/{}": _at("/admin-portal/billing-accounts/acc_1", {}),
    "POST /admin-portal/partners": _at("/admin-portal/partners", {}),
    "PATCH /admin-portal/partners/{}": _at("/admin-portal/partners/par_1", {}),
    "DELETE /admin-portal/partners/{}": _at("/admin-portal/partners/par_1"),
}
"""Routes that no key may use: there is no work to be done."""


UNSIGNED = {
    "POST /public/checkout/sessions/{}/charge": _of(
        "session", "/public/checkout/sessions/{}/charge", {"method": "qris"}
    ),
    "POST /public/checkout/sessions/{}/buyer-claim": _of("session", "/public/checkout/sessions/{}/buyer-claim", {}),
    "POST /public/checkout/sessions/{}/proof-image": _of(
        "claimed_session", "/public/checkout/sessions/{}/proof-image", PICTURE
    ),
    "POST /c/{}": _of("session", "/c/{}", b"action=pay&method=qris"),
    "POST /i/{}": _of("invoice", "/i/{}", b"method=qris"),
}
"""Routes for buyers, who have no keys, and so no idempotency keys either."""
