import re
from html import unescape
from html.parser import HTMLParser

import pytest

from ..bodies import SESSION

SESSIONS = "/api/v1/checkout-sessions"
SUCCESS = "https://shop.example/thanks?order=1"
CANCEL = "https://shop.example/cart"
ASKED = SESSION | {"methods": ["qris", "va", "card"], "successUrl": SUCCESS, "cancelUrl": CANCEL}
STATES = ["open", "pending", "pending_review", "completed", "failed", "expired", "canceled"]
BECOMES = {"pay": "completed", "fail": "failed", "claim": "pending_review", "expire": "expired", "cancel": "canceled"}
POSSIBLE = {action: {"open", "pending"} for action in BECOMES} | {"cancel": {"open", "pending", "pending_review"}}
PAIRS = [(state, action) for state in STATES for action in BECOMES]
VOID = {"meta", "link", "input", "br"}


class Nesting(HTMLParser):
    """Whether every element that was opened was closed."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        """Opened."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        """Closed at once."""

    def handle_endtag(self, tag):
        """Closed, in the order in which it must be."""
        assert self.open.pop() == tag


@pytest.fixture
def create(call):
    """Opens a session: `create(amount=4_900, currency="USD")`."""
    return lambda **fields: call("POST", SESSIONS, ASKED | fields).data


@pytest.fixture
def session_in(call, create, submit, visit):
    """A session brought into a state: `session_in("completed")`."""

    def bring(state, **fields):
        session = create(**fields)
        if state == "pending":
            visit("POST", f"/api/v1/public/checkout/sessions/{session['id']}/charge", {"method": "va"})
        for action, becomes in BECOMES.items():
            if becomes == state:
                submit(page(session), action=action, method="qris")
        return session

    return bring


@pytest.fixture
def targets(call, session_in):
    """The address of one page of each kind."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 1}]
    body = {"customerId": customer, "currency": "IDR", "status": "open", "lines": lines}
    invoice = call("POST", "/api/v1/invoices", body).data
    paid = page(session_in("completed"))
    (receipt,) = call("GET", "/api/v1/receipts").data
    session = {"customerId": customer, "returnUrl": "https://shop.example/me"}
    portal = call("POST", "/api/v1/portal-sessions", session).data["id"]
    state = call("POST", "/api/v1/adapters/managed/onboarding", {"email": "owner@shop.example"}).data
    return {
        "checkout": paid,
        "invoice": f"/i/{invoice['id']}",
        "receipt": f"/r/{receipt['id']}",
        "portal": f"/portal/{portal}",
        "onboarding": f"/onboarding/{state['subAccountId']}",
        "billing": "/billing/checkout/growth",
        "lost": "/c/x",
    }


def page(session):
    return f"/c/{session['id']}"


def state_of(html):
    return re.search(r'<main data-status="(\w*)">', html)[1]


def test_a_page_shows_what_to_pay(create, read):
    """The shop, the amount as people write it, and the things."""
    html = read(page(create(lineItems=[{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}])))

    assert "<h1>Kopi Kita</h1>" in html
    assert "Rp125.000" in html
    assert "Kopi \N{MULTIPLICATION SIGN} 2" in html


def test_a_page_offers_the_methods_of_the_session(create, read):
    """Each once, in its order, the first of them chosen."""
    html = read(page(create(methods=["va", "card", "va"])))

    assert re.findall(r'name="method" id="[\w-]+" value="(\w+)"( checked)?', html) == [("va", " checked"), ("card", "")]


def test_a_page_remembers_the_choice(session_in, read):
    """What the buyer chose before is chosen."""
    html = read(page(session_in("pending")))

    assert re.findall(r'value="(\w+)" checked', html) == ["va"]


@pytest.mark.parametrize("state", STATES)
def test_a_page_tells_the_state(session_in, read, state):
    """Whatever became of the session, there is a page that says so."""
    html = read(page(session_in(state)))

    assert state_of(html) == state
    assert ("<form" in html) == (state in {"open", "pending"})


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_well_formed(session_in, read, state):
    """Every element is closed where it was opened."""
    nesting = Nesting()
    nesting.feed(read(page(session_in(state, lineItems=[{"name": "Kopi", "quantity": 1, "unitAmount": 1}]))))

    assert nesting.open == []


