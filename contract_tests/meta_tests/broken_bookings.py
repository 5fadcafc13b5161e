"""Servers whose books leave out, add up or mix what moved, or that bill and spend what they should not."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import look, on, path, without
from .broken_money import is_call
from .meddler import Meddler, data_altered, heard, resent, rows_altered, shown
from .mutant import Table

BROKEN_BOOKINGS = Table("server")
caught_by = BROKEN_BOOKINGS.caught_by
Breach = Callable[[Meddler, Outgoing], httpx.Response]


def lacking(ending: str, *, source: str, after: str) -> Breach:
    """A breach that lists no entries of a kind of source, once something was done."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        server.memory["done"] = server.memory.get("done", False) or after in request.target
        if not server.memory["done"] or not path(request).endswith(ending):
            return answer
        return rows_altered(answer, lambda rows: [row for row in rows if row["sourceType"] != source])

    return breach


@caught_by("test_booked::test_what_moves_money_is_booked_once")
def provider_unbooked(server: Meddler, request: Outgoing) -> httpx.Response:
    """It books no session that a provider was paid for."""
    return lacking("/ledger", source="checkout_session", after="/_mock/settle")(server, request)


@caught_by("test_booked::test_what_moves_money_is_booked_once")
def renewals_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It books what was billed by the clock twice."""
    answer = server.send(request)
    server.memory["late"] = server.memory.get("late", False) or "/clock/advance" in request.target
    if not server.memory["late"] or not path(request).endswith("/ledger"):
        return answer
    return rows_altered(answer, lambda rows: rows + [row for row in rows if row["sourceType"] == "invoice"])


@caught_by("test_booked::test_what_moves_money_is_booked_once")
def late_refunds_unbooked(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not book a refund that came with time."""
    return lacking("/ledger", source="refund", after="/clock/advance")(server, request)


