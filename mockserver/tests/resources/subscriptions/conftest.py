"""What the tests of subscriptions share: a customer, a plan, and a subscription in whatever state."""

import pytest

from plugipay_mock.resources.invoices.model import INVOICES

SUBSCRIPTIONS = "/api/v1/subscriptions"
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 150_000}


@pytest.fixture
def customer(call, still):
    """A customer without a payment token."""
    return call("POST", "/api/v1/customers", {}).data


@pytest.fixture
def offer(call, still):
    """Creates a plan: `offer(interval="week", prices=[…])`."""
    body = {"name": "Pro", "interval": "month", "prices": [FLAT], "portalFeatures": {}}
    return lambda **fields: call("POST", "/api/v1/plans", body | fields).data


@pytest.fixture
def plan(offer):
    """A monthly plan for 150,000 rupiah."""
    return offer()


@pytest.fixture
def subscribe(call, customer, plan):
    """Subscribes the customer: `subscribe(trialDays=7)`, `subscribe(to=another_plan)`."""

    def agree(to=plan, **fields):
        chosen = {"customerId": customer["id"], "planId": to["id"], "priceId": to["prices"][0]["id"]}
        return call("POST", SUBSCRIPTIONS, chosen | fields)

    return agree


@pytest.fixture
def look(call):
    """Shows a subscription as it is now."""
    return lambda subscription: call("GET", f"{SUBSCRIPTIONS}/{subscription['id']}").data


@pytest.fixture
def does(call):
    """Does one of the actions on a subscription: `does(subscription, "pause", resumeAt=…)`."""

    def act(subscription, action, **body):
        path = f"{SUBSCRIPTIONS}/{subscription['id']}"
        return call("PATCH", path, body) if action == "update" else call("POST", f"{path}/{action}", body)

    return act


@pytest.fixture
def bills(tenant):
    """Every invoice so far, as (status, subtotal, discount)."""
    return lambda: [(bill.status, bill.subtotal, bill.discount) for bill in tenant.collection(INVOICES)]


@pytest.fixture
def into(subscribe, look, does, advance):
    """Brings a new subscription into a state."""

    def bring(state):
        fields = {
            "trialing": {"trialDays": 7},
            "past_due": {"collectionMethod": "send_invoice"},
            "incomplete": {"paymentTokenId": "pt_declined"},
        }
        subscription = subscribe(**fields.get(state, {})).data
        if state == "past_due":
            advance(days=7)
        elif state == "paused":
            does(subscription, "pause")
        elif state == "canceled":
            does(subscription, "cancel", at="now")
        return look(subscription)

    return bring
