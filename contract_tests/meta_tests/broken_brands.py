"""Servers that show something else of a merchant than it set, or not everywhere the same: wrong in one way each."""

import re

import httpx

from plugipay_contract.wire import Outgoing

from .broken_settings import asked
from .meddler import Meddler, altered, data_altered, shown, unheard
from .mutant import Table

BROKEN_BRANDS = Table("server")
caught_by = BROKEN_BRANDS.caught_by

NOTHING = {"brandLogoUrl": None, "brandAccentColor": None, "brandTagline": None}
PUBLIC = "^/api/v1/public/checkout/"
RECEIPT = "^/api/v1/(receipts/[^/]+|checkout-sessions/[^/]+/receipt)$"


@caught_by("test_brand::test_a_buyer_sees_the_brand")
def plain_checkout(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows buyers a name and nothing else of the brand."""
    return shown(server, request, f"{PUBLIC}sessions", lambda told: told | {"branding": told["branding"] | NOTHING})


@caught_by("test_brand::test_a_payer_sees_the_brand")
def plain_invoice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the brand on sessions alone."""
    return shown(server, request, f"{PUBLIC}invoices", lambda told: told | {"branding": told["branding"] | NOTHING})


@caught_by("test_brand::test_the_account_has_the_brand")
def account_without_brand(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls the account by the name of its workspace."""

    def renamed(account):
        return account | {"brandName": account["memberships"][0]["account"]["name"]}

    return shown(server, request, "^/api/v1/account$", renamed)


@caught_by("test_brand::test_a_page_is_told_its_template[shown]")
def template_unused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps checkout templates, and uses none."""

    def bare(told):
        return {name: told[name] for name in told if name != "checkoutTemplate"}

    return shown(server, request, PUBLIC, bare)


@caught_by("test_brand::test_a_page_is_told_its_template[hidden]")
def business_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells every buyer who the business is, whatever its template says."""
    if not re.search(f"{PUBLIC}sessions", request.target):
        if request.method == "PATCH":
            server.memory["writer"] = request
        return server.send(request)
    settings = asked(server, server.memory["writer"], "GET", "/api/v1/checkout/settings").json()["data"]
    business = {name: settings[name] for name in ("businessPhone", "businessEmail", "businessAddress")}

    def telling(told):
        return told | {"checkoutTemplate": told["checkoutTemplate"] | business}

    return data_altered(server.send(request), telling)


@caught_by("test_brand::test_a_page_is_told_the_template_it_names")
def always_the_default(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows every session by the default template."""
    return unheard(server, request, "^POST /api/v1/checkout-sessions$", "templateId")


@caught_by("test_brand::test_an_invoice_wears_the_template_it_names")
def one_paper_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It prints every invoice by the default template."""
    return unheard(server, request, "^POST /api/v1/invoices$", "templateId")


@caught_by("test_brand::test_a_page_shows_text_as_text")
def raw_markup(server: Meddler, request: Outgoing) -> httpx.Response:
    """It writes into a page whatever it was told."""
    answer = server.send(request)
    if "html" not in answer.headers.get("Content-Type", ""):
        return answer
    page = answer.content.replace(b"&lt;", b"<").replace(b"&gt;", b">")
    return httpx.Response(answer.status_code, headers={"Content-Type": "text/html; charset=utf-8"}, content=page)


@caught_by("test_brand::test_a_printed_receipt_names_what_was_sold")
def bare_roll(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cuts a roll of paper with nothing on it."""
    answer = server.send(request)
    if not request.target.endswith("receipt.escpos"):
        return answer
    return httpx.Response(answer.status_code, headers=dict(answer.headers), content=b"\x1b@\n\n\x1dV\x00")


@caught_by("test_public_checkout::test_a_shop_s_page_may_read_a_session")
def its_own_pages(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells browsers to show its answers on no page but its own."""
    return altered(server.send(request), lacking=["Access-Control-Allow-Origin"])


@caught_by("test_public_checkout::test_a_shop_s_page_may_let_pay")
def no_leave(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a page of another site read, and send nothing."""
    answer = server.send(request)
    return altered(answer, lacking=["Access-Control-Allow-Headers"]) if request.method == "OPTIONS" else answer


@caught_by("test_brand::test_a_template_of_another_kind_is_refused")
def any_template(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over a template that does not fit."""
    answer = server.send(request)
    if answer.status_code != 400 or answer.json()["error"].get("field") != "templateId":
        return answer
    return unheard(server, request, "^POST ", "templateId")


@caught_by("test_brand::test_a_page_is_told_who_takes_the_money")
def two_adapters_everywhere(server: Meddler, request: Outgoing) -> httpx.Response:
    """It names the same two providers on every page."""
    return shown(server, request, PUBLIC, lambda told: told | {"activeAdapters": ["managed", "manual"]})


@caught_by("test_brand::test_a_receipt_is_taxed_by_its_template")
def one_tax_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes eleven percent out of every amount, and prints the template's label beside it."""

    def taxed(receipt):
        tax = round(receipt["total"] * 11 / 111)
        return receipt | {"taxAmount": tax, "subtotal": receipt["total"] - tax}

    return shown(server, request, RECEIPT, taxed)


@caught_by("test_brand::test_a_receipt_names_the_merchant")
def nameless_tax(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves the merchant's tax number off receipts."""
    return shown(
        server, request, RECEIPT, lambda receipt: receipt | {"merchant": receipt["merchant"] | {"taxId": None}}
    )


@caught_by("test_brand::test_a_receipt_does_not_follow_its_merchant")
def receipt_redrawn(server: Meddler, request: Outgoing) -> httpx.Response:
    """It signs a receipt by whoever the merchant is when somebody looks."""
    if not re.search(RECEIPT, request.target):
        return server.send(request)
    settings = asked(server, request, "GET", "/api/v1/checkout/settings").json()["data"]

    def signed(receipt):
        return receipt | {"merchant": receipt["merchant"] | {"name": settings["brandName"]}}

    return data_altered(server.send(request), signed)