@pytest.mark.parametrize("target", ["portal", "onboarding", "billing", "receipt", "invoice"])
def test_every_page_is_well_formed(targets, read, target):
    """Every element is closed where it was opened, on whatever page."""
    nesting = Nesting()
    nesting.feed(read(targets[target]))

    assert nesting.open == []


@pytest.mark.parametrize("target", ["checkout", "invoice", "receipt", "portal", "onboarding", "billing", "lost"])
def test_a_page_needs_no_script_and_no_other_host(targets, visit, target):
    """It works offline, in any browser, and its policy says so."""
    answer = visit("GET", targets[target])

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(rb"<script|<link (?!rel=.icon. href=.data:,.)|<img|@import|url\(|src=", answer.body)


def test_a_qr_code_is_drawn_on_the_page(create, read):
    """As an element of the page itself."""
    assert "<svg" in read(page(create(methods=["qris"])))
    assert "<svg" not in read(page(create(methods=["card"])))


def test_names_are_text(create, read, merchant):
    """Nobody's name becomes a part of the page."""
    merchant.name = "<b>Kopi & Kita</b>"
    html = read(page(create(lineItems=[{"name": "<script>alert(1)</script>", "quantity": 1, "unitAmount": 1}])))

    assert "<b>" not in html
    assert "<script>" not in html
    assert "<script>alert(1)</script>" in unescape(html)


def test_addresses_are_text(session_in, read):
    """A quotation mark in an address does not end an attribute."""
    html = read(page(session_in("canceled", cancelUrl='https://shop.example/?q="><b>x')))

    assert "<b>" not in html


@pytest.mark.parametrize(
    ("action", "onward"),
    [("pay", SUCCESS), ("fail", CANCEL), ("expire", CANCEL), ("cancel", CANCEL)],
)
def test_a_buyer_is_sent_on(create, submit, shown, action, onward):
    """By 303, to where the merchant wants the buyer after that."""
    session = create()
    answer = submit(page(session), action=action, method="va")

    assert (answer.status, answer.headers["Location"], answer.body) == (303, onward, b"")
    assert shown(session)["status"] == BECOMES[action]


def test_a_claim_leads_back_to_the_page(create, submit, shown):
    """There the buyer reads that the merchant will look; the address is relative to the page."""
    session = create()
    answer = submit(page(session), action="claim", method="va")

    assert (answer.status, answer.headers["Location"]) == (303, session["id"])
    assert (shown(session)["status"], shown(session)["paymentMethod"]) == ("pending_review", "va")


@pytest.mark.parametrize(("state", "action"), PAIRS)
def test_a_button_does_what_is_possible_and_nothing_else(session_in, submit, left, state, action):
    """On a page that is out of date a button changes nothing, and leads where the session led."""
    session = session_in(state)
    before = left(session)
    answer = submit(page(session), action=action, method="qris")
    after = left(session)
    status = after[0]["status"]

    assert status == BECOMES[action] if state in POSSIBLE[action] else after == before
    leads = {"completed": SUCCESS, "pending_review": session["id"]}
    assert (answer.status, answer.headers["Location"]) == (303, leads.get(status, CANCEL))


def test_a_payment_by_a_provider_has_a_charge(create, submit, shown, still):
    """Method, adapter and charge are those of the provider."""
    session = create()
    submit(page(session), action="pay", method="va")
    paid = shown(session)

    assert (paid["paymentMethod"], paid["adapter"], paid["completedAt"]) == ("va", "managed", still)
    assert re.fullmatch(r"chg_[0-9A-HJKMNP-TV-Z]{26}", paid["paymentId"])


def test_two_clicks_pay_once(create, submit, shown, told, call):
    """Both are sent to the same place; there is one payment, one event, one receipt, one booking."""
    session = create()
    first = submit(page(session), action="pay", method="qris")
    paid = shown(session)
    second = submit(page(session), action="pay", method="va")

    assert first.headers["Location"] == second.headers["Location"] == SUCCESS
    assert shown(session) == paid
    assert told() == ["checkout_session.completed"]
    assert len(call("GET", "/api/v1/receipts").data) == 1
    assert len(call("GET", "/api/v1/ledger").data) == 2


