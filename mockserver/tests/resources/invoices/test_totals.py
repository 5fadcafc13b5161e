"""What an invoice adds up to."""

import pytest

from plugipay_mock.clock import iso
from plugipay_mock.errors import InvalidRequest
from plugipay_mock.resources.invoices import model

BIRTH = {"id": "inv_1", "arn": "", "account_id": "acc_1", "created_at": iso(0), "updated_at": iso(0)}


def sum_up(*amounts, **fields):
    """The draft of an invoice with lines of (quantity, unit amount)."""
    lines = [model.line("il_1", description="x", quantity=count, unit_amount=unit) for count, unit in amounts]
    return model.draft(BIRTH, position=0, lines=lines, customer_id="cus_1", currency="IDR", **fields)


@pytest.mark.parametrize(
    ("amounts", "fields", "sums"),
    [
        ([(1, 1)], {}, (1, 1)),
        ([(3, 7), (2, 10)], {}, (41, 41)),
        ([(1, 100)], {"discount": 30}, (100, 70)),
        ([(1, 100)], {"tax": 11}, (100, 111)),
        ([(1, 100)], {"discount": 100, "tax": 11}, (100, 11)),
        ([(1, 0)], {}, (0, 0)),
        ([(1_000_000, 10**12)], {}, (10**18, 10**18)),
    ],
)
def test_an_invoice_adds_up(amounts, fields, sums):
    """Lines are multiplied and added, the discount is taken off, the tax put on."""
    invoice = sum_up(*amounts, **fields)

    assert (invoice.subtotal, invoice.total) == sums
    assert (invoice.amount_due, invoice.amount_paid) == (invoice.total, 0)


@pytest.mark.parametrize(
    ("amounts", "fields", "field"),
    [
        ([(1, 100)], {"discount": 101}, "discount"),
        ([(1, 100)], {"discount": 101, "tax": 50}, "discount"),
        ([(1_000_000, 10**12), (1, 1)], {}, "lines"),
        ([(1_000_000, 10**12)], {"tax": 1}, "lines"),
        ([(1_000_000, 10**12), (1, 10)], {"discount": 10}, "lines"),
    ],
)
def test_a_sum_that_cannot_be_is_refused(amounts, fields, field):
    """A total is neither negative nor larger than the SDKs can read."""
    with pytest.raises(InvalidRequest) as refused:
        sum_up(*amounts, **fields)

    assert refused.value.problems[0].field == field
