"""Servers that count calls wrongly, or tell the limits wrongly: wrong in one way each."""

import httpx

from plugipay_contract.limits import LIMITS, REMAINING, RESET
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code, key_id, refused
from .mutant import Table

BROKEN_LIMITS = Table("server")
caught_by = BROKEN_LIMITS.caught_by

AN_ANSWER = "test_rate_limits::test_answers_tell_the_limits"
A_REFUSAL = "test_rate_limits::test_refusals_tell_the_limits"


def unlimited(answer: httpx.Response, *, when: object) -> httpx.Response:
    """The same answer, unless it says that there were too many calls of some kind."""
    return refused(answer, 404, "not_found") if when and code(answer) == "rate_limited" else answer


def untold(answer: httpx.Response, *, when: object) -> httpx.Response:
    """The same answer, which tells no limits when it is of some kind."""
    return altered(answer, lacking=LIMITS) if when else answer


@caught_by("test_rate_limits::test_the_keys_of_a_workspace_share")
def minted_keys_free(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts the calls of each key apart."""
    return unlimited(server.send(request), when="_auto_" not in key_id(request))


@caught_by("test_rate_limits::test_a_heavy_call_is_rare")
def heavy_is_light(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes as many exports as anybody likes."""
    answer = server.send(request)
    limited = answer.status_code == httpx.codes.TOO_MANY_REQUESTS and "/reports/" in request.target
    return altered(answer, httpx.codes.OK) if limited else answer


@caught_by("test_rate_limits::test_the_limit_depends_on_the_class")
def heavy_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not tell which calls are heavy."""
    answer = server.send(request)
    answer.headers[LIMITS[0]] = "100" if request.method == "GET" else "20"
    return answer


@caught_by("test_rate_limits::test_every_method_that_writes_is_a_write")
def changes_free(server: Meddler, request: Outgoing) -> httpx.Response:
    """It limits creations and deletions, and no changes."""
    return unlimited(server.send(request), when=request.method in {"PUT", "PATCH"})


@caught_by("test_rate_limits::test_bearer_keys_are_limited")
def bearers_free(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts only what is signed."""
    shown = (request.header("Authorization") or "").startswith("Bearer ")
    return server.send(request) if not shown else unlimited(server.send(request), when=True)


@caught_by("test_rate_limits::test_live_calls_are_limited")
def live_free(server: Meddler, request: Outgoing) -> httpx.Response:
    """It limits the test mode alone."""
    return unlimited(server.send(request), when="_live_" in key_id(request))


@caught_by("test_rate_limits::test_reset_is_when_the_bucket_is_full")
def reset_long_ago(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells when a bucket was last full."""
    answer = server.send(request)
    if RESET in answer.headers:
        answer.headers[RESET] = str(int(answer.headers[RESET]) - 90)
    return answer


@caught_by("test_rate_limits::test_each_call_takes_one")
def reads_take_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says after every read that a hundred remain."""
    answer = server.send(request)
    if request.method == "GET":
        answer.headers[REMAINING] = "100"
    return answer


@caught_by("test_rate_limits::test_a_limited_call_tells_the_limits")
def limits_untold_when_reached(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the limits until they are reached."""
    answer = server.send(request)
    return untold(answer, when=answer.status_code == httpx.codes.TOO_MANY_REQUESTS)


@caught_by(f"{AN_ANSWER}[removed]")
def limits_untold_with_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no limits where it says nothing else."""
    answer = server.send(request)
    return untold(answer, when=answer.status_code == httpx.codes.NO_CONTENT)


@caught_by(f"{AN_ANSWER}[export]")
def limits_untold_with_files(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no limits beside a file."""
    answer = server.send(request)
    return untold(answer, when=answer.headers.get("Content-Type") != "application/json")


@caught_by(f"{AN_ANSWER}[created]")
def limits_untold_to_writers(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the limits to whoever reads."""
    return untold(server.send(request), when=request.method != "GET")


@caught_by(f"{AN_ANSWER}[replayed]")
def limits_untold_again(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no limits with a replay."""
    answer = server.send(request)
    return untold(answer, when="Idempotent-Replayed" in answer.headers)


@caught_by(f"{AN_ANSWER}[seen_by_a_buyer]")
def limits_untold_to_buyers(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no limits to whoever has no key."""
    return untold(server.send(request), when="/public/" in request.target)


@caught_by(f"{A_REFUSAL}[unknown_key]")
def limits_untold_to_strangers(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the limits to those it knows."""
    answer = server.send(request)
    return untold(answer, when=answer.status_code in {401, 403})


@caught_by(f"{A_REFUSAL}[wrong_method]")
def limits_untold_at_the_door(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells no limits with what its framework refuses."""
    answer = server.send(request)
    return untold(answer, when=answer.status_code in {405, 413})


def sent_away(server: Meddler, request: Outgoing, seconds: int) -> httpx.Response:
    """What the right server says, with another time to come again."""
    answer = server.send(request)
    if "Retry-After" in answer.headers:
        answer.headers["Retry-After"] = str(seconds)
    return answer


@caught_by("test_rate_limits::test_who_comes_again_when_told_is_let_in")
def always_a_second(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells whoever called too often to come again in a second."""
    return sent_away(server, request, seconds=1)


@caught_by("test_rate_limits::test_nobody_is_sent_away_for_longer_than_a_bucket_fills[write]")
def an_hour_of_punishment(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells whoever called too often to come again in an hour, though a second would do."""
    return sent_away(server, request, seconds=3600)


@caught_by("test_rate_limits::test_what_is_limited_is_not_done")
def limited_and_done(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says that there were too many calls, and does what it was asked for."""
    answer = server.send(request)
    done = request.method == "POST" and answer.status_code == httpx.codes.CREATED
    return refused(answer, 429, "rate_limited") if done else answer
