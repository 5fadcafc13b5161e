"""Servers that date what happened wrongly, or let what lasts end at another time: wrong in one way each."""

from datetime import datetime, timedelta

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, heard, rows_altered, shown, unheard
from .mutant import Table

BROKEN_MOMENTS = Table("server")
caught_by = BROKEN_MOMENTS.caught_by

OLD = "2000-01-01T00:00:00.000Z"
STAMPS = ("paidAt", "completedAt", "canceledAt", "voidedAt", "archivedAt", "pausedAt", "issuedAt")


def sooner(server: Meddler, request: Outgoing, calls: str, name: str) -> httpx.Response:
    """What the right server says, with a moment a day earlier in calls whose method and path are of a pattern."""
    if f'"{name}"'.encode() not in request.body:
        return server.send(request)
    return heard(server, request, calls, lambda body: body | {name: moved(body[name], days=-1)})


def moved(moment: str, **span: float) -> str:
    """A moment earlier or later."""
    return (datetime.fromisoformat(moment) + timedelta(**span)).isoformat().replace("+00:00", "Z")


@caught_by("test_moments::test_a_change_is_dated")
def updated_never(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says of everything that it is as it was made."""
    return shown(server, request, "", lambda row: row | {"updatedAt": row["createdAt"]})


@caught_by("test_moments::test_a_change_is_dated")
def changed_long_ago(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates what was done to an object long before it was made."""
    return shown(server, request, "", lambda row: row | {name: OLD for name in STAMPS if row.get(name)})


@caught_by("test_moments::test_an_invoice_made_open_is_issued_at_once")
def issued_never(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not date an invoice that was never a draft."""
    return shown(server, request, "/invoices$", lambda row: row | {"issuedAt": None})


@caught_by("test_moments::test_a_payout_is_processed_when_it_leaves")
def processed_on_arrival(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates the leaving of a payout when the payout arrives."""
    return shown(server, request, "/mark-paid$", lambda row: row | {"processedAt": row["completedAt"]})


@caught_by("test_moments::test_a_receipt_is_dated")
def mailed_never(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets that a receipt was mailed."""
    return shown(server, request, "/receipts", lambda row: row | {"emailedAt": None})


@caught_by("test_moments::test_money_is_booked_when_it_comes")
def posted_long_ago(server: Meddler, request: Outgoing) -> httpx.Response:
    """It books everything under one day."""
    return shown(server, request, "/ledger$", lambda row: row | {"postedAt": OLD})


@caught_by("test_moments::test_a_spent_gift_card_is_dated")
def spent_when_issued(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates what was spent of a card by the card."""

    def dated(moved):
        return moved | {"entry": moved["entry"] | {"createdAt": moved["giftCard"]["createdAt"]}}

    return shown(server, request, "/redeem$", dated)


@caught_by("test_moments::test_a_streak_of_failures_is_counted")
def failures_not_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows no endpoint that it fails."""
    return shown(server, request, "/webhooks$", lambda row: row | {"consecutiveFailures": 0, "failingSince": None})


@caught_by("test_moments::test_a_delivery_is_dated")
def delivered_at_once(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says of a delivery that it was taken when it was made."""
    return shown(server, request, "/deliveries$", lambda row: row | {"deliveredAt": row["createdAt"]})


@caught_by("test_moments::test_a_renewal_is_dated_when_it_fell_due")
def renewed_when_looked_at(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates the payment of a renewal by when somebody looked."""
    return shown(server, request, "/invoices$", lambda row: row | {"paidAt": moved(row["issuedAt"], days=7)})


@caught_by("test_moments::test_a_cancellation_keeps_its_reason")
def late_reason_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets by the end of the period why a subscription was to end."""
    if b"period_end" not in request.body:
        return server.send(request)
    return unheard(server, request, "^POST .*/cancel$", "reason")


@caught_by("test_ends::test_a_session_lasts_as_long_as_asked")
def sessions_for_a_day(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets every session live a day."""
    return unheard(server, request, "^POST .*/checkout-sessions$", "expiresInSec")


@caught_by("test_ends::test_a_trial_ends_after_its_days")
def trial_end_wrong(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows as the end of a trial where it began."""
    return shown(server, request, "/subscriptions", lambda row: row | {"trialEnd": row["createdAt"]})


@caught_by("test_ends::test_a_portal_session_is_short")
def portal_for_a_year(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives out an address of the portal that is good for a year."""
    return shown(
        server, request, "/portal-sessions$", lambda row: row | {"expiresAt": moved(row["createdAt"], days=365)}
    )


@caught_by("test_ends::test_nothing_ends_before_its_time")
def past_due_too_soon(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls an invoice past due a day before it is."""
    return sooner(server, request, "^POST .*/invoices$", "dueAt")


@caught_by("test_ends::test_nothing_ends_before_its_time")
def resumes_too_soon(server: Meddler, request: Outgoing) -> httpx.Response:
    """It ends a pause a day before its time."""
    return sooner(server, request, "^POST .*/pause$", "resumeAt")


@caught_by("test_ends::test_nothing_ends_before_its_time")
def start_too_soon(server: Meddler, request: Outgoing) -> httpx.Response:
    """It starts a subscription at once, whatever was agreed."""
    return unheard(server, request, "^POST .*/subscriptions$", "startAt")


@caught_by("test_ends::test_nothing_ends_before_its_time")
def gift_never_expires(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a gift card live for ever."""
    return unheard(server, request, "^POST .*/gift-cards$", "expiresAt")


@caught_by("test_ends::test_an_expired_gift_card_is_not_spent")
def expired_and_spent(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes money off a card whose time is over."""
    return unheard(server, request, "^POST .*/gift-cards$", "expiresAt")


@caught_by("test_ends::test_a_later_start_is_billed_then")
def billed_before_the_start(server: Meddler, request: Outgoing) -> httpx.Response:
    """It bills the first period before it begins."""
    return unheard(server, request, "^POST .*/subscriptions$", "startAt")


@caught_by("test_ends::test_a_renewal_is_as_long_as_its_interval")
def renewals_monthly(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes every period after the first one four weeks long."""

    def monthly(row):
        renewed = row["currentPeriodStart"] != row["createdAt"]
        return row | ({"currentPeriodEnd": moved(row["currentPeriodStart"], days=28)} if renewed else {})

    return shown(server, request, "/subscriptions", monthly)


@caught_by("test_world_clock::test_after_a_pause_it_goes_on")
def pauses_make_up(server: Meddler, request: Outgoing) -> httpx.Response:
    """It begins a period after a pause without billing it."""
    answer = server.send(request)
    server.memory["resumed"] = server.memory.get("resumed", False) or request.target.endswith("/resume")
    hides = server.memory["resumed"] and "/invoices?" in request.target
    return rows_altered(answer, lambda rows: rows[-1:]) if hides else answer


@caught_by("test_world_clock::test_what_fell_due_in_a_pause_is_remembered")
def pauses_forgive(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows of no bill that fell due in a pause."""
    return shown(server, request, "/subscriptions/", lambda row: row | {"status": "active"})


@caught_by("test_world_clock::test_a_bill_that_is_given_up_ends_its_subscription")
def goes_on_for_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps up a subscription whose bill it has given up."""
    return shown(server, request, "/subscriptions/", lambda row: row | {"status": "past_due", "canceledReason": None})
