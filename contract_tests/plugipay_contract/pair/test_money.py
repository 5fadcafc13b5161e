"""Money through the client: sold, billed, given back and paid out, on the server under judgement."""

from typing import Any

import pytest

from plugipay_contract.caller import Caller
from plugipay_contract.client.recorder import Make
from plugipay_contract.money import line
from plugipay_contract.quiet import tries

SESSION = {
    "amount": 125_000,
    "currency": "IDR",
    "methods": ["qris"],
    "success_url": "https://shop.example.com/thanks",
    "cancel_url": "https://shop.example.com/basket",
}


@pytest.fixture
def customer_id(client: Any) -> str:
    """A customer."""
    customer_id: str = client.customers.create(name="Ada")["id"]
    return customer_id


def paid_invoice(client: Any, customer_id: str) -> Any:
    """An invoice paid with money from elsewhere."""
    invoice = client.invoices.create(customer_id=customer_id, currency="IDR", lines=[line(10_000, 2)], status="open")
    return client.invoices.pay(invoice["id"])


def locked_by_a_payout(client: Any) -> int:
    """How much less there is to be paid out when 5,000 wait for it."""
    paid_invoice(client, client.customers.create(name="Ada")["id"])
    before = client.payouts.balance()
    client.payouts.create(
        amount=5_000, currency="IDR", bank_name="BCA", bank_account_number="1", bank_account_holder="Ada"
    )
    less: int = before["available"] - client.payouts.balance()["available"]
    return less


def test_a_session_is_opened_and_given_up(client: Any) -> None:
    """A session can be canceled before anybody pays."""
    session = client.checkout_sessions.create(**SESSION)

    assert (session["status"], client.checkout_sessions.cancel(session["id"])["status"]) == ("open", "canceled")


def test_an_invoice_is_made_final_and_paid(client: Any, customer_id: str) -> None:
    """From draft to paid, in three calls."""
    draft = client.invoices.create(customer_id=customer_id, currency="IDR", lines=[line(10_000, 2)])
    opened = client.invoices.finalize(draft["id"])
    paid = client.invoices.pay(draft["id"])

    assert [each["status"] for each in (draft, opened, paid)] == ["draft", "open", "paid"]


def test_a_paid_invoice_has_a_receipt(client: Any, customer_id: str) -> None:
    """The newest receipt is of the invoice just paid."""
    invoice = paid_invoice(client, customer_id)

    assert invoice["id"] in [row["sourceId"] for row in client.receipts.list(limit=100).data]


def test_a_paid_invoice_can_be_given_back(client: Any, customer_id: str) -> None:
    """All of it, unless an amount is named."""
    invoice = paid_invoice(client, customer_id)

    assert client.refunds.create(source_type="invoice", source_id=invoice["id"])["amount"] == 20_000


def test_too_much_is_told(client: Any, customer_id: str, error_class: type[Exception]) -> None:
    """A refund beyond what came in."""
    invoice = paid_invoice(client, customer_id)

    with pytest.raises(error_class) as caught:
        client.refunds.create(source_type="invoice", source_id=invoice["id"], amount=20_001)

    assert getattr(caught.value, "code", None) == "invalid_request"


def test_a_plan_is_sold(client: Any, customer_id: str) -> None:
    """Plan, subscription, and its first invoice."""
    plan = client.plans.create(name="Tea club", currency="IDR", amount=150_000, interval="month")
    subscription = client.subscriptions.create(
        customer_id=customer_id,
        plan_id=plan["id"],
        price_id=plan["prices"][0]["id"],
        collection_method="send_invoice",
    )

    rows = client.invoices.list(customer_id=customer_id).data
    assert [(row["subscriptionId"], row["total"]) for row in rows] == [(subscription["id"], 150_000)]


def test_a_subscription_ends_at_the_end(client: Any, customer_id: str) -> None:
    """Canceling waits for the end of the period unless told otherwise."""
    plan = client.plans.create(name="Tea club", currency="IDR", amount=150_000, interval="month")
    subscription = client.subscriptions.create(
        customer_id=customer_id, plan_id=plan["id"], price_id=plan["prices"][0]["id"]
    )

    assert client.subscriptions.cancel(subscription["id"])["cancelAt"] == subscription["currentPeriodEnd"]


def test_an_illegal_action_is_told(client: Any, customer_id: str, error_class: type[Exception]) -> None:
    """A paid invoice cannot be voided."""
    invoice = paid_invoice(client, customer_id)

    with pytest.raises(error_class) as caught:
        client.invoices.void(invoice["id"])

    assert getattr(caught.value, "code", None) == "invalid_transition"


def test_a_payout_comes_out_of_the_balance(connect: Make, someone: Caller) -> None:
    """What waits to be paid out is locked; where others earn money as well, that is seen in a quiet moment."""
    client = connect(key_id=someone.key.key_id, secret=someone.key.secret)

    assert 5_000 in (locked_by_a_payout(client) for _ in tries(someone))


def test_the_reports_can_be_read(client: Any, customer_id: str) -> None:
    """Both agree that something came in."""
    paid_invoice(client, customer_id)
    bounds = {"from_": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}

    assert client.reports.pnl(**bounds)["revenue"] >= 20_000
    assert client.reports.cash_flow(**bounds)["totalInflow"] >= 20_000


def test_the_books_balance(client: Any, customer_id: str) -> None:
    """All accounts together are zero."""
    paid_invoice(client, customer_id)

    assert sum(row["balance"] for row in client.ledger.balances() if row.get("currency") in {None, "IDR"}) == 0


def test_what_happened_is_told(client: Any, customer_id: str) -> None:
    """The log has the event of the customer just made."""
    rows = client.events.list(limit=100, type="plugipay.customer.created.v1").data

    assert customer_id in [row["data"]["aggregateId"] for row in rows]
