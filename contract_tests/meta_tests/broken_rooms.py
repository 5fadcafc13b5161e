"""Servers that know who calls and then do or say the wrong thing: wrong in one way each."""

import json
import re
from dataclasses import replace
from threading import Barrier
from urllib.parse import parse_qsl

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code, key_id, refused
from .mutant import Table

BROKEN_ROOMS = Table("server")
caught_by = BROKEN_ROOMS.caught_by


@caught_by("test_not_found::test_another_workspaces_customer_is_not_found")
def others_forbidden(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells that an object exists, by forbidding it."""
    answer = server.send(request)
    return refused(answer, 403, "insufficient_scope") if code(answer) == "not_found" else answer


@caught_by("test_validation::test_what_is_beyond_the_limits_is_refused")
def unknown_fields_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It drops the fields it does not know."""
    known = {"email", "name", "phone", "externalId", "taxId", "metadata", "defaultPaymentTokenId"}
    fields = {name: value for name, value in json.loads(request.body or b"{}").items() if name in known}
    return server.resign(replace(request, body=json.dumps(fields).encode()) if request.body else request)


@caught_by("test_validation::test_an_unknown_field_within_is_refused")
def unknown_fields_of_lines_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It looks at the fields of a request, and not at those of its lines."""
    known = re.sub(rb', "neverHeardOf": 1(?=}])', b"", request.body)
    return server.send(request) if known == request.body else server.resign(replace(request, body=known))


@caught_by("test_validation::test_details_name_every_failing_field")
def first_field_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It stops at the first wrong field."""
    answer = server.send(request)
    if code(answer) != "invalid_request":
        return answer
    envelope = answer.json()
    envelope["error"]["details"] = envelope["error"]["details"][:1]
    return altered(answer, envelope=envelope)


@caught_by("test_validation::test_a_body_is_a_json_object")
def traceback_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It breaks down over a body that is no JSON."""
    answer = server.send(request)
    broken = httpx.Response(500, text="Traceback (most recent call last):")
    return broken if code(answer) == "invalid_request" and request.body[-1:] != b"}" else answer


@caught_by("test_envelope::test_a_refusal_has_the_status_and_code_of_the_catalogue")
def status_422(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses bad fields with 422, as its framework would."""
    answer = server.send(request)
    return altered(answer, 422) if code(answer) == "invalid_request" else answer


@caught_by("test_idempotency::test_a_replay_creates_nothing")
def executes_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not remember idempotency keys."""
    return server.resign(request.lacking("Idempotency-Key"))


@caught_by("test_idempotency::test_a_replay_returns_the_first_answer")
def replay_as_200(server: Meddler, request: Outgoing) -> httpx.Response:
    """It replays with another status."""
    answer = server.send(request)
    return altered(answer, 200) if "Idempotent-Replayed" in answer.headers else answer


@caught_by("test_idempotency::test_a_replay_is_marked")
def replay_unmarked(server: Meddler, request: Outgoing) -> httpx.Response:
    """It replays without saying so."""
    return altered(server.send(request), lacking=["Idempotent-Replayed"])


@caught_by("test_idempotency::test_another_body_under_the_same_key_conflicts")
def replays_for_any_body(server: Meddler, request: Outgoing) -> httpx.Response:
    """It replays for another body."""
    key = request.header("Idempotency-Key")
    answer = server.send(request)
    return server.memory[key] if code(answer) else server.memory.setdefault(key, answer)


@caught_by("test_idempotency::test_the_same_json_in_other_bytes_is_a_replay")
def bytes_compared(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares the bytes of two bodies instead of the JSON."""
    same = server.memory.setdefault(request.header("Idempotency-Key"), request.body) == request.body
    answer = server.send(request)
    return answer if same else refused(answer, 409, "idempotency_conflict")


@caught_by("test_idempotency::test_a_refused_call_leaves_its_key_free")
def refusals_remembered(server: Meddler, request: Outgoing) -> httpx.Response:
    """It replays refusals too."""
    key = request.header("Idempotency-Key")
    return server.memory[key] if key in server.memory else server.memory.setdefault(key, server.send(request))


@caught_by("test_idempotency::test_keys_are_separate_by_mode")
def keys_across_modes(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows a key in live mode that was used in test mode."""
    seen = server.memory.setdefault(request.header("Idempotency-Key"), key_id(request)) != key_id(request)
    answer = server.send(request)
    return refused(answer, 409, "idempotency_conflict") if seen else answer


@caught_by("test_idempotency::test_a_replay_still_needs_the_scope")
def replays_to_anybody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It hands a stored answer to a key without the scope."""
    key = request.header("Idempotency-Key")
    return server.memory[key] if key in server.memory else server.memory.setdefault(key, server.send(request))


@caught_by("test_concurrency::test_twins_make_one_object")
def race(server: Meddler, request: Outgoing) -> httpx.Response:
    """It looks for the key, and only then begins to remember it."""
    if request.header("Idempotency-Key") is None:
        return server.send(request)
    server.memory.setdefault("start", Barrier(16)).wait(timeout=10)
    return server.resign(request.lacking("Idempotency-Key"))


@caught_by("test_conflict::test_an_external_id_is_taken_once")
def duplicates_as_bad_requests(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls a duplicate a bad request."""
    answer = server.send(request)
    return refused(answer, 400, "invalid_request") if code(answer) == "conflict" else answer


@caught_by("test_conflict::test_the_other_mode_may_use_the_same_external_id")
def external_ids_across_modes(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes an external id for both modes at once."""
    seen = server.memory.setdefault(request.body, key_id(request)) != key_id(request)
    answer = server.send(request)
    return refused(answer, 409, "conflict") if seen and request.body else answer


@caught_by("test_order_of_checks::test_the_scope_comes_before_the_body")
def body_before_scope(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads the body before it asks whether the key may write."""
    trial = server.resign(request, server.subject.keys["test"])
    return trial if code(trial) == "invalid_request" else server.send(request)


@caught_by("test_order_of_checks::test_the_clock_comes_before_the_signature")
def signature_before_clock(server: Meddler, request: Outgoing) -> httpx.Response:
    """It verifies the signature before it looks at the clock."""
    answer = server.send(request)
    return answer if server.verifies(request) else refused(answer, 401, "invalid_signature")


@caught_by("test_paging::test_a_newcomer_repeats_no_row")
def cursor_counts(server: Meddler, request: Outgoing) -> httpx.Response:
    """Its cursor is a number of rows, so a new row shifts the pages."""
    query = dict(parse_qsl(request.target.partition("?")[2]))
    if request.method != "GET" or "limit" not in query:
        return server.send(request)
    start, limit = int(query.get("cursor", 0)), int(query["limit"])
    whole = server.resign(replace(request, target=f"/api/v1/customers?email={query['email']}"))
    envelope = whole.json()
    envelope["meta"]["cursor"] = str(start + limit)
    return altered(whole, envelope=envelope | {"data": envelope["data"][start : start + limit]})


@caught_by("test_paging::test_an_exact_fit_is_the_last_page")
def always_more(server: Meddler, request: Outgoing) -> httpx.Response:
    """It announces another page whenever the page is full."""
    answer = server.send(request)
    if request.method != "GET" or f"limit={len(answer.json()['data'])}" not in request.target:
        return answer
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"meta": envelope["meta"] | {"hasMore": True, "cursor": "cur_1"}})


@caught_by("test_rate_limits::test_live_is_counted_apart_from_test")
def one_bucket(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts live and test calls together."""
    test_key = key_id(request).replace("_live_", "_test_")
    return server.resign(request.having("Authorization", f"keyId={test_key},"))


@caught_by("test_rate_limits::test_reads_are_counted_apart_from_writes")
def one_class(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts reads and writes together."""
    limited = server.memory.setdefault("limited", [])
    answer = server.send(request)
    limited += [answer] if answer.status_code == 429 else []
    return limited[0] if limited else answer


@caught_by("test_rate_limits::test_an_unproven_call_does_not_count")
def impostors_counted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts a call before it knows who calls."""
    answer = server.send(request)
    if code(answer) == "invalid_signature":
        server.resign(request)
    return answer


@caught_by("test_rate_limits::test_a_limited_call_says_when_to_come_again")
def no_time_to_wait(server: Meddler, request: Outgoing) -> httpx.Response:
    """It limits without `Retry-After`."""
    return altered(server.send(request), lacking=["Retry-After"])


@caught_by("test_rate_limits::test_refusals_tell_the_limits")
def limits_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the limits on successes only."""
    answer = server.send(request)
    untold = [name for name in answer.headers if name.startswith("x-ratelimit-")] if code(answer) else []
    return altered(answer, lacking=untold)


@caught_by("test_envelope::test_the_header_repeats_the_request_id")
def id_in_the_body_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends no `X-Request-Id`."""
    return altered(server.send(request), lacking=["X-Request-Id"])


@caught_by("test_envelope::test_every_request_has_an_id_of_its_own")
def one_request_id(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives all requests the same id."""
    answer = server.send(request)
    envelope = answer.json()
    request_id = server.memory.setdefault("id", envelope["meta"]["requestId"])
    return altered(answer, envelope=envelope | {"meta": envelope["meta"] | {"requestId": request_id}})


@caught_by("test_routes::test_an_unknown_route_is_not_found")
def bare_404(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves unknown routes to its framework."""
    answer = server.send(request)
    return httpx.Response(404, json={"detail": "Not Found"}) if code(answer) == "not_found" else answer


@caught_by("test_routes::test_a_trailing_slash_is_another_path")
def slash_redirected(server: Meddler, request: Outgoing) -> httpx.Response:
    """It redirects a path with a slash too many."""
    redirect = httpx.Response(307, headers={"Location": request.target.rstrip("/")})
    return redirect if request.target.endswith("/") else server.send(request)


@caught_by("test_routes::test_a_head_is_a_get_without_a_body")
def head_unseen(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says to any `HEAD` that all is well."""
    return httpx.Response(200) if request.method == "HEAD" else server.send(request)


@caught_by("test_routes::test_a_picture_needs_no_key")
def pictures_for_keys(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows pictures to those who have a key."""
    closed = "/files/" in request.target and not request.header("Authorization")
    return server.send(replace(request, target="/api/v1/account") if closed else request)


@caught_by("test_routes::test_a_body_over_one_mebibyte_is_refused")
def any_size(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads bodies of any size."""
    return server.resign(replace(request, body=b"{}")) if len(request.body) > 1024 * 1024 else server.send(request)


@caught_by("test_not_found::test_an_absent_customer_is_not_found")
def codes_of_its_own(server: Meddler, request: Outgoing) -> httpx.Response:
    """It has a code nobody knows."""
    answer = server.send(request)
    return refused(answer, 404, "customer_missing") if code(answer) == "not_found" else answer
