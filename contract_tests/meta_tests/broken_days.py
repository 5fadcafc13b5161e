"""Servers whose days pass wrongly for a subscription: each bills, ends or tells something that it should not."""

from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .broken_bookings import billed
from .broken_books import look, path
from .meddler import Meddler, resent, shown
from .mutant import Table

BROKEN_DAYS = Table("server")
caught_by = BROKEN_DAYS.caught_by


def ignored(server: Meddler, request: Outgoing, act: str, *, when: bytes = b"", **shows: Any) -> httpx.Response:
    """What the right server says if an act on a subscription is not done, and the subscription is shown as if."""
    if path(request).endswith(act) and when in request.body:
        return look(server, request, path(request).removesuffix(act))
    return shown(server, request, "/subscriptions/", lambda row: row | shows)


billed_like_the_first = billed(lambda rows: [row | {"total": rows[-1]["total"]} for row in rows])
"""A breach that bills every period as it billed the first."""


@caught_by("test_passing_days::test_days_that_pass_renew_a_subscription")
def days_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say how many days have passed."""

    def untold(event: Any) -> Any:
        return event | {"data": {name: event["data"][name] for name in event["data"] if name != "daysAdvanced"}}

    return shown(server, request, "/events", untold)


@caught_by("test_passing_days::test_the_period_is_the_one_that_runs_then")
def first_period_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the period that ran when the subscription began."""
    periods = server.memory.setdefault("periods", {})

    def first(row: Any) -> Any:
        moments = {name: row[name] for name in ("currentPeriodStart", "currentPeriodEnd")}
        return row | periods.setdefault(row["id"], moments)

    return shown(server, request, "/subscriptions", first)


@caught_by("test_passing_days::test_every_period_that_began_is_billed")
def renewed_for_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills the first period alone."""
    return billed(lambda rows: rows[-1:])(server, request)


@caught_by("test_passing_days::test_an_initial_discount_is_the_first_bills")
def discounted_each_day(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the initial discount off every bill."""
    return billed_like_the_first(server, request)


@caught_by("test_passing_days::test_another_price_is_that_of_days_to_come")
def first_price_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes note of another price, and bills the first."""
    return billed_like_the_first(server, request)


@caught_by("test_passing_days::test_later_bills_are_collected_as_was_agreed[send_invoice-open]")
def days_taken(server: Meddler, request: Outgoing) -> httpx.Response:
    """It charges what was to be sent, but for the first bill."""
    return billed(lambda rows: [*(row | {"status": "paid"} for row in rows[:-1]), *rows[-1:]])(server, request)


@caught_by("test_passing_days::test_a_trial_that_passes_ends_in_a_bill")
def trials_unbilled(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills nobody who began with a trial."""
    return billed(lambda rows: [])(server, request)


@caught_by("test_passing_days::test_days_within_a_trial_bill_nothing")
def trials_of_a_day(server: Meddler, request: Outgoing) -> httpx.Response:
    """It ends every trial with its first day."""
    if b'"trialDays"' not in request.body:
        return server.send(request)
    return resent(server, request, lambda body: body | {"trialDays": 1})


@caught_by("test_passing_days::test_a_period_at_whose_end_it_ends_is_the_last")
def never_ended(server: Meddler, request: Outgoing) -> httpx.Response:
    """It goes on with what was to end with its period, and bills it."""
    return ignored(server, request, "/cancel", when=b"period_end", status="canceled")


@caught_by("test_passing_days::test_days_of_a_pause_bill_nothing")
def pauses_billed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills days of a pause."""
    return ignored(server, request, "/pause", status="paused")


@caught_by("test_passing_days::test_days_after_the_end_bill_nothing")
def ends_billed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills whoever has canceled."""
    return ignored(server, request, "/cancel", status="canceled")
