"""The life of a checkout session: every state by every action, and what time does."""

import pytest

from plugipay_mock.events import EVENTS
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.checkout_sessions.model import LIFE_CYCLE

from ..bodies import SESSION

SESSIONS = "/api/v1/checkout-sessions"
PUBLIC = "/api/v1/public/checkout/sessions"

LEADS_TO = {
    ("open", "charge"): "pending",
    ("open", "buyer-claim"): "pending_review",
    ("open", "cancel"): "canceled",
    ("pending", "charge"): "pending",
    ("pending", "buyer-claim"): "pending_review",
    ("pending", "cancel"): "canceled",
    ("pending_review", "confirm"): "completed",
    ("pending_review", "cancel"): "canceled",
}
STATES = ["open", "pending", "pending_review", "completed", "failed", "expired", "canceled"]
ACTIONS = ["charge", "buyer-claim", "confirm", "cancel"]
PAIRS = [(state, action) for state in STATES for action in ACTIONS]
REFUSED = [pair for pair in PAIRS if pair not in LEADS_TO]


@pytest.fixture
def create(call):
    """Opens a session: `create(amount=4_900, currency="USD")`."""
    return lambda **fields: call("POST", SESSIONS, SESSION | fields)


@pytest.fixture
def take(call, visit):
    """Does something with a session, as whoever may do it."""

    def act(session, action):
        if action in {"charge", "buyer-claim"}:
            body = {"method": "va"} if action == "charge" else {}
            return visit("POST", f"{PUBLIC}/{session['id']}/{action}", body)
        return call("POST", f"{SESSIONS}/{session['id']}/{action}", {})

    return act


@pytest.fixture
def session_in(create, take, submit, advance, shown):
    """A session brought into a state: `session_in("completed")`."""

    def bring(state, **fields):
        session = create(**fields).data
        match state:
            case "pending":
                take(session, "charge")
            case "pending_review":
                take(session, "buyer-claim")
            case "completed":
                take(session, "buyer-claim")
                take(session, "confirm")
            case "canceled":
                take(session, "cancel")
            case "failed":
                submit(f"/c/{session['id']}", action="fail")
            case "expired":
                advance(days=1)
        session = shown(session)
        assert session["status"] == state
        return session

    return bring


def test_every_state_can_be_reached():
    """The table leads from `open` to each documented state."""
    assert states(LIFE_CYCLE, "open") == set(STATES)


@pytest.mark.parametrize(("state", "action"), sorted(LEADS_TO))
def test_what_is_possible_happens(session_in, take, shown, state, action):
    """An action that the documentation allows leads where it says."""
    session = session_in(state)
    answer = take(session, action)

    assert (answer.status, shown(session)["status"]) == (200, LEADS_TO[state, action])


@pytest.mark.parametrize(("state", "action"), REFUSED)
def test_what_is_impossible_changes_nothing(session_in, take, left, state, action):
    """Any other action is a conflict, which names the state and the way out."""
    session = session_in(state)
    before = left(session)
    answer = take(session, action)

    assert answer.verdict == (409, "conflict")
    assert answer.error["message"].startswith(f"Checkout session {session['id']} is {state}; ")
    assert left(session) == before


def test_a_conflict_tells_the_way_out(session_in, take):
    """The message says from where the action is possible."""
    session = session_in("completed")

    assert take(session, "cancel").error["message"] == (
        f"Checkout session {session['id']} is completed; cancel is possible from open, pending or pending_review"
    )


def test_confirmation_completes(session_in, still):
    """A confirmed session is paid by hand, and goes by its own id."""
    session = session_in("completed")

    assert (session["completedAt"], session["adapter"], session["paymentId"]) == (still, "manual", session["id"])
    assert session["paymentMethod"] == "bank_transfer"


def test_confirmation_keeps_the_method(create, take, shown):
    """What the buyer chose before the claim is how it was paid."""
    session = create().data
    for action in ("charge", "buyer-claim", "confirm"):
        take(session, action)

    assert shown(session)["paymentMethod"] == "va"


