"""HEAD is GET without a body, through every door."""

import asyncio

import httpx
import pytest

from plugipay_mock.app import create_app
from plugipay_mock.transport import AsyncTransport, Transport

CUSTOMERS = "/api/v1/customers"
MOCK = "http://plugipay.mock"
UNTOLD = {"x-request-id", "x-ratelimit-reset", "date"}
PATHS = [
    "/health",
    "/api/v1/health",
    "/openapi.json",
    CUSTOMERS,
    f"{CUSTOMERS}?limit=0",
    f"{CUSTOMERS}/cus_none",
    "/c/cs_none",
    "/api/v1/nope",
    "/api/v1/invoices/inv_none/finalize",
]
FAULTS = ["wait=0", "truncate", "drip=0", "html", "empty", "content_type=text/html", "status=503", "redirect=/"]


def told(answer):
    """What two answers to the same question have in common."""
    return answer.status_code, {name: value for name, value in answer.headers.items() if name not in UNTOLD}


@pytest.fixture(scope="module", autouse=True)
def _standing(shop):
    """Nothing is used up between two answers."""
    shop.core.world.rate_limits = False
    shop.core.world.workspaces[shop.keys["test"].account_id].tenants["test"].clock.freeze("2030-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def in_process(shop, signing):
    """A client in this process."""
    with httpx.Client(transport=Transport(shop.core.world), base_url=MOCK, auth=signing(shop.keys["test"])) as client:
        yield client


@pytest.fixture(scope="module")
def over_http(server, shop, signing):
    """A client over a socket."""
    with httpx.Client(base_url=server.url, auth=signing(shop.keys["test"]), trust_env=False) as client:
        yield client


@pytest.fixture(params=["in_process", "over_http"])
def http(request):
    """A client, through one door and the other."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("path", PATHS)
def test_a_head_is_a_get_without_a_body(http, path):
    """Status and headers are those of a GET, its length among them; the body is missing."""
    get, head = http.get(path), http.head(path)

    assert (told(head), head.content) == (told(get), b"")
    assert head.headers["content-length"] == str(len(get.content))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_on_a_head_gives_it_no_body(http, fault):
    """What a fault does to a body is not seen where there is none."""
    assert http.head(CUSTOMERS, headers={"X-Plugipay-Mock-Fault": fault, "Connection": "close"}).content == b""


@pytest.mark.parametrize("app", [create_app, AsyncTransport])
def test_other_doors_answer_it_too(world, app):
    """An ASGI server, and an asynchronous client in this process."""

    async def send():
        door = app(world)
        transport = door if app is AsyncTransport else httpx.ASGITransport(door)
        async with httpx.AsyncClient(transport=transport, base_url=MOCK) as client:
            return await client.head("/health")

    answer = asyncio.run(send())
    assert (answer.status_code, int(answer.headers["content-length"]) > 0, answer.content) == (200, True, b"")


def test_a_head_of_control_is_a_get_without_a_body(server):
    """Control answers it like anything else."""
    answer = httpx.head(f"{server.url}/_mock/clock", trust_env=False)

    assert (answer.status_code, answer.content) == (200, b"")


def test_the_connection_stays_good(over_http, shop):
    """A client may go on after a HEAD on the same connection."""
    before = [over_http.head(CUSTOMERS).status_code, over_http.get(CUSTOMERS).status_code]

    assert (before, len(over_http._transport._pool.connections)) == ([200, 200], 1)


def test_what_is_signed_names_the_method(call):
    """Who signed a GET has not signed a HEAD."""
    assert call("HEAD", CUSTOMERS).status == 200
    assert call.send(call.request("GET", CUSTOMERS), method="HEAD").status == 401


def test_it_counts_as_a_read(call, world):
    """It spends from the reads of its workspace; refused, too, it tells their limit."""
    first, second = call("HEAD", CUSTOMERS), call("HEAD", f"{CUSTOMERS}?limit=0")
    refused = call.send(call.request("GET", CUSTOMERS), method="HEAD")

    assert [answer.headers["X-RateLimit-Limit"] for answer in (first, second, refused)] == ["100"] * 3


def test_the_journal_shows_it(call, merchant):
    """What came is told as it came."""
    call("HEAD", f"{CUSTOMERS}/cus_none")
    kept = [*merchant.journal][-1].show()

    assert (kept["method"], kept["route"], kept["status"]) == ("HEAD", f"{CUSTOMERS}/{{customer_id}}", 404)


def test_a_key_on_it_means_nothing(call):
    """Neither is it remembered, nor does it conflict."""
    heads = [call("HEAD", target, key="order-1") for target in (CUSTOMERS, CUSTOMERS, f"{CUSTOMERS}?limit=1")]
    made = call("POST", CUSTOMERS, {}, key="order-1")

    assert [answer.status for answer in heads] == [200] * 3
    assert (made.status, "Idempotent-Replayed" in made.headers) == (201, False)


def test_a_planned_fault_can_be_meant_for_it(call, merchant):
    """A plan for HEAD lets a GET pass, and the other way round."""
    merchant.faults.add(status=503, method="HEAD")

    assert [call(method, CUSTOMERS).status for method in ("GET", "HEAD")] == [200, 503]
