"""What a buyer sees and does, without any key."""

from typing import Any

import pytest

from plugipay_contract import money, wire
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.recipes import unique

ITEMS = [{"name": "Tea", "quantity": 2, "unitAmount": 2_000}, {"name": "Cup", "quantity": 1, "unitAmount": 900}]
SESSION = {"id", "amount", "currency", "status", "expiresAt", "successUrl", "cancelUrl", "lineItems"}


@pytest.fixture(scope="module")
def session(server: Caller) -> money.Thing:
    """A session that is open."""
    return money.new_session(server)


def look(server: Caller, session: money.Thing) -> Answer:
    """The public view of a session."""
    return server.send(wire.Outgoing("GET", f"/api/v1/public/checkout/sessions/{session['id']}"))


def charge(server: Caller, method: str, **fields: Any) -> dict[str, Any]:
    """How a buyer is told to pay by a method."""
    session = money.new_session(server, methods=[method], **fields)
    return money.made(money.public(server, session, "charge", {"method": method}))


def test_a_session_can_be_seen_without_a_key(server: Caller, session: money.Thing) -> None:
    """Its id is all a buyer needs."""
    assert look(server, session).data["session"] == {name: session[name] for name in SESSION}


def test_a_buyer_sees_what_it_is_for(server: Caller) -> None:
    """Every item, how many of it, and what one costs."""
    assert look(server, money.new_session(server, amount=4_900, lineItems=ITEMS)).data["session"]["lineItems"] == ITEMS


@pytest.mark.parametrize("name", ["methods", "catalog", "branding", "activeAdapters"])
def test_a_buyer_is_told_how_to_pay(server: Caller, session: money.Thing, name: str) -> None:
    """Methods, their labels, the merchant's brand, and who takes the money."""
    assert name in look(server, session).data


def test_the_catalog_labels_every_method(server: Caller, session: money.Thing) -> None:
    """What can be chosen has a label and a group."""
    rows = look(server, session).data["catalog"]

    assert all(set(row) >= {"id", "label", "group", "currency"} for row in rows)
    assert {row["id"] for row in rows} >= set(session["methods"])


def test_a_buyer_sees_nothing_of_the_customer(server: Caller, session: money.Thing) -> None:
    """What is the merchant's stays the merchant's."""
    assert not {"customer", "customerId", "metadata", "accountId"} & set(look(server, session).data["session"])


def test_an_absent_session_is_not_found(server: Caller) -> None:
    """Without a key as well."""
    assert look(server, {"id": f"cs_{unique()}"}).verdict == (404, "not_found")


@pytest.mark.guess
@pytest.mark.parametrize("method", ["card", "ewallet"])
def test_some_methods_redirect(server: Caller, method: str) -> None:
    """A page of the provider's takes over."""
    told = charge(server, method)

    assert (told["kind"], told["redirectUrl"][:4]) == ("redirect", "http")


@pytest.mark.guess
@pytest.mark.parametrize("method", ["va", "qris", "retail"])
def test_some_methods_instruct(server: Caller, method: str) -> None:
    """The buyer is told what to do, and how much to pay."""
    told = charge(server, method, amount=75_000)

    assert (told["kind"], told["instructions"]["amount"]) == ("instructions", 75_000)


def test_only_the_sessions_methods_may_be_chosen(server: Caller) -> None:
    """A method the session does not take is refused."""
    answer = money.public(server, money.new_session(server, methods=["va"]), "charge", {"method": "card"})

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "method")


def test_a_choice_needs_a_method(server: Caller, session: money.Thing) -> None:
    """`method` is required."""
    answer = money.public(server, session, "charge")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "method")


def test_a_buyer_may_ask_again(server: Caller) -> None:
    """The public view follows the session."""
    session = money.claimed_session(server)

    assert look(server, session).data["session"]["status"] == "pending_review"


def test_a_receipt_can_be_seen_without_a_key(server: Caller) -> None:
    """A buyer who paid has a receipt."""
    session = money.paid_session(server)

    target = f"/api/v1/public/checkout/sessions/{session['id']}/receipt"
    assert server.send(wire.Outgoing("GET", target)).verdict == (200, None)


def test_an_invoice_can_be_seen_without_a_key(server: Caller) -> None:
    """An open invoice has a public view."""
    invoice = money.new_invoice(server, status="open")

    target = f"/api/v1/public/checkout/invoices/{invoice['id']}"
    assert server.send(wire.Outgoing("GET", target)).verdict == (200, None)


@pytest.mark.guess
def test_nobody_is_asked_to_pay_twice(server: Caller) -> None:
    """The public view of an invoice that was paid says that nothing is due."""
    target = f"/api/v1/public/checkout/invoices/{money.paid_invoice(server)['id']}"

    assert server.send(wire.Outgoing("GET", target)).data["invoice"]["amountDue"] == 0


SHOP = "https://shop.example.com"


@pytest.mark.guess
def test_a_shop_s_page_may_read_a_session(server: Caller, session: money.Thing) -> None:
    """The browser SDK runs in a page of the merchant's own, which a browser shows an answer only with leave."""
    target = f"/api/v1/public/checkout/sessions/{session['id']}"
    answer = server.send(wire.Outgoing("GET", target, {"Origin": SHOP}))

    assert answer.headers.get("Access-Control-Allow-Origin") in {"*", SHOP}


@pytest.mark.guess
def test_a_shop_s_page_may_let_pay(server: Caller, session: money.Thing) -> None:
    """A browser that asks for leave to send JSON from such a page is given it."""
    target = f"/api/v1/public/checkout/sessions/{session['id']}/charge"
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = server.send(wire.Outgoing("OPTIONS", target, {"Origin": SHOP, **asks}))
    leave = {name: answer.headers.get(f"Access-Control-Allow-{name}", "") for name in ("Origin", "Methods", "Headers")}

    assert 200 <= answer.status < 300
    assert (leave["Origin"] in {"*", SHOP}, "POST" in leave["Methods"]) == (True, True)
    assert "content-type" in leave["Headers"].lower() or leave["Headers"] == "*"
