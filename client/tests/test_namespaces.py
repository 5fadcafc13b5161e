"""Every operation once: what it sends, in both clients, and what it makes of the answer.

The table is `operations.json`: how each operation is called, what it sends then, and what it answers. The ids there
have a slash, which must not end a segment of the path.
"""

import asyncio
import inspect
import json
from pathlib import Path

import pytest

import plugipay
from plugipay import AsyncPageResult, PageResult, PlugipayClient, Resource
from plugipay._operation import Namespace

OPERATIONS = json.loads(Path(__file__).with_name("operations.json").read_text("utf-8"))
OTHER_WAYS = {  # fields that say in other words what the example says already; see test_fields.py and test_official.py
    "api_keys.create": {"description", "scope"},
    "onboarding.provision_managed": {"business_email", "brand_name"},
    "plans.create": {"currency", "amount"},
    "public_checkout.proof_image": {"data"},
    "templates.create": {"document"},
    "templates.preview": {"document", "sample_data"},
    "templates.update": {"document"},
    "uploads.image": {"data"},
    "workspaces.create": {"brand_name", "business_email"},
    "workspaces.update": {"brand_name", "business_email"},
}
ROW = {"id": "x_1"}
FILE = b"%PDF-1.7 \xff"


def answering(*kinds):
    """Return the operations that answer one of these kinds of thing: the first word of `answers`."""
    return pytest.mark.parametrize(
        "name", [name for name, row in OPERATIONS.items() if row["answers"].partition(" ")[0] in kinds]
    )


def operate(client, name):
    """Run the example of an operation, with all options that are not to be left to chance."""
    row = OPERATIONS[name]
    options = {"on_behalf_of": "acc_1", "timeout": 7.0}
    if not row["sends"].startswith("GET "):
        options["idempotency_key"] = "idem_1"
    namespace, _, operation = name.partition(".")
    return getattr(getattr(client, namespace), operation)(*row.get("args", ()), **row.get("with", {}), **options)


async def operate_async(client, name):
    return await operate(client, name)


@pytest.fixture
def prepared(wire):
    """Answer an operation with the shape it expects."""

    def prepare(name):
        match OPERATIONS[name]["answers"].split():
            case ["bytes"] | ["text"]:
                wire.sends(200, content=FILE, headers={"Content-Type": "application/octet-stream"})
            case ["list" | "page", "of", _]:
                wire.answers([ROW])
            case ["nothing"]:
                wire.sends(204)
            case _:
                wire.answers(ROW)

    return prepare


def test_a_namespace_is_made_once(client):
    """A namespace is made when it is first used, and is the client's own from then on."""
    assert client.plans is client.plans
    assert client.plans is not client.for_merchant("acc_1").plans


def test_every_operation_is_in_the_table():
    """An operation that is not in the table fails, and so does a row without one."""
    client = PlugipayClient(key_id="pk", secret="sk", base_url="http://h.test")
    namespaces = {name: value for name, value in inspect.getmembers(client) if isinstance(value, Namespace)}
    operations = {f"{name}.{method}" for name, value in namespaces.items() for method in dir(value) if method[0] != "_"}

    assert operations == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_field_is_in_the_table(client, name):
    """The example of an operation gives every field there is, so that the name of each on the wire is looked at."""
    namespace, _, operation = name.partition(".")
    signature = inspect.signature(getattr(getattr(client, namespace), operation))
    shown = set(signature.parameters) - {"on_behalf_of", "timeout", "idempotency_key"}
    given = signature.bind(*OPERATIONS[name].get("args", ()), **OPERATIONS[name].get("with", {})).arguments

    assert shown - OTHER_WAYS.get(name, set()) == set(given)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_sends_what_it_should(wire, prepared, name):
    """Method, path, query and body are the API's, with its own field names."""
    prepared(name)
    operate(wire.client(), name)
    request, body = wire.request, OPERATIONS[name].get("body")
    sent = request.content.decode()

    assert f"{request.method} {request.url.raw_path.decode()}" == OPERATIONS[name]["sends"]
    assert (sent if isinstance(body, str) else json.loads(sent) if sent else None) == body


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_options_go_along(wire, prepared, name):
    """Every operation takes whom to act for and how long to wait, and every write its key."""
    prepared(name)
    operate(wire.client(), name)
    request = wire.request

    assert request.headers["X-Plugipay-On-Behalf-Of"] == "acc_1"
    assert request.headers.get("Idempotency-Key") == (None if request.method == "GET" else "idem_1")
    assert request.extensions["timeout"]["read"] == 7.0


