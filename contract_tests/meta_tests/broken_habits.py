"""Servers that understand some packages and not others: wrong in one way each."""

import re
from dataclasses import replace

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, refused
from .mutant import Table

BROKEN_HABITS = Table("server")
caught_by = BROKEN_HABITS.caught_by

SAYS_NOTHING = re.compile(r"/(sessions/revoke-all|tiers/refresh|billing/cancel)$")


def anew(server: Meddler, request: Outgoing, **altered: object) -> httpx.Response:
    """What the right server says to an altered request, signed anew unless nothing was signed."""
    shown = (request.header("Authorization") or "").startswith("Bearer ")
    return (server.send if shown else server.resign)(replace(request, **altered))


@caught_by("test_sdk_habits::test_an_action_takes_an_empty_object")
def empty_object_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses `{}` where it expects no body."""
    answer = server.send(request)
    empty = request.body == b"{}" and SAYS_NOTHING.search(request.target)
    return refused(answer, 400, "invalid_request") if empty else answer


@caught_by("test_sdk_habits::test_an_action_takes_no_body")
def silence_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses a write without a body."""
    answer = server.send(request)
    return refused(answer, 400, "invalid_request") if request.method == "POST" and not request.body else answer


@caught_by("test_sdk_habits::test_an_offer_to_upgrade_is_passed_over")
def body_lost_behind_an_offer(server: Meddler, request: Outgoing) -> httpx.Response:
    """It expects another protocol behind an offer to upgrade, and reads no body there."""
    return anew(server, request, body=b"") if request.header("Upgrade") else server.send(request)


@caught_by("test_sdk_habits::test_a_deletion_takes_an_empty_object")
def deletion_with_a_body_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses a deletion that has a body."""
    answer = server.send(request)
    return refused(answer, 400, "invalid_request") if request.method == "DELETE" and request.body else answer


@caught_by("test_sdk_habits::test_a_deletion_is_done")
def keys_wanted_everywhere(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wants an idempotency key where the packages send none."""
    answer = server.send(request)
    without = request.method == "DELETE" and not request.header("Idempotency-Key")
    return refused(answer, 400, "invalid_request") if without and answer.content else answer


@caught_by("test_sdk_habits::test_a_text_arrives")
def escapes_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the escapes that Go writes for text."""
    return anew(server, request, body=request.body.replace(rb"\u003c", rb"\\u003c"))


@caught_by("test_sdk_habits::test_a_text_arrives")
def utf8_as_latin(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads the UTF-8 that Node writes as Latin-1."""
    plain = b"filename" in request.body
    return server.send(request) if plain else anew(server, request, body=request.body.decode("latin-1").encode())


@caught_by("test_sdk_habits::test_a_filter_finds_its_row")
def plus_is_a_plus(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the plus sign of a query for a plus sign."""
    path, mark, query = request.target.partition("?")
    return anew(server, request, target=path + mark + query.replace("+", "%2B"))


@caught_by("test_sdk_habits::test_a_filter_finds_its_row")
def percent_20_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It decodes the plus signs of a query and leaves the rest as it is."""
    path, mark, query = request.target.partition("?")
    return anew(server, request, target=path + mark + query.replace("%20", "%2520"))


@caught_by("test_sdk_habits::test_a_read_is_answered")
def sorted_queries_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wants the parameters of a query sorted."""
    answer, (_, _, query) = server.send(request), request.target.partition("?")
    names = [pair.partition("=")[0] for pair in query.split("&")]
    return answer if names == sorted(names) or not answer.content else refused(answer, 401, "invalid_signature")


@caught_by("test_sdk_habits::test_a_write_is_done")
def bearers_only_read(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a Bearer key read and nothing else."""
    answer = server.send(request)
    shown = (request.header("Authorization") or "").startswith("Bearer ")
    writes = shown and request.method != "GET" and answer.headers["content-type"] == "application/json"
    return refused(answer, 403, "insufficient_scope") if writes else answer


@caught_by("test_sdk_habits::test_an_upload_is_taken")
def forms_unread(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wants the pictures of uploads as JSON."""
    answer = server.send(request)
    form = (request.header("Content-Type") or "").startswith("multipart/")
    return refused(answer, 400, "invalid_request") if form else answer


@caught_by("test_sdk_habits::test_an_answer_is_what_the_packages_read")
def pages_in_envelopes(server: Meddler, request: Outgoing) -> httpx.Response:
    """It puts pages into envelopes."""
    answer = server.send(request)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return answer
    return httpx.Response(answer.status_code, json={"data": {"html": answer.text}, "error": None, "meta": {}})


@caught_by("test_sdk_habits::test_an_answer_is_what_the_packages_read")
def deletions_tell(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says nothing with status 200 instead of 204."""
    answer = server.send(request)
    return httpx.Response(200) if answer.status_code == 204 else answer


@caught_by("test_sdk_habits::test_the_shipped_service_does_it_too")
def people_not_asked_for(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells a key that people's own routes do not exist, instead of whose they are."""
    answer = server.send(request)
    return refused(answer, 404, "not_found") if answer.status_code == 403 else answer
