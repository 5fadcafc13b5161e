"""Servers that let in who should stay out, or keep out who may come in: wrong in one way each."""

import json
import time
from dataclasses import replace
from urllib.parse import parse_qsl, quote, unquote, urlencode

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, code, key_id, refused
from .mutant import Table

BROKEN_GATES = Table("server")
caught_by = BROKEN_GATES.caught_by


@caught_by("test_signature::test_a_wrong_secret_is_refused")
def any_signature(server: Meddler, request: Outgoing) -> httpx.Response:
    """It accepts any signature."""
    return server.resign(request)


@caught_by("test_signature::test_an_upper_case_signature_is_refused")
def signature_in_capitals(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares signatures without regard to case."""
    scheme, mark, hexed = (request.header("Authorization") or "").partition("signature=")
    return server.send(request.having("Authorization", scheme + mark + hexed.lower()))


@caught_by("test_signature::test_an_added_idempotency_key_is_refused")
def key_unsigned(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not mind an idempotency key outside the signature."""
    bare = request.lacking("Idempotency-Key")
    return server.resign(request) if server.verifies(bare) else server.send(request)


@caught_by("test_signature::test_an_altered_part_is_refused")
def method_unsigned(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not look at the method when it verifies."""
    signed = any(server.verifies(replace(request, method=method)) for method in ("GET", "POST", "PATCH", "DELETE"))
    return server.resign(request) if signed else server.send(request)


@caught_by("test_signature::test_a_malformed_authorization_is_refused")
def any_hash(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes any scheme for its own."""
    proof = (request.header("Authorization") or "").replace("SHA512", "SHA256")
    return server.send(request.having("Authorization", proof))


@caught_by("test_signing_habits::test_a_query_is_verified_as_sent")
def query_sorted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sorts the query before it verifies."""
    path, mark, query = request.target.partition("?")
    return server.send(replace(request, target=path + mark + "&".join(sorted(query.split("&")))))


@caught_by("test_signing_habits::test_a_query_is_verified_as_sent")
def query_encoded_anew(server: Meddler, request: Outgoing) -> httpx.Response:
    """It parses the query and encodes it again before it verifies."""
    path, mark, query = request.target.partition("?")
    return server.send(replace(request, target=path + mark + urlencode(parse_qsl(query, keep_blank_values=True))))


@caught_by("test_signing_habits::test_a_path_is_verified_as_sent")
def path_decoded(server: Meddler, request: Outgoing) -> httpx.Response:
    """It verifies the path decoded and encoded again."""
    path, mark, query = request.target.partition("?")
    return server.send(replace(request, target=quote(unquote(path)) + mark + query))


@caught_by("test_signing_habits::test_a_body_is_verified_as_sent")
def body_parsed_first(server: Meddler, request: Outgoing) -> httpx.Response:
    """It hashes the JSON it understood instead of the bytes it got."""
    body = json.dumps(json.loads(request.body), separators=(",", ":")).encode() if request.body else b""
    return server.send(replace(request, body=body))


@caught_by("test_signing_habits::test_a_multipart_body_is_signed_as_empty")
def multipart_hashed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It hashes the bytes of an upload."""
    if not (request.header("Content-Type") or "").startswith("multipart/"):
        return server.send(request)
    over_bytes = server.verifies(request.having("Content-Type", "application/json"))
    return server.resign(request) if over_bytes else server.send(request.having("Content-Type", "application/json"))


@caught_by("test_timestamp::test_301_seconds_are_refused")
def one_second_more(server: Meddler, request: Outgoing) -> httpx.Response:
    """It accepts a clock 301 seconds off."""
    late = int(time.time()) - int(request.header("X-Plugipay-Timestamp") or 0)
    fresh = request.having("X-Plugipay-Timestamp", str(int(time.time())))
    return server.resign(fresh) if abs(late) == 301 and server.verifies(request) else server.send(request)


@caught_by("test_timestamp::test_300_seconds_are_tolerated")
def one_second_less(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses a clock 300 seconds off."""
    late = int(time.time()) - int(request.header("X-Plugipay-Timestamp") or 0)
    return refused(server.send(request), 401, "invalid_timestamp") if abs(late) == 300 else server.send(request)


@caught_by("test_timestamp::test_more_than_300_seconds_is_refused")
def any_future(server: Meddler, request: Outgoing) -> httpx.Response:
    """It accepts any clock that is ahead."""
    fresh = request.having("X-Plugipay-Timestamp", str(int(time.time())))
    ahead = int(request.header("X-Plugipay-Timestamp") or 0) > time.time()
    return server.resign(fresh) if ahead and server.verifies(request) else server.send(request)


@caught_by("test_keys::test_a_revoked_key_is_refused")
def revoked_in_vain(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a revoked key in."""
    revoked = key_id(request) == server.subject.keys["revoked"].key_id
    return server.resign(request, server.subject.keys["test"]) if revoked else server.send(request)


@caught_by("test_modes::test_a_pair_that_mixes_modes_is_refused")
def modes_mixed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It accepts the secret of the other mode."""
    mixed = server.verifies(request, server.other_mode(request))
    return server.resign(request) if mixed else server.send(request)


@caught_by("test_modes::test_an_object_of_the_other_mode_is_out_of_reach")
def modes_leak(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows an object of the other mode."""
    answer = server.send(request)
    return server.resign(request, server.other_mode(request)) if code(answer) == "mode_mismatch" else answer


@caught_by("test_modes::test_a_live_object_is_out_of_reach_for_a_test_key")
def other_mode_as_absent(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls an object of the other mode absent."""
    answer = server.send(request)
    return refused(answer, 404, "not_found") if code(answer) == "mode_mismatch" else answer


@caught_by("test_modes::test_a_mode_header_against_the_key_is_refused")
def mode_header_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not read the mode header."""
    return server.send(request.lacking("X-Plugipay-Mode"))


@caught_by("test_scopes::test_a_read_only_key_may_not_write")
def scopes_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets any key do anything."""
    answer = server.send(request)
    return server.resign(request, server.subject.keys["test"]) if code(answer) == "insufficient_scope" else answer


@caught_by("test_platform::test_an_ordinary_key_acts_for_nobody")
def on_behalf_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It silently ignores on-behalf-of from an ordinary key."""
    platform = key_id(request) == server.subject.keys["platform"].key_id
    return server.send(request if platform else request.lacking("X-Plugipay-On-Behalf-Of"))


@caught_by("test_platform::test_lists_are_on_behalf_as_well")
def lists_for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets on-behalf-of on lists."""
    return server.send(request.lacking("X-Plugipay-On-Behalf-Of") if "?" in request.target else request)
