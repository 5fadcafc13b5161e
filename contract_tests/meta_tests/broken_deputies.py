"""Servers that let a key do what it may not, or mix up a platform and its merchants: wrong in one way each."""

import json
import re
import time
from dataclasses import replace
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, code, data_altered, heard, key_id, refused, rows_altered, shown
from .mutant import Table
from .postman import faithfully, opens, registered

BROKEN_DEPUTIES = Table("server")
caught_by = BROKEN_DEPUTIES.caught_by

PRINCIPAL = "X-Plugipay-On-Behalf-Of"
PLATFORM = {"accountId": "acc_01HPLATF0RM000000000000000"}


def is_minted(server: Meddler, request: Outgoing) -> bool:
    """Whether a key was neither given nor enrolled itself."""
    given = {pair.key_id for pair in server.subject.keys.values()}
    return key_id(request) not in given and "_auto_" not in key_id(request)


def keep_principal(server: Meddler, request: Outgoing, answer: httpx.Response) -> None:
    """Remember for whom something was made, and what."""
    if request.header(PRINCIPAL) and answer.status_code == httpx.codes.CREATED:
        server.memory["principal"] = request.header(PRINCIPAL)
        server.memory.setdefault("made", []).append(answer.json()["data"]["id"])


def is_made(server: Meddler, event: Any) -> bool:
    """Whether an event is about something that was made for somebody else."""
    return event["data"]["aggregateId"] in server.memory.get("made", [])


@caught_by("test_platform::test_an_ordinary_bearer_key_acts_for_nobody[test]")
def bearers_deputise(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets whoever shows a key instead of signing act for any merchant."""
    is_shown = (request.header("Authorization") or "").startswith("Bearer ")
    dated = request.having("X-Plugipay-Timestamp", str(int(time.time())))
    deputy = is_shown and request.header(PRINCIPAL)
    return server.resign(dated, server.subject.keys["platform"]) if deputy else server.send(request)


@caught_by("test_scopes::test_no_wildcard_makes_a_platform_key[plugipay:*-pair]")
def wildcards_of_platforms(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes whoever may do everything for a platform, and looks for the merchant."""
    answer = server.send(request)
    server.memory["all"] = server.memory.get("all", False) or b'"plugipay:*"' in request.body
    taken = server.memory["all"] and code(answer) == "insufficient_scope"
    return refused(answer, 404, "not_found") if taken else answer


@caught_by("test_scopes::test_a_wildcard_is_all_of_its_resource")
def wildcards_unread(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows scopes by their whole names alone."""

    def whole(body):
        return body | {"scopes": [re.sub(r":\*$", ":never", each) for each in body.get("scopes", ["*"])]}

    return heard(server, request, "^POST /api/v1/api-keys$", whole)


@caught_by("test_scopes::test_a_wildcard_is_of_no_other_resource")
def wildcards_of_everything(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes any wildcard for the one of all resources."""
    return server.resign(replace(request, body=request.body.replace(b"plugipay:checkout:*", b"plugipay:*")))


@caught_by("test_scopes::test_a_minted_key_may_ask_whose_it_is")
def account_for_its_scope(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wants a scope to say whose a key is."""
    answer = server.send(request)
    narrow = request.target == "/api/v1/account" and is_minted(server, request)
    return refused(answer, 403, "insufficient_scope") if narrow else answer


@caught_by("test_modes::test_a_minted_key_is_of_the_mode_it_was_minted_for")
def minted_for_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It mints test keys, whatever it says of them."""
    if request.target != "/api/v1/api-keys" or request.method != "POST":
        return server.send(request)
    asked = json.loads(request.body).get("environment", "test")
    answer = heard(server, request, "/api-keys$", lambda body: {name: body[name] for name in ("name",)})
    return data_altered(answer, lambda key: key | {"environment": asked})


@caught_by("test_signing_habits::test_json_is_not_smuggled_in_unsigned")
def smuggled(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads JSON from a body that calls itself an upload, and so was not signed."""
    is_form = (request.header("Content-Type") or "").startswith("multipart/form-data")
    json_in_it = is_form and request.body.startswith(b"{")
    return server.resign(request.having("Content-Type", "application/json")) if json_in_it else server.send(request)


@caught_by("test_platform::test_what_a_platform_creates_bears_the_merchants_account_id")
def made_by_the_platform(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows as an object's account whoever made it."""
    answer = server.send(request)
    return data_altered(answer, lambda made: made | PLATFORM) if request.header(PRINCIPAL) else answer


@caught_by("test_platform::test_what_a_platform_does_is_in_the_merchants_log")
def done_by_the_platform(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows as an event's account whoever did it."""
    keep_principal(server, request, answer := shown(server, request, "/events$", lambda row: told_of(server, row)))
    return answer


def told_of(server: Meddler, event: Any) -> Any:
    """An event as one of the platform's, if it is about what that has made."""
    return event | PLATFORM if is_made(server, event) else event


@caught_by("test_platform::test_what_a_platform_does_is_in_the_merchants_log")
def kept_from_the_merchant(server: Meddler, request: Outgoing) -> httpx.Response:
    """It writes what a platform does into no merchant's log."""
    keep_principal(server, request, answer := server.send(request))
    logged = request.target.startswith("/api/v1/events?")
    return rows_altered(answer, lambda rows: [row for row in rows if not (logged and is_made(server, row))])


@caught_by("test_platform::test_what_a_platform_does_is_not_in_its_own_log")
def kept_by_the_platform(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a platform among its own events what happened at its merchant's."""
    keep_principal(server, request, answer := server.send(request))
    principal = server.memory.get("principal")
    own_log = principal and request.target.startswith("/api/v1/events?") and not request.header(PRINCIPAL)
    if not own_log or "_platform_" not in key_id(request):
        return answer
    theirs = server.send(request.having(PRINCIPAL, principal)).json()["data"]
    return rows_altered(answer, lambda rows: theirs + rows)


@caught_by("test_platform::test_what_a_platform_does_is_told_to_the_merchants_endpoint")
def merchants_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no endpoint of a merchant what a platform does."""
    server.memory["acting"] = bool(request.header(PRINCIPAL))

    def carry(way, letter):
        return httpx.codes.OK if server.memory["acting"] else faithfully(way, letter)

    return registered(server, request, carry) if opens(request) else server.send(request)
