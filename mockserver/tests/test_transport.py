import asyncio
import copy

import httpx
import pytest

from plugipay_mock.transport import AsyncTransport, Transport

CUSTOMERS = "/api/v1/customers"


def held_back(seconds):
    return {"Idempotency-Key": "order-1", "X-Plugipay-Mock-Fault": f"wait={seconds}; position=during"}


@pytest.fixture
def http(world, keys, signing):
    """A client that talks to the world in process, and waits ten seconds for an answer."""
    with httpx.Client(
        transport=Transport(world), base_url="http://plugipay.mock", auth=signing(keys["test"]), timeout=10
    ) as client:
        yield client


def test_a_client_talks_to_a_world(http):
    """A signed call of an ordinary httpx client is answered."""
    answer = http.post(CUSTOMERS, json={"name": "Ada"})

    assert (answer.status_code, answer.json()["data"]["name"]) == (201, "Ada")


def test_an_asynchronous_client_talks_to_a_world(world, keys, signing):
    """A signed call of an asynchronous client is answered."""

    async def create():
        transport = AsyncTransport(world)
        async with httpx.AsyncClient(transport=transport, auth=signing(keys["test"])) as client:
            return await client.post(f"http://plugipay.mock{CUSTOMERS}", json={"name": "Ada"})

    assert asyncio.run(create()).json()["data"]["name"] == "Ada"


def test_two_transports_share_their_world(http, world, keys, signing):
    """What one client makes, another finds, as long as their world is one."""
    http.post(CUSTOMERS, json={"name": "Ada"})
    with httpx.Client(transport=Transport(world), auth=signing(keys["test"])) as other:
        found = other.get(f"https://any.example{CUSTOMERS}").json()["data"]

    assert [row["name"] for row in found] == ["Ada"]


@pytest.mark.parametrize(
    ("target", "params"),
    [
        (f"{CUSTOMERS}/caf%C3%A9%20%2F", None),
        (f"{CUSTOMERS}/café", None),
        (CUSTOMERS, {"email": "élodie+1@exämple.com", "limit": "5"}),
        (f"{CUSTOMERS}?", None),
    ],
)
def test_what_is_verified_is_what_httpx_sends(http, target, params):
    """Paths and queries outside ASCII are verified as they leave the client."""
    assert http.get(target, params=params).status_code in {200, 404}


def test_a_client_that_does_not_wait_long_enough_times_out(http):
    """A wait as long as the client's patience raises its timeout, at once."""
    with pytest.raises(httpx.ReadTimeout):
        http.post(CUSTOMERS, json={"name": "Ada"}, headers=held_back(10))


def test_what_timed_out_has_committed(http):
    """The retry of a call whose answer came too late is given that answer."""
    with pytest.raises(httpx.ReadTimeout):
        http.post(CUSTOMERS, json={"name": "Ada"}, headers=held_back(10))
    again = http.post(CUSTOMERS, json={"name": "Ada"}, headers={"Idempotency-Key": "order-1"})

    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")


def test_a_patient_client_gets_its_answer(http):
    """A wait shorter than the client's patience ends in the answer, at once."""
    assert http.post(CUSTOMERS, json={}, headers=held_back(9.9)).status_code == 201


def test_a_client_without_a_timeout_gets_its_answer(http):
    """Who waits for ever outlasts the longest wait."""
    assert http.post(CUSTOMERS, json={}, headers=held_back(600), timeout=None).status_code == 201


@pytest.mark.parametrize(
    "look",
    [
        lambda headers: headers.raw,
        lambda headers: headers["content-TYPE"],
        lambda headers: headers.get("nothing"),
        dict,
        httpx.Headers,
        copy.deepcopy,
    ],
)
def test_headers_of_an_answer_are_headers(world, look):
    """Whatever is done with them first."""
    answer = Transport(world).handle_request(httpx.Request("GET", "http://plugipay.mock/health"))
    looked = look(answer.headers)

    assert looked == look(httpx.Headers(answer.headers.raw))
    assert answer.headers["content-type"] == "application/json"


def test_headers_of_an_answer_are_of_whoever_holds_it(world):
    """They can be changed, and have nothing that headers have not."""
    answer = Transport(world).handle_request(httpx.Request("GET", "http://plugipay.mock/health"))
    answer.headers["X-Mine"] = "1"

    assert (answer.headers["x-mine"], hasattr(answer.headers, "colour")) == ("1", False)