@pytest.mark.parametrize("name", [name for name, row in OPERATIONS.items() if not row["sends"].startswith("GET ")])
def test_every_write_has_a_key(wire, prepared, name):
    """A write that is given no key gets one."""
    prepared(name)
    namespace, _, operation = name.partition(".")
    row = OPERATIONS[name]
    getattr(getattr(wire.client(), namespace), operation)(*row.get("args", ()), **row.get("with", {}))

    assert wire.request.headers["Idempotency-Key"].startswith("idem_")


@pytest.mark.parametrize("name", OPERATIONS)
def test_both_clients_send_the_same_bytes(wire, prepared, name):
    """Sync and async requests are the same, byte for byte, and so are the answers."""
    prepared(name)
    answer = operate(wire.client(), name)
    async_answer = asyncio.run(operate_async(wire.async_client(), name))

    sync, async_ = (on_the_wire(request) for request in wire.requests)
    assert sync == async_
    assert getattr(answer, "data", answer) == getattr(async_answer, "data", async_answer)


def on_the_wire(request):
    """Return a request in bytes, but for the second it was signed in and what follows from it."""
    times = {b"x-plugipay-timestamp", b"authorization"}
    headers = [(name, b"" if name.lower() in times else value) for name, value in request.headers.raw]
    return request.method, bytes(request.url.raw_path), request.url.netloc, headers, request.content


@answering(*(name for name in plugipay.__all__ if name[0].isupper()))
def test_one_object_is_answered_as_its_kind(wire, prepared, name):
    """An operation on one thing answers a record of its kind, with what the server said."""
    prepared(name)
    answer = operate(wire.client(), name)

    assert type(answer).__name__ == OPERATIONS[name]["answers"]
    assert answer == ROW
    assert answer.request_id == "req_1"


@answering("list")
def test_a_list_without_pages_is_answered_as_a_list(wire, prepared, name):
    """A list that is never long is a list of records."""
    prepared(name)
    answer = operate(wire.client(), name)

    assert [type(row).__name__ for row in answer] == [OPERATIONS[name]["answers"].removeprefix("list of ")]
    assert answer == [ROW]
    assert answer[0].request_id == "req_1"


@answering("page")
def test_a_list_with_pages_is_answered_as_a_page(wire, prepared, name):
    """A list that may be long is a page of records, tied to its client."""
    prepared(name)
    page, async_page = operate(wire.client(), name), asyncio.run(operate_async(wire.async_client(), name))

    assert (type(page), type(async_page)) == (PageResult, AsyncPageResult)
    assert [type(row).__name__ for row in page.data] == [OPERATIONS[name]["answers"].removeprefix("page of ")]


@answering("nothing")
def test_deleting_answers_nothing(wire, prepared, name):
    """What is gone is None, whether the server says something or not."""
    for prepare in (lambda: prepared(name), lambda: wire.answers(None), lambda: wire.answers(ROW)):
        prepare()

        assert operate(wire.client(), name) is None


@answering("anything")
@pytest.mark.parametrize("data", [ROW, ["invoice.paid"], [ROW], "text", None], ids=repr)
def test_what_is_documented_nowhere_is_passed_on(wire, name, data):
    """An answer whose shape nobody tells is what came; an object is a record all the same."""
    wire.answers(data)
    answer = operate(wire.client(), name)

    assert answer == data
    assert isinstance(answer, Resource) == isinstance(data, dict)


@answering("bytes")
def test_a_file_is_answered_as_bytes(wire, prepared, name):
    """A PDF file or printer commands reach the caller as they are."""
    prepared(name)

    assert operate(wire.client(), name) == FILE


@answering("text")
def test_a_page_is_answered_as_text(wire, name):
    """A page or CSV reaches the caller as text."""
    wire.sends(200, content="<p>Terima kasih, Zoë</p>".encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    assert operate(wire.client(), name) == "<p>Terima kasih, Zoë</p>"
