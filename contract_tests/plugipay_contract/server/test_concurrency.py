"""Many at once: one key never makes two objects, however the calls overlap."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.thorough

IN_PROGRESS = (409, "idempotency_in_progress")


def twins(server: Caller, email: str, number: int = 16) -> list[Answer]:
    """The answers to one signed call, sent many times at once."""
    signed = server.signed("POST", "/api/v1/customers", {"email": email}, idempotency_key=recipes.unique())
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(server.send, [signed] * number))


def test_twins_make_one_object(server: Caller) -> None:
    """Sixteen equal calls at once leave one customer."""
    email = recipes.address()
    twins(server, email)

    assert len(server.call("GET", f"/api/v1/customers?email={email}").data) == 1


@pytest.mark.guess
def test_twins_get_the_first_answer_or_are_told_to_wait(server: Caller) -> None:
    """A twin is given the stored answer, or is told that the first call still runs."""
    verdicts = {answer.verdict for answer in twins(server, recipes.address())}

    assert (201, None) in verdicts
    assert verdicts <= {(201, None), IN_PROGRESS}


@pytest.mark.guess
def test_only_one_twin_is_not_a_replay(server: Caller) -> None:
    """Of all that succeed, all but one are marked as repeats."""
    created = [answer for answer in twins(server, recipes.address()) if answer.status == 201]

    assert sum("Idempotent-Replayed" not in answer.headers for answer in created) == 1


def test_an_external_id_is_taken_once_by_any_number_at_once(server: Caller) -> None:
    """Sixteen different calls for one external id leave one customer."""
    external_id = recipes.unique()
    body = {"externalId": external_id}
    calls = [server.signed("POST", "/api/v1/customers", body, idempotency_key=recipes.unique()) for _ in range(16)]
    with ThreadPoolExecutor(len(calls)) as pool:
        statuses = sorted(answer.status for answer in pool.map(server.send, calls))

    assert statuses == [201] + [409] * 15


@pytest.mark.guess
@pytest.mark.needs(Ability.FAULTS, Ability.WAITS)
def test_a_twin_in_flight_is_told_to_wait(server: Caller) -> None:
    """While the first call is unanswered its twin is refused, and told when to come again."""
    met = meeting(server, 2) or meeting(server, 10)
    assert met, "the twin was answered no earlier than the call it is a twin of"
    first, twin, late = met

    assert (twin.verdict, int(twin.headers["Retry-After"]) > 0) == (IN_PROGRESS, True)
    assert late.body == first.body


def meeting(server: Caller, seconds: int) -> tuple[Answer, Answer, Answer] | None:
    """A call held back for so long, its twin, and one after both; None if the twin's answer was not the first."""
    email, key = recipes.address(), recipes.unique()

    def create(**headers: str) -> Answer:
        return server.call("POST", "/api/v1/customers", {"email": email}, idempotency_key=key, **headers)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(create, x_plugipay_mock_fault=f"wait={seconds}; position=during")
        wait_until_listed(server, email)
        twin = create()
        met = not first.done()
    return (first.result(), twin, create()) if met else None


def wait_until_listed(server: Caller, email: str) -> None:
    """Return once a customer with this address exists."""
    deadline = monotonic() + 30
    while not server.call("GET", f"/api/v1/customers?email={email}").data:
        assert monotonic() < deadline
