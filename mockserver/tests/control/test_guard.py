"""Who may control: programs on this machine, never a web page."""

import json

import httpx
import pytest

from plugipay_mock.app import create_control
from plugipay_mock.message import Inbound
from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

LOOPBACK = "127.0.0.1"


def test_this_process_may(knock):
    """In process there is no address and no name."""
    assert knock("GET", "/state")[0] == 200


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8750", "localhost", "LOCALHOST:80", "[::1]:8750", "127.0.0.1"])
def test_a_program_on_this_machine_may(knock, peer, host):
    """Loopback addresses by loopback names are let in."""
    assert knock("GET", "/state", peer=peer, host=host)[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:8750", "null", ""])
def test_a_web_page_may_not(knock, origin):
    """Whatever has an origin is a page in a browser."""
    status, told = knock("POST", "/reset", peer=LOOPBACK, host="localhost", origin=origin)

    assert (status, told["error"]["code"]) == (403, "forbidden")
    assert "web pages" in told["error"]["message"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin"])
def test_a_fetch_of_a_browser_may_not(knock, site):
    """A browser says where a request comes from, even when it sends no origin."""
    assert knock("GET", "/state", peer=LOOPBACK, host="localhost", sec_fetch_site=site)[0] == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8750",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:80:90",
        "127.0.0.1, evil.example",
        "127.0.0.1@evil.example",
        "",
        "0.0.0.0",  # noqa: S104
        "[::]",
    ],
)
def test_a_rebound_name_may_not(knock, host):
    """A page whose name was made to mean this machine still says its name."""
    status, told = knock("GET", "/state", peer=LOOPBACK, host=host)

    assert (status, told["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("peer", ["10.0.0.1", "192.168.1.2", "2001:db8::1", "", "unix"])
def test_another_machine_may_not(knock, peer):
    """Only loopback addresses are this machine."""
    assert knock("GET", "/state", peer=peer, host="localhost")[0] == 403


@pytest.fixture
def guarded(world, call):
    """Control that needs a token: the status for a token sent."""
    control = create_control(world, token="open-sesame")

    def ask(peer="10.0.0.1", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return control.handle(Inbound("GET", b"/_mock/state", named, b""), peer)

    return ask


@pytest.mark.parametrize("peer", ["10.0.0.1", "127.0.0.1", None])
def test_a_token_opens_for_anybody(guarded, peer):
    """With the token it does not matter who asks, or by which name."""
    assert guarded(peer, x_plugipay_mock_token="open-sesame", host="mock.example").status == 200


@pytest.mark.parametrize("sent", ["", "open", "open-sesame ", "Open-Sesame", "öpen", "\udcff"])
def test_another_token_does_not_open(guarded, sent):
    """Not even on this machine."""
    answer = guarded("127.0.0.1", x_plugipay_mock_token=sent, host="localhost")

    assert answer.status == 403
    assert "X-Plugipay-Mock-Token" in json.loads(answer.body)["error"]["message"]


def test_a_token_does_not_open_for_web_pages(guarded):
    """A page stays out with it, too."""
    assert guarded(x_plugipay_mock_token="open-sesame", origin="https://evil.example").status == 403


def test_the_guard_stands_before_everything(knock):
    """Who may not control is not even told which operations there are."""
    assert knock("GET", "/nowhere", peer="10.0.0.1")[0] == 403


def test_the_guard_stands_at_the_server(call):
    """Over a real socket the address is that of the connection, whatever the headers say."""
    with ThreadServer(World()) as server, httpx.Client(base_url=server.url, trust_env=False) as http:
        assert http.get("/_mock/state").status_code == 200
        assert http.get("/_mock/state", headers={"Host": "evil.example"}).status_code == 403
        assert http.get("/_mock/state", headers={"Origin": "https://evil.example"}).status_code == 403
        assert http.options("/_mock/state", headers={"Origin": "https://evil.example"}).status_code == 403


def test_no_answer_allows_another_origin(call):
    """Neither the API nor control sends anything that lets a page of another site read it."""
    with ThreadServer(World()) as server, httpx.Client(base_url=server.url, trust_env=False) as http:
        answers = [http.get(path, headers={"Origin": "https://a.example"}) for path in ("/health", "/_mock/state")]

    assert [name for answer in answers for name in answer.headers if name.startswith("access-control")] == []


def test_a_served_token_is_needed(call):
    """A server that was given a token asks for it on this machine as well."""
    with (
        ThreadServer(World(), token="open-sesame") as server,
        httpx.Client(base_url=server.url, trust_env=False) as http,
    ):
        assert http.get("/_mock/state").status_code == 403
        assert http.get("/_mock/state", headers={"X-Plugipay-Mock-Token": "open-sesame"}).status_code == 200
