import re

import pytest

from plugipay_mock.events import EVENTS
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Bill, instructions, payment_code, usual
from plugipay_mock.resources.checkout_sessions.model import LIFE_CYCLE
from plugipay_mock.resources.fields import LARGEST_AMOUNT

SESSIONS = "/api/v1/checkout-sessions"
PUBLIC = "/api/v1/public/checkout/sessions"
DAY = 24 * 3600
ASKED = {
    "amount": 125_000,
    "currency": "IDR",
    "methods": ["qris", "va"],
    "successUrl": "https://shop.example/thanks",
    "cancelUrl": "https://shop.example/cart",
}
EVERYTHING = ASKED | {
    "lineItems": [{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}],
    "expiresInSec": 600,
    "metadata": {"order": "A-1"},
    "templateId": "tpl_1",
}
BILL = Bill(id="cs_1", amount=4_900, currency="USD", payee="Kopi Kita", url="https://pay.example/c/cs_1")

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
    return lambda **fields: call("POST", SESSIONS, ASKED | fields)


@pytest.fixture
def shown(call):
    """A session as the merchant sees it now."""
    return lambda session: call("GET", f"{SESSIONS}/{session['id']}").data


@pytest.fixture
def left(shown, told):
    """What an act on a session leaves behind: the session, and every event so far."""
    return lambda session: (shown(session), told())


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


def test_a_session_has_what_was_sent(create):
    """Every field of a creation but the lifetime and the look is shown as it was sent."""
    session = create(**EVERYTHING).data

    assert {name: session.get(name) for name in EVERYTHING.keys() - {"expiresInSec", "templateId"}} == {
        name: EVERYTHING[name] for name in EVERYTHING.keys() - {"expiresInSec", "templateId"}
    }


def test_a_session_has_the_fields_of_the_sdks(create):
    """These and no others, nullable ones as null (SDK facts section 2.2)."""
    session = create().data

    assert session.keys() == {
        *("id", "arn", "accountId", "workspaceName", "customerId", "customer", "mode", "status", "amount", "currency"),
        *("methods", "paymentMethod", "adapter", "lineItems", "successUrl", "cancelUrl", "hostedUrl", "expiresAt"),
        *("completedAt", "paymentId", "metadata", "createdAt", "updatedAt"),
    }
    assert [name for name, value in session.items() if value is None] == [
        *("customerId", "customer", "paymentMethod", "adapter", "completedAt", "paymentId", "metadata")
    ]


def test_a_session_is_born_open(create, tenant, still):
    """A new session is open for 24 hours, in the key's workspace and mode."""
    session = create().data

    assert re.fullmatch(r"cs_[0-9A-HJKMNP-TV-Z]{26}", session["id"])
    assert session["arn"] == f"forjio:plugipay:sgp1:{tenant.account_id}:checkout-session/{session['id']}"
    assert (session["workspaceName"], session["mode"], session["status"]) == ("Kopi Kita", "test", "open")
    assert (session["createdAt"], session["expiresAt"]) == (still, "2026-05-13T12:00:00.000Z")


def test_creation_is_no_event(create, told):
    """The service tells only how a session ends well or in time."""
    create()

    assert told() == []


def test_the_hosted_page_is_where_the_world_says(world, create):
    """`hostedUrl` starts with the public base."""
    world.public_base = "https://pay.example"
    session = create().data

    assert session["hostedUrl"] == f"https://pay.example/c/{session['id']}"


def test_the_hosted_page_is_the_services_own_by_default(create):
    """Without a server of its own, a world names the address consumers fall back to."""
    session = create().data

    assert session["hostedUrl"] == f"https://plugipay.com/c/{session['id']}"


