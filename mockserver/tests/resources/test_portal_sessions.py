"""The room of the portal sessions."""

import pytest

PORTAL = "/api/v1/portal-sessions"


@pytest.fixture
def customer(call, still):
    """Somebody with subscriptions to manage."""
    return call("POST", "/api/v1/customers", {}).data


def test_a_portal_session_is_an_address_for_a_quarter_of_an_hour(call, customer):
    """The address is under the public base, and is good for 15 minutes of world time."""
    session = call("POST", PORTAL, {"customerId": customer["id"], "returnUrl": "https://shop.example/me"}).data

    assert session["url"].endswith(f"/portal/{session['id']}")
    assert (session["createdAt"], session["expiresAt"]) == ("2026-05-12T12:00:00.000Z", "2026-05-12T12:15:00.000Z")


@pytest.mark.parametrize("url", ["http://shop.example/me", "shop.example", "ftp://shop.example"])
def test_the_way_back_is_secure(call, customer, url):
    """A return address is https, but for this machine's own."""
    assert call("POST", PORTAL, {"customerId": customer["id"], "returnUrl": url}).error["field"] == "returnUrl"


def test_the_way_back_may_be_this_machine(call, customer):
    """A developer's own server needs no certificate."""
    body = {"customerId": customer["id"], "returnUrl": "http://localhost:3000/me"}

    assert call("POST", PORTAL, body).status == 201


def test_the_customer_must_exist(call, still):
    """A portal for nobody names the field."""
    body = {"customerId": "cus_nobody", "returnUrl": "https://shop.example/me"}

    assert call("POST", PORTAL, body).error["field"] == "customerId"


def test_other_fields_are_refused(call, customer):
    """What is not asked for is not passed over."""
    body = {"customerId": customer["id"], "returnUrl": "https://shop.example/me", "locale": "id"}

    assert call("POST", PORTAL, body).error["field"] == "locale"
