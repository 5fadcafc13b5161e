"""Invoices in lists, and the customers they keep."""

INVOICES = "/api/v1/invoices"


def test_invoices_are_listed_by_customer_and_status(bill, call):
    """Each filter chooses, both together choose less."""
    other = call("POST", "/api/v1/customers", {}).data
    mine, theirs, opened = bill().data, bill(customerId=other["id"]).data, bill(status="open").data

    def listed(query):
        return [invoice["id"] for invoice in call("GET", f"{INVOICES}?{query}").data]

    assert listed(f"customerId={other['id']}") == [theirs["id"]]
    assert listed("status=draft") == [theirs["id"], mine["id"]]
    assert listed(f"status=open&customerId={mine['customerId']}") == [opened["id"]]
    assert listed("order=asc") == [mine["id"], theirs["id"], opened["id"]]


def test_a_list_follows_the_state(bill, does, call):
    """An invoice leaves the list of its old state."""
    does(bill(status="open").data, "pay")

    assert call("GET", f"{INVOICES}?status=open").data == []
    assert len(call("GET", f"{INVOICES}?status=paid").data) == 1


def test_an_unknown_state_is_refused(call):
    """A filter that no invoice can match is a mistake."""
    assert call("GET", f"{INVOICES}?status=late").verdict == (400, "invalid_request")


def test_a_customer_with_an_invoice_stays(bill, call, customer):
    """Even a draft keeps its customer from being forgotten."""
    bill()

    assert call("DELETE", f"/api/v1/customers/{customer['id']}").verdict == (409, "conflict")
