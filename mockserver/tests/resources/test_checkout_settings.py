"""The room of the checkout settings."""

import pytest

SETTINGS = "/api/v1/checkout/settings"


def test_a_merchant_begins_with_everything_enabled(call):
    """Until somebody sets something, every method is enabled, in one order."""
    settings = call("GET", SETTINGS).data

    assert (
        settings["enabledMethods"] == settings["methodOrder"] == ["qris", "va", "ewallet", "card", "retail", "paypal"]
    )


def test_a_method_is_available_where_a_provider_takes_it(call):
    """PayPal needs PayPal; the rest the managed provider takes in test mode."""
    assert "paypal" not in call("GET", SETTINGS).data["availableMethods"]

    call("PUT", "/api/v1/adapters/paypal", {"clientId": "AbCdEfGh", "secret": "paypal-secret"})
    assert "paypal" in call("GET", SETTINGS).data["availableMethods"]


def test_nothing_is_available_live_without_a_provider(call, keys):
    """In live mode a merchant has to be connected first."""
    assert call("GET", SETTINGS, by=keys["live"]).data["availableMethods"] == []


def test_available_methods_keep_the_merchants_order(call):
    """What is enabled is offered in the order set."""
    changed = call("PATCH", SETTINGS, {"enabledMethods": ["qris", "card"], "methodOrder": ["card", "qris"]}).data

    assert changed["availableMethods"] == ["card", "qris"]


def test_a_change_leaves_the_rest(call):
    """What is left out stays, and null clears."""
    call("PATCH", SETTINGS, {"brandAccentColor": "#0B6B4F", "brandTagline": "Kopi"})
    changed = call("PATCH", SETTINGS, {"brandTagline": None}).data

    assert (changed["brandAccentColor"], changed["brandTagline"]) == ("#0B6B4F", None)
    assert call("GET", SETTINGS).data == changed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("brandAccentColor", "green"),
        ("businessEmail", "not-an-email"),
        ("brandColor", "#000000"),
        ("defaultTemplateId", "tpl_1"),
    ],
)
def test_what_makes_no_sense_is_named(call, field, value):
    """Malformed values and the old wrong names are refused by name."""
    assert call("PATCH", SETTINGS, {field: value}).error["field"] == field


def test_an_unknown_method_is_refused(call):
    """A list of methods holds methods."""
    assert call("PATCH", SETTINGS, {"enabledMethods": ["cash"]}).error["field"] == "enabledMethods[0]"


def test_the_catalog_names_every_method(call):
    """Consumers read label and group of each method."""
    catalog = {method["id"]: method for method in call("GET", SETTINGS).data["catalog"]}

    assert catalog["qris"]["group"] == "qr"
    assert catalog["paypal"]["currency"] == "USD"


def test_a_brand_is_called_what_its_workspace_is_called(call, merchant):
    """Until it has a name of its own, and again after a null; other settings do not change that."""
    call("PATCH", SETTINGS, {"brandTagline": "Kopi"})
    merchant.name = "Kopi Raya"
    assert call("GET", SETTINGS).data["brandName"] == "Kopi Raya"

    call("PATCH", SETTINGS, {"brandName": "Kopi Kamu"})
    assert call("GET", SETTINGS).data["brandName"] == "Kopi Kamu"
    assert call("PATCH", SETTINGS, {"brandName": None}).data["brandName"] == "Kopi Raya"


def test_the_account_has_the_brand_of_the_settings(call):
    """Both name it alike, and a preview of a template is signed by it."""
    call("PATCH", SETTINGS, {"brandName": "Kopi Kamu"})

    assert call("GET", "/api/v1/account").data["brandName"] == "Kopi Kamu"
    preview = call("POST", "/api/v1/templates/preview", {"kind": "receipt", "config": {}}).body
    assert b"Kopi Kamu" in preview