def test_completion_is_told_once(session_in, take, told):
    """A second confirmation is refused, and so is no event."""
    take(session_in("completed"), "confirm")

    assert told() == ["checkout_session.completed"]


def test_completion_moves_money(session_in, call):
    """The ledger has the amount on cash and revenue."""
    session = session_in("completed")
    entries = call("GET", f"/api/v1/ledger?sourceId={session['id']}&order=asc").data

    assert [(row["code"], row["direction"], row["amount"]) for row in entries] == [
        ("cash", "debit", 125_000),
        ("revenue", "credit", 125_000),
    ]


@pytest.mark.parametrize("state", ["canceled", "failed"])
def test_the_other_ends_are_no_events(session_in, told, state):
    """Only completion and expiry are told."""
    session_in(state)

    assert told() == []


@pytest.mark.parametrize("state", ["open", "pending"])
def test_a_session_expires_in_time(session_in, advance, shown, state):
    """Not a second before its time, and then by itself."""
    session = session_in(state, expiresInSec=600)

    assert advance(seconds=599) == []
    assert advance(seconds=1) == ["checkout_session.expired"]
    assert (shown(session)["status"], shown(session)["updatedAt"]) == ("expired", session["expiresAt"])


@pytest.mark.parametrize("state", ["pending_review", "completed", "failed", "canceled"])
def test_a_session_nobody_can_pay_does_not_expire(session_in, advance, shown, state):
    """What waits for the merchant, or is over, stays as it is."""
    session = session_in(state)

    assert advance(days=40) == []
    assert shown(session) == session


def test_expiry_needs_no_advance(create, tenant, shown):
    """A clock that was set tells on the next request."""
    tenant.clock.freeze("2026-05-12T12:00:00Z")
    session = create().data
    tenant.clock.freeze("2026-05-13T12:00:00Z")

    assert shown(session)["status"] == "expired"


def test_sessions_expire_in_order(create, advance, tenant):
    """Whatever is due first is told first, each at its own moment."""
    late, soon = create(expiresInSec=200).data, create(expiresInSec=100).data
    happened = advance(hours=1)
    log = [(event.data["aggregateId"], event.occurred_at) for event in tenant.collection(EVENTS)]

    assert happened == ["checkout_session.expired"] * 2
    assert log == [(soon["id"], "2026-05-12T12:01:40.000Z"), (late["id"], "2026-05-12T12:03:20.000Z")]


@pytest.mark.parametrize("state", [state for state in STATES if state != "completed"])
def test_a_session_without_money_can_be_removed(session_in, call, state):
    """Removed is gone."""
    session = session_in(state)

    assert call("DELETE", f"{SESSIONS}/{session['id']}").status == 204
    assert call("GET", f"{SESSIONS}/{session['id']}").verdict == (404, "not_found")


def test_a_paid_session_stays(session_in, call, shown):
    """Money is not forgotten."""
    session = session_in("completed")

    assert call("DELETE", f"{SESSIONS}/{session['id']}").verdict == (409, "conflict")
    assert shown(session) == session


def test_a_removed_session_does_not_expire(create, call, advance):
    """What is gone has no time of its own."""
    call("DELETE", f"{SESSIONS}/{create().data['id']}")

    assert advance(days=2) == []


@pytest.mark.parametrize("state", STATES)
def test_a_session_may_keep_its_customer(session_in, call, state):
    """A customer who paid, or may still pay, is not forgotten; any other is."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    session = session_in(state, customerId=customer)
    answer = call("DELETE", f"/api/v1/customers/{customer}")

    if state in {"failed", "expired", "canceled"}:
        assert answer.status == 204
    else:
        assert answer.verdict == (409, "conflict")
        assert answer.error["message"] == (
            f"Customer {customer} has {session['id']}; a customer with money history stays"
        )
