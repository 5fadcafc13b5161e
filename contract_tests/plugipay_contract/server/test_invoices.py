"""Invoices: drawn up, made final, paid or given up; their totals follow from their lines."""

from typing import Any

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Caller

FIELDS = {
    *("id", "arn", "accountId", "customerId", "subscriptionId", "status", "number", "currency", "subtotal"),
    *("discount", "tax", "total", "amountPaid", "amountDue", "dueAt", "issuedAt", "paidAt", "voidedAt"),
    *("hostedInvoiceUrl", "chargeId", "collectionAttempts", "lines", "metadata", "createdAt", "updatedAt"),
}
LINE_FIELDS = {"id", "description", "quantity", "unitAmount", "amount", "priceId", "metadata"}

TOTALS: dict[str, tuple[dict[str, Any], tuple[int, int, int, int]]] = {
    "one-line": ({"lines": [money.line(10_000)]}, (10_000, 0, 0, 10_000)),
    "quantity": ({"lines": [money.line(10_000, 3)]}, (30_000, 0, 0, 30_000)),
    "two-lines": ({"lines": [money.line(10_000, 3), money.line(1)]}, (30_001, 0, 0, 30_001)),
    "free-line": ({"lines": [money.line(0), money.line(5)]}, (5, 0, 0, 5)),
    "discount": ({"lines": [money.line(10_000)], "discount": 1_000}, (10_000, 1_000, 0, 9_000)),
    "tax": ({"lines": [money.line(10_000)], "tax": 1_100}, (10_000, 0, 1_100, 11_100)),
    "both": ({"lines": [money.line(10_000)], "discount": 1_000, "tax": 990}, (10_000, 1_000, 990, 9_990)),
    "all-off": ({"lines": [money.line(10_000)], "discount": 10_000}, (10_000, 10_000, 0, 0)),
    "many": ({"lines": [money.line(7, 11)] * 100}, (7_700, 0, 0, 7_700)),
}


@pytest.fixture(scope="module")
def draft(server: Caller) -> money.Thing:
    """An invoice nobody has seen."""
    return money.new_invoice(server, lines=[money.line(10_000, 2)])


@pytest.fixture(scope="module")
def paid(server: Caller) -> money.Thing:
    """An invoice paid with money from elsewhere."""
    return money.paid_invoice(server)


def refusal(server: Caller, **fields: Any) -> tuple[tuple[int, str | None], str]:
    """How an invoice with these fields is refused, and which field is named."""
    answer = money.post(server, "/api/v1/invoices", money.invoice_body(server, **fields))
    return answer.verdict, answer.error.get("field", "")


def test_an_invoice_has_every_field(draft: money.Thing) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(draft) >= FIELDS


def test_a_line_has_every_field(draft: money.Thing) -> None:
    """A line as well."""
    assert set(draft["lines"][0]) >= LINE_FIELDS


def test_every_line_has_an_id_of_its_own(server: Caller) -> None:
    """No two lines share an id, however alike they are."""
    lines = money.new_invoice(server, lines=[money.line(), money.line(), money.line(1)])["lines"]

    assert len({line["id"] for line in lines}) == len(lines)


def test_an_invoice_starts_as_a_draft(draft: money.Thing) -> None:
    """Unless it is asked for otherwise."""
    assert (draft["status"], draft["issuedAt"], draft["amountPaid"]) == ("draft", None, 0)


def test_an_invoice_may_start_open(server: Caller) -> None:
    """`status: open` skips the draft."""
    invoice = money.new_invoice(server, status="open")

    assert (invoice["status"], type(invoice["issuedAt"])) == ("open", str)


@pytest.mark.parametrize("status", ["paid", "void", "past_due"])
def test_an_invoice_may_not_start_at_its_end(server: Caller, status: str) -> None:
    """Only draft and open are beginnings."""
    assert refusal(server, status=status) == ((400, "invalid_request"), "status")


