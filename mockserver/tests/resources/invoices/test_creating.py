"""What an invoice is made of."""

import pytest

from plugipay_mock.dialect import SHIPPED
from plugipay_mock.world import World

INVOICES = "/api/v1/invoices"
NOON = "2026-05-12T12:00:00.000Z"
LINE = {"description": "Beans", "quantity": 2, "unitAmount": 50_000}


def test_an_invoice_shows_the_fields_of_the_sdk_type(call, bill, customer):
    """An invoice has exactly the documented fields, and keeps its memo and its look to itself."""
    look = call("POST", "/api/v1/templates", {"kind": "invoice", "name": "Plain", "config": {}}).data["id"]
    invoice = bill(memo="Thank you", templateId=look, discount=10_000, tax=9_900, dueAt="2026-06-01T07:00:00+07:00")

    assert invoice.status == 201
    assert invoice.data == {
        "id": invoice.data["id"],
        "arn": invoice.data["arn"],
        "accountId": invoice.data["accountId"],
        "customerId": customer["id"],
        "subscriptionId": None,
        "status": "draft",
        "number": "INV-000001",
        "currency": "IDR",
        "subtotal": 100_000,
        "discount": 10_000,
        "tax": 9_900,
        "total": 99_900,
        "amountPaid": 0,
        "amountDue": 99_900,
        "dueAt": "2026-06-01T00:00:00.000Z",
        "issuedAt": None,
        "paidAt": None,
        "voidedAt": None,
        "hostedInvoiceUrl": None,
        "chargeId": None,
        "collectionAttempts": 0,
        "lines": [LINE | {"id": invoice.data["lines"][0]["id"], "amount": 100_000, "priceId": None, "metadata": None}],
        "metadata": None,
        "createdAt": NOON,
        "updatedAt": NOON,
    }


def test_invoices_are_numbered(bill):
    """Numbers go up by one, whatever becomes of the invoices."""
    assert [bill().data["number"] for _ in range(3)] == ["INV-000001", "INV-000002", "INV-000003"]


def test_a_refused_invoice_takes_no_number(bill):
    """What was not created was not counted."""
    bill(discount=100_001)

    assert bill().data["number"] == "INV-000001"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customerId": "cus_none"}, "customerId"),
        ({"subscriptionId": "sub_none"}, "subscriptionId"),
        ({"currency": "SGD"}, "currency"),
        ({"lines": []}, "lines"),
        ({"lines": None}, "lines"),
        ({"lines": [LINE | {"quantity": 0}]}, "lines[0].quantity"),
        ({"lines": [LINE, LINE | {"unitAmount": 0.5}]}, "lines[1].unitAmount"),
        ({"lines": [LINE | {"unitAmount": -1}]}, "lines[0].unitAmount"),
        ({"lines": [LINE | {"unitAmount": True}]}, "lines[0].unitAmount"),
        ({"lines": [LINE | {"unitAmount": 10**400}]}, "lines[0].unitAmount"),
        ({"lines": [LINE | {"unitAmount": "50000"}]}, "lines[0].unitAmount"),
        ({"lines": [LINE | {"description": ""}]}, "lines[0].description"),
        ({"lines": [LINE | {"colour": "red"}]}, "lines[0].colour"),
        ({"discount": -1}, "discount"),
        ({"discount": 100_001}, "discount"),
        ({"tax": 1.5}, "tax"),
        ({"dueAt": "tomorrow"}, "dueAt"),
        ({"status": "paid"}, "status"),
        ({"metadata": {}}, "metadata"),
    ],
)
def test_a_bad_invoice_is_refused_by_name(bill, change, field):
    """The message names the field that is wrong."""
    answer = bill(**change)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field


def test_a_line_of_the_official_python_is_understood(bill):
    """Its pages write `amount` for one unit, and leave out the quantity of one."""
    invoice = bill(lines=[{"description": "Beans", "amount": 700}, {"description": "Milk", "quantity": 2, "amount": 5}])

    assert [line["amount"] for line in invoice.data["lines"]] == [700, 10]


@pytest.mark.parametrize("line", [LINE | {"amount": 1}, {"description": "Beans", "quantity": 1, "amount": 1}])
def test_the_shipped_service_refuses_that_line(signed_calls, line):
    """The service knows `unitAmount` and nothing else."""
    call = signed_calls(World(dialect=SHIPPED))
    customer = call("POST", "/api/v1/customers", {}, key="k1").data
    answer = call("POST", INVOICES, {"customerId": customer["id"], "currency": "IDR", "lines": [line]}, key="k2")

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"].startswith("lines[0].")


def test_a_line_gives_its_amount_once(bill):
    """Both names at once are refused."""
    assert bill(lines=[LINE | {"amount": 50_000}]).error["field"] == "lines[0].amount"


def test_an_invoice_is_created_open(bill, told, customer):
    """An invoice that starts open has been created and finalized, and can be paid on its page."""
    invoice = bill(status="open").data

    assert (invoice["status"], invoice["issuedAt"]) == ("open", NOON)
    assert invoice["hostedInvoiceUrl"] == f"https://plugipay.com/i/{invoice['id']}"
    assert told()[1:] == ["invoice.created", "invoice.finalized"]


def test_the_hosted_page_is_where_the_world_says(signed_calls):
    """The address of the page starts with the public base of the world."""
    call = signed_calls(World(public_base="https://pay.example"))
    customer = call("POST", "/api/v1/customers", {}).data
    body = {"customerId": customer["id"], "currency": "IDR", "lines": [LINE], "status": "open"}
    invoice = call("POST", INVOICES, body).data

    assert invoice["hostedInvoiceUrl"] == f"https://pay.example/i/{invoice['id']}"
