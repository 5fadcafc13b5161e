"""What the tests of deliveries share: a mock whose clock stands, a signed hand on its API, and its inbox."""

import httpx
import pytest

from plugipay_mock import running
from plugipay_mock.world import World

NOON = "2026-05-12T12:00:00.000Z"
CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def mock():
    """A workspace in a world of its own, which keeps deliveries until asked."""
    with running(freeze=NOON) as held:
        yield held


@pytest.fixture
def api(mock, signing):
    """A signed httpx client: `api.post("/api/v1/customers", json={})`."""
    with httpx.Client(transport=mock.transport(), base_url=mock.base_url, auth=signing(mock.key)) as client:
        yield client


@pytest.fixture
def inbox(mock):
    """A receiver of every event."""
    return mock.webhooks.inbox()


@pytest.fixture
def enter(api):
    """Creates a customer: `enter("Ada")` returns it."""

    def create(name="Ada"):
        answer = api.post(CUSTOMERS, json={"name": name})
        assert answer.status_code == 201
        return answer.json()["data"]

    return create


@pytest.fixture
def world():
    """A world as `serve` opens it."""
    return World(webhooks="async")


@pytest.fixture
def hand(world, signed_calls):
    """A signed hand on it."""
    return signed_calls(world)
