"""Programs written for the official Python 0.1.0, which call this client just so.

`official.json` has the parameters of its 102 methods; a name with `=` may be left out.
"""

import inspect
import json
from pathlib import Path

import pytest

METHODS = json.loads(Path(__file__).with_name("official.json").read_text("utf-8"))


@pytest.fixture
def signature(client):
    """Return the signature of a method by its dotted name."""

    def look_up(name):
        namespace, _, method = name.partition(".")
        return inspect.signature(getattr(getattr(client, namespace), method))

    return look_up


def parameters(name):
    """Return the official positional names, the keywords that must be given, and those that may be left out."""
    positional, _, keywords = METHODS[name].partition("*")
    split = [[field for field in text.split(", ") if field] for text in (positional, keywords)]
    return split[0], [field for field in split[1] if field[-1] != "="], [f[:-1] for f in split[1] if f[-1] == "="]


def test_all_its_methods_are_here():
    """The table is whole: 102 methods in 24 namespaces."""
    assert (len(METHODS), len({name.partition(".")[0] for name in METHODS})) == (102, 24)


@pytest.mark.parametrize("name", METHODS)
def test_its_shortest_call_is_taken(signature, name):
    """What may be left out there may be left out here."""
    positional, needed, _ = parameters(name)

    signature(name).bind(*positional, **dict.fromkeys(needed))


@pytest.mark.parametrize("name", METHODS)
def test_its_longest_call_is_taken(signature, name):
    """Every keyword it takes is taken here, and what is positional there has the same name here."""
    positional, needed, optional = parameters(name)

    signature(name).bind(**dict.fromkeys([*positional, *needed, *optional]))


DOCUMENT = {"footerText": "Hi"}


OLD_WAYS = {
    "a document": (
        lambda client: client.templates.create(kind="receipt", name="Mine", document=DOCUMENT),
        {"kind": "receipt", "name": "Mine", "config": DOCUMENT},
    ),
    "a document changed": (
        lambda client: client.templates.update("tpl_1", document=DOCUMENT),
        {"config": DOCUMENT},
    ),
    "a document drawn": (
        lambda client: client.templates.preview(kind="receipt", document=DOCUMENT, sample_data={"total": 1}),
        {"kind": "receipt", "config": DOCUMENT},
    ),
    "a copy": (lambda client: client.templates.duplicate("tpl_1"), {}),
    "a described key": (
        lambda client: client.api_keys.create(description="CI", scope="plugipay:plan:read"),
        {"name": "CI", "scopes": ["plugipay:plan:read"]},
    ),
    "a key": (lambda client: client.api_keys.create(), {}),
    "a brand": (
        lambda client: client.workspaces.create(brand_name="Kopi", business_email="a@b.co"),
        {"name": "Kopi"},
    ),
    "a brand changed": (
        lambda client: client.workspaces.update("ws_1", brand_name="Kopi", business_email="a@b.co"),
        {"name": "Kopi"},
    ),
    "a managed account": (
        lambda client: client.onboarding.provision_managed(business_email="a@b.co", brand_name="Kopi"),
        {},
    ),
    "onboarding": (
        lambda client: client.adapters.start_managed_onboarding(kind="xendit", details={"a": 1}),
        {"kind": "xendit", "details": {"a": 1}},
    ),
    "verified": (
        lambda client: client.adapters.simulate_managed_onboarding(result="verified"),
        {"kybStatus": "live", "capabilitiesStatus": "live", "payoutsReady": True},
    ),
    "not verified": (
        lambda client: client.adapters.simulate_managed_onboarding(result="rejected"),
        {"result": "rejected"},
    ),
    "an e-mail address": (
        lambda client: client.account.change_email(new_email="a@b.co", password="p"),
        {"email": "a@b.co", "password": "p"},
    ),
}


@pytest.mark.parametrize(("call", "sent"), OLD_WAYS.values(), ids=OLD_WAYS)
def test_its_names_become_the_service_s(wire, client, call, sent):
    """A field by its old name is sent by the name the service knows, and one without any meaning is not sent."""
    wire.answers({"html": "<p>"})
    call(client)

    assert json.loads(wire.request.content) == sent


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.templates.create(kind="receipt", name="Mine", config={}, document={}),
        lambda client: client.templates.update("tpl_1", config={}, document={}),
        lambda client: client.templates.preview(kind="receipt", config={}, document={}),
        lambda client: client.api_keys.create(name="CI", description="CI"),
        lambda client: client.api_keys.create(scopes=[], scope="plugipay:plan:read"),
        lambda client: client.workspaces.create(name="Kopi", brand_name="Kopi"),
        lambda client: client.workspaces.update("ws_1", name="Kopi", brand_name="Kopi"),
    ],
)
def test_two_names_of_one_field_are_refused(wire, client, call):
    """A field by both of its names is a mistake in the program."""
    with pytest.raises(TypeError, match="are two names of one field"):
        call(client)
    assert wire.requests == []


def test_a_preview_is_its_page(wire, client):
    """A page drawn is its HTML, whether it comes bare or, for the official package's sake, in an envelope."""
    wire.sends(200, content=b"<!doctype html>", headers={"Content-Type": "text/html"})
    bare = client.templates.preview(kind="invoice", config={})
    wire.answers({"html": "<!doctype html>"})

    assert bare == client.templates.preview(kind="invoice", config={}) == "<!doctype html>"


def test_an_upload_is_a_form(wire, client):
    """A picture in Base64 goes where the service wants it: into a form."""
    client.uploads.image(filename="a.png", mime="image/png", base64="UE5H")

    assert wire.request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b"\r\n\r\nPNG\r\n--" in wire.request.content
