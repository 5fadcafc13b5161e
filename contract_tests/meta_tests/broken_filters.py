"""Servers whose lists find other rows than were asked for: wrong in one way each."""

import re
from dataclasses import replace

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import without
from .meddler import Meddler
from .mutant import Table

BROKEN_FILTERS = Table("server")
caught_by = BROKEN_FILTERS.caught_by


@caught_by("test_filters::test_a_filter_finds_its_rows")
def deliveries_of_all_endpoints(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the deliveries of every endpoint."""
    return without(server, request, "endpointId")


@caught_by("test_filters::test_a_filter_finds_its_rows")
def templates_of_all_kinds(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows templates of every kind."""
    return without(server, request, "kind")


@caught_by("test_filters::test_a_value_nobody_has_finds_nothing")
def nobody_is_everybody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over a customer it does not know."""
    return without(server, request, "customerId") if "customerId=nobody" in request.target else server.send(request)


@caught_by("test_filters::test_filters_hold_together")
def one_filter_at_a_time(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the customer when it is asked for a status as well."""
    return without(server, request, "customerId") if "status=" in request.target else server.send(request)


@caught_by("test_filters::test_a_bound_is_a_moment")
def times_by_year(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares years."""
    target = re.sub(r"((?:After|Before)=\d{4})-[^&]*", r"\1-01-01T00:00:00Z", request.target)
    return server.resign(replace(request, target=target)) if target != request.target else server.send(request)


@caught_by("test_filters::test_two_bounds_are_a_window")
def one_bound_at_a_time(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the later bound when there is an earlier one."""
    if "After=" not in request.target:
        return server.send(request)
    return without(server, request, "issuedBefore", "createdBefore", "occurredBefore")
