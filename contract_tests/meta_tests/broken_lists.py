"""Servers whose lists lose their way after the first page, or pass over what was asked: wrong in one way each."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, code, rows_altered
from .mutant import Table

BROKEN_LISTS = Table("server")
caught_by = BROKEN_LISTS.caught_by

PAGING = {"limit", "cursor", "order"}


def query_of(request: Outgoing) -> dict[str, str]:
    """The query of a request for a list; nothing of any other."""
    return dict(parse_qsl(request.target.partition("?")[2])) if request.method == "GET" else {}


def asked(server: Meddler, request: Outgoing, **query: str) -> httpx.Response:
    """What the right server says when the same list is asked for otherwise."""
    path = request.target.partition("?")[0]
    return server.resign(replace(request, target=f"{path}?{urlencode(query)}"))


@caught_by("test_lists::test_a_walk_from_the_oldest_meets_every_row_once")
def one_page_from_the_oldest(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows one page of a list that was turned round."""
    query, answer = query_of(request), server.send(request)
    further = query.get("order") == "asc" and "cursor" in query
    return rows_altered(answer, lambda rows: []) if further else answer


@caught_by("test_lists::test_a_page_holds_no_more_than_its_limit[gift-cards]")
def all_gift_cards_at_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the limit of a list of gift cards."""
    query = query_of(request)
    mine = "/gift-cards?" in request.target and "limit" in query
    return asked(server, request, **query | {"limit": "100"}) if mine else server.send(request)


@caught_by("test_lists::test_a_page_holds_no_more_than_its_limit[webhooks/deliveries]")
def all_deliveries_at_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the limit of a list of deliveries."""
    query = query_of(request)
    mine = "/deliveries?" in request.target and "limit" in query
    return asked(server, request, **query | {"limit": "100"}) if mine else server.send(request)


@caught_by("test_lists::test_a_list_may_be_oldest_first[gift-cards]")
def gift_cards_in_one_order(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not turn a list of gift cards round."""
    query = query_of(request)
    mine = "/gift-cards?" in request.target and query.pop("order", None)
    return asked(server, request, **query) if mine else server.send(request)


@caught_by("test_lists::test_a_page_holds_something")
def nothing_as_one(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a page of no rows for one of one row."""
    query = query_of(request)
    none = query.get("limit") == "0"
    return asked(server, request, **query | {"limit": "1"}) if none else server.send(request)


@caught_by("test_list_walks::test_a_filter_holds_on_every_page")
def filters_of_the_first_page(server: Meddler, request: Outgoing) -> httpx.Response:
    """It filters the first page, and goes on with everything there is."""
    query = query_of(request)
    if "cursor" not in query or not query.keys() - PAGING:
        answer = server.send(request)
        rows_altered(answer, lambda rows: server.memory.update(last=rows[-1:]) or rows)
        return answer
    (last,) = server.memory["last"]
    return rows_altered(asked(server, request, limit="100"), lambda rows: rows[rows.index(last) + 1 :])


@caught_by("test_list_walks::test_a_change_moves_no_row")
def what_changed_first(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists first what was changed last."""
    answer = server.send(request)
    if request.method != "GET":
        server.memory.setdefault("changed", []).append(request.target)
        return answer
    changed = "".join(server.memory.get("changed", []))
    return rows_altered(answer, lambda rows: sorted(rows, key=lambda row: row["id"] not in changed))


@caught_by("test_paging::test_a_cursor_is_of_its_list")
def cursors_of_any_list(server: Meddler, request: Outgoing) -> httpx.Response:
    """It begins a list anew when its cursor is of another."""
    query, answer = query_of(request), server.send(request)
    return asked(server, request, **query) if query.pop("cursor", None) and code(answer) else answer


def is_bound(name: str) -> bool:
    """Whether a part of a query is a bound of a time."""
    return name.endswith(("After", "Before"))


@caught_by("test_filters::test_all_filters_hold_together")
def two_filters_at_most(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over every filter after the second."""
    query = query_of(request)
    left_out = [name for name in query if name not in PAGING][2:]
    kept = {name: value for name, value in query.items() if name not in left_out}
    return asked(server, request, **kept) if left_out else server.send(request)


@caught_by("test_crowded_lists::test_a_filter_holds_beside_a_bound")
def bounds_alone(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the filters of a list that is asked for by time."""
    query = query_of(request)
    kept = {name: value for name, value in query.items() if name in PAGING or is_bound(name)}
    return asked(server, request, **kept) if any(map(is_bound, query)) else server.send(request)


@caught_by("test_crowded_lists::test_a_window_holds_on_every_page")
@caught_by("test_crowded_lists::test_a_bound_holds_on_every_page")
def bounds_of_the_first_page(server: Meddler, request: Outgoing) -> httpx.Response:
    """It looks at the time on the first page, and goes on with everything there is."""
    query = query_of(request)
    if "cursor" not in query or not any(map(is_bound, query)):
        answer = server.send(request)
        rows_altered(answer, lambda rows: server.memory.update(last=rows[-1:]) or rows)
        return answer
    (last,) = server.memory["last"]
    order = {"order": query["order"]} if "order" in query else {}
    return rows_altered(asked(server, request, limit="100", **order), lambda rows: rows[rows.index(last) + 1 :])


@caught_by("test_list_walks::test_what_a_filter_finds_may_be_turned_round")
def filtered_in_one_order(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not turn round what a filter finds."""
    query = query_of(request)
    turned = query.keys() - PAGING and query.pop("order", None)
    return asked(server, request, **query) if turned else server.send(request)
