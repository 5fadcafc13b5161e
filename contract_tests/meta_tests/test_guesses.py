"""What nobody documents can be left out: a server that chose otherwise is right by everything else."""

import pytest

from .broken_keys import also_verifies
from .meddler import Meddler, altered, code, refused
from .test_teeth import servers

CHOICES = {}


def judged_by(*files):
    """Enter the choice below into the table, beside the tests that would notice it."""

    def enter(choice):
        CHOICES[choice.__name__] = (choice, [f"server.{file}" for file in files])
        return choice

    return enter


@judged_by("test_envelope", "test_faults", "test_routes")
def no_header_for_the_request_id(server: Meddler, request):
    """It names requests in the body only."""
    return altered(server.send(request), lacking=["X-Request-Id"])


@judged_by("test_idempotency", "test_idempotent_bodies", "test_concurrency")
def replays_unmarked(server: Meddler, request):
    """It does not say that an answer is a repeat."""
    return altered(server.send(request), lacking=["Idempotent-Replayed"])


@judged_by("test_idempotency", "test_idempotent_bodies")
def bytes_compared(server: Meddler, request):
    """It takes the same JSON in other bytes for another body."""
    same = server.memory.setdefault(request.header("Idempotency-Key"), request.body) == request.body
    answer = server.send(request)
    repeat = "Idempotent-Replayed" in answer.headers
    return refused(answer, 409, "idempotency_conflict") if repeat and not same else answer


@judged_by("test_signature", "test_bearer")
def nobody_as_an_unknown_key(server: Meddler, request):
    """It calls whoever does not say who they are an unknown key."""
    answer = server.send(request)
    malformed = code(answer) == "invalid_signature" and "Authorization" in answer.json()["error"]["message"]
    return refused(answer, 401, "invalid_key") if malformed else answer


@judged_by("test_modes", "test_bearer", "test_order_of_checks")
def no_mode_header(server: Meddler, request):
    """It does not know `X-Plugipay-Mode`."""
    return server.send(request.lacking("X-Plugipay-Mode"))


@judged_by("test_timestamp", "test_order_of_checks")
def signature_first(server: Meddler, request):
    """It verifies the signature before it looks at the clock."""
    answer = server.send(request)
    late = code(answer) == "invalid_timestamp"
    signed = not late or (request.header("X-Plugipay-Timestamp") is not None and also_verifies(server, request))
    return answer if signed else refused(answer, 401, "invalid_signature")


@judged_by("test_routes", "test_order_of_checks", "test_envelope")
def routes_unnamed(server: Meddler, request):
    """It says nothing of a route that nobody has."""
    answer = server.send(request)
    if code(answer) != "not_found" or "route" not in answer.json()["error"]["message"]:
        return answer
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"message": "Not found"}})


@pytest.mark.parametrize(("choice", "files"), CHOICES.values(), ids=CHOICES)
def test_another_choice_passes(judge, choice, files):
    """With `-m "not guess"` no test asks for what is this kit's own choice."""
    passed, _, failed = judge(*files, marked="not guess", plugipay_subject_with=servers(choice))

    assert (bool(passed), failed) == (True, [])


@pytest.mark.parametrize(("choice", "files"), CHOICES.values(), ids=CHOICES)
def test_another_choice_is_told(judge, choice, files):
    """Without it, some test does."""
    *_, failed = judge(*files, marked="guess", plugipay_subject_with=servers(choice))

    assert failed