@caught_by("test_booked::test_what_moves_money_is_booked_once")
def entries_in_rupiah(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls the currency of every entry rupiah."""
    return on("/ledger", lambda rows: [row | {"currency": "IDR"} for row in rows])(server, request)


@caught_by("test_booked::test_each_currency_has_balances_of_its_own")
def balances_added(server: Meddler, request: Outgoing) -> httpx.Response:
    """It has one balance for all currencies."""

    def added(rows: list[Any]) -> list[Any]:
        codes: dict[str, Any] = {}
        for row in rows:
            before = codes.get(row["code"], row | {"balance": 0})
            codes[row["code"]] = before | {"balance": before["balance"] + row["balance"]}
        return list(codes.values())

    return on("/ledger/balances", added)(server, request)


@caught_by("test_booked::test_a_refund_is_in_the_currency_that_came_in")
def refunds_in_rupiah(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives everything back in rupiah."""
    answer = server.send(request)
    return (
        data_altered(answer, lambda row: row | {"currency": "IDR"}) if is_call(request, "POST", "/refunds") else answer
    )


@caught_by("test_booked::test_one_currency_is_not_paid_out_of_another")
def dollars_for_rupiah(server: Meddler, request: Outgoing) -> httpx.Response:
    """It pays dollars out of what there is in rupiah, and rupiah out of dollars."""
    answer = server.send(request)
    if not is_call(request, "POST", "/payouts") or answer.status_code != 400:
        return answer
    other = {"IDR": "USD", "USD": "IDR"}[json.loads(request.body)["currency"]]
    return resent(server, request, lambda body: body | {"currency": other})


def other_mode(server: Meddler, request: Outgoing) -> httpx.Response:
    """What the same workspace's other mode answers to the same request."""
    return server.resign(request, server.other_mode(request))


@caught_by("test_booked::test_the_money_of_the_other_mode_is_not_shown")
def modes_in_one_report(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts the sales of both modes in a report."""
    answer = server.send(request)
    if not path(request).endswith("/pnl"):
        return answer
    more = other_mode(server, request).json()["data"]["revenue"]
    return data_altered(answer, lambda report: report | {"revenue": report["revenue"] + more})


@caught_by("test_booked::test_the_money_of_the_other_mode_is_not_paid_out")
def modes_in_one_till(server: Meddler, request: Outgoing) -> httpx.Response:
    """It pays out what the other mode earned."""
    answer = server.send(request)
    return other_mode(server, request) if is_call(request, "POST", "/payouts") and answer.status_code == 400 else answer


@caught_by("test_reports::test_a_report_is_of_its_time")
def since_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reports from the beginning of time."""
    if "/reports/" not in request.target:
        return server.send(request)
    return server.resign(replace(request, target=f"{path(request)}?{since_1970(request)}"))


def since_1970(request: Outgoing) -> str:
    """The query of a report, as if from the beginning of time."""
    pairs = request.target.partition("?")[2].split("&")
    return "&".join("from=1970-01-01T00:00:00Z" if pair.startswith("from=") else pair for pair in pairs)


@caught_by("test_reports::test_a_report_is_of_its_time")
def whole_days(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reports until the last midnight."""
    if "/reports/" not in request.target:
        return server.send(request)
    return server.resign(replace(request, target=re.sub(r"(to=[^&]*T)[0-9:]+", r"\g<1>00:00:00", request.target)))


@caught_by("test_reports::test_a_report_is_of_its_time")
def currencies_of_an_hour(server: Meddler, request: Outgoing) -> httpx.Response:
    """It adds up every currency in what it exports of less than a day."""
    of_a_day = re.search(r"from=(\d+-\d+-\d+)T.*to=\1", request.target)
    return without(server, request, "currency") if of_a_day and ".csv" in request.target else server.send(request)


@caught_by("test_reports::test_a_report_is_of_its_time")
def all_exported(server: Meddler, request: Outgoing) -> httpx.Response:
    """It exports the whole ledger, whatever time is asked for."""
    return without(server, request, "from", "to") if path(request).endswith(".csv") else server.send(request)


@caught_by("test_reports::test_a_report_is_of_its_currency")
def currencies_exported(server: Meddler, request: Outgoing) -> httpx.Response:
    """It exports every currency, whichever is asked for."""
    return without(server, request, "currency") if path(request).endswith(".csv") else server.send(request)


@caught_by("test_reports::test_every_day_has_a_bucket_of_its_own")
def days_in_one(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells all days as one."""

    def one(report: Any) -> Any:
        first, *_ = days = report["buckets"]
        sums = {name: sum(day[name] for day in days) for name in ("inflow", "outflow", "net")}
        return report | {"buckets": [first | sums]}

    return on("/cash-flow", one)(server, request)


@caught_by("test_reports::test_the_tax_of_invoices_is_no_profit")
def tax_as_profit(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes tax for profit."""
    return on("/pnl", lambda report: report | {"tax": 0, "net": report["net"] + report["tax"]})(server, request)


@caught_by("test_partners::test_a_fee_is_the_volume_times_the_rate")
def fee_on_top(server: Meddler, request: Outgoing) -> httpx.Response:
    """It charges a little for every merchant besides."""

    def dearer(report: Any) -> Any:
        return report | {"lines": [line | {"fee": line["fee"] + 7} for line in report["lines"]]}

    return on("/partner/usage", dearer)(server, request)


@caught_by("test_partners::test_a_partner_owes_the_fees_of_all_merchants")
def total_of_one(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the first fee for the total."""
    return on("/partner/usage", lambda told: told | {"total": told["lines"][0]["fee"]})(server, request)


@caught_by("test_partners::test_a_partner_owes_nothing_for_another_time")
def owed_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sums what was sold at any time."""
    if not path(request).endswith("/partner/usage"):
        return server.send(request)
    return server.resign(replace(request, target=f"{path(request)}?{since_1970(request).replace('1999', '2100')}"))


@caught_by("test_partners::test_a_rate_stays_as_it_was_agreed")
def rate_renegotiated(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the rate that was said last."""
    answer = server.send(request)
    if not is_call(request, "POST", "/admin/workspaces"):
        return answer
    return data_altered(answer, lambda row: row | {"discountRate": json.loads(request.body)["discountRate"]})


def billed(alter: Callable[[list[Any]], list[Any]]) -> Breach:
    """A breach that alters the bills of a subscription, newest first."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        return rows_altered(answer, alter) if "/invoices?subscriptionId=" in request.target else answer

    return breach


@caught_by("test_bills::test_an_initial_discount_is_off_the_first_bill_alone")
def discounted_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the initial discount off every bill."""
    return billed(lambda rows: [row | {"total": 70_000} for row in rows])(server, request)


@caught_by("test_bills::test_another_price_is_billed_from_the_next_period_on")
def old_price_billed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills what was agreed on at first, whatever was chosen since."""
    return billed(lambda rows: [row | {"total": 100_000} for row in rows])(server, request)


@caught_by("test_bills::test_a_trial_that_is_canceled_bills_nothing")
def canceled_billed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not cancel what is to end with its trial."""
    later = b'"at": "period_end"' in request.body
    return look(server, request, path(request).removesuffix("/cancel")) if later else server.send(request)


@caught_by("test_bills::test_every_bill_is_collected_as_was_agreed")
def renewals_taken(server: Meddler, request: Outgoing) -> httpx.Response:
    """It charges a renewal that was to be sent."""
    return billed(lambda rows: [row | {"status": "paid"} if rows[1:] else row for row in rows])(server, request)


@caught_by("test_gift_spending::test_one_outside_event_counts_once")
def spent_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes every call for an outside event of its own."""
    if not is_call(request, "POST", "/redeem"):
        return server.send(request)
    server.memory["calls"] = calls = server.memory.get("calls", 0) + 1
    return resent(server, request, lambda body: body | {"externalRef": f"{body['externalRef']}-{calls}"})


@caught_by("test_gift_spending::test_a_change_of_a_card_lasts")
def spending_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells what was spent, and forgets it."""
    answer = server.send(request)
    read = request.method == "GET" and "/gift-cards/" in request.target
    return data_altered(answer, lambda card: card | {"balance": card["initialBalance"]}) if read else answer


@caught_by("test_gift_spending::test_another_outside_event_counts_again")
def spent_once_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes all outside events of a till for one."""
    return heard(server, request, "^POST .*/redeem$", lambda body: body | {"externalRef": "one"})


@caught_by("test_gift_spending::test_a_change_of_a_card_is_told_once")
def spending_told_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of every spending twice."""
    return on("/events", lambda rows: [row for row in rows for _ in range(2)])(server, request)


@caught_by("test_receipt_amounts::test_a_receipt_says_how_much_everywhere")
def dearer_by_itself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows another amount where an invoice leads to its receipt."""
    return on("/receipt", lambda row: row | {"amount": row["amount"] + 1})(server, request)


@caught_by("test_receipt_amounts::test_a_receipt_adds_up")
def total_beside(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a total that is not what was paid."""
    answer = server.send(request)
    return data_altered(answer, lambda row: row | {"total": row["total"] + 1}) if "/rcpt_" in path(request) else answer


@caught_by("test_receipt_amounts::test_a_receipt_has_every_line")
def lines_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It prints the first line alone."""
    answer = server.send(request)
    return data_altered(answer, lambda row: row | {"lines": row["lines"][:1]}) if "/rcpt_" in path(request) else answer


@caught_by("test_receipt_amounts::test_a_receipt_has_one_line_at_least")
def no_line(server: Meddler, request: Outgoing) -> httpx.Response:
    """It prints no line where nobody said what was sold."""
    answer = server.send(request)
    return data_altered(answer, lambda row: row | {"lines": []}) if "/rcpt_" in path(request) else answer


@caught_by("test_subscriptions::test_a_bill_of_nothing_is_paid")
def nothing_is_owed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves a bill of nothing open."""
    return shown(server, request, "/invoices", lambda row: row | ({} if row["total"] else {"status": "open"}))


@caught_by("test_subscriptions::test_usage_is_not_paid_in_advance")
def usage_in_advance(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills the first unit of usage before it was used."""

    def sold(body):
        prices = [each | {"model": "tiered" if each.get("tiers") else "flat"} for each in body["prices"]]
        return body | {"prices": prices}

    return heard(server, request, "^POST /api/v1/plans$", sold)


@caught_by("test_refunds::test_a_session_s_refund_names_no_invoice")
def sessions_as_invoices(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls whatever was paid an invoice."""
    return shown(server, request, "/refunds", lambda row: row | {"invoiceId": row["chargeId"]})


@caught_by("test_receipts::test_a_receipt_tells_how_it_was_paid")
def everything_by_provider(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says of every receipt that a provider was paid."""
    return shown(server, request, "/receipts$", lambda row: row | {"adapter": "managed"})


@caught_by("test_reports::test_a_bucket_is_a_day_of_utc[20:00:00]")
def days_of_jakarta(server: Meddler, request: Outgoing) -> httpx.Response:
    """It begins a day when it begins in Jakarta."""
    if "/clock/freeze" in request.target:
        server.memory["late"] = json.loads(request.body)["at"][11:13] >= "17"

    def moved(row):
        day = date.fromisoformat(row["day"]) + timedelta(days=server.memory["late"])
        return row | {"day": day.isoformat()}

    def dated(flow):
        return flow | {"buckets": [moved(row) for row in flow["buckets"]]}

    return shown(server, request, "/cash-flow$", dated)
