"""Checkout sessions: one attempt to be paid, once."""

from datetime import datetime
from typing import Any

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Caller

FIELDS = {
    *("id", "arn", "accountId", "workspaceName", "customerId", "customer", "mode", "status", "amount", "currency"),
    *("methods", "paymentMethod", "adapter", "lineItems", "successUrl", "cancelUrl", "hostedUrl", "expiresAt"),
    *("completedAt", "paymentId", "metadata", "createdAt", "updatedAt"),
}
REFUSED: dict[str, dict[str, Any]] = {
    "currency-unknown": {"currency": "SGD"},
    "methods-unknown": {"methods": ["cowries"]},
    "methods-text": {"methods": "va"},
    "success-url-number": {"successUrl": 5},
    "metadata-list": {"metadata": []},
    "unknown-field": {"price": 5},
}


@pytest.fixture(scope="module")
def session(server: Caller) -> money.Thing:
    """A session that is open."""
    return money.new_session(server)


@pytest.fixture(scope="module")
def paid(server: Caller) -> money.Thing:
    """A session the merchant confirmed."""
    return money.paid_session(server)


def seconds(session: money.Thing) -> float:
    """How long a session lives."""
    lived = datetime.fromisoformat(session["expiresAt"]) - datetime.fromisoformat(session["createdAt"])
    return lived.total_seconds()


def test_a_session_has_every_field(session: money.Thing) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(session) >= FIELDS


def test_a_session_keeps_what_it_was_given(session: money.Thing) -> None:
    """Amount, currency, methods and addresses come back as sent."""
    assert session.items() >= money.session_body().items()


def test_a_session_starts_open(session: money.Thing) -> None:
    """Nobody has paid yet."""
    assert (session["status"], session["completedAt"], session["paymentId"]) == ("open", None, None)


def test_a_session_is_of_its_keys_mode(server: Caller, session: money.Thing) -> None:
    """`mode` is the key's."""
    assert session["mode"] == server.key.mode


def test_a_session_id_has_its_prefix(session: money.Thing) -> None:
    """`cs_`."""
    assert session["id"].startswith(facts.ID_FORMS["checkout session"].beginnings)


def test_a_session_leads_to_its_page(session: money.Thing) -> None:
    """The hosted URL ends in `/c/` and the id."""
    assert session["hostedUrl"].endswith(f"/c/{session['id']}")


def test_a_session_lives_a_day(session: money.Thing) -> None:
    """24 hours, unless asked for otherwise."""
    assert seconds(session) == 24 * 3600


def test_a_session_lives_as_long_as_asked(server: Caller) -> None:
    """`expiresInSec` is counted from the creation."""
    assert seconds(money.new_session(server, expiresInSec=90)) == 90


def test_a_session_knows_its_customer(server: Caller) -> None:
    """A short form of the customer is part of the session."""
    customer = recipes.new_customer(server, name="Ada", email="ada@example.com", phone="1", externalId=recipes.unique())
    session = money.new_session(server, customerId=customer["id"])

    short = {name: customer[name] for name in ("id", "name", "email", "phone", "externalId")}
    assert (session["customerId"], session["customer"]) == (customer["id"], short)


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_a_wrong_session_is_refused(server: Caller, fields: dict[str, Any]) -> None:
    """The wrong field is refused and named."""
    answer = money.post(server, "/api/v1/checkout-sessions", money.session_body(**fields))

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"].startswith(next(iter(fields)))


@pytest.mark.parametrize("name", ["amount", "currency", "methods", "successUrl", "cancelUrl"])
def test_a_session_needs_this(server: Caller, name: str) -> None:
    """What is required is asked for by name."""
    body = {field: value for field, value in money.session_body().items() if field != name}

    assert money.post(server, "/api/v1/checkout-sessions", body).error["field"] == name


def test_a_confirmed_session_is_paid(paid: money.Thing) -> None:
    """The merchant's confirmation completes it."""
    assert (paid["status"], type(paid["completedAt"])) == ("completed", str)


def test_a_manual_payment_goes_by_the_sessions_id(paid: money.Thing) -> None:
    """There is no provider to name the charge."""
    assert (paid["paymentId"], paid["adapter"]) == (paid["id"], "manual")


def test_a_session_is_paid_once(server: Caller, paid: money.Thing) -> None:
    """A second confirmation is a conflict."""
    answer = money.post(server, f"/api/v1/checkout-sessions/{paid['id']}/confirm")

    assert answer.verdict == (409, "conflict")


def test_a_buyer_with_money_history_stays(server: Caller) -> None:
    """A customer who paid cannot be deleted."""
    customer = recipes.new_customer(server)
    money.paid_session(server, customerId=customer["id"])

    answer = server.call("DELETE", f"/api/v1/customers/{customer['id']}", idempotency_key=recipes.unique())
    assert answer.verdict == (409, "conflict")


def test_there_is_no_receipt_before_the_payment(server: Caller, session: money.Thing) -> None:
    """`receipt-link` is 404 until the session is completed."""
    answer = server.call("GET", f"/api/v1/checkout-sessions/{session['id']}/receipt-link")

    assert answer.verdict == (404, "not_found")


def test_there_is_a_receipt_after_the_payment(server: Caller, paid: money.Thing) -> None:
    """Completion issues a receipt by itself."""
    receipt = server.call("GET", f"/api/v1/checkout-sessions/{paid['id']}/receipt-link").data

    assert (receipt["sourceType"], receipt["sourceId"]) == ("checkout_session", paid["id"])


@pytest.mark.guess
def test_a_buyer_who_left_may_go(server: Caller) -> None:
    """A session that was canceled holds nobody: only paid ones and those under way do."""
    customer = recipes.new_customer(server)
    session = money.new_session(server, customerId=customer["id"])
    money.made(money.post(server, f"/api/v1/checkout-sessions/{session['id']}/cancel"))

    answer = server.call("DELETE", f"/api/v1/customers/{customer['id']}", idempotency_key=recipes.unique())
    assert answer.verdict == (204, None)