def test_threads_pay_once(create, submit, told, eager_threads):
    """However many browsers pay at one moment."""
    session = create()
    answers = eager_threads(8, lambda: submit(page(session), action="pay", method="qris"))

    assert {(answer.status, answer.headers["Location"]) for answer in answers} == {(303, SUCCESS)}
    assert told() == ["checkout_session.completed"]


def test_without_a_choice_the_first_method_pays(create, submit, shown):
    """A form without radio buttons may leave it out."""
    session = create()
    submit(page(session), action="pay")

    assert shown(session)["paymentMethod"] == "qris"


@pytest.mark.parametrize(
    ("fields", "field"), [({}, "action"), ({"action": "steal"}, "action"), ({"action": "pay", "method": "x"}, "method")]
)
def test_a_forged_form_is_refused(create, submit, shown, fields, field):
    """What no button sends is named, and changes nothing."""
    session = create()
    answer = submit(page(session), **fields)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), field)
    assert shown(session) == session


def test_expiry_by_hand_is_expiry(create, submit, shown, told, still):
    """The session's time is over at once, and that is told."""
    session = create()
    submit(page(session), action="expire")

    assert (shown(session)["status"], shown(session)["expiresAt"]) == ("expired", still)
    assert told() == ["checkout_session.expired"]


def test_a_page_left_open_is_out_of_date(create, submit, shown, advance):
    """A buyer who comes back too late pays nothing."""
    session = create()
    advance(days=1)
    answer = submit(page(session), action="pay", method="qris")

    assert (answer.headers["Location"], shown(session)["status"]) == (CANCEL, "expired")


def test_a_paid_page_leads_on(session_in, read, call):
    """To the receipt, and back to the shop."""
    html = read(page(session_in("completed")))
    (receipt,) = call("GET", "/api/v1/receipts").data

    assert f'href="../r/{receipt["id"]}"' in html
    assert f'href="{SUCCESS}"' in html


@pytest.mark.parametrize("target", ["/c/cs_x", "/i/inv_x", "/r/rcpt_x"])
def test_nothing_is_a_page_too(visit, target):
    """A person who mistypes an address reads a sentence, with the right status."""
    answer = visit("GET", target)

    assert (answer.status, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"Nothing here" in answer.body


@pytest.mark.parametrize("target", ["/c/cs_x", "/i/inv_x"])
def test_nothing_cannot_be_paid(submit, target):
    """Nor is there a page to send a form to."""
    assert submit(target, action="pay", method="qris").status == 404


BRAND = {"brandName": "Kopi Kamu", "brandTagline": "Selalu hangat", "brandAccentColor": "#123456"}


def dressed(call, kind, **config):
    """Makes a template the default of its kind."""
    call("POST", "/api/v1/templates", {"kind": kind, "name": "Warung", "config": config, "isDefault": True})


@pytest.mark.parametrize("target", ["checkout", "invoice"])
def test_a_page_is_signed_by_the_brand(call, targets, read, target):
    """Name, what stands below it, and colour, as the settings are when somebody looks."""
    call("PATCH", "/api/v1/checkout/settings", BRAND)
    html = read(targets[target])

    assert "<h1>Kopi Kamu</h1>" in html
    assert [value for value in BRAND.values() if value not in html] == []
    assert "Kopi Kita" not in html.partition("<form")[0]


def test_a_page_looks_as_its_template_says(call, create, session_in, read):
    """Its colour, what is at its foot, who the business is, and at the end what a buyer is told who paid."""
    call("PATCH", "/api/v1/checkout/settings", BRAND | {"businessPhone": "0812"})
    config = {"accentColor": "#aa3355", "footerTagline": "Sejak 1998", "successMessage": "Sampai jumpa"}
    dressed(call, "checkout", showBusinessDetails=True, **config)
    before, after = read(page(create())), read(page(session_in("completed")))

    assert [text for text in ("#aa3355", "Sejak 1998", "0812") if text not in before] == []
    assert ("Sampai jumpa" in before, "Sampai jumpa" in after, "#123456" in before) == (False, True, False)


def test_an_invoice_s_page_looks_as_its_template_says(call, targets, read):
    """Terms and the tax within the total, as on its document."""
    dressed(call, "invoice", termsText="Empat belas hari", showTax=True, taxLabel="VAT", taxRate=0.1)
    html = read(targets["invoice"])

    assert [text for text in ("Empat belas hari", "VAT included") if text not in html] == []
