"""What a merchant shows of itself: set in one place, seen in every other, and fixed on a receipt."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes, wire
from plugipay_contract.caller import Caller, Workspace
from plugipay_contract.closed import skip_closed
from plugipay_contract.quiet import agree

BRAND = {
    "brandName": "Tea house",
    "brandLogoUrl": "https://shop.example/logo.png",
    "brandAccentColor": "#0A7B3E",
    "brandTagline": "Leaf by leaf",
}
BUSINESS = {
    "businessPhone": "+62 21 555 0101",
    "businessEmail": "shop@example.com",
    "businessAddress": "Jalan Teh 1, Jakarta",
}
TAX_ID = "01.234.567.8-901.000"
WORDS = ("See you in the garden", "Come back for more")
SCRIPT = "<script>alert(7)</script>"
TAXED = {"showTax": True, "taxRate": 0.1, "taxLabel": "VAT"}


def put(caller: Caller, method: str, target: str, body: Any) -> Any:
    """What a write gives."""
    return money.made(caller.call(method, f"/api/v1/{target}", body, idempotency_key=recipes.unique()))


def default(caller: Caller, kind: str, config: dict[str, Any]) -> None:
    """Make a template the default of its kind."""
    put(caller, "POST", "templates", {"kind": kind, "name": "Plain", "isDefault": True, "config": config})


def template(caller: Caller, kind: str, config: dict[str, Any]) -> money.Thing:
    """A template that is not the default."""
    made: money.Thing = put(caller, "POST", "templates", {"kind": kind, "name": "Other", "config": config})
    return made


def told(caller: Caller, kind: str, thing: money.Thing) -> Any:
    """What the page of a session or an invoice is told."""
    return caller.send(wire.Outgoing("GET", f"/api/v1/public/checkout/{kind}/{thing['id']}")).data


def receipt(caller: Caller) -> money.Thing:
    """The whole receipt of a session of 10,000."""
    session = money.paid_session(caller, amount=10_000)
    return money.made(caller.call("GET", f"/api/v1/checkout-sessions/{session['id']}/receipt"))


def check_brand(caller: Caller, see: Callable[[], Any], wanted: Any) -> None:
    """Whoever sets the brand sees it at a place, unless others set theirs meanwhile."""

    def look() -> tuple[Any, Any]:
        put(caller, "PATCH", "checkout/settings", BRAND)
        return see(), wanted

    agree(caller, look)


def test_a_buyer_sees_the_brand(someone: Caller) -> None:
    """The page of a session is told name, logo, colour and tagline as the settings have them."""
    session = money.new_session(someone)

    check_brand(someone, lambda: told(someone, "sessions", session)["branding"], BRAND)


@pytest.mark.guess
def test_a_payer_sees_the_brand(someone: Caller) -> None:
    """The page of an invoice is told the same."""
    invoice = money.new_invoice(someone, status="open")

    check_brand(someone, lambda: told(someone, "invoices", invoice)["branding"], BRAND)


@pytest.mark.guess
def test_the_account_has_the_brand(someone: Caller) -> None:
    """The `brandName` of the account is that of the settings."""
    skip_closed(someone, "PATCH /api/v1/account")

    check_brand(someone, lambda: someone.call("GET", "/api/v1/account").data["brandName"], BRAND["brandName"])


@pytest.mark.guess
@pytest.mark.parametrize("shown", [True, False], ids=["shown", "hidden"])
def test_a_page_is_told_its_template(merchant: Caller, shown: bool) -> None:
    """What the default template says at the end, and who the business is where that is to be shown."""
    put(merchant, "PATCH", "checkout/settings", BUSINESS)
    default(merchant, "checkout", {"successMessage": "Enjoy", "showBusinessDetails": shown})

    assert told(merchant, "sessions", money.new_session(merchant))["checkoutTemplate"] == {
        "successMessage": "Enjoy",
        "showBusinessDetails": shown,
        **(BUSINESS if shown else dict.fromkeys(BUSINESS)),
    }


@pytest.mark.guess
def test_a_page_is_told_the_template_it_names(someone: Caller) -> None:
    """A session that names a template is shown by it, and not by another one of its kind."""
    named, _ = (template(someone, "checkout", {"successMessage": words}) for words in WORDS)
    session = money.new_session(someone, templateId=named["id"])

    assert told(someone, "sessions", session)["checkoutTemplate"]["successMessage"] == WORDS[0]


def test_an_invoice_wears_the_template_it_names(someone: Caller) -> None:
    """An invoice that names a template is printed with its words, and not with those of another one of its kind."""
    named, _ = (template(someone, "invoice", {"footerText": words}) for words in WORDS)
    invoice = money.new_invoice(someone, status="open", templateId=named["id"])
    page = someone.call("GET", f"/api/v1/invoices/{invoice['id']}/invoice.html").body

    assert [words.encode() in page for words in WORDS] == [True, False]


def previewed(caller: Caller) -> bytes:
    """A preview of a template that would run a script."""
    body = {"kind": "invoice", "config": {"footerText": SCRIPT}}
    return caller.call("POST", "/api/v1/templates/preview", body).body


def printed_invoice(caller: Caller) -> bytes:
    """An invoice for a thing of such a name."""
    lines = [{**money.line(1_000), "description": SCRIPT}]
    invoice = money.new_invoice(caller, status="open", lines=lines)
    return caller.call("GET", f"/api/v1/invoices/{invoice['id']}/invoice.html").body


def printed_receipt(caller: Caller) -> bytes:
    """A receipt for one."""
    items = [{"name": SCRIPT, "quantity": 1, "unitAmount": 10_000}]
    session = money.paid_session(caller, amount=10_000, lineItems=items)
    return caller.call("GET", f"/api/v1/checkout-sessions/{session['id']}/receipt.html").body


@pytest.mark.guess
@pytest.mark.parametrize("page", [previewed, printed_invoice, printed_receipt], ids=lambda page: page.__name__)
def test_a_page_shows_text_as_text(someone: Caller, page: Callable[[Caller], bytes]) -> None:
    """What a merchant says is shown, and never run by whoever looks at the page."""
    shown = page(someone)

    assert (b"alert(7)" in shown, SCRIPT.encode() in shown) == (True, False)


@pytest.mark.guess
@pytest.mark.parametrize("form", ["html", "escpos"])
def test_a_printed_receipt_names_what_was_sold(someone: Caller, form: str) -> None:
    """As a page or for a roll of paper, it has the items and the merchant's receipt number."""
    items = [{"name": "Oolong", "quantity": 2, "unitAmount": 5_000}]
    session = money.paid_session(someone, amount=10_000, lineItems=items)
    here = f"/api/v1/checkout-sessions/{session['id']}"
    number = money.made(someone.call("GET", f"{here}/receipt"))["number"]
    printed = someone.call("GET", f"{here}/receipt.{form}").body

    assert [words.encode() in printed for words in ("Oolong", number)] == [True, True]


