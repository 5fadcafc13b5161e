"""Servers that lose what one has made among what others make: wrong in one way each, and caught with the keys given."""

import httpx

from plugipay_contract.wire import Outgoing

from .broken_bookings import (
    all_exported,
    balances_added,
    currencies_exported,
    dollars_for_rupiah,
    entries_in_rupiah,
    modes_in_one_report,
    since_ever,
    tax_as_profit,
)
from .broken_books import (
    before_is_until,
    csv_cut,
    currencies_added,
    on,
    outflow_forgotten,
    refunds_off_revenue,
    refunds_unbalanced,
)
from .broken_deliveries import asterisk_refused
from .broken_deputies import done_by_the_platform, kept_by_the_platform, made_by_the_platform
from .broken_filters import nobody_is_everybody, one_bound_at_a_time, one_filter_at_a_time, templates_of_all_kinds
from .broken_keys import (
    always_test,
    changes_for_oneself,
    live_adapters_of_test,
    live_balance_of_test_money,
    own_balance,
    plans_for_oneself,
    settings_for_oneself,
)
from .broken_lists import (
    all_gift_cards_at_once,
    asked,
    bounds_alone,
    bounds_of_the_first_page,
    filtered_in_one_order,
    filters_of_the_first_page,
    gift_cards_in_one_order,
    query_of,
    two_filters_at_most,
    what_changed_first,
)
from .broken_losses import BROKEN_LOSSES
from .broken_money import locked_is_available
from .broken_partings import BROKEN_PARTINGS
from .broken_remarks import BROKEN_REMARKS
from .broken_settings import settings_replaced
from .broken_strangers import BROKEN_STRANGERS
from .meddler import Meddler, rows_altered
from .mutant import Table

BROKEN_CROWDS = Table("server")
"""Those that one key pair is enough to catch."""

BROKEN_WALLS = Table("server")
"""Those that take all keys of a ready file."""

caught_by = BROKEN_CROWDS.caught_by
caught_with_all_keys_by = BROKEN_WALLS.caught_by


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
    ("test_settings::test_a_field_leaves_the_others", settings_replaced),
    ("test_settings::test_an_endpoint_may_ask_for_everything", asterisk_refused),
    ("test_events::test_the_moment_of_an_event_bounds_the_log", before_is_until),
    ("test_payouts::test_what_is_not_locked_is_available", locked_is_available),
    ("test_ledger::test_an_export_of_another_time_is_empty", all_exported),
    ("test_booked::test_no_more_dollars_are_paid_out_than_came_in", dollars_for_rupiah),
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
    ("test_a_value_nobody_has_finds_nothing", nobody_is_everybody),
    ("test_two_bounds_are_a_window", one_bound_at_a_time),
    ("test_a_list_may_be_turned_round", gift_cards_in_one_order),
    ("test_what_all_filters_find_has_all_values", two_filters_at_most),
    ("test_what_a_filter_finds_may_be_turned_round", filtered_in_one_order),
    ("test_a_filter_holds_beside_a_bound", bounds_alone),
    ("test_a_bound_holds_on_every_page", bounds_of_the_first_page),
    ("test_a_window_holds_on_every_page", bounds_of_the_first_page),
):
    caught_by(f"test_crowded_lists::{test}")(breach)


@caught_with_all_keys_by("test_modes::test_no_list_of_one_mode_has_what_the_other_has")
def one_list_of_templates(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists the templates of both modes."""
    answer = server.send(request)
    if (request.method, request.target) != ("GET", "/api/v1/templates"):
        return answer
    others = server.resign(request, server.other_mode(request)).json()["data"]
    return rows_altered(answer, lambda rows: rows + others)


for test, breach in (
    ("test_crowded_figures::test_figures_of_a_mode_do_not_grow_by_what_the_other_books", live_balance_of_test_money),
    ("test_crowded_figures::test_figures_of_a_mode_do_not_grow_by_what_the_other_books", modes_in_one_report),
    ("test_modes::test_a_thing_says_its_mode", always_test),
    ("test_settings::test_a_desk_of_one_mode_is_none_of_the_other", live_adapters_of_test),
    ("test_platform::test_a_read_on_behalf_shows_what_the_merchant_sees", own_balance),
    ("test_platform::test_a_write_on_behalf_is_done_at_the_merchants", changes_for_oneself),
    ("test_platform::test_a_write_on_behalf_is_done_at_the_merchants", plans_for_oneself),
    ("test_platform::test_a_setting_on_behalf_is_seen_by_the_merchant", settings_for_oneself),
    ("test_platform::test_what_a_platform_creates_bears_the_merchants_account_id", made_by_the_platform),
    ("test_platform::test_what_a_platform_does_is_in_the_merchants_log", done_by_the_platform),
    ("test_platform::test_what_a_platform_does_is_not_in_its_own_log", kept_by_the_platform),
):
    caught_with_all_keys_by(test)(breach)

for mutant in BROKEN_STRANGERS.mutants:
    caught_with_all_keys_by(mutant.caught_by.removeprefix("server."))(mutant.breach)

MORE_THAN_A_KEY = {"issued_early", "end_unseen"}
"""What takes a provider that may be told what to do, or a workspace that nobody else needs."""

for mutant in (*BROKEN_LOSSES.mutants, *BROKEN_PARTINGS.mutants, *BROKEN_REMARKS.mutants):
    if mutant.name not in MORE_THAN_A_KEY:
        caught_by(mutant.caught_by.removeprefix("server."))(mutant.breach)
