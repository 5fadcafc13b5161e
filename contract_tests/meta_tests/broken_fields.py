"""Servers that forget or mistake what was sent, or show of whom or what they please: wrong in one way each."""

from collections.abc import Callable
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import look
from .meddler import Meddler, heard, shown
from .mutant import Table

BROKEN_FIELDS = Table("server")
caught_by = BROKEN_FIELDS.caught_by
Breach = Callable[[Meddler, Outgoing], httpx.Response]


@caught_by("test_sent_fields::test_an_answer_has_what_was_sent")
def line_items_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not keep what a session is for."""
    return shown(server, request, "/checkout-sessions", lambda row: row | {"lineItems": []})


@caught_by("test_sent_fields::test_an_answer_has_what_was_sent")
def coupon_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not keep the coupon of a subscription."""
    return shown(server, request, "/subscriptions", lambda row: row | {"discountCouponId": None})


@caught_by("test_sent_fields::test_an_answer_has_what_was_sent")
def plan_changed_in_part(server: Meddler, request: Outgoing) -> httpx.Response:
    """It changes the name of a plan, and passes over the rest."""
    kept = {"name", "metadata"}
    return heard(server, request, "^PATCH .*/plans/", lambda body: {name: body[name] for name in body if name in kept})


@caught_by("test_sent_fields::test_an_answer_has_what_was_sent")
def created_without_metadata(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers a creation without the metadata, though it keeps them."""
    answer = shown(server, request, "/subscriptions$", lambda row: row | {"metadata": None})
    return answer if request.method == "POST" else server.send(request)


@caught_by("test_sent_fields::test_what_was_sent_is_read_later")
def tax_mode_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the tax out of no price."""

    def exclusive(plan):
        return plan | {"prices": [price | {"taxMode": "exclusive"} for price in plan["prices"]]}

    return shown(server, request, "/plans/plan_", exclusive)


@caught_by("test_sent_fields::test_what_was_sent_is_read_later")
def due_at_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows later no day on which an invoice was to be paid."""
    return shown(server, request, "/invoices/inv_", lambda row: row | {"dueAt": None})


@caught_by("test_sent_fields::test_what_was_sent_is_read_later")
def endpoint_moved_in_word(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the description of an endpoint only to whoever opens it."""
    return shown(server, request, "/webhooks$", lambda row: row if "secret" in row else row | {"description": None})


@caught_by("test_shown_fields::test_an_object_names_its_mode")
def live_says_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says `test` of everything."""
    return shown(server, request, "", lambda row: row | {"mode": "test"} if "mode" in row else row)


@caught_by("test_shown_fields::test_an_address_leads_to_one_thing")
def one_address_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives all customers the same way into the portal."""
    return shown(server, request, "/portal-sessions$", lambda row: row | {"url": "https://portal.example/"})


@caught_by("test_shown_fields::test_an_address_leads_to_one_thing")
def hosted_invoice_url_wrong(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends everybody to the same invoice."""
    return shown(server, request, "/invoices", lambda row: row | {"hostedInvoiceUrl": "https://i.example/inv_1"})


@caught_by("test_shown_fields::test_an_invoice_is_paid_at_one_address")
def address_lost_when_paid(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the address off an invoice that is paid."""
    return shown(server, request, "/pay$", lambda row: row | {"hostedInvoiceUrl": None})


@caught_by("test_shown_fields::test_the_charge_of_an_invoice_is_named")
def charge_id_never(server: Meddler, request: Outgoing) -> httpx.Response:
    """It names no charge."""
    return shown(server, request, "/invoices", lambda row: row | {"chargeId": None})


@caught_by("test_shown_fields::test_a_refund_of_an_invoice_names_it")
def refund_invoice_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows later no invoice that a refund is of."""
    return shown(server, request, "/refunds/rf_", lambda row: row | {"invoiceId": None})


@caught_by("test_shown_fields::test_a_payment_names_its_method")
def payment_method_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not put on a receipt how it was paid."""
    return shown(server, request, "/receipts", lambda row: row | {"method": None})


@caught_by("test_shown_fields::test_a_receipt_names_its_customer")
def receipt_customer_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say on the whole receipt who paid."""
    return shown(server, request, "/receipts/rcpt_", lambda row: row | {"customerId": None})


@caught_by("test_shown_fields::test_every_receipt_has_a_number_of_its_own")
def receipt_numbers_same(server: Meddler, request: Outgoing) -> httpx.Response:
    """It numbers every receipt 1."""
    return shown(server, request, "/receipts", lambda row: row | {"number": "RCPT-000001"})


@caught_by("test_shown_fields::test_a_payout_does_not_follow_the_account")
def payout_follows_account(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a payout with the account as it is now."""
    saved = look(server, request, "/api/v1/payouts/bank-account").json()["data"] if request.method == "GET" else {}
    return shown(server, request, "/payouts/po_", lambda row: row | {"bankName": saved["bankName"] or row["bankName"]})


@caught_by("test_shown_fields::test_a_card_of_a_customer_is_store_credit")
def gift_kind_wrong(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls every card a gift card."""
    return shown(server, request, "/gift-cards", lambda row: row | {"kind": "gift_card"})


@caught_by("test_shown_fields::test_a_card_knows_what_it_was_issued_with")
def gift_initial_moves(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets the first balance follow the balance."""
    return shown(server, request, "/gift-cards/", lambda row: row | {"initialBalance": row["balance"]})


@caught_by("test_shown_fields::test_a_transfer_is_told_in_full")
def no_account_to_pay_to(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells a buyer to transfer rupiah, and not where to."""

    def vague(told):
        return told | {"instructions": told["instructions"] | {"currency": "IDR", "bankAccounts": []}}

    return shown(server, request, "/charge$", vague)


def lenient(calls: str, name: str, value: Any) -> Breach:
    """A breach that takes a field of some calls for another value where it is missing or of another kind."""

    def right(body):
        return body if type(body.get(name)) is type(value) else body | {name: value}

    return lambda server, request: heard(server, request, calls, right)


@caught_by("test_wrong_fields::test_a_field_of_another_kind_is_refused")
def any_amount_on_a_card(server: Meddler, request: Outgoing) -> httpx.Response:
    """It puts a thousand on a gift card when the amount is no number."""
    return lenient("^POST .*/topup$", "amount", 1000)(server, request)


@caught_by("test_wrong_fields::test_a_field_of_another_kind_is_refused")
def truth_is_one(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes true for one, as its language does."""

    def counted(body):
        return {name: 1 if value is True else value for name, value in body.items()}

    return heard(server, request, "^POST /api/v1/invoices$", counted)


@caught_by("test_wrong_fields::test_a_field_of_another_kind_is_refused")
def note_as_an_object(server: Meddler, request: Outgoing) -> httpx.Response:
    """It drops a note that is no text."""
    return lenient("^POST .*/topup$", "note", "")(server, request)


@caught_by("test_wrong_fields::test_an_item_s_field_of_another_kind_is_refused")
def nameless_items(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sells things whose names are no text."""

    def named(body):
        items = body.get("lineItems", [])
        fitting = [item | {"name": "Tea"} if isinstance(item["name"], (dict, list)) else item for item in items]
        return body | {"lineItems": fitting}

    return heard(server, request, "^POST /api/v1/checkout-sessions$", named)


@caught_by("test_wrong_fields::test_a_number_is_not_below_zero")
def refund_below_zero(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a refund of less than nothing for one of as much."""
    return heard(server, request, "^POST .*/refunds$", lambda body: body | {"amount": abs(body.get("amount", 1))})


@caught_by("test_wrong_fields::test_a_required_field_is_not_left_out")
def nobody_s_account(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps a bank account that nobody holds."""
    return lenient("^PATCH .*/bank-account$", "bankAccountHolder", "nobody")(server, request)


@caught_by("test_wrong_fields::test_a_required_field_is_not_left_out")
def redeemed_for_nobody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes money from a gift card without asking what it is for."""
    return lenient("^POST .*/redeem$", "externalRef", "none")(server, request)


@caught_by("test_wrong_fields::test_a_word_is_one_of_its_list")
def any_reason(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cancels a subscription for a reason nobody knows."""
    known = {"customer_portal", "merchant", "failed_payment", "user_request"}
    return heard(server, request, "^POST .*/cancel$", lambda body: without_reason(body, known))


@caught_by("test_wrong_fields::test_a_moment_is_one")
def any_day(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a day that no month has for the last one that it has."""

    def earlier(body):
        return body | {"dueAt": body.get("dueAt", "").replace("02-30", "02-28") or None}

    return heard(server, request, "^POST /api/v1/invoices$", earlier)


@caught_by("test_wrong_fields::test_every_word_of_its_list_is_taken")
def no_bca(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not know one of the ways to pay."""

    def unknown(body):
        return body | {"methods": ["sea shells" if way == "va_bca" else way for way in body["methods"]]}

    return heard(server, request, "^POST /api/v1/checkout-sessions$", unknown)


@caught_by("test_wrong_fields::test_every_word_of_its_list_is_taken")
def always_monthly(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes a week a month."""
    return shown(server, request, "/plans$", lambda row: row | {"interval": row["interval"].replace("week", "month")})


@caught_by("test_sent_fields::test_an_act_says_that_it_is_done")
def denied(server: Meddler, request: Outgoing) -> httpx.Response:
    """It unlinks an account, and says that it did not."""
    return shown(server, request, "/linked-accounts/", lambda told: told | {"removed": False})


def without_reason(body, known):
    """A body without a reason that is not known."""
    return {name: value for name, value in body.items() if name != "reason" or value in known}
