"""Servers that compare too little before they replay an answer, or keep it too long: wrong in one way each."""

import json
from collections.abc import Callable
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code, heard, refused, shown
from .mutant import Table

BROKEN_REPLAYS = Table("server")
caught_by = BROKEN_REPLAYS.caught_by

ANY_BODY = "test_idempotent_bodies::test_another_body_conflicts_wherever_it_differs"


def comparing(server: Meddler, request: Outgoing, compared: Callable[[Any], Any]) -> httpx.Response:
    """What a server says that compares only a part of what two calls under one key ask for."""
    answer, key = server.send(request), request.header("Idempotency-Key")
    if key is None or request.body[:1] != b"{":
        return answer
    part = json.dumps(compared(json.loads(request.body)), sort_keys=True)
    first, before = server.memory.setdefault(key, (answer, part))
    return first if before == part and not code(first) else answer


def as_texts(body: Any) -> Any:
    """The same JSON with every value in words."""
    return {name: str(value) for name, value in body.items()}


@caught_by(f"{ANY_BODY}[within]")
def surface_compared(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not compare what is within objects and lists."""
    return comparing(
        server,
        request,
        lambda body: {name: value for name, value in body.items() if not isinstance(value, dict | list)},
    )


@caught_by(f"{ANY_BODY}[null]")
def nulls_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes null for a field that was left out."""
    return comparing(server, request, lambda body: {name: value for name, value in body.items() if value is not None})


@caught_by(f"{ANY_BODY}[order]")
def order_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares lists without their order."""
    return comparing(
        server,
        request,
        lambda body: {
            name: sorted(value, key=json.dumps) if isinstance(value, list) else value for name, value in body.items()
        },
    )


@caught_by("test_idempotent_bodies::test_a_text_is_no_number")
def numbers_as_texts(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a number for the text that reads like it."""
    return comparing(server, request, as_texts)


@caught_by("test_idempotent_bodies::test_another_picture_conflicts")
def pictures_alike(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes all pictures for one."""
    if not (request.header("Content-Type") or "").startswith("multipart/"):
        return server.send(request)
    return server.memory.setdefault(request.header("Idempotency-Key"), server.send(request))


@caught_by("test_idempotent_bodies::test_a_form_divided_otherwise_is_a_replay")
def boundaries_compared(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares a form as it was sent, with the boundary that was drawn for it."""
    same = server.memory.setdefault(request.header("Idempotency-Key"), request.body) == request.body
    answer = server.send(request)
    return answer if same or not request.body.startswith(b"--") else refused(answer, 409, "idempotency_conflict")


@caught_by("test_idempotent_bodies::test_a_bearer_key_is_replayed_to")
def bearers_unsafe(server: Meddler, request: Outgoing) -> httpx.Response:
    """It remembers only what was signed."""
    is_shown = (request.header("Authorization") or "").startswith("Bearer ")
    return server.send(request.lacking("Idempotency-Key") if is_shown else request)


def with_key(server: Meddler, request: Outgoing, alter: Callable[[str], str]) -> httpx.Response:
    """What the right server says to a request whose idempotency key was altered."""
    key = request.header("Idempotency-Key")
    return server.send(request) if key is None else server.resign(request.having("Idempotency-Key", alter(key)))


@caught_by("test_idempotent_bodies::test_a_key_is_compared_to_its_last_letter[letters]")
def keys_in_any_case(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares idempotency keys without regard to case."""
    return with_key(server, request, str.lower)


@caught_by("test_idempotent_bodies::test_a_key_is_compared_to_its_last_letter[last-of-many]")
def long_keys_cut(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps as much of an idempotency key as its column holds."""
    return with_key(server, request, lambda key: key[:64])


@caught_by("test_idempotent_bodies::test_a_replay_is_named_like_the_first_answer")
def replays_named_anew(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives a replay an id of its own, in the header alone."""
    answer = server.send(request)
    if "Idempotent-Replayed" in answer.headers:
        answer.headers["X-Request-Id"] = "req_01HX5M7QW9R2T4V6Y8Z0ABCDEF"
    return answer


@caught_by("test_world_clock::test_a_repeat_does_not_prolong_a_key")
def repeats_prolong(server: Meddler, request: Outgoing) -> httpx.Response:
    """It forgets a key a day after its last use."""
    key = request.header("Idempotency-Key")
    return server.send(request) if key is None else server.memory.setdefault(key, server.send(request))


@caught_by("test_idempotency::test_a_replay_outlives_many_writes")
def few_records(server: Meddler, request: Outgoing) -> httpx.Response:
    """It remembers the sixty keys that were used last."""
    keys = server.memory.setdefault("keys", [])
    forgotten = request.header("Idempotency-Key") in keys[:-60]
    keys.append(request.header("Idempotency-Key"))
    return with_key(server, request, lambda key: f"{key}-anew" if forgotten else key)


@caught_by("test_idempotency::test_a_replay_is_of_the_same_type")
def replays_untyped(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not say of what type a replay is, unless it is JSON."""
    answer = server.send(request)
    lost = "Idempotent-Replayed" in answer.headers and answer.headers.get("Content-Type") != "application/json"
    return altered(answer, lacking=["Content-Type"]) if lost else answer


@caught_by("test_gift_spending::test_what_was_spent_can_be_put_back")
def one_event_of_any_kind(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a top-up for the redemption that names the same outside event."""
    if not request.target.endswith(("/redeem", "/topup")):
        return server.send(request)
    pair = json.loads(request.body)["externalRef"]
    return server.memory.get(pair) or server.memory.setdefault(pair, server.send(request))


@caught_by("test_settings::test_a_provisioned_account_is_found_again")
def provisioned_anew(server: Meddler, request: Outgoing) -> httpx.Response:
    """It provisions another account each time it is asked for one."""
    times = server.memory["times"] = server.memory.get("times", 0) + 1
    return shown(server, request, "/provision-managed$", lambda _: {"subAccountId": f"sub_{times}"})


@caught_by("test_gift_spending::test_an_event_of_another_source_counts_again")
def sources_alike(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows an outside event by its reference alone."""
    return heard(server, request, "/(redeem|topup)$", lambda body: body | {"externalSource": "till"})
