"""Every type of event there is, delivered."""

import pytest

from plugipay import verify_webhook
from plugipay_mock.events import NAMES

EXTRAS = {
    "invoice.sent": {"to"},
    "invoice.failed": {"reason"},
    "gift_card.redeemed": {"entry"},
    "gift_card.topped_up": {"entry"},
}
DISABLED = {"id", "url", "mode", "active", "disabledAt", "disabledReason", "consecutiveFailures", "failingSince"}


def test_there_are_33():
    """The list is that of the newest SDK."""
    assert len(NAMES) == 33


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_type_can_be_delivered(mock, inbox, name):
    """Its body has the shape of the facts, and the client accepts it."""
    told = mock.webhooks.trigger(name)
    mock.webhooks.deliver()
    (received,), (secret,) = inbox, inbox.secrets

    event = verify_webhook(received.body, received.headers["x-plugipay-signature"], secret)

    assert (event.type, event.account_id) == (f"plugipay.{name}.v1", mock.account_id)
    assert set(received.event) == {"id", "type", "accountId", "occurredAt", "data"}
    assert set(received.event["data"]) == {"object", "aggregateType", "aggregateId"} | EXTRAS.get(name, set())
    assert received.event["data"]["aggregateType"] == name.partition(".")[0]
    assert received.event["data"]["aggregateId"] == received.object["id"] == told.object["id"]


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("/api/v1/customers", {"name": "Ada"}, "customer.created"),
        ("/api/v1/plans", {"name": "Pro", "currency": "IDR", "amount": 150_000, "interval": "month"}, "plan.created"),
        ("/api/v1/gift-cards", {"amount": 100_000, "currency": "IDR"}, "gift_card.issued"),
    ],
)
def test_a_made_up_object_looks_like_a_real_one(mock, api, path, body, name):
    """The sample of a kind has the fields of its GET."""
    real = api.post(path, json=body).json()["data"]

    assert set(mock.webhooks.trigger(name).object) == set(real)


def test_a_made_up_session_invoice_and_refund_look_like_real_ones(mock, api):
    """Samples of money have the fields of what was really paid."""
    page = {"successUrl": "https://shop.example.com/y", "cancelUrl": "https://shop.example.com/n"}
    session = {"amount": 5000, "currency": "IDR", "methods": ["qris"], "lineItems": [], **page}
    paid = mock.settle(api.post("/api/v1/checkout-sessions", json=session).json()["data"])
    api.post("/api/v1/refunds", json={"chargeId": paid["paymentId"], "amount": 1000})
    customer = api.post("/api/v1/customers", json={}).json()["data"]
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 5000}]
    api.post("/api/v1/invoices", json={"customerId": customer["id"], "currency": "IDR", "lines": lines})

    for name in ("checkout_session.completed", "refund.issued", "invoice.created"):
        (real,) = mock.events.of(name)
        assert set(mock.webhooks.trigger(name).object) == set(real.object), name


def test_the_renewal_job_tells_little(mock):
    """`subscription.renewed` carries the period only."""
    assert set(mock.webhooks.trigger("subscription.renewed").object) == {"id", "currentPeriodStart", "currentPeriodEnd"}


def test_a_disabled_endpoint_is_told_in_its_own_fields(mock):
    """The object of `webhook_endpoint.disabled` is not the whole endpoint."""
    assert set(mock.webhooks.trigger("webhook_endpoint.disabled").object) == DISABLED
