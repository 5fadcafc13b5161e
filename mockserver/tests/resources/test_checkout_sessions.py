import re

import pytest

from plugipay_mock.resources.fields import LARGEST_AMOUNT

from ..bodies import SESSION

SESSIONS = "/api/v1/checkout-sessions"
DAY = 24 * 3600
EVERYTHING = SESSION | {
    "lineItems": [{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}],
    "expiresInSec": 600,
    "metadata": {"order": "A-1"},
}


@pytest.fixture
def create(call):
    """Opens a session: `create(amount=4_900, currency="USD")`."""
    return lambda **fields: call("POST", SESSIONS, SESSION | fields)


@pytest.fixture
def template(call):
    """Makes a template: `template("checkout")`."""
    return lambda kind: call("POST", "/api/v1/templates", {"kind": kind, "name": "Plain", "config": {}}).data["id"]


def test_a_session_has_what_was_sent(create, template):
    """Every field of a creation but the lifetime and the look is shown as it was sent."""
    session = create(**EVERYTHING, templateId=template("checkout")).data

    shown = EVERYTHING.keys() - {"expiresInSec"}
    assert {name: session[name] for name in shown} == {name: EVERYTHING[name] for name in shown}


@pytest.mark.parametrize("path", [SESSIONS, "/api/v1/invoices"])
def test_a_template_must_be_there_and_of_the_kind(call, template, path):
    """It names a look, and there is none by that name, or it is the look of something else."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    line = {"description": "Kopi", "quantity": 1, "unitAmount": 1}
    bodies = {SESSIONS: SESSION, "/api/v1/invoices": {"customerId": customer, "currency": "IDR", "lines": [line]}}
    for wrong, why in (("tpl_nobody", "names no template"), (template("receipt"), "of kind receipt; choose one of")):
        answer = call("POST", path, bodies[path] | {"templateId": wrong})

        assert (answer.status, answer.error["field"]) == (400, "templateId")
        assert why in answer.error["message"]


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


@pytest.mark.parametrize("name", sorted(SESSION))
def test_what_is_required_is_named(call, name):
    """A session without amount, currency, methods or addresses is refused."""
    answer = call("POST", SESSIONS, {field: value for field, value in SESSION.items() if field != name})

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
    answer = call("POST", SESSIONS, SESSION | {"methods": ["va_bca"]}, key="k")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "methods[0]")


@pytest.mark.parametrize("action", ["create", "cancel"])
def test_the_service_demands_a_key(shipped, call, action):
    """Creation and cancellation must be repeatable (SDK facts section 1.5)."""
    session = call("POST", SESSIONS, SESSION, key="k").data
    answer = call("POST", SESSIONS if action == "create" else f"{SESSIONS}/{session['id']}/cancel", SESSION)

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


def test_sessions_are_listed_by_status_and_customer(call, create):
    """Filters narrow a list, one by one and together."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    hers, his, canceled = create(customerId=customer).data, create().data, create(customerId=customer).data
    call("POST", f"{SESSIONS}/{canceled['id']}/cancel", {})

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