def test_an_invoice_id_has_its_prefix(draft: money.Thing) -> None:
    """`inv_`, by most public sources."""
    assert draft["id"].startswith(facts.ID_FORMS["invoice"].beginnings)


def test_every_invoice_has_a_number_of_its_own(server: Caller) -> None:
    """No two invoices share a number."""
    assert money.new_invoice(server)["number"] != money.new_invoice(server)["number"]


def test_a_line_is_quantity_times_unit(draft: money.Thing) -> None:
    """The amount of a line is computed."""
    assert draft["lines"][0]["amount"] == 20_000


@pytest.mark.parametrize(("fields", "totals"), TOTALS.values(), ids=TOTALS)
def test_the_totals_follow_from_the_lines(server: Caller, fields: dict[str, Any], totals: tuple[int, ...]) -> None:
    """Subtotal, less discount, plus tax, is the total."""
    invoice = money.new_invoice(server, **fields)

    assert tuple(invoice[name] for name in ("subtotal", "discount", "tax", "total")) == totals


def test_all_is_due_before_the_payment(draft: money.Thing) -> None:
    """`amountDue` is the total less what was paid."""
    assert draft["amountDue"] == draft["total"]


def test_nothing_is_due_after_the_payment(paid: money.Thing) -> None:
    """All of it was paid."""
    assert (paid["amountPaid"], paid["amountDue"], type(paid["paidAt"])) == (paid["total"], 0, str)


def test_a_discount_beyond_the_subtotal_is_refused(server: Caller) -> None:
    """No invoice owes its customer money."""
    assert refusal(server, discount=10_001) == ((400, "invalid_request"), "discount")


def test_totals_do_not_overflow(server: Caller) -> None:
    """Lines that add up to more than a server can count are refused, not wrapped around."""
    huge = [money.line(999_999_999_999_999_999, 1_000_000)] * 2

    assert refusal(server, lines=huge)[0] == (400, "invalid_request")


@pytest.mark.parametrize("lines", [[], [{}], [{"description": "Tea"}], "Tea"], ids=str)
def test_an_invoice_needs_lines(server: Caller, lines: Any) -> None:
    """At least one, and each whole."""
    verdict, field = refusal(server, lines=lines)

    assert (verdict, field[:5]) == ((400, "invalid_request"), "lines")


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "2", True], ids=repr)
def test_a_quantity_counts(server: Caller, quantity: Any) -> None:
    """One thing is the least one can sell."""
    verdict, field = refusal(server, lines=[money.line(1, quantity)])

    assert (verdict, "quantity" in field) == ((400, "invalid_request"), True)


def test_a_manual_payment_has_no_charge(server: Caller, paid: money.Thing) -> None:
    """`chargeId` is a provider's."""
    assert money.reread(server, "invoices", paid)["chargeId"] is None


def test_a_voided_invoice_is_dated(server: Caller) -> None:
    """`voidedAt` says since when."""
    invoice = money.new_invoice(server)

    assert isinstance(money.post(server, f"/api/v1/invoices/{invoice['id']}/void").data["voidedAt"], str)


def test_a_payment_issues_a_receipt(server: Caller, paid: money.Thing) -> None:
    """With source type `invoice`."""
    receipt = server.call("GET", f"/api/v1/invoices/{paid['id']}/receipt").data

    assert (receipt["sourceType"], receipt["sourceId"]) == ("invoice", paid["id"])


def test_sending_by_email_says_where_to(server: Caller) -> None:
    """`{sent, to}`."""
    invoice = money.new_invoice(server, status="open")
    answer = money.post(server, f"/api/v1/invoices/{invoice['id']}/send-email", {"to": "ada@example.com"})

    assert answer.data == {"sent": True, "to": "ada@example.com"}


def test_a_customer_with_invoices_stays(server: Caller) -> None:
    """Deleting one with money history is a conflict."""
    invoice = money.new_invoice(server)
    answer = server.call("DELETE", f"/api/v1/customers/{invoice['customerId']}", idempotency_key=recipes.unique())

    assert answer.verdict == (409, "conflict")
