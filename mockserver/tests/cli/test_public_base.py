"""Where the hosted pages are: on the server itself, or where `--public-base` says."""

import json

import httpx
import pytest

from ..bodies import SMALL_SESSION

CREATE = """if True:
    import json, os, urllib.request
    from plugipay import PlugipayClient
    names = ("PLUGIPAY_KEY_ID", "PLUGIPAY_KEY_SECRET", "PLUGIPAY_BASE_URL")
    key_id, secret, base_url = (os.environ[name] for name in names)
    body = {"amount": 1, "currency": "IDR", "methods": ["va"], "successUrl": "https://a.b", "cancelUrl": "https://a.b"}
    with PlugipayClient(key_id=key_id, secret=secret, base_url=base_url) as plug:
        session = plug.request(method="POST", path="/api/v1/checkout-sessions", body=body)
    print(json.dumps([base_url, session["hostedUrl"], session["id"]]))
"""


@pytest.fixture
def hosted(start, tmp_path):
    """Starts a server with options; returns its base URL and the page of a session on it."""

    def begin(*options):
        file = tmp_path / "ready.json"
        card = json.loads(start("serve", "--port", "0", "--ready-file", file, *options).wait_for(file))
        bearer = {"Authorization": f"Bearer {card['bearer']['test']}"}
        url = f"{card['base_url']}/api/v1/checkout-sessions"
        session = httpx.post(url, json=SMALL_SESSION, headers=bearer, trust_env=False).json()["data"]
        return card["base_url"], session["hostedUrl"]

    return begin


def test_a_served_page_can_be_opened(hosted):
    """Without the option, a hosted page is on the server, and a browser gets it there."""
    base_url, page = hosted()
    answer = httpx.get(page, trust_env=False)

    assert page.startswith(f"{base_url}/c/cs_")
    assert (answer.status_code, "Rp1" in answer.text) == (200, True)


def test_pages_may_be_elsewhere(hosted):
    """The option's address begins every hosted page, without its last slashes."""
    _, page = hosted("--public-base", "https://pay.example/shop//")

    assert page.startswith("https://pay.example/shop/c/cs_")


def test_a_command_finds_the_pages_on_its_server(run, python):
    """`exec` hosts pages where the command finds the API."""
    base_url, page, session = json.loads(run("exec", "--", *python(CREATE)).stdout)

    assert page == f"{base_url}/c/{session}"


def test_a_command_may_find_the_pages_elsewhere(run, python):
    """`exec` has the same option."""
    _, page, session = json.loads(run("exec", "--public-base", "https://pay.example", "--", *python(CREATE)).stdout)

    assert page == f"https://pay.example/c/{session}"


@pytest.mark.parametrize(
    "address", ["pay.example", "ftp://pay.example", "https://", "https://pay.example/?a=b", "https://\udcff", ""]
)
def test_an_address_that_is_none_is_refused(run, address):
    """The refusal says what would do."""
    ended = run("serve", "--public-base", address)

    assert ended.returncode == 2
    assert "give an http or https address, such as https://pay.example.com" in ended.stderr
