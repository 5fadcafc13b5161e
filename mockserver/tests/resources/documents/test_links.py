"""Addresses at which anybody can read an invoice for a while."""

from urllib.parse import urlsplit

import pytest

INVOICES = "/api/v1/invoices"


@pytest.fixture
def link(call, bill):
    """Where the signed address of a new invoice leads."""
    return urlsplit(call("GET", f"{INVOICES}/{bill()['id']}/pdf").headers["Location"])


def test_an_invoice_leads_to_a_signed_address(call, bill, visit):
    """Whoever has it reads the same file without a key."""
    invoice = bill()
    answer = call("GET", f"{INVOICES}/{invoice['id']}/pdf")
    where = urlsplit(answer.headers["Location"])
    seen = visit("GET", f"{where.path}?{where.query}")

    assert answer.status == 303
    assert f"{where.scheme}://{where.netloc}" == "https://plugipay.com"
    assert seen.body == call("GET", f"{INVOICES}/{invoice['id']}/invoice.pdf").body


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (300, 404)])
def test_a_signed_address_holds_for_five_minutes(link, visit, advance, seconds, status):
    """Of the world's time."""
    advance(seconds=seconds)

    assert visit("GET", f"{link.path}?{link.query}").status == status


def test_a_signed_address_cannot_be_altered(bill, link, visit):
    """Neither the invoice nor the time nor the signature."""
    altered = (
        f"/i/{bill()['id']}/invoice.pdf?{link.query}",
        f"{link.path}?{link.query.replace('expires=1', 'expires=2')}",
        f"{link.path}?{link.query}0",
        f"{link.path}?expires=9999999999&signature=%C3%A9",
        link.path,
    )

    assert [visit("GET", target).verdict for target in altered] == [(404, "not_found")] * len(altered)
