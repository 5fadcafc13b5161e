"""Servers that lose what one has made among what others make: wrong in one way each, and caught with one key pair."""

import httpx

from plugipay_contract.wire import Outgoing

from .broken_bookings import (
    all_exported,
    balances_added,
    currencies_exported,
    entries_in_rupiah,
    since_ever,
    tax_as_profit,
)
from .broken_books import csv_cut, currencies_added, on, outflow_forgotten, refunds_off_revenue, refunds_unbalanced
from .broken_filters import one_filter_at_a_time, templates_of_all_kinds
from .broken_lists import all_gift_cards_at_once, asked, filters_of_the_first_page, query_of, what_changed_first
from .meddler import Meddler, rows_altered
from .mutant import Table

BROKEN_CROWDS = Table("server")
caught_by = BROKEN_CROWDS.caught_by


@caught_by("test_crowded_lists::test_a_walk_meets_what_was_made_once")
def last_row_again(server: Meddler, request: Outgoing) -> httpx.Response:
    """It begins each further page with the row that the page before has ended with."""
    query, answer = query_of(request), server.send(request)
    before = server.memory.pop("last", []) if "cursor" in query else []
    rows_altered(answer, lambda rows: server.memory.update(last=rows[-1:]) or rows)
    return rows_altered(answer, lambda rows: before + rows)


@caught_by("test_crowded_lists::test_a_walk_is_not_shifted")
def counted_from_the_top(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts off the rows that were shown, from the newest there is by now."""
    query, answer = query_of(request), server.send(request)
    if "limit" not in query:
        return answer
    shown, limit = server.memory.get(query.get("cursor"), 0), int(query["limit"])
    server.memory[answer.json()["meta"]["cursor"]] = shown + limit
    return rows_altered(asked(server, request, limit="100"), lambda rows: rows[shown:][:limit]) if shown else answer


@caught_by("test_crowded_books::test_an_entry_names_all_it_is_about")
def booked_for_the_payment(server: Meddler, request: Outgoing) -> httpx.Response:
    """It books for the payment what was asked for by the session."""
    payment = {"sourceId": "pay_1"}
    return on("/ledger", lambda rows: [row | payment for row in rows])(server, request)


@caught_by("test_crowded_books::test_one_act_is_one_transaction")
def legs_apart(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives each leg a transaction of its own."""
    return on("/ledger", lambda rows: [row | {"txId": row["id"]} for row in rows])(server, request)


for test, breach in (
    ("test_crowded_books::test_what_was_moved_is_booked_for_its_source", entries_in_rupiah),
    ("test_crowded_books::test_what_was_moved_is_exported", csv_cut),
    ("test_crowded_books::test_what_was_moved_is_exported", currencies_exported),
    ("test_ledger::test_a_report_of_another_time_is_empty", since_ever),
    ("test_ledger::test_an_export_of_another_time_is_empty", all_exported),
):
    caught_by(test)(breach)

for miscounting in (
    balances_added,
    tax_as_profit,
    currencies_added,
    outflow_forgotten,
    refunds_off_revenue,
    refunds_unbalanced,
):
    caught_by("test_crowded_figures::test_figures_grow_by_what_is_booked")(miscounting)

for test, breach in (
    ("test_a_page_is_as_small_as_it_was_asked_for", all_gift_cards_at_once),
    ("test_what_was_changed_stays_where_it_was", what_changed_first),
    ("test_a_filter_lets_through_what_it_names", filters_of_the_first_page),
    ("test_what_a_filter_finds_has_the_value", templates_of_all_kinds),
    ("test_what_two_filters_find_has_both_values", one_filter_at_a_time),
):
    caught_by(f"test_crowded_lists::{test}")(breach)
