"""The room of the invoices."""

import pytest

from plugipay_mock.clock import iso
from plugipay_mock.dialect import SHIPPED
from plugipay_mock.errors import InvalidRequest
from plugipay_mock.events import EVENTS
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.invoices import model
from plugipay_mock.resources.invoices.model import INVOICES as SHELF
from plugipay_mock.resources.invoices.model import LIFE_CYCLE
from plugipay_mock.world import World

INVOICES = "/api/v1/invoices"
NOON = "2026-05-12T12:00:00.000Z"
LINE = {"description": "Beans", "quantity": 2, "unitAmount": 50_000}
BIRTH = {"id": "inv_1", "arn": "", "account_id": "acc_1", "created_at": iso(0), "updated_at": iso(0)}
STATES = ["draft", "open", "past_due", "paid", "void", "uncollectible"]


@pytest.fixture
def customer(call, still):
    """A customer with an address."""
    return call("POST", "/api/v1/customers", {"email": "ada@example.com"}).data


@pytest.fixture
def bill(call, customer):
    """Creates an invoice over 100,000 rupiah: `bill(status="open", tax=11_000)`."""
    body = {"customerId": customer["id"], "currency": "IDR", "lines": [LINE]}
    return lambda **fields: call("POST", INVOICES, body | fields)


@pytest.fixture
def does(call):
    """Does one of the actions on an invoice: `does(invoice, "pay")`; `look` shows it."""

    def act(invoice, action):
        path = f"{INVOICES}/{invoice['id']}"
        return call("GET", path) if action == "look" else call("POST", f"{path}/{action}", {})

    return act


@pytest.fixture
def into(bill, does, advance):
    """Brings a new invoice into a state."""

    def bring(state):
        invoice = bill(status="draft" if state == "draft" else "open", dueAt="2026-05-13T12:00:00Z").data
        if state in {"past_due", "uncollectible"}:
            advance(days=1 if state == "past_due" else 31)
        elif state in {"paid", "void"}:
            does(invoice, {"paid": "pay", "void": "void"}[state])
        return does(invoice, "look").data

    return bring


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


def test_every_state_is_reached():
    """The table leads to all six states of the documentation."""
    assert states(LIFE_CYCLE, "draft") == set(STATES)


def test_an_invoice_shows_the_fields_of_the_sdk_type(bill, customer):
    """An invoice has exactly the documented fields, and keeps its memo to itself."""
    invoice = bill(memo="Thank you", templateId="tpl_1", discount=10_000, tax=9_900, dueAt="2026-06-01T07:00:00+07:00")

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


def test_finalizing_opens_a_draft(bill, does):
    """A draft becomes open, issued now."""
    opened = does(bill().data, "finalize").data

    assert (opened["status"], opened["issuedAt"]) == ("open", NOON)


def test_finalizing_an_open_invoice_changes_nothing(bill, does, told):
    """Consumers finalize what is open already; they get it as it is, and nothing is told."""
    invoice = bill(status="open").data
    before = told()

    assert does(invoice, "finalize").data == invoice
    assert told() == before


def test_paying_settles_the_whole_invoice(bill, does):
    """Money that came another way pays all that is due, and is no charge of a provider."""
    paid = does(bill(status="open").data, "pay").data

    assert (paid["status"], paid["paidAt"], paid["chargeId"]) == ("paid", NOON, None)
    assert (paid["amountPaid"], paid["amountDue"]) == (100_000, 0)


def test_voiding_says_when(bill, does):
    """A void invoice has the moment, and was not paid."""
    void = does(bill().data, "void").data

    assert (void["status"], void["voidedAt"], void["amountPaid"]) == ("void", NOON, 0)


def test_only_the_single_get_names_the_charge(bill, act, call, does, tenant):
    """The charge that paid an invoice is in its own answer, in no list and in no event."""
    invoice = bill(status="open").data
    stored = tenant.collection(SHELF).get(invoice["id"])
    act().replace(SHELF, model.pay(stored, NOON, charge="chg_1"), "invoice.paid")
    event = list(tenant.collection(EVENTS))[-1]

    assert does(invoice, "look").data["chargeId"] == "chg_1"
    assert call("GET", INVOICES).data[0]["chargeId"] is None
    assert event.data["object"]["chargeId"] is None


ALLOWED = {
    "draft": {"finalize", "void"},
    "open": {"finalize", "pay", "void", "send", "send-email"},
    "past_due": {"pay", "void", "send", "send-email"},
    "paid": {"send", "send-email"},
    "void": set(),
    "uncollectible": set(),
}


@pytest.mark.parametrize("action", ["finalize", "pay", "void", "send", "send-email"])
@pytest.mark.parametrize("state", STATES)
def test_every_action_in_every_state(into, does, told, state, action):
    """An action is done, or refused without a trace."""
    invoice = into(state)
    events = told()
    answer = does(invoice, action)

    assert invoice["status"] == state
    if action in ALLOWED[state]:
        assert answer.status == 200
    else:
        assert answer.verdict == (409, "invalid_transition")
        assert (does(invoice, "look").data, told()) == (invoice, events)