def test_a_session_shows_its_customer(call, create):
    """A customer comes with the fields a checkout needs."""
    customer = call("POST", "/api/v1/customers", {"name": "Ada", "email": "ada@example.com", "externalId": "a"}).data
    session = create(customerId=customer["id"]).data

    assert session["customerId"] == customer["id"]
    assert session["customer"] == {
        "id": customer["id"],
        "name": "Ada",
        "email": "ada@example.com",
        "phone": None,
        "externalId": "a",
    }


def test_an_unknown_customer_is_named(create):
    """A reference that leads nowhere is the fault of its field."""
    answer = create(customerId="cus_nobody")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "customerId")


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_is_required_is_named(call, name):
    """A session without amount, currency, methods or addresses is refused."""
    answer = call("POST", SESSIONS, {field: value for field, value in ASKED.items() if field != name})

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), name)
    assert answer.error["message"] == f"{name}: is required"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 1.5}, "amount"),
        ({"amount": 1.0}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": "125000"}, "amount"),
        ({"amount": None}, "amount"),
        ({"amount": LARGEST_AMOUNT + 1}, "amount"),
        ({"amount": 10**400}, "amount"),
        ({"currency": "SGD"}, "currency"),
        ({"currency": "idr"}, "currency"),
        ({"methods": []}, "methods"),
        ({"methods": "qris"}, "methods"),
        ({"methods": ["qris", "cash"]}, "methods[1]"),
        ({"successUrl": "shop.example/thanks"}, "successUrl"),
        ({"successUrl": "javascript:alert(1)"}, "successUrl"),
        ({"cancelUrl": "https://shop.example/\r\nSet-Cookie: a=b"}, "cancelUrl"),
        ({"cancelUrl": "https://shop.example/a b"}, "cancelUrl"),
        ({"expiresInSec": 0}, "expiresInSec"),
        ({"expiresInSec": 30 * DAY + 1}, "expiresInSec"),
        ({"expiresInSec": 60.5}, "expiresInSec"),
        ({"lineItems": [{"name": "Kopi", "quantity": 0, "unitAmount": 1}]}, "lineItems[0].quantity"),
        ({"lineItems": [{"name": "Kopi", "quantity": 1, "unitAmount": -1}]}, "lineItems[0].unitAmount"),
        ({"lineItems": [{"name": "Kopi", "quantity": 1}]}, "lineItems[0].unitAmount"),
        ({"lineItems": [{"name": "", "quantity": 1, "unitAmount": 1}]}, "lineItems[0].name"),
        ({"lineItems": None}, "lineItems"),
        ({"metadata": {"order": 1}}, "metadata.order"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named(create, fields, field):
    """A body that asks for what cannot be is refused, and the field is named."""
    answer = create(**fields)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), field)


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 1},
        {"amount": LARGEST_AMOUNT},
        {"expiresInSec": 1},
        {"expiresInSec": 30 * DAY},
        {"lineItems": []},
        {"lineItems": [{"name": "Free", "quantity": 1, "unitAmount": 0}]},
        {"customerId": None, "metadata": None, "templateId": None},
        {"successUrl": "http://localhost:3000/ok?order=1#done"},
    ],
)
def test_limits_belong_to_what_is_allowed(create, fields):
    """The smallest and the largest are accepted."""
    assert create(**fields).status == 201


def test_python_may_name_a_bank_or_a_wallet(create):
    """The Python SDK's pages pass `va_bca` and `gopay`."""
    assert create(methods=["va_bca", "gopay"]).data["methods"] == ["va_bca", "gopay"]


def test_the_service_takes_only_its_six_methods(shipped, call):
    """What the Python SDK's pages pass beyond them is refused by name."""
    answer = call("POST", SESSIONS, ASKED | {"methods": ["va_bca"]}, key="k")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "methods[0]")


@pytest.mark.parametrize("action", ["create", "cancel"])
def test_the_service_demands_a_key(shipped, call, action):
    """Creation and cancellation must be repeatable (SDK facts section 1.5)."""
    session = call("POST", SESSIONS, ASKED, key="k").data
    answer = call("POST", SESSIONS if action == "create" else f"{SESSIONS}/{session['id']}/cancel", ASKED)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "Idempotency-Key")


