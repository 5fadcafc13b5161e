"""The life of an invoice: every state by every action, and what time does."""

import pytest

from plugipay_mock.codec import plain
from plugipay_mock.events import EVENTS
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.invoices import model
from plugipay_mock.resources.invoices.model import INVOICES as SHELF
from plugipay_mock.resources.invoices.model import LIFE_CYCLE

INVOICES = "/api/v1/invoices"
NOON = "2026-05-12T12:00:00.000Z"
STATES = ["draft", "open", "past_due", "paid", "void", "uncollectible"]


def test_every_state_is_reached():
    """The table leads to all six states of the documentation."""
    assert states(LIFE_CYCLE, "draft") == set(STATES)


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
    assert plain(event)["data"]["object"]["chargeId"] is None


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
