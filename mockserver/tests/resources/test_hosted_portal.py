"""The pages that are no payment's: a customer's portal, a merchant's onboarding, and another tier."""

import re

import pytest

PLAN = {
    "name": "Kopi bulanan",
    "interval": "month",
    "portalFeatures": {},
    "prices": [{"currency": "IDR", "model": "flat", "unitAmount": 125_000}],
}


def lacking(html, *texts):
    """Which of some texts a page does not have."""
    return [text for text in texts if text not in html]


def state_of(html):
    return re.search(r'<main data-status="(\w*)">', html)[1]


@pytest.fixture
def customer(call, still):
    """Somebody who has a name."""
    return call("POST", "/api/v1/customers", {"name": "Ada <b>", "email": "ada@example.com"}).data["id"]


@pytest.fixture
def portal(call, customer):
    """Where the portal of the customer is."""
    body = {"customerId": customer, "returnUrl": "https://shop.example/me"}
    return f"/portal/{call('POST', '/api/v1/portal-sessions', body).data['id']}"


@pytest.fixture
def onboarding(call, still):
    """Where the onboarding of the merchant is."""
    state = call("POST", "/api/v1/adapters/managed/onboarding", {"email": "owner@shop.example"}).data
    return f"/{state['onboardingUrl'].split('/', 3)[3]}"


def test_a_portal_is_where_its_session_says(call, customer, read):
    """Below the public base, as every hosted page."""
    body = {"customerId": customer, "returnUrl": "https://shop.example/me"}
    url = call("POST", "/api/v1/portal-sessions", body).data["url"]

    assert "Ada" in read(f"/{url.split('/', 3)[3]}")


def test_a_portal_shows_its_customer(portal, read):
    """Who it is, the way back, and that there is nothing yet; a name is text."""
    html = read(portal)

    assert [
        text for text in ("Ada &lt;b&gt;", "ada@example.com", 'href="https://shop.example/me"') if text not in html
    ] == []
    assert (state_of(html), html.count("There are none.")) == ("open", 2)


def test_a_portal_shows_subscriptions_and_invoices(call, customer, portal, read):
    """What is paid for and until when, and every bill with its page."""
    plan = call("POST", "/api/v1/plans", PLAN).data
    asked = {"customerId": customer, "planId": plan["id"], "priceId": plan["prices"][0]["id"]}
    subscription = call("POST", "/api/v1/subscriptions", asked).data
    (invoice,) = call("GET", f"/api/v1/invoices?subscriptionId={subscription['id']}").data
    html = read(portal)

    assert [
        text for text in (plan["name"], "active", f'href="../i/{invoice["id"]}"', invoice["number"]) if text not in html
    ] == []


def test_a_portal_shows_nobody_else_s(call, customer, portal, read):
    """Neither a stranger's bill, nor one's own that is still a draft."""
    stranger = call("POST", "/api/v1/customers", {}).data["id"]
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 1}]
    for whose, status in ((stranger, "open"), (customer, "draft")):
        call("POST", "/api/v1/invoices", {"customerId": whose, "currency": "IDR", "lines": lines, "status": status})

    assert "INV-" not in read(portal)


def test_a_portal_ends(portal, visit, advance):
    """After a quarter of an hour of world time it is gone, and says so."""
    advance(minutes=14, seconds=59)
    before = visit("GET", portal)
    advance(seconds=1)
    after = visit("GET", portal)

    assert (before.status, after.status) == (200, 410)
    assert (state_of(after.body.decode()), b"ada@example.com" in after.body) == ("ended", False)
    assert after.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_portal_of_nobody_is_lost(call, customer, portal, visit):
    """Its customer was deleted."""
    call("DELETE", f"/api/v1/customers/{customer}")

    assert visit("GET", portal).status == 404


def test_a_portal_is_signed_by_the_brand(call, portal, read):
    """As every page is that is a merchant's."""
    call("PATCH", "/api/v1/checkout/settings", {"brandName": "Kopi Kamu", "brandAccentColor": "#123456"})

    assert lacking(read(portal), "<h1>Kopi Kamu</h1>", "#123456") == []


def test_an_onboarding_says_how_to_go_on(call, onboarding, read):
    """How far it has come, and which call lets the provider decide."""
    before = read(onboarding)
    call("POST", "/api/v1/adapters/managed/onboarding/_simulate", {})
    after = read(onboarding)

    assert "POST /api/v1/adapters/managed/onboarding/_simulate" in before
    assert (state_of(before), state_of(after)) == ("invited", "live")


@pytest.mark.parametrize(("tier", "price"), [("growth", "Rp299.000"), ("enterprise", "By agreement")])
def test_a_tier_is_not_charged(call, read, tier, price):
    """Its page says what it would cost, and that nothing happens."""
    url = call("POST", "/api/v1/billing/checkout", {"tier": tier}).data["checkoutUrl"]
    html = read(f"/{url.split('/', 3)[3]}")

    assert price in html
    assert "Nothing is charged here" in html


@pytest.mark.parametrize("target", ["/portal/pls_x", "/onboarding/sac_x", "/billing/checkout/gold"])
def test_what_is_not_there_is_a_page_too(visit, target):
    """With the right status, and a sentence for people."""
    answer = visit("GET", target)

    assert (answer.status, b"Nothing here" in answer.body) == (404, True)
