"""Servers that say or keep one field of a thing wrongly: wrong in one way each."""

import json

import httpx

from plugipay_contract.other_operations import LIVE
from plugipay_contract.wire import Outgoing

from .broken_books import look, path
from .broken_tellings import events
from .meddler import Meddler, code, data_altered, heard, refused, resent, rows_altered, shown, unheard
from .mutant import Table

BROKEN_REMARKS = Table("server")
caught_by = BROKEN_REMARKS.caught_by


def with_lines(invoice, **fields):
    """An invoice all of whose lines have the same in some fields."""
    return invoice | {"lines": [line | fields for line in invoice["lines"]]}


@caught_by("test_customers::test_a_name_keeps_its_letters")
def letters_of_two_bytes(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows the first sixty-five thousand letters, and no more."""

    def known(body):
        return {name: "".join(each if ord(each) < 1 << 16 else "?" for each in text) for name, text in body.items()}

    return heard(server, request, "^POST .*/customers$", known)


@caught_by("test_checkout_sessions::test_a_session_knows_its_customer")
def buyer_external_id_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say in a session by what name the merchant knows the customer."""
    unnamed = {"externalId": None}
    return shown(server, request, "/checkout-sessions", lambda row: row | {"customer": row["customer"] | unnamed})


@caught_by("test_sent_fields::test_an_answer_has_what_was_sent[POST /api/v1/checkout-sessions]")
def success_url_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cuts the query off the address to come back to."""
    return shown(
        server, request, "/checkout-sessions", lambda row: row | {"successUrl": row["successUrl"].partition("?")[0]}
    )


@caught_by("test_invoices::test_every_line_has_an_id_of_its_own")
def line_ids_same(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives all lines one id."""
    return shown(server, request, "/invoices", lambda row: with_lines(row, id="il_1"))


@caught_by("test_subscriptions::test_a_bill_names_its_price")
def line_without_price(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say by which price a subscription is billed."""
    return shown(server, request, "/invoices", lambda row: with_lines(row, priceId=None))


@caught_by("test_public_checkout::test_a_buyer_sees_what_it_is_for")
def items_for_the_merchant(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not show a buyer what the money is for."""
    empty = {"lineItems": []}
    return shown(server, request, "/public/.*/cs_", lambda seen: seen | {"session": seen["session"] | empty})


@caught_by("test_public_checkout::test_nobody_is_asked_to_pay_twice")
def public_due_stale(server: Meddler, request: Outgoing) -> httpx.Response:
    """It asks for all of an invoice that was paid."""

    def asking(seen):
        return seen | {"invoice": seen["invoice"] | {"amountDue": seen["invoice"]["total"]}}

    return shown(server, request, "/public/.*/inv_", asking)


@caught_by("test_shown_fields::test_a_refund_of_an_invoice_names_it")
def invoice_unnamed_by_charge(server: Meddler, request: Outgoing) -> httpx.Response:
    """It looks for no invoice when a refund is asked for by its charge."""
    answer = server.send(request)
    return data_altered(answer, lambda row: row | {"invoiceId": None}) if b'"chargeId"' in request.body else answer


@caught_by("test_refunds::test_a_pending_refund_is_not_issued_yet")
def issued_early(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells that a refund is issued as soon as it is asked for."""
    answer = server.send(request)
    if path(request) == "/api/v1/refunds":
        server.memory["asked"] = answer.json()["data"]["id"]
    if path(request) != "/api/v1/events":
        return answer
    told = {"type": "plugipay.refund.issued.v1", "data": {"aggregateId": server.memory["asked"]}}
    return rows_altered(answer, lambda rows: [rows[0] | told, *rows])


@caught_by("test_payouts::test_a_payout_names_its_transaction")
def tx_unknown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It names a transaction that there is not."""
    return shown(server, request, "/payouts/po_", lambda row: row | {"ledgerTransactionId": "tx_1"})


@caught_by("test_payouts::test_what_comes_to_nothing_locks_nothing")
def failed_stays_locked(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps the money of a payout that failed."""
    answer = server.send(request)
    kept = server.memory.setdefault("kept", [])
    if request.target.endswith("/mark-failed"):
        kept.append(answer.json()["data"]["amount"])
    if not request.target.endswith("/payouts/balance"):
        return answer
    more = sum(kept)
    return data_altered(
        answer, lambda seen: seen | {"locked": seen["locked"] + more, "available": seen["available"] - more}
    )


@caught_by("test_gift_spending::test_an_entry_says_what_for")
def entry_session_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets which session a card has paid."""
    return unheard(server, request, "/redeem$", "checkoutSessionId")


@caught_by("test_gift_spending::test_an_entry_says_what_for")
def entry_note_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets what was noted when a card was filled up."""
    return unheard(server, request, "/topup$", "note")


@caught_by("test_receipts::test_a_mailed_receipt_says_where_to")
def first_mail_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It remembers where a receipt went first."""

    def first(row):
        return row | {"emailedTo": server.memory.setdefault(row["id"], row["emailedTo"]) if row["emailedTo"] else None}

    return shown(server, request, "/receipts", first)


@caught_by("test_events::test_a_sent_invoice_says_where_it_went")
def sent_to_the_customer(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells that an invoice went to its customer, wherever it went."""
    told = events(lambda row: row | {"data": row["data"] | {"to": "ada@example.com"}})
    return told(server, request)


@caught_by("test_event_objects::test_who_is_gone_is_told_in_full")
def gone_without_a_name(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of a customer who is gone no more than the id."""

    def nameless(row):
        thing = dict.fromkeys(row["data"]["object"]) | {"id": row["data"]["aggregateId"]}
        return row | {"data": row["data"] | {"object": thing}} if "customer.deleted" in row["type"] else row

    return events(nameless)(server, request)


@caught_by("test_validation::test_metadata_are_limited_everywhere")
def metadata_many(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts the metadata of customers, and of nothing else."""
    answer = server.send(request)
    counted = code(answer) == "invalid_request" and "/customers" not in request.target
    return resent(server, request, lambda body: body | {"metadata": None}) if counted else answer


@caught_by("test_settings::test_a_callback_token_is_replaced_as_well")
def callback_token_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps the token of a provider's calls when the whole adapter is replaced."""
    if request.method != "PUT" or not request.target.endswith("/adapters/xendit"):
        return server.send(request)
    server.memory |= json.loads(request.body)
    return resent(server, request, lambda body: server.memory | body)


@caught_by("test_settings::test_a_provider_is_used_as_its_default_says")
def midtrans_production(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes whoever says nothing for one who means it."""
    return heard(server, request, "^PUT .*/midtrans$", lambda body: {"env": "production"} | body)


@caught_by("test_onboarding::test_the_provider_s_word_holds")
def simulate_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes any word of the provider for a yes to everything that is not named."""
    return heard(server, request, "/_simulate$", lambda body: LIVE | body)


@caught_by("test_onboarding::test_the_provider_s_word_holds")
def simulate_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes silence for no word."""
    silent = request.target.endswith("/_simulate") and request.body == b"{}"
    return look(server, request, request.target.removesuffix("/_simulate")) if silent else server.send(request)


@caught_by("test_uploads::test_a_picture_is_shown_as_what_it_is")
def all_png(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows every picture as a PNG."""
    answer = server.send(request)
    if "/files/" in request.target:
        answer.headers["Content-Type"] = "image/png"
    return answer


@caught_by("test_uploads::test_a_picture_has_its_size")
def file_size_encoded(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells how much it takes to keep a picture."""
    return shown(server, request, "/uploads/image$", lambda told: told | {"fileSize": told["fileSize"] * 4 // 3})


@caught_by("test_uploads::test_a_picture_may_be_this_large")
def small_uploads(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes pictures of four megabytes."""
    answer = server.send(request)
    large = request.target.endswith("/uploads/image") and len(request.body) > 4 << 20
    return refused(answer, 413, "payload_too_large") if large else answer


@caught_by("test_account::test_a_workspace_says_when_it_will_be_gone")
def end_unseen(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not show that a workspace will be deleted."""
    return shown(server, request, "/workspaces$", lambda row: row | {"pendingDeletionAt": None})
