"""What httpx reads when somebody looks at it is as if it had been read at once."""

import copy

import httpx
import pytest

from plugipay import DirectClient, PlugipayClient
from plugipay._exchange import _url
from plugipay._unread import Address, Lines

from .conftest import KEYS

BASES = [
    "http://127.0.0.1:8750",
    "https://plugipay.com",
    "HTTPS://Plugipay.COM:443",
    "http://[::1]:80/a/b",
    "http://me:p%20w@müller.de:8080/%7Epay%20",
]
SAID = ["scheme", "raw_scheme", "userinfo", "username", "password", "host", "raw_host", "port", "netloc", "path"]
SAID += ["query", "params", "raw_path", "fragment", "is_absolute_url", "is_relative_url"]
PATH = "/api/v1/customers/cus_01-x"
LINES = [(b"Host", b"127.0.0.1"), (b"X-Two", b"1"), (b"x-two", b"2"), (b"X-Latin", "é".encode("latin-1"))]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("base", BASES)
def test_an_address_says_what_its_url_says(base, said):
    """Whatever it is asked first."""
    assert getattr(Address(base, PATH), said) == getattr(httpx.URL(base + PATH), said)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("way", [str, hash, copy.copy, copy.deepcopy])
def test_an_address_is_its_url(base, way):
    """In text, as a key, copied, and kept."""
    address, url = Address(base, PATH), httpx.URL(base + PATH)

    assert way(address) == way(url)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("is_read", [False, True])
@pytest.mark.parametrize(
    "fields",
    [
        {"limit": 20},
        {"email": "a b+c@d.test", "q": "é&=%?#/~'"},
        {"a": None, "b": True, "c": ["1", "2"], "": ""},
        "a=%20&a=1+2&b",
        "%zz&;",
    ],
)
def test_an_address_asks_as_its_url_asks(said, is_read, fields):
    """Whether or not somebody has looked at it before, which an address that is kept is not asked again."""
    address = Address(BASES[3], PATH)
    if is_read:
        assert str(address)

    assert getattr(address.asking(fields), said) == getattr(httpx.URL(BASES[3] + PATH, params=fields), said)


def test_an_address_has_nothing_that_a_url_has_not():
    """Asking for it is an error as with any object."""
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = Address(BASES[0], PATH).colour


@pytest.mark.parametrize(
    "path", ["/a/%2e%2e", "/a b", "/a/é", "/a//b", "/a.b", "/a~b", "/a?b", "/" + "a" * 100, "/a" * 100, "/a/", "/"]
)
def test_what_httpx_might_change_is_read_at_once(path):
    """Dots, spaces, other letters, empty segments, and lengths that httpx refuses."""
    assert type(_url(BASES[0], path)) is httpx.URL


@pytest.mark.parametrize(
    "look",
    [
        lambda headers: headers.raw,
        lambda headers: headers.multi_items(),
        lambda headers: headers["X-TWO"],
        lambda headers: headers.get("nothing"),
        lambda headers: "host" in headers,
        list,
        len,
        lambda headers: headers.encoding,
        lambda headers: headers.copy(),
        lambda headers: headers == {"host": "127.0.0.1"},
        httpx.Headers,
        copy.copy,
        copy.deepcopy,
    ],
)
def test_lines_are_headers(look):
    """Whatever is done with them first."""
    assert look(Lines(LINES)) == look(httpx.Headers(LINES))


@pytest.mark.parametrize("seen", [lambda headers: headers.raw, dict])
def test_changed_lines_are_changed(seen):
    """By whoever holds the request, such as a transport of its own."""
    lines, headers = Lines(LINES), httpx.Headers(LINES)
    for each in (lines, headers):
        each["X-Two"] = "3"
        del each["Host"]

    assert seen(lines) == seen(headers)


def test_lines_have_nothing_that_headers_have_not():
    """Asking for it is an error as with any object."""
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = Lines(LINES).colour


def test_nothing_is_read_that_a_transport_does_not_ask_for():
    """Neither the URL nor the headers of a request."""
    made = []

    def answer(request):
        made.append((vars(request.url).keys(), vars(request.headers).keys()))
        return httpx.Response(200, json={"data": {}})

    http = DirectClient(httpx.MockTransport(answer))
    PlugipayClient(**KEYS, base_url=BASES[0], http=http).customers.get("cus_1")

    assert made == [(set(vars(Address(BASES[0], PATH))), set(vars(Lines(LINES))))]
