"""Servers whose books, events, lists, clocks or faults are wrong in one way each."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote

import httpx

from plugipay_contract.subjects import KeyPair
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, data_altered, key_id, refused, rows_altered
from .mutant import Table

BROKEN_BOOKS = Table("server")
caught_by = BROKEN_BOOKS.caught_by


def path(request: Outgoing) -> str:
    """Where a request goes, without its query."""
    return request.target.partition("?")[0]


def look(server: Meddler, request: Outgoing, target: str) -> httpx.Response:
    """What the caller of a request sees elsewhere."""
    bare = request.lacking("Idempotency-Key").lacking("X-Plugipay-Mock-Fault")
    return server.resign(replace(bare, method="GET", target=target, body=b""))


def without(server: Meddler, request: Outgoing, *names: str) -> httpx.Response:
    """What the right server says when some parameters are left out of the query."""
    where, _, query = request.target.partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair.partition("=")[0] not in names)
    return server.resign(replace(request, target=f"{where}?{kept}")) if kept != query else server.send(request)


def on(ending: str, alter: Callable) -> Callable[[Meddler, Outgoing], httpx.Response]:
    """A breach that alters the rows or the data of what is read at paths that end so."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        return data_altered(answer, alter) if request.method == "GET" and path(request).endswith(ending) else answer

    return breach


@caught_by("test_ledger::test_every_partial_refund_has_its_legs")
def leg_missing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It books only one leg of a refund that is not the first."""

    def unbalanced(rows):
        refunds = [row for row in rows if (row["sourceType"], row["direction"]) == ("refund", "credit")]
        return [row for row in rows if row not in refunds[:-1]]

    return on("/ledger", unbalanced)(server, request)


@caught_by("test_ledger::test_the_legs_of_a_transaction_sum_to_zero")
def fee_unbooked(server: Meddler, request: Outgoing) -> httpx.Response:
    """It credits a little less than it debits."""

    def short(rows):
        return [row | {"amount": row["amount"] - 1} if row["direction"] == "credit" else row for row in rows]

    return on("/ledger", short)(server, request)


@caught_by("test_ledger::test_the_balances_are_the_sums_of_the_entries")
def refunds_unbalanced(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves refunds out of the balances."""
    return on("/balances", lambda rows: [row for row in rows if row["code"] != "refunds"])(server, request)


