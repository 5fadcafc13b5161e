"""Every operation once: what it sends, in both clients, and what it makes of the answer."""

import asyncio
import json

import pytest

from plugipay import (
    AccountProfile,
    BrowserSession,
    Customer,
    LinkedAccount,
    PlugipayClient,
    Resource,
    WorkspaceMember,
)
from plugipay._operation import Namespace

FIELDS = {
    "email": "ada@example.com",
    "name": "Ada",
    "phone": "+62 811",
    "external_id": "crm_1",
    "tax_id": "01.2",
    "default_payment_token_id": "pt_1",
    "metadata": {"plan": "gold"},
}
SENT = {
    "email": "ada@example.com",
    "name": "Ada",
    "phone": "+62 811",
    "externalId": "crm_1",
    "taxId": "01.2",
    "defaultPaymentTokenId": "pt_1",
    "metadata": {"plan": "gold"},
}
FILTERS = {
    "limit": 2,
    "cursor": "c=",
    "order": "asc",
    "email": "a+b@c.co",
    "external_id": "crm_1",
    "created_after": "2026-01-01T00:00:00Z",
}
QUERY = "limit=2&cursor=c%3D&order=asc&email=a%2Bb%40c.co&externalId=crm_1&createdAfter=2026-01-01T00%3A00%3A00Z"
A, C = "/api/v1/account", "/api/v1/customers"

# operation: (positional, keywords), (method, target, body)
EXAMPLES = {
    "account.get": (((), {}), ("GET", A, None)),
    "account.update": (((), {"name": "Ada", "locale": "id"}), ("PATCH", A, {"name": "Ada", "locale": "id"})),
    "account.delete": (((), {}), ("DELETE", A, {})),
    "account.list_members": (((), {}), ("GET", f"{A}/members", None)),
    "account.list_sessions": (((), {}), ("GET", f"{A}/sessions", None)),
    "account.revoke_session": ((("s/1",), {}), ("POST", f"{A}/sessions/s%2F1/revoke", {})),
    "account.revoke_all_sessions": (((), {}), ("POST", f"{A}/sessions/revoke-all", {})),
    "account.list_linked": (((), {}), ("GET", f"{A}/linked-accounts", None)),
    "account.unlink": ((("google",), {}), ("DELETE", f"{A}/linked-accounts/google", None)),
    "account.change_email": (
        ((), {"new_email": "a@b.co", "password": "old"}),
        ("POST", f"{A}/email-change", {"email": "a@b.co", "password": "old"}),
    ),
    "account.change_password": (
        ((), {"current_password": "old", "new_password": "new"}),
        ("POST", f"{A}/password-change", {"currentPassword": "old", "newPassword": "new"}),
    ),
    "customers.create": (((), FIELDS), ("POST", C, SENT)),
    "customers.get": ((("cus_1",), {}), ("GET", f"{C}/cus_1", None)),
    "customers.list": (((), FILTERS), ("GET", f"{C}?{QUERY}", None)),
    "customers.update": ((("cus_1",), FIELDS), ("PATCH", f"{C}/cus_1", SENT)),
    "customers.delete": ((("cus_1",), {}), ("DELETE", f"{C}/cus_1", None)),
}
LISTS = {"account.list_members", "account.list_sessions", "account.list_linked", "customers.list"}
ROW = {"id": "x_1"}


def operations() -> dict[str, str]:
    """Return every operation there is, by its dotted name."""
    client = PlugipayClient(key_id="pk", secret="sk", base_url="http://h.test")
    namespaces = {name: value for name, value in vars(client).items() if isinstance(value, Namespace)}
    return {
        f"{name}.{method}"
        for name, namespace in namespaces.items()
        for method in dir(namespace)
        if not method.startswith("_")
    }


def operate(client, name):
    """Run the example of an operation, with all options that are not to be left to chance."""
    (args, kwargs), (method, _, _) = EXAMPLES[name]
    options = {"on_behalf_of": "acc_1", "timeout": 7.0} | ({} if method == "GET" else {"idempotency_key": "idem_1"})
    namespace, _, operation = name.partition(".")
    return getattr(getattr(client, namespace), operation)(*args, **kwargs, **options)


@pytest.fixture
def prepared(wire):
    """Answer an operation with the shape it expects."""
    return lambda name: wire.answers([ROW] if name in LISTS else ROW)


