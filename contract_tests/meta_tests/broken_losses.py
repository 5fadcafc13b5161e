"""Servers that lose something of a thing while they do something else to it: wrong in one way each."""

import re

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, heard, shown
from .mutant import Table

BROKEN_LOSSES = Table("server")
caught_by = BROKEN_LOSSES.caught_by


def lost(server: Meddler, request: Outgoing, call: str, *fields: str) -> httpx.Response:
    """What the right server says; of the thing whose id a call of a pattern names it shows some fields no more."""
    done = re.search(call, f"{request.method} {request.target}")
    if done:
        server.memory.setdefault(done[1], {}).update(dict.fromkeys(fields))
    return shown(server, request, "", lambda thing: thing | server.memory.get(thing.get("id"), {}))


@caught_by("test_untouched::test_an_act_leaves_the_rest[confirm]")
def confirm_forgets(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets what a session is about, and whose it is, when it is confirmed."""
    return lost(server, request, r"-sessions/(\w+)/confirm", "metadata", "customerId", "customer")


@caught_by("test_untouched::test_an_act_leaves_the_rest[finalize]")
def finalize_forgets_due(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes an invoice final, and forgets until when it is to be paid."""
    return lost(server, request, r"invoices/(\w+)/finalize", "dueAt")


@caught_by("test_untouched::test_an_act_leaves_the_rest[pay]")
def pay_forgets_due(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets until when a paid invoice was to be paid."""
    return lost(server, request, r"invoices/(\w+)/pay", "dueAt")


@caught_by("test_untouched::test_an_act_leaves_the_rest[pause]")
def pause_forgets_token(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets in a pause by what a subscription is paid."""
    return lost(server, request, r"subscriptions/(\w+)/pause", "defaultPaymentTokenId")


@caught_by("test_untouched::test_an_act_leaves_the_rest[resume]")
def resume_forgets_cancel(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets that a subscription that goes on was to end."""
    return lost(server, request, r"subscriptions/(\w+)/resume", "cancelAt")


@caught_by("test_untouched::test_an_act_leaves_the_rest[mark-in-transit]")
def transit_forgets_note(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses the note of a payout that leaves."""
    return lost(server, request, r"payouts/(\w+)/mark-in-transit", "note")


@caught_by("test_untouched::test_an_act_leaves_the_rest[redeem]")
def redeem_forgets_note(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses note and metadata of a card that is spent from."""
    return lost(server, request, r"gift-cards/(\w+)/redeem", "note", "metadata")


@caught_by("test_untouched::test_an_act_leaves_the_rest[archive]")
def archive_forgets_metadata(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses the metadata of a plan that is sold no more."""
    return lost(server, request, r"plans/(\w+)/archive", "metadata")


@caught_by("test_untouched::test_a_change_leaves_the_rest[plans]")
def plan_patch_resets(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the description off a plan that is named anew."""
    return heard(server, request, "^PATCH .*/plans/", lambda body: {"description": None} | body)


@caught_by("test_untouched::test_a_change_leaves_the_rest[subscriptions]")
def patch_forgets_cancel(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets that a subscription that is changed was to end."""
    return lost(server, request, r"PATCH .*/subscriptions/(\w+)", "cancelAt")


@caught_by("test_untouched::test_metadata_are_cleared")
def metadata_null_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes `metadata: null` for nothing said."""

    def without_nothing(body):
        return {name: value for name, value in body.items() if (name, value) != ("metadata", None)}

    return heard(server, request, "^PATCH .*/subscriptions/", without_nothing)


@caught_by("test_untouched::test_metadata_are_replaced")
def metadata_merged(server: Meddler, request: Outgoing) -> httpx.Response:
    """It adds new metadata of a plan to those there were."""
    return heard(
        server, request, "^PATCH .*/plans/", lambda body: body | {"metadata": {"order": "7"} | body["metadata"]}
    )


@caught_by("test_template_changes::test_a_new_name_leaves_the_default")
def rename_loses_default(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a template that is named anew for no default any more."""
    return lost(server, request, r"PATCH .*/templates/(\w+)", "isDefault")