def test_a_session_is_found_by_its_id(create, shown):
    """A single call shows what the creation showed."""
    session = create().data

    assert shown(session) == session


def test_an_unknown_session_is_not_found(call):
    """The answer names what was looked for."""
    answer = call("GET", f"{SESSIONS}/cs_nothing")

    assert (answer.verdict, answer.error["message"]) == ((404, "not_found"), "Checkout session cs_nothing not found")


def test_a_session_of_the_other_mode_is_told(call, keys, create):
    """A test session is no live session."""
    answer = call("GET", f"{SESSIONS}/{create().data['id']}", by=keys["live"])

    assert answer.verdict == (401, "mode_mismatch")


def test_sessions_are_listed_newest_first(call, create):
    """The default order is descending."""
    first, second = create().data, create().data

    assert [row["id"] for row in call("GET", SESSIONS).data] == [second["id"], first["id"]]


def test_sessions_are_listed_in_pages(call, create):
    """A cursor continues where a page ended, whichever way it goes."""
    ids = [create().data["id"] for _ in range(3)]
    first = call("GET", f"{SESSIONS}?limit=2&order=asc")
    second = call("GET", f"{SESSIONS}?limit=2&order=asc&cursor={first.meta['cursor']}")

    assert [row["id"] for row in first.data + second.data] == ids
    assert (first.meta["hasMore"], second.meta["hasMore"]) == (True, False)


def test_sessions_are_listed_by_status_and_customer(call, create, take):
    """Filters narrow a list, one by one and together."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    hers, his, canceled = create(customerId=customer).data, create().data, create(customerId=customer).data
    take(canceled, "cancel")

    def listed(query):
        return [row["id"] for row in call("GET", f"{SESSIONS}?{query}").data]

    assert listed("status=open") == [his["id"], hers["id"]]
    assert listed(f"customerId={customer}") == [canceled["id"], hers["id"]]
    assert listed(f"status=canceled&customerId={customer}") == [canceled["id"]]


def test_sessions_are_listed_by_time(call, create, advance):
    """`createdAfter` is inclusive, `createdBefore` exclusive."""
    create()
    advance(hours=1)
    middle = create().data
    advance(hours=1)
    create()
    window = "createdAfter=2026-05-12T13:00:00Z&createdBefore=2026-05-12T14:00:00Z"

    assert [row["id"] for row in call("GET", f"{SESSIONS}?{window}").data] == [middle["id"]]


def test_an_unknown_status_is_refused(call):
    """A filter that can find nothing is a mistake."""
    answer = call("GET", f"{SESSIONS}?status=paid")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "status")


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


def test_usual_methods_fit_the_currency():
    """USD is PayPal's, all others are for rupiah (SDK facts section 9)."""
    assert (usual("IDR"), usual("USD")) == (("qris", "va", "ewallet", "card", "retail"), ("paypal",))


@pytest.mark.parametrize("method", sorted(CATALOG))
def test_a_buyer_is_told_what_to_do_or_sent_on(method):
    """QR codes, accounts and counters are explained here; wallets, cards and PayPal have pages of their own."""
    told = instructions(method, BILL)

    assert (told is None) == (CATALOG[method].group in {"ewallet", "card", "paypal"})


@pytest.mark.parametrize("method", ["qris", "va", "retail"])
def test_instructions_tell_the_sum(method):
    """Whoever pays must know how much."""
    told = instructions(method, BILL)

    assert (told.amount, told.currency) == (4_900, "USD")


def test_a_payment_code_stays_the_same():
    """Fourteen digits, made from the id alone."""
    assert re.fullmatch(r"8808\d{10}", payment_code("cs_1"))
    assert payment_code("cs_1") == payment_code("cs_1") != payment_code("cs_2")
