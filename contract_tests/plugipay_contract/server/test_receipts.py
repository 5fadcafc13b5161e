"""Receipts: issued by themselves when money came in, and never changed."""

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability

FIELDS = {
    *("id", "number", "sourceType", "sourceId", "customerId", "amount", "currency", "method", "adapter"),
    *("issuedAt", "emailedAt", "emailedTo"),
}


@pytest.fixture(scope="module")
def paid(server: Caller) -> money.Thing:
    """A session that was paid."""
    return money.paid_session(server, customerId=recipes.new_customer(server)["id"])


@pytest.fixture(scope="module")
def receipt(server: Caller, paid: money.Thing) -> money.Thing:
    """The receipt of that session, as lists show it."""
    (row,) = money.listed(server, "receipts", f"?customerId={paid['customerId']}")
    return row


def test_a_receipt_has_every_field(receipt: money.Thing) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(receipt) >= FIELDS


def test_a_receipt_id_has_its_prefix(receipt: money.Thing) -> None:
    """`rcpt_`."""
    assert receipt["id"].startswith(facts.ID_FORMS["receipt"].beginnings)


def test_a_receipt_tells_what_was_paid(receipt: money.Thing, paid: money.Thing) -> None:
    """The amount and currency of the session."""
    assert (receipt["amount"], receipt["currency"]) == (paid["amount"], paid["currency"])


def test_a_receipt_names_its_source(receipt: money.Thing, paid: money.Thing) -> None:
    """`checkout_session` and its id."""
    assert (receipt["sourceType"], receipt["sourceId"]) == ("checkout_session", paid["id"])


def test_a_receipt_tells_how_it_was_paid(receipt: money.Thing, paid: money.Thing) -> None:
    """Method and provider are those of the session."""
    assert (receipt["method"], receipt["adapter"]) == (paid["paymentMethod"], paid["adapter"])


@pytest.mark.needs(Ability.SETTLES)
@pytest.mark.parametrize("method", ["va", "qris"])
def test_a_receipt_tells_which_provider_was_paid(server: Caller, method: str) -> None:
    """A session that a buyer paid, and its receipt, say the same."""
    session = money.settled(server, money.new_session(server), method=method)
    receipt = server.call("GET", f"/api/v1/checkout-sessions/{session['id']}/receipt-link").data

    assert (receipt["method"], receipt["adapter"]) == (method, session["adapter"])


@pytest.mark.guess
def test_an_invoice_that_was_marked_paid_was_paid_by_hand(server: Caller) -> None:
    """No provider took the money that a merchant says has come."""
    invoice = money.paid_invoice(server)

    assert server.call("GET", f"/api/v1/invoices/{invoice['id']}/receipt").data["adapter"] == "manual"


def test_the_whole_receipt_says_more(server: Caller, receipt: money.Thing) -> None:
    """Merchant, lines and totals."""
    whole = money.reread(server, "receipts", receipt)

    assert set(whole) >= FIELDS | {"merchant", "lines", "subtotal", "taxAmount", "total", "template"}


@pytest.mark.parametrize(("amount", "tax"), [(111, 11), (50_000, 4_955), (0, 0), (1, 0), (5, 0), (6, 1)])
def test_tax_is_taken_out_of_the_gross(server: Caller, amount: int, tax: int) -> None:
    """PPN of 11 percent: round(total x 0.11 / 1.11)."""
    invoice = money.paid_invoice(server, lines=[money.line(amount)])
    receipt = server.call("GET", f"/api/v1/invoices/{invoice['id']}/receipt").data

    assert money.reread(server, "receipts", receipt)["taxAmount"] == tax


def test_a_receipt_does_not_follow_its_customer(server: Caller, paid: money.Thing, receipt: money.Thing) -> None:
    """It is a picture of the moment."""
    before = money.reread(server, "receipts", receipt)
    target = f"/api/v1/customers/{paid['customerId']}"
    server.call("PATCH", target, {"name": "Somebody Else"}, idempotency_key=recipes.unique())

    assert money.reread(server, "receipts", receipt) == before


def test_a_refund_does_not_change_a_receipt(server: Caller, paid: money.Thing, receipt: money.Thing) -> None:
    """What was paid was paid."""
    before = money.reread(server, "receipts", receipt)
    money.made(money.refund(server, paid, 1))

    assert money.reread(server, "receipts", receipt) == before


def test_every_payment_has_one_receipt(server: Caller) -> None:
    """A refused second confirmation issues none."""
    session = money.paid_session(server, customerId=recipes.new_customer(server)["id"])
    money.post(server, f"/api/v1/checkout-sessions/{session['id']}/confirm")

    assert len(money.listed(server, "receipts", f"?customerId={session['customerId']}")) == 1


def test_a_mailed_receipt_says_where_to(server: Caller) -> None:
    """`{sent, to}`, and the row remembers where it went last."""
    session = money.paid_session(server, customerId=recipes.new_customer(server)["id"])
    (row,) = money.listed(server, "receipts", f"?customerId={session['customerId']}")
    for address in ("ada@example.com", "grace@example.com"):
        answer = money.post(server, f"/api/v1/receipts/{row['id']}/email", {"to": address})

        assert answer.data == {"sent": True, "to": address}
        assert money.reread(server, "receipts", row)["emailedTo"] == address


@pytest.mark.parametrize("kind", ["checkout_session", "invoice"])
def test_receipts_are_found_by_source(server: Caller, kind: str) -> None:
    """`sourceType` filters."""
    money.paid_session(server)
    money.paid_invoice(server)

    assert {row["sourceType"] for row in money.listed(server, "receipts", f"?sourceType={kind}")} == {kind}