@pytest.mark.guess
@pytest.mark.parametrize(("resource", "kind"), [("checkout-sessions", "receipt"), ("invoices", "checkout")])
def test_a_template_of_another_kind_is_refused(someone: Caller, resource: str, kind: str) -> None:
    """What a template is not made for names it in vain: 400, field `templateId`."""
    right = money.invoice_body(someone) if resource == "invoices" else money.session_body()
    body = {**right, "templateId": template(someone, kind, {})["id"]}
    answer = money.post(someone, f"/api/v1/{resource}", body)

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "templateId")


@pytest.mark.guess
def test_a_page_is_told_who_takes_the_money(workspace: Workspace) -> None:
    """The providers that are connected, and nobody where none is."""
    live = workspace.live
    session = money.new_session(live)
    before = told(live, "sessions", session)["activeAdapters"]
    put(live, "PUT", "adapters/manual", {"bankAccounts": [], "instructions": "Pay at the desk"})

    assert (before, told(live, "sessions", session)["activeAdapters"]) == ([], ["manual"])


def test_a_receipt_is_taxed_by_its_template(merchant: Caller) -> None:
    """By the rate of the default template: round(total x 0.1 / 1.1); it says so itself."""
    default(merchant, "receipt", TAXED)
    issued = receipt(merchant)

    assert (issued["taxAmount"], issued["subtotal"], issued["total"]) == (909, 9_091, 10_000)
    assert {name: issued["template"].get(name) for name in TAXED} == TAXED


def test_a_receipt_names_the_merchant(merchant: Caller) -> None:
    """`merchant` has the tax number of the settings."""
    put(merchant, "PATCH", "checkout/settings", {"businessTaxId": TAX_ID})

    assert receipt(merchant)["merchant"]["taxId"] == TAX_ID


def test_a_receipt_does_not_follow_its_merchant(merchant: Caller) -> None:
    """Settings and templates that change afterwards change neither who was paid, nor the tax, nor the look."""
    before = receipt(merchant)
    put(merchant, "PATCH", "checkout/settings", {**BRAND, **BUSINESS, "businessTaxId": TAX_ID})
    default(merchant, "receipt", TAXED)

    assert money.reread(merchant, "receipts", before) == before