def test_every_operation_has_an_example():
    """A new operation without an example here fails."""
    assert operations() == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_operation_sends_what_it_should(wire, prepared, name):
    """Method, path, query and body are the API's, with its own field names, and the options go along."""
    prepared(name)
    operate(wire.client(), name)
    request = wire.request
    sent = request.method, request.url.raw_path.decode(), json.loads(request.content) if request.content else None

    assert sent == EXAMPLES[name][1]
    assert request.headers["X-Plugipay-On-Behalf-Of"] == "acc_1"
    assert request.headers.get("Idempotency-Key") == (None if request.method == "GET" else "idem_1")
    assert request.extensions["timeout"]["read"] == 7.0


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_clients_send_the_same_bytes(wire, prepared, name):
    """Sync and async requests are the same, byte for byte, and so are the answers."""
    prepared(name)
    answer = operate(wire.client(), name)
    async_answer = asyncio.run(operate_async(wire, name))

    sync, async_ = (on_the_wire(request) for request in wire.requests)
    assert sync == async_
    assert getattr(answer, "data", answer) == getattr(async_answer, "data", async_answer)


async def operate_async(wire, name):
    return await operate(wire.async_client(), name)


def on_the_wire(request):
    """Return a request in bytes, but for the second it was signed in and what follows from it."""
    times = {b"x-plugipay-timestamp", b"authorization"}
    headers = [(name, b"" if name.lower() in times else value) for name, value in request.headers.raw]
    return request.method, bytes(request.url.raw_path), request.url.netloc, headers, request.content


@pytest.mark.parametrize(
    ("name", "kind"),
    {
        "account.get": AccountProfile,
        "account.update": AccountProfile,
        "account.delete": Resource,
        "account.revoke_session": Resource,
        "account.revoke_all_sessions": Resource,
        "account.unlink": Resource,
        "account.change_email": Resource,
        "account.change_password": Resource,
        "customers.create": Customer,
        "customers.get": Customer,
        "customers.update": Customer,
    }.items(),
)
def test_one_object_is_answered_as_its_kind(wire, prepared, name, kind):
    """An operation on one thing answers a record of its kind, with what the server said."""
    prepared(name)
    answer = operate(wire.client(), name)

    assert type(answer) is kind
    assert answer == ROW


@pytest.mark.parametrize(
    ("name", "kind"),
    {
        "account.list_members": WorkspaceMember,
        "account.list_sessions": BrowserSession,
        "account.list_linked": LinkedAccount,
    }.items(),
)
def test_a_list_without_pages_is_answered_as_a_list(wire, prepared, name, kind):
    """A list that is never long is a list of records."""
    prepared(name)
    answer = operate(wire.client(), name)

    assert [type(row) for row in answer] == [kind]
    assert answer == [ROW]
    assert answer[0].request_id == "req_1"


def test_deleting_answers_nothing(wire, prepared, client):
    """A customer that is gone is None, whether the server says something or not."""
    prepared("customers.delete")

    assert client.customers.delete("cus_1") is None


def test_linked_accounts_are_found_inside_an_object(wire, client):
    """The service wraps the linked accounts; they are found all the same."""
    wire.answers({"hasPassword": True, "providers": [{"provider": "google"}]})

    assert client.account.list_linked() == [{"provider": "google"}]


def test_only_given_fields_are_sent(wire, client):
    """A field left out of a create, or given as None, is not in the body."""
    client.customers.create(email="ada@example.com", name=None)

    assert wire.request.content == b'{"email":"ada@example.com"}'


def test_a_customer_may_have_no_fields(wire, client):
    """A create with nothing at all sends an empty object."""
    client.customers.create()

    assert wire.request.content == b"{}"


def test_an_update_tells_none_from_not_given(wire, client):
    """None clears a field, and a field left out is left alone."""
    client.customers.update("cus_1", metadata=None, name="Ada")

    assert wire.request.content == b'{"name":"Ada","metadata":null}'


def test_a_filter_left_out_is_not_sent(wire, client):
    """Without filters there is no query."""
    wire.answers([])
    client.customers.list(limit=None, email=None)

    assert wire.request.url.raw_path == b"/api/v1/customers"


def test_a_person_without_a_password_can_set_one(wire, client):
    """The current password is left out when there is none."""
    client.account.change_password(new_password="new")

    assert wire.request.content == b'{"newPassword":"new"}'