def test_a_refusal_names_the_way_out(bill, does):
    """The message says what the invoice is, and where the action is possible."""
    invoice = bill(status="open").data
    does(invoice, "pay")

    assert does(invoice, "void").error["message"] == (
        f"Invoice {invoice['id']} is paid; void is possible from draft, open or past_due"
    )


@pytest.mark.parametrize("action", ["look", "finalize", "pay", "void", "send", "send-email"])
def test_an_unknown_invoice_is_not_found(call, does, action):
    """There is nothing to act on."""
    assert does({"id": "inv_none"}, action).verdict == (404, "not_found")


def test_an_open_invoice_falls_due(bill, does, advance):
    """On the moment it should have been paid, an open invoice is past due; no event tells it."""
    invoice = bill(status="open", dueAt="2026-05-13T12:00:00Z").data

    assert advance(hours=24, seconds=-1) == []
    assert does(invoice, "look").data["status"] == "open"
    assert advance(seconds=1) == []
    assert does(invoice, "look").data == invoice | {"status": "past_due", "updatedAt": "2026-05-13T12:00:00.000Z"}


def test_patience_ends_after_thirty_days(into, does, advance):
    """Past due for 30 days, an invoice is uncollectible."""
    invoice = into("past_due")
    advance(days=30, seconds=-1)

    assert does(invoice, "look").data["status"] == "past_due"
    advance(seconds=1)
    assert does(invoice, "look").data["status"] == "uncollectible"


def test_an_invoice_finalized_late_is_past_due_from_then_on(bill, does, advance):
    """A draft does not age; opened after its day, it is past due at the next moment anybody looks."""
    invoice = bill(dueAt="2026-05-13T12:00:00Z").data
    advance(days=10)
    opened = does(invoice, "finalize").data

    assert opened["status"] == "open"
    assert does(invoice, "look").data == opened | {"status": "past_due"}
    advance(days=29)
    assert does(invoice, "look").data["status"] == "past_due"


@pytest.mark.parametrize("fields", [{}, {"dueAt": None}])
def test_an_invoice_without_a_day_never_falls_due(bill, does, advance, fields):
    """Nobody said when it should be paid."""
    invoice = bill(status="open", **fields).data
    advance(days=1_000)

    assert does(invoice, "look").data["status"] == "open"


@pytest.mark.parametrize("action", ["pay", "void"])
def test_what_is_settled_does_not_fall_due(bill, does, advance, action):
    """An invoice that is paid or void stays so."""
    invoice = bill(status="open", dueAt="2026-05-13T12:00:00Z").data
    settled = does(invoice, action).data
    advance(days=100)

    assert does(invoice, "look").data == settled


def test_time_signals_to_other_rooms(into, world, call):
    """Falling due and being written off are no events, and other rooms hear of both."""
    call("GET", INVOICES)

    assert {"invoice.past_due", "invoice.uncollectible"} <= set(world.wiring.reactions)


def test_sending_tells_to_whom(bill, does, tenant, customer):
    """The event of a sent invoice has the address of its customer beside the object."""
    invoice = bill(status="open").data
    sent = does(invoice, "send").data
    event = list(tenant.collection(EVENTS))[-1]

    assert sent == invoice
    assert (event.type, event.data["to"]) == ("plugipay.invoice.sent.v1", customer["email"])
    assert event.data["object"] == invoice


@pytest.mark.parametrize(
    ("body", "to"), [({}, "ada@example.com"), ({"to": None}, "ada@example.com"), ({"to": "bo@x.co"}, "bo@x.co")]
)
def test_mail_goes_to_an_address_or_to_the_customer(bill, call, body, to):
    """Without an address in the request, it is the customer's."""
    invoice = bill(status="open").data

    assert call("POST", f"{INVOICES}/{invoice['id']}/send-email", body).data == {"sent": True, "to": to}


def test_mail_needs_an_address(bill, call, customer):
    """A customer without one cannot be mailed, and the message says what to send."""
    call("PATCH", f"/api/v1/customers/{customer['id']}", {"email": None})
    answer = call("POST", f"{INVOICES}/{bill(status='open').data['id']}/send-email", {})

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == "to"


@pytest.mark.parametrize("to", ["ada", 7, ["ada@example.com"]])
def test_a_bad_address_is_refused(bill, call, to):
    """What is no address is named."""
    answer = call("POST", f"{INVOICES}/{bill(status='open').data['id']}/send-email", {"to": to})

    assert answer.error["field"] == "to"


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


def test_the_hosted_page_is_where_the_world_says(signed_calls):
    """The address of the page starts with the public base of the world."""
    call = signed_calls(World(public_base="https://pay.example"))
    customer = call("POST", "/api/v1/customers", {}).data
    body = {"customerId": customer["id"], "currency": "IDR", "lines": [LINE], "status": "open"}
    invoice = call("POST", INVOICES, body).data

    assert invoice["hostedInvoiceUrl"] == f"https://pay.example/i/{invoice['id']}"
