"""What goes wrong between them: a fault planned at the server becomes the error the client promises."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from plugipay_contract import observations
from plugipay_contract.caller import FAULT
from plugipay_contract.client.recorder import Make
from plugipay_contract.recipes import address, unique
from plugipay_contract.subjects import Ability, ServerSubject, skip_without

OUTCOMES = {
    "hang": "timeout",
    "drop": "network_error",
    "reset": "network_error",
    "truncate": "network_error",
    "html": "invalid_response",
    "status=503": "service_unavailable",
    "code=rate_limited": "rate_limited",
    "code=internal_error": "internal_error",
}
SENT_BY_THE_SERVER = {"service_unavailable", "rate_limited", "internal_error"}

Failing = Callable[[str], Any]


@pytest.fixture
def failing(connect: Make, plugipay_subject: ServerSubject) -> Iterator[Failing]:
    """A client all of whose requests carry a planned fault, and that does not wait long for what never comes."""
    skip_without(plugipay_subject, Ability.FAULTS)

    with ExitStack() as pools:

        def client(said: str) -> Any:
            pool = httpx.Client(transport=plugipay_subject.transport, trust_env=False, headers={FAULT: said})
            return connect(http=pools.enter_context(pool), timeout=0.5 if said == "hang" else 30)

        yield client


def code(error: Any, said: str) -> str:
    """The code of an error, noted as what it is."""
    if error.code not in SENT_BY_THE_SERVER:
        observations.saw_error(error, f"fault {said}")
    seen: str = error.code
    return seen


@pytest.mark.parametrize(("said", "expected"), OUTCOMES.items())
def test_a_fault_becomes_its_error(failing: Failing, error_class: type[Exception], said: str, expected: str) -> None:
    """Each kind of trouble has the code that belongs to it."""
    with pytest.raises(error_class) as caught:
        failing(said).account.get()

    assert code(caught.value, said) == expected


def test_a_lost_answer_can_be_asked_for_again(failing: Failing, client: Any, error_class: type[Exception]) -> None:
    """The same key brings the object that was made, and no second one."""
    email = address()
    call = {"method": "POST", "path": "/api/v1/customers", "body": {"email": email}, "idempotency_key": unique()}
    with pytest.raises(error_class):
        failing("drop").request(**call)

    made = client.request(**call)
    assert [row["id"] for row in client.customers.list(email=email).data] == [made["id"]]
