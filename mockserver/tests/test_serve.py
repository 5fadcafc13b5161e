import http.client
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest

from plugipay_mock.resources.customers.model import CUSTOMERS as SHELF
from plugipay_mock.serve import CannotListenError, Server, ThreadServer
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"


@pytest.fixture(scope="module")
def http_client(server, shop, signing):
    """A signing client of the server."""
    with httpx.Client(base_url=server.url, auth=signing(shop.keys["test"]), trust_env=False) as client:
        yield client


def port_of(url):
    return urlsplit(url).port


def test_a_signed_call_is_answered_over_http(http_client):
    """An ordinary client on an ordinary socket is served."""
    answer = http_client.post(CUSTOMERS, json={"name": "Ada"})

    assert (answer.status_code, answer.json()["data"]["name"]) == (201, "Ada")


def test_a_forged_call_is_refused_over_http(server):
    """Without a signature nothing is served."""
    answer = httpx.get(server.url + CUSTOMERS, trust_env=False)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_signature")


@pytest.mark.parametrize(
    "target", [f"{CUSTOMERS}?", f"{CUSTOMERS}?x=%7e&y=~+%20", f"{CUSTOMERS}?email=caf%C3%A9%40x.co&&"]
)
def test_the_target_is_verified_as_it_was_sent(server, shop, sign, target):
    """What is written on the wire is what must be signed, down to a lonely question mark."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    connection.request("GET", target, headers=sign(shop.keys["test"], "GET", target, at=int(time.time())))

    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.parametrize("query", ["", "?", "?limit=1", "??", "?a=1?"])
def test_a_proxy_s_form_of_the_target_hides_nothing(server, shop, sign, query):
    """Of an absolute target, what follows the host is what must be signed, down to a lonely question mark."""
    target = CUSTOMERS + query
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    signed = sign(shop.keys["test"], "GET", target, at=int(time.time()))
    connection.request("GET", f"http://plugipay.example{target}", headers=signed)

    assert connection.getresponse().status == 200
    connection.close()


def test_a_large_body_is_refused_in_the_envelope(http_client):
    """Two mebibytes are taken off the wire, and refused."""
    answer = http_client.post(CUSTOMERS, content=b" " * 2 * 1024 * 1024)

    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "payload_too_large")


def test_a_deleted_object_is_an_empty_answer(http_client):
    """A 204 goes over the wire, and the connection stays good."""
    target = f"{CUSTOMERS}/{http_client.post(CUSTOMERS, json={}).json()['data']['id']}"

    assert http_client.delete(target).status_code == 204
    assert http_client.get(target).status_code == 404


def test_the_server_says_nothing_of_its_software(http_client):
    """No header names what answers."""
    assert "server" not in http_client.get("/health").headers


def test_a_server_is_gone_when_its_block_ends(is_listening):
    """After the block, nobody listens on the port."""
    with ThreadServer(World()) as brief:
        assert is_listening(brief.url)

    assert not is_listening(brief.url)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_server_that_fails_at_its_start_is_not_waited_for(monkeypatch):
    """Whoever starts it is told at once, and not that it took too long."""
    monkeypatch.setattr("uvicorn.Config.get_loop_factory", None)

    with pytest.raises(RuntimeError, match="ended before it answered"), ThreadServer(World()):
        pass


def test_a_port_can_be_served_again():
    """The port of a server that ended is free at once."""
    with ThreadServer(World()) as first:
        pass
    with ThreadServer(World(), port=port_of(first.url)) as second:
        assert second.url == first.url


def test_a_taken_port_is_told_in_one_line(server):
    """Where somebody listens already, a server cannot be made, and the reason is a sentence."""
    with pytest.raises(CannotListenError, match=rf"^cannot listen on 127\.0\.0\.1:{port_of(server.url)}: [^\n]+$"):
        Server(World(), port=port_of(server.url))


def test_a_port_is_held_before_it_is_served():
    """A server that was made and does not run yet has its port for itself."""
    held = Server(World())
    try:
        with pytest.raises(CannotListenError):
            Server(World(), port=port_of(held.url))
    finally:
        held._socket.close()


@pytest.mark.parametrize("host", ["é..x", "\udcff"])
def test_a_name_that_is_none_is_told_in_one_line(host):
    """A host that cannot be looked up is an address that cannot be listened on."""
    with pytest.raises(CannotListenError, match="cannot listen on"):
        Server(World(), host=host)


def test_another_machine_s_address_is_told_in_one_line():
    """An address this machine does not have cannot be listened on."""
    with pytest.raises(CannotListenError, match=r"^cannot listen on 192\.0\.2\.1:0: "):
        Server(World(), host="192.0.2.1")


@pytest.mark.parametrize("seconds", [4, 5, 90], ids=["Node's fetch", "httpx", "Go"])
def test_an_idle_connection_is_kept_for_longer_than_clients_trust_it(server, seconds):
    """Whoever hangs up first does so while nobody sends: that is the client."""
    assert server._server._uvicorn.config.timeout_keep_alive > seconds


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_ipv6_address_stands_in_brackets():
    """The URL of an IPv6 server can be given to any client."""
    with ThreadServer(World(), host="::1") as serving:
        assert serving.url.startswith("http://[::1]:")
        assert httpx.get(f"{serving.url}/health", trust_env=False).status_code == 200


def test_a_thousand_twins_make_one_object(server, shop, signing):
    """A thousand concurrent requests with one key make one object: each gets its answer, or is told to come again."""
    key, url = shop.keys["live"], server.url + CUSTOMERS
    made_before = len(shop.core.world.tenant(key.account_id, "live").collection(SHELF))
    twin = {"Idempotency-Key": "twin"}
    slow_twin = twin | {"X-Plugipay-Mock-Fault": "wait=0.2; position=during"}

    with (
        httpx.Client(auth=signing(key), timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(20) as pool,
    ):
        twins = [slow_twin, *[twin] * 999]
        answers = list(pool.map(lambda headers: client.post(url, json={"name": "Ada"}, headers=headers), twins))
    created = {answer.content for answer in answers if answer.status_code == 201}
    refusals = {answer.json()["error"]["code"] for answer in answers if answer.status_code != 201}

    assert len(created) == 1
    assert refusals <= {"idempotency_in_progress"}
    assert len(shop.core.world.tenant(key.account_id, "live").collection(SHELF)) == made_before + 1


def test_a_twin_waits_for_the_first_answer(server, shop, signing):
    """While a call is held back its twin is refused with `Retry-After`, and afterwards given the same answer."""
    url, body = server.url + CUSTOMERS, {"name": "Ada"}
    twin = {"Idempotency-Key": "order-1"}
    slow_twin = twin | {"X-Plugipay-Mock-Fault": "wait=1; position=during"}
    deadline = time.monotonic() + 30

    with (
        httpx.Client(auth=signing(shop.keys["platform"]), timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(client.post, url, json=body, headers=slow_twin)
        while not client.get(url).json()["data"]:  # until the first call has committed
            assert time.monotonic() < deadline
        refused = client.post(url, json=body, headers=twin)
        while (again := client.post(url, json=body, headers=twin)).status_code == 409:
            assert time.monotonic() < deadline

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "idempotency_in_progress")
    assert refused.headers["Retry-After"] == "1"
    assert (again.status_code, again.content) == (201, first.result().content)
    assert again.headers["Idempotent-Replayed"] == "true"
