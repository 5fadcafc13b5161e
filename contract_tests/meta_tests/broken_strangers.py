"""Servers that do not tell one merchant from another, or one mode from the other: wrong in one way each."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import httpx

from plugipay_contract.subjects import KeyPair
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, code, key_id, unheard
from .mutant import Table

BROKEN_STRANGERS = Table("server")
caught_by = BROKEN_STRANGERS.caught_by


def others(server: Meddler, request: Outgoing, *, crossing: bool = False) -> Iterator[KeyPair]:
    """The keys of the callers there were so far: of the other merchants, or of the other mode."""
    mine = key_id(request)
    known = server.memory.setdefault("keys", {})
    known[mine] = None
    other_mode = server.other_mode(request)
    if crossing and mine:
        yield other_mode
    elif not crossing:
        yield from (KeyPair(each, server.secret(each)) for each in list(known) if each not in {mine, other_mode.key_id})


def through(server: Meddler, request: Outgoing, refusal: str, *, crossing: bool = False) -> httpx.Response:
    """What the right server says, or what it says to whoever has what the request is about."""
    keys = list(others(server, request, crossing=crossing))
    answer = server.send(request)
    if code(answer) != refusal:
        return answer
    theirs = (server.resign(request, key) for key in keys)
    return next((each for each in theirs if each.status_code < 400), answer)


def on_one(request: Outgoing, *methods: str) -> bool:
    """Whether a request is about one object, by one of these methods."""
    return request.method in methods and request.target.count("/") > 3


@caught_by("test_strangers::test_another_merchants_object_is_absent[POST /api/v1/invoices/{id}/pay]")
def others_acted_on(server: Meddler, request: Outgoing) -> httpx.Response:
    """It pays, voids, confirms and deletes what is another merchant's."""
    wrong = on_one(request, "POST", "PATCH", "DELETE")
    return through(server, request, "not_found" if wrong else "")


@caught_by("test_strangers::test_another_merchants_object_is_absent[GET /api/v1/receipts/{id}]")
def others_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows receipts, events, templates, papers and cards of any merchant."""
    tested = re.search(
        r"/(customers|plans|checkout-sessions|invoices|subscriptions|payouts|refunds)/\w+$", request.target
    )
    return through(server, request, "not_found" if on_one(request, "GET") and not tested else "")


@caught_by("test_strangers::test_another_merchants_object_is_absent[GET /api/v1/gift-cards/{code}]")
def codes_of_others(server: Meddler, request: Outgoing) -> httpx.Response:
    """It opens a gift card to whoever knows its code, of any merchant."""
    wrong = request.method == "GET" and "/gift-cards/" in request.target
    return through(server, request, "not_found" if wrong else "")


@caught_by("test_strangers::test_another_merchants_object_is_absent[POST /api/v1/payouts/{id}/cancel]")
def touched_all_the_same(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers that another merchant's object is absent, and has done what was asked all the same."""
    keys = list(others(server, request))
    answer = server.send(request)
    if request.method != "GET" and code(answer) == "not_found":
        for key in keys:
            server.resign(request, key)
    return answer


@caught_by("test_strangers::test_the_other_modes_object_is_a_mismatch[DELETE /api/v1/templates/{id}]")
def modes_acted_on(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does with a live key what is asked of a test object."""
    return through(server, request, "mode_mismatch" if on_one(request, "POST", "DELETE") else "", crossing=True)


@caught_by("test_strangers::test_a_field_names_nothing_of_another_merchant[POST /refunds chargeId]")
def others_referred_to(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives back another merchant's money, and sends another merchant's customer into the portal."""
    wrong = re.search(r"/(refunds|portal-sessions|gift-cards|redeem|replay|advance)$", request.target)
    return through(server, request, "invalid_request" if wrong else "")


@caught_by("test_strangers::test_a_field_names_nothing_of_the_other_mode[POST /refunds sourceId invoice]")
def modes_referred_to(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives live money back with a test key."""
    wrong = request.method == "POST" and request.target.endswith("/refunds")
    return through(server, request, "invalid_request" if wrong else "", crossing=True)


@caught_by("test_strangers::test_a_filter_shows_nothing_of_another_merchant[refunds chargeId]")
def filtered_for_anybody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists what belongs to a customer, a charge or an endpoint whoever asks."""
    keys = list(others(server, request))
    answer = server.send(request)
    if not re.search(r"\?(\w+Id)=", request.target) or answer.json()["data"]:
        return answer
    theirs = (server.resign(request, key) for key in keys)
    return next((each for each in theirs if each.status_code < 400 and each.json()["data"]), answer)


@caught_by("test_strangers::test_a_made_up_event_shows_nothing_of_others[another merchant]")
def made_up_of_others(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows another merchant's customer in a made-up event."""
    keys = list(others(server, request))
    if not request.target.endswith("/trigger"):
        return server.send(request)
    place = f"/api/v1/customers/{json.loads(request.body)['aggregateId']}"
    asked = replace(request.lacking("Idempotency-Key"), method="GET", target=place, body=b"")
    theirs = next(each for each in (server.resign(asked, key) for key in keys) if each.status_code == 200)
    made_up = json.loads(request.body) | {"data": {"email": theirs.json()["data"]["email"]}}
    return server.resign(replace(request, body=json.dumps(made_up).encode()))


@caught_by("test_strangers::test_a_paper_wears_nothing_of_another_merchant")
def papers_of_others(server: Meddler, request: Outgoing) -> httpx.Response:
    """It prints an invoice with whatever template it names, of any merchant."""
    keys = list(others(server, request))
    named = re.search(rb'"templateId": "(\w+)"', request.body)
    if named:
        server.memory["template"] = f"/api/v1/templates/{named[1].decode()}"
        return unheard(server, request, "^POST .*/invoices$", "templateId")
    answer = server.send(request)
    if not request.target.endswith("invoice.html") or "template" not in server.memory:
        return answer
    asked = replace(request, target=server.memory["template"])
    theirs = next(each for each in (server.resign(asked, key) for key in keys) if each.status_code == 200)
    return httpx.Response(200, headers={"Content-Type": "text/html"}, content=answer.content + theirs.content)
