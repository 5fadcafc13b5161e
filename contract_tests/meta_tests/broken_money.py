"""Servers that miscount, overpay or let too much happen: wrong in one way each."""

import json
from dataclasses import replace

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code, data_altered, heard, key_id, refused, resent, unheard
from .mutant import Table

BROKEN_MONEY = Table("server")
caught_by = BROKEN_MONEY.caught_by


def is_call(request: Outgoing, method: str, ending: str) -> bool:
    """Whether a request is of a method and to a path that ends so."""
    return request.method == method and request.target.partition("?")[0].endswith(ending)


@caught_by("test_life_cycles::test_an_illegal_action_is_refused")
def anything_goes(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says yes to an action the state does not allow."""
    answer = server.send(request)
    return altered(answer, 200, {"data": {}, "error": None, "meta": {}}) if answer.status_code == 409 else answer


@caught_by("test_life_cycles::test_an_illegal_action_is_refused")
def transition_as_conflict(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls every illegal action a conflict."""
    answer = server.send(request)
    return refused(answer, 409, "conflict") if code(answer) == "invalid_transition" else answer


@caught_by("test_life_cycles::test_an_illegal_action_changes_nothing")
def refused_and_done(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses to pause a subscription in its trial, and cancels it."""
    answer = server.send(request)
    if code(answer) == "invalid_transition" and request.target.endswith("/pause"):
        cancelling = request.target.replace("/pause", "/cancel")
        server.resign(replace(request, target=cancelling, body=b'{"at": "now"}'))
    return answer


@caught_by("test_life_cycles::test_a_legal_action_leads_where_the_table_says")
def payouts_paid_at_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a payout on its way for one that has arrived."""
    return data_altered(server.send(request), lambda row: row | {"status": row["status"].replace("in_transit", "paid")})


@caught_by("test_life_cycles::test_a_legal_action_leads_where_the_table_says")
def final_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not tolerate that an open invoice is made final."""
    if not is_call(request, "POST", "/finalize"):
        return server.send(request)
    before = server.resign(replace(request, method="GET", target=request.target.removesuffix("/finalize"), body=b""))
    answer = server.send(request)
    return refused(answer, 409, "invalid_transition") if before.json()["data"]["status"] == "open" else answer


@caught_by("test_invoices::test_the_totals_follow_from_the_lines")
def tax_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves the tax out of the total."""
    return data_altered(server.send(request), lambda row: row | {"total": row["total"] - row["tax"]})


@caught_by("test_invoices::test_a_discount_beyond_the_subtotal_is_refused")
def discount_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cuts a discount down instead of refusing it."""
    answer = server.send(request)
    return resent(server, request, lambda body: body | {"discount": 0}) if code(answer) else answer


@caught_by("test_invoices::test_a_line_is_quantity_times_unit")
def quantity_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts every line once."""

    def once(row):
        return row | {"lines": [line | {"amount": line["unitAmount"]} for line in row["lines"]]}

    return data_altered(server.send(request), once)


@caught_by("test_invoices::test_totals_do_not_overflow")
def wraps_around(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts in so many bits and no more."""
    answer = server.send(request)
    return altered(answer, 201, {"data": {"total": -1}, "error": None, "meta": {}}) if code(answer) else answer


def lenient(mend):
    """A breach that mends every amount of a body that was refused."""

    def walk(part):
        if isinstance(part, dict):
            return {name: walk(value) for name, value in part.items()}
        return [walk(value) for value in part] if isinstance(part, list) else mend(part)

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        return resent(server, request, walk) if code(answer) == "invalid_request" else answer

    return breach


@caught_by("test_money_fields::test_what_is_no_amount_is_refused")
def floats_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cuts the fraction off an amount."""
    return lenient(lambda value: int(value) if isinstance(value, float) else value)(server, request)


@caught_by("test_money_fields::test_what_is_no_amount_is_refused")
def texts_read(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads an amount out of a text."""
    return lenient(lambda value: int(value) if str(value) == value and value.isdecimal() else value)(server, request)


@caught_by("test_money_fields::test_what_is_no_amount_is_refused")
def truth_counted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes true for one."""
    return lenient(lambda value: 1 if value is True else value)(server, request)


@caught_by("test_money_fields::test_what_is_no_amount_is_refused")
def field_unnamed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say which amount is wrong."""
    answer = server.send(request)
    envelope = answer.json()
    if not code(answer):
        return answer
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"field": "body"}})


@caught_by("test_money_fields::test_an_integer_stays_one")
def amounts_as_floats(server: Meddler, request: Outgoing) -> httpx.Response:
    """It writes amounts with a point."""
    return data_altered(server.send(request), lambda row: row | {"amount": float(row["amount"])})


@caught_by("test_refunds::test_no_more_than_is_left")
def refunds_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives back what is left when asked for more."""
    answer = server.send(request)
    if not (is_call(request, "POST", "/refunds") and code(answer) == "invalid_request"):
        return answer
    fake = {"id": "rf_1", "status": "succeeded"}
    return altered(answer, 201, {"data": fake, "error": None, "meta": answer.json()["meta"]})


@caught_by("test_refunds::test_a_failed_refund_does_not_count")
def failed_refund_counted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts a refund that failed."""
    answer = server.send(request)
    if answer.status_code != 422:
        return answer
    source = json.loads(request.body)["sourceId"]
    return (
        refused(answer, 400, "invalid_request") if source in server.memory else server.memory.setdefault(source, answer)
    )


@caught_by("test_refunds::test_a_refused_refund_is_kept")
def failed_refund_dropped(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets a refund that failed."""
    answer = server.send(request)
    if not is_call(request, "GET", "/refunds"):
        return answer
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"data": [row for row in envelope["data"] if row["status"] != "failed"]})


@caught_by("test_refunds::test_a_refused_refund_is_unprocessable")
def refusal_as_502(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the provider's refusal for trouble at the provider."""
    answer = server.send(request)
    return refused(answer, 502, "upstream_error") if answer.status_code == 422 else answer


@caught_by("test_refunds::test_a_reason_is_one_of_four")
def any_reason(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes any text for a reason."""
    answer = server.send(request)
    return resent(server, request, lambda body: body | {"reason": "other"}) if code(answer) else answer


@caught_by("test_payouts::test_the_balance_follows_a_payout")
def locked_is_available(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts as available what is locked."""
    answer = server.send(request)
    if not is_call(request, "GET", "/payouts/balance"):
        return answer
    return data_altered(answer, lambda row: row | {"available": row["ledgerBalance"]})


@caught_by("test_payouts::test_a_payout_is_within_what_is_available")
def overdraws(server: Meddler, request: Outgoing) -> httpx.Response:
    """It pays out what is not there."""
    answer = server.send(request)
    if not (is_call(request, "POST", "/payouts") and code(answer)):
        return answer
    return altered(answer, 201, {"data": {}, "error": None, "meta": answer.json()["meta"]})


@caught_by("test_checkout_sessions::test_a_session_is_paid_once")
def paid_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It confirms a session again."""
    answer = server.send(request)
    if not (is_call(request, "POST", "/confirm") and code(answer)):
        return answer
    return altered(answer, 200, {"data": {}, "error": None, "meta": answer.json()["meta"]})


@caught_by("test_public_checkout::test_a_buyer_sees_nothing_of_the_customer")
def customer_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a buyer who else is known."""
    answer = server.send(request)
    if "/public/" not in request.target:
        return answer
    return data_altered(answer, lambda row: row | {"session": row["session"] | {"customerId": "cus_1"}})


@caught_by("test_references::test_somebody_elses_is_nothing")
def any_customer(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not look whose customer is meant."""
    answer = server.send(request)
    if not (code(answer) == "invalid_request" and answer.json()["error"]["field"] == "customerId"):
        return answer
    return altered(answer, 201, {"data": {}, "error": None, "meta": answer.json()["meta"]})


@caught_by("test_references::test_somebody_elses_object_is_not_found")
def others_money_forbidden(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells that somebody else's money exists, by forbidding it."""
    answer = server.send(request)
    return refused(answer, 403, "insufficient_scope") if code(answer) == "not_found" else answer


@caught_by("test_subscriptions::test_a_trial_bills_nothing")
def trial_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills from the first day, trial or not."""
    return heard(server, request, "^POST .*/subscriptions$", lambda body: body | {"trialDays": 0})


@caught_by("test_subscriptions::test_a_later_cancellation_waits_for_the_end")
def cancels_at_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It cancels now whenever it is asked to."""
    return heard(server, request, "^POST .*/cancel$", lambda body: body | {"at": "now"})


@caught_by("test_subscriptions::test_an_initial_discount_is_off_the_first_bill")
def discount_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets the initial discount."""
    return unheard(server, request, "^POST .*/subscriptions$", "initialDiscount")


@caught_by("test_plans::test_the_amount_of_a_price_is_fixed")
def price_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over an amount that cannot be changed."""
    return heard(server, request, "^PATCH ", lambda body: {"active": body["active"]})


@caught_by("test_shipped_money::test_a_guarded_write_wants_a_key")
def unguarded(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes up a key for a write that needs one."""
    keyed = request.having("Idempotency-Key", f"made-up-{id(request)}")
    return (
        server.resign(keyed)
        if request.method == "POST" and not request.header("Idempotency-Key")
        else server.send(request)
    )


@caught_by("test_money_machine::test_money_is_neither_made_nor_lost")
def refund_fee(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps a rupiah back for every refund of a large sum."""
    answer = server.send(request)
    if is_call(request, "POST", "/refunds") and answer.status_code == 201 and answer.json()["data"]["amount"] > 100:
        server.memory[key_id(request)] = server.memory.get(key_id(request), 0) + 1
    if not is_call(request, "GET", "/payouts/balance"):
        return answer
    fees = server.memory.get(key_id(request), 0)
    return data_altered(answer, lambda row: row | {"ledgerBalance": row["ledgerBalance"] - fees})