@caught_by("test_ledger::test_net_profit_follows")
def gross_profit(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes revenue for profit."""
    return on("/pnl", lambda report: report | {"net": report["revenue"]})(server, request)


@caught_by("test_ledger::test_profit_is_what_came_in_less_what_went_back")
def refunds_off_revenue(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes refunds off the revenue and tells them as well."""
    return on("/pnl", lambda report: report | {"revenue": report["revenue"] - report["refunds"]})(server, request)


@caught_by("test_ledger::test_the_cash_flow_is_the_cash")
def outflow_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sees money come in and not go out."""
    return on("/cash-flow", lambda report: report | {"totalOutflow": 0})(server, request)


@caught_by("test_ledger::test_the_days_add_up")
def day_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses the last day."""
    return on("/cash-flow", lambda report: report | {"buckets": report["buckets"][:-1]})(server, request)


@caught_by("test_ledger::test_the_csv_is_the_ledger")
def csv_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves the last row out of the export."""
    answer = server.send(request)
    if not path(request).endswith(".csv"):
        return answer
    return httpx.Response(200, headers={"Content-Type": "text/csv"}, content=answer.text.rstrip().rpartition("\n")[0])


@caught_by("test_ledger::test_currencies_are_kept_apart")
def currencies_added(server: Meddler, request: Outgoing) -> httpx.Response:
    """It adds dollars to rupiah."""
    answer = server.send(request)
    if not path(request).endswith("/payouts/balance"):
        return answer
    rows = look(server, request, "/api/v1/ledger/balances").json()["data"]
    return data_altered(
        answer, lambda row: row | {"ledgerBalance": sum(each["balance"] for each in rows if each["code"] == "cash")}
    )


@caught_by("test_receipts::test_a_receipt_does_not_follow_its_customer")
def receipt_follows(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a receipt with the customer as they are now."""
    answer = server.send(request)
    if "/receipts/rcpt_" not in request.target:
        return answer
    customer = look(server, request, f"/api/v1/customers/{answer.json()['data']['customerId']}").json()["data"]
    return data_altered(answer, lambda row: row | {"customer": customer})


@caught_by("test_receipts::test_tax_is_taken_out_of_the_gross")
def tax_on_top(server: Meddler, request: Outgoing) -> httpx.Response:
    """It computes the tax on the gross amount."""
    return data_altered(server.send(request), lambda row: row | {"taxAmount": round(row["total"] * 0.11)})


@caught_by("test_events::test_a_refused_call_writes_nothing")
def event_before_commit(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of a change before the change is sure."""
    answer = server.send(request)
    if request.method == "POST" and answer.status_code == 400:
        server.memory["told"] = {"type": "plugipay.customer.created.v1", "data": {"aggregateId": "cus_1"}}
    told = [server.memory["told"]] if "told" in server.memory else []
    return rows_altered(answer, lambda rows: told + rows) if path(request).endswith("/events") else answer


@caught_by("test_events::test_a_replay_writes_nothing")
def replays_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of a change again when its answer is replayed."""
    answer = server.send(request)
    server.memory["replays"] = server.memory.get("replays", 0) + ("Idempotent-Replayed" in answer.headers)
    if not path(request).endswith("/events"):
        return answer
    return rows_altered(answer, lambda rows: rows[:1] * server.memory["replays"] + rows)


@caught_by("test_events::test_a_change_writes_its_event")
def archiving_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not tell that a plan was archived."""
    return on("/events", lambda rows: [row for row in rows if "plan.archived" not in row["type"]])(server, request)


@caught_by("test_events::test_an_event_does_not_follow_its_object")
def event_follows(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows in an event what the object is now."""
    answer = server.send(request)

    def now(row):
        plan = look(server, request, f"/api/v1/plans/{row['data']['aggregateId']}").json()["data"]
        return row | {"data": row["data"] | {"object": plan}}

    if not path(request).endswith("/events"):
        return answer
    return rows_altered(answer, lambda rows: [now(row) for row in rows])


@caught_by("test_events::test_the_modes_have_logs_of_their_own")
def one_log(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps one log for both modes."""
    if not path(request).endswith("/events"):
        return server.send(request)
    pair = [key_id(request).replace("_test_", "_live_")]
    pair.append(pair[0].replace("pk_", "sk_", 1))
    return server.resign(
        request.having("Authorization", (request.header("Authorization") or "").replace(key_id(request), pair[0])),
        KeyPair(*pair),
    )


@caught_by("test_events::test_events_are_found_by_type")
def types_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the type asked for."""
    return without(server, request, "type")


@caught_by("test_events::test_events_are_found_by_time")
def before_is_until(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the moment of `occurredBefore` in."""
    until = re.search(r"occurredBefore=([^&]+)", request.target)
    if not until:
        return server.send(request)
    later = datetime.fromisoformat(unquote(until[1])) + timedelta(milliseconds=1)
    target = request.target.replace(until[1], later.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    return server.resign(replace(request, target=target))


@caught_by("test_lists::test_a_newcomer_repeats_no_row")
def offsets(server: Meddler, request: Outgoing) -> httpx.Response:
    """Its cursors count rows, and so a new row moves them all."""
    if request.method != "GET" or "limit=" not in request.target:
        return server.send(request)
    asked = {name: values[0] for name, values in parse_qs(request.target.partition("?")[2]).items()}
    start, size = int(asked.get("cursor", 0)), int(asked["limit"])
    answer = look(server, request, f"{path(request)}?limit=100")
    envelope = answer.json()
    rows, more = envelope["data"][start : start + size], start + size < len(envelope["data"])
    meta = envelope["meta"] | {"hasMore": more, "cursor": str(start + size) if more else None}
    return altered(answer, envelope=envelope | {"data": rows, "meta": meta})


@caught_by("test_lists::test_a_larger_wish_is_cut_down")
def wish_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses a limit beyond a hundred."""
    answer = server.send(request)
    return refused(answer, 400, "invalid_request") if "limit=5000" in request.target else answer


@caught_by("test_lists::test_a_list_may_be_oldest_first")
def one_order(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows only one order."""
    return without(server, request, "order")


@caught_by("test_filters::test_a_filter_finds_its_rows")
def status_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the status asked for."""
    return without(server, request, "status")


@caught_by("test_world_clock::test_a_session_expires_on_time")
def second_late(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a session live a second longer."""
    return server.send(replace(request, body=request.body.replace(b'"seconds": 90', b'"seconds": 89')))


@caught_by("test_world_clock::test_a_month_ends_with_the_month")
def months_of_30_days(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts a month as thirty days."""

    def thirty(row):
        start = datetime.fromisoformat(row["currentPeriodStart"])
        return row | {"currentPeriodEnd": (start + timedelta(days=30)).isoformat()}

    return data_altered(server.send(request), thirty)


@caught_by("test_world_clock::test_a_frozen_clock_does_not_judge_signatures")
def one_clock(server: Meddler, request: Outgoing) -> httpx.Response:
    """It judges signatures by the world clock."""
    answer = server.send(request)
    if request.target.startswith("/_mock/clock"):
        server.memory["frozen"] = True
        return answer
    return refused(answer, 401, "invalid_timestamp") if "frozen" in server.memory else answer


@caught_by("test_world_clock::test_a_clock_is_one_workspaces")
def clock_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It has one clock for all workspaces."""
    if request.target.startswith("/_mock/clock"):
        server.send(replace(request, target=f"{path(request)}?mode=test"))
    return server.send(request)


@caught_by("test_world_clock::test_an_idempotency_key_lives_a_day")
def keys_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It never forgets a key."""
    key = request.header("Idempotency-Key")
    if key is None:
        return server.send(request)
    return server.memory[key] if key in server.memory else server.memory.setdefault(key, server.send(request))


@caught_by("test_faults::test_every_code_can_be_planned")
def faults_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the header that plans a fault."""
    return server.send(request.lacking("X-Plugipay-Mock-Fault"))


@caught_by("test_faults::test_the_position_decides_what_was_done")
def fails_before(server: Meddler, request: Outgoing) -> httpx.Response:
    """It fails before the work whatever the plan says."""
    said = request.header("X-Plugipay-Mock-Fault")
    if said is None:
        return server.send(request)
    return server.send(request.having("X-Plugipay-Mock-Fault", said.partition(";")[0]))


@caught_by("test_faults::test_a_plan_is_one_workspaces")
def plan_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It follows a workspace's plan in another workspace."""
    return server.send(
        replace(request, target=f"{path(request)}?mode=test") if request.target.startswith("/_mock/faults") else request
    )


@caught_by("test_lost_answers::test_a_retry_after_a_lost_answer_does_nothing")
def work_lost_too(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses the work with the answer."""
    dropped = request.header("X-Plugipay-Mock-Fault") == "drop"
    return server.send(request.having("X-Plugipay-Mock-Fault", "reset") if dropped else request)


@caught_by("test_lost_answers::test_a_retry_after_a_lost_answer_succeeds")
def retry_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls a retry a conflict."""
    answer = server.send(request)
    return refused(answer, 409, "idempotency_conflict") if "Idempotent-Replayed" in answer.headers else answer


@caught_by("test_lost_answers::test_one_key_makes_one_object")
def retry_done_again(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does the work again for a retry."""
    return (
        server.resign(request.lacking("Idempotency-Key")) if request.header("Idempotency-Key") else server.send(request)
    )


@caught_by("test_lost_answers::test_a_repeat_is_a_replay")
def replay_with_another_status(server: Meddler, request: Outgoing) -> httpx.Response:
    """It replays every success as a 200."""
    answer = server.send(request)
    return altered(answer, 200) if "Idempotent-Replayed" in answer.headers else answer


@caught_by("test_rate_limits::test_a_bucket_refills")
def refills_slowly(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refills a bucket at half the speed."""
    return server.send(replace(request, body=request.body.replace(b'"seconds": 1}', b'"seconds": 0.5}')))


@caught_by("test_events::test_what_is_told_again_is_found_by_its_old_time[occurredAfter-found0]")
def bounds_by_entry(server: Meddler, request: Outgoing) -> httpx.Response:
    """It finds events by when they were entered, and not by when they happened."""
    bound = parse_qs(request.target.partition("?")[2]).get("occurredAfter")
    if bound is None:
        return server.send(request)
    whole = len("2026-01-31T11:00:00")
    answer = without(server, request, "occurredAfter")
    return rows_altered(answer, lambda rows: [row for row in rows if row["createdAt"][:whole] >= bound[0][:whole]])
