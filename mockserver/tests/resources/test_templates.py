"""The room of the templates."""

import pytest

TEMPLATES = "/api/v1/templates"
RECEIPT = {"kind": "receipt", "name": "Warung", "config": {"footerText": "Sampai jumpa"}}


@pytest.fixture
def make(call, still):
    """Makes a template: `make(kind="invoice")`."""
    return lambda **fields: call("POST", TEMPLATES, RECEIPT | fields)


def test_a_configuration_is_filled_in(make):
    """What is left out of a configuration is as a portal has it."""
    config = make().data["config"]

    assert (config["footerText"], config["taxLabel"], config["taxRate"]) == ("Sampai jumpa", "PPN", 0.11)
    assert (config["showTax"], config["showBusinessDetails"]) == (False, True)


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"accentColor": "green"}, "config.accentColor"),
        ({"taxRate": 1.1}, "config.taxRate"),
        ({"termsText": "on receipts there are none"}, "config.termsText"),
        ({"showTax": "yes"}, "config.showTax"),
    ],
)
def test_a_configuration_is_checked(make, config, field):
    """A field that its kind does not have, or that makes no sense, is named."""
    assert make(config=config).error["field"] == field


def test_a_kind_has_one_default(call, make):
    """Making a template the default takes that from the one before."""
    first, second = make(isDefault=True).data, make().data
    call("POST", f"{TEMPLATES}/{second['id']}/make-default", {})

    assert [row["isDefault"] for row in call("GET", f"{TEMPLATES}?kind=receipt").data] == [True, False]
    assert first["isDefault"]


def test_kinds_have_their_own_defaults(call, make):
    """The default of one kind is no business of another."""
    receipt, invoice = make(isDefault=True).data, make(kind="invoice", config={}, isDefault=True).data

    assert call("GET", f"{TEMPLATES}/{receipt['id']}").data["isDefault"]
    assert invoice["isDefault"]


def test_templates_are_listed_by_kind(call, make):
    """A kind lists its own, newest first."""
    make()
    invoice = make(kind="invoice", config={}).data

    assert [row["id"] for row in call("GET", f"{TEMPLATES}?kind=invoice").data] == [invoice["id"]]


def test_a_new_configuration_replaces_the_old(call, make):
    """What a change leaves out goes back to its default."""
    template = make().data
    changed = call("PATCH", f"{TEMPLATES}/{template['id']}", {"config": {"taxLabel": "PB1"}}).data

    assert (changed["config"]["taxLabel"], changed["config"]["footerText"]) == ("PB1", None)
    assert changed["name"] == template["name"]


def test_a_copy_is_a_template_of_its_own(call, make):
    """A copy says so in its name, whatever the body says, and is no default."""
    template = make(isDefault=True).data
    copy = call("POST", f"{TEMPLATES}/{template['id']}/duplicate", {"name": "Mine"}).data

    assert (copy["name"], copy["isDefault"], copy["config"]) == ("Warung (copy)", False, template["config"])


def test_a_removed_template_is_gone(call, make):
    """After its removal a template is not found."""
    template = make().data

    assert call("DELETE", f"{TEMPLATES}/{template['id']}").status == 204
    assert call("GET", f"{TEMPLATES}/{template['id']}").verdict == (404, "not_found")


@pytest.mark.parametrize(
    ("kind", "config", "shown"),
    [
        ("receipt", {"footerText": "Sampai jumpa"}, "Sampai jumpa"),
        ("receipt", {"showTax": True}, "Rp11.000"),
        ("invoice", {"termsText": "14 hari"}, "14 hari"),
        ("checkout", {"successMessage": "Lunas"}, "Lunas"),
    ],
)
def test_a_preview_is_a_page(call, kind, config, shown):
    """A preview is a whole HTML page that shows the configuration, without an envelope."""
    answer = call("POST", f"{TEMPLATES}/preview", {"kind": kind, "config": config})

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.body.decode().startswith("<!doctype html>")
    assert shown in answer.body.decode()


def test_the_service_previews_what_node_and_go_send(call, shipped):
    """Where legacy names are not understood a configuration still is, and a document is refused."""
    seen = call("POST", f"{TEMPLATES}/preview", {"kind": "receipt", "config": {}})
    refused = call("POST", f"{TEMPLATES}/preview", {"kind": "receipt", "config": {}, "document": {}})

    assert (seen.status, refused.status) == (200, 400)


def test_a_preview_escapes_what_it_shows(call):
    """Text of a configuration is text, not markup."""
    answer = call("POST", f"{TEMPLATES}/preview", {"kind": "receipt", "config": {"footerText": "<script>"}})

    assert b"<script>" not in answer.body


def test_python_may_say_document(call, still):
    """The official Python 0.1.0 calls a configuration a document, and wants a preview in an envelope."""
    made = call("POST", TEMPLATES, {"kind": "receipt", "name": "Warung", "document": {"footerText": "Dah"}}).data
    seen = call("POST", f"{TEMPLATES}/preview", {"kind": "receipt", "document": {}, "sampleData": {}}).data

    assert made["config"]["footerText"] == "Dah"
    assert seen["html"].startswith("<!doctype html>")
