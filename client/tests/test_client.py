"""How a client is made, derived and closed."""

import asyncio
import inspect
import ssl

import httpx
import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient

KEYS = {"key_id": "pk_test_1", "secret": "sk_test_1"}
both = pytest.mark.parametrize("kind", [PlugipayClient, AsyncPlugipayClient])


@both
def test_the_constructor_is_frozen(kind):
    """Names, order, keyword-only and defaults are those of the specification."""
    shown = [
        (name, parameter.kind.name, parameter.default) for name, parameter in inspect.signature(kind).parameters.items()
    ]

    assert shown == [
        ("key_id", "KEYWORD_ONLY", inspect.Parameter.empty),
        ("secret", "KEYWORD_ONLY", inspect.Parameter.empty),
        ("base_url", "KEYWORD_ONLY", None),
        ("on_behalf_of", "KEYWORD_ONLY", None),
        ("timeout", "KEYWORD_ONLY", 30.0),
        ("http", "KEYWORD_ONLY", None),
    ]


def test_the_types_are_frozen():
    """The annotations are those of the specification."""
    annotations = {name: p.annotation for name, p in inspect.signature(PlugipayClient).parameters.items()}

    assert annotations == {
        "key_id": "str",
        "secret": "str",
        "base_url": "str | None",
        "on_behalf_of": "str | None",
        "timeout": "float",
        "http": "httpx.Client | None",
    }


@both
def test_defaults_are_the_public_plugipay(kind):
    """A client made of a key pair alone talks to plugipay.com for itself, for 30 seconds."""
    client = kind(**KEYS)

    assert client.key_id == "pk_test_1"
    assert (client.base_url, client.timeout, client.default_on_behalf_of) == ("https://plugipay.com", 30.0, None)


@both
@pytest.mark.parametrize("missing", ["key_id", "secret"])
@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_credential_is_a_value_error(kind, missing, empty):
    """A key id without a secret, or the reverse, is refused at once."""
    with pytest.raises(ValueError, match="key_id and secret are both required"):
        kind(**{**KEYS, missing: empty})


@pytest.mark.parametrize(
    ("key_id", "secret"),
    [("pk_test_1", "sk_live_1"), ("ak_live_1", "s"), ("AKIA1", "sk_test_1"), ("ключ", "пароль"), (" ", " ")],
)
def test_the_shape_of_a_key_is_not_judged(key_id, secret):
    """Keys of any shape make a client, for it is the server that judges them."""
    assert PlugipayClient(key_id=key_id, secret=secret).key_id == key_id


@pytest.mark.parametrize("slashes", ["", "/", "///"])
@pytest.mark.parametrize("base_url", ["https://staging.test", "http://[::1]:8750", "https://h.test/pay"])
def test_trailing_slashes_are_stripped(base_url, slashes):
    """Any number of slashes at the end makes no difference."""
    assert PlugipayClient(**KEYS, base_url=base_url + slashes).base_url == base_url


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "/",
        "plugipay.com",
        "//plugipay.com",
        "https://",
        "https:///api",
        "ftp://plugipay.com",
        "file:///etc",
        "https://plugipay.com?x=1",
        "https://plugipay.com?",
        "https://plugipay.com#top",
        "https://plugipay.com:port",
        "https://plugipay.com:99999",
        "https://plugipay.com\n",
        "https://plugipay..com",
        f"https://{'p' * 64}.com",
    ],
)
def test_a_bad_base_url_is_a_value_error(base_url):
    """What is no http(s) URL of a host, or has a query or fragment, is refused with a way out."""
    with pytest.raises(ValueError, match=r"base_url .*: (pass one such as https://plugipay\.com|leave out)"):
        PlugipayClient(**KEYS, base_url=base_url)


def test_an_empty_merchant_is_a_value_error():
    """An empty `on_behalf_of` is a mistake, and not the same as none."""
    with pytest.raises(ValueError, match="on_behalf_of is empty"):
        PlugipayClient(**KEYS, on_behalf_of="")


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), 1e10, None, "30"])
def test_a_timeout_that_cannot_be_waited_is_a_value_error(timeout):
    """Every request has a time limit: a positive number of seconds."""
    with pytest.raises(ValueError, match="positive number of seconds"):
        PlugipayClient(**KEYS, timeout=timeout)


@pytest.mark.parametrize(("kind", "http"), [(PlugipayClient, httpx.AsyncClient), (AsyncPlugipayClient, httpx.Client)])
def test_the_other_kind_of_http_client_is_a_type_error(kind, http):
    """A client wants an http client that waits as it does."""
    with pytest.raises(TypeError, match=f"not {http.__name__}"):
        kind(**KEYS, http=http())


def test_keys_are_not_read_from_the_environment(monkeypatch):
    """Nothing in the environment stands in for an argument."""
    for name in ("KEY_ID", "KEY_SECRET", "SECRET", "API_KEY", "BASE_URL", "ON_BEHALF_OF"):
        monkeypatch.setenv(f"PLUGIPAY_{name}", "from-the-environment")

    with pytest.raises(TypeError):
        PlugipayClient()
    assert "environment" not in repr(PlugipayClient(**KEYS))


def test_the_secret_is_not_in_the_repr():
    """The repr says who calls whom, and neither the secret nor a password in the URL."""
    client = PlugipayClient(**KEYS, base_url="https://user:hunter2@h.test", on_behalf_of="acc_1")

    assert repr(client) == (
        "PlugipayClient(key_id='pk_test_1', base_url=URL('https://user:[secure]@h.test'), "
        "on_behalf_of='acc_1', timeout=30.0)"
    )


@both
def test_a_bearer_client_has_no_public_half(kind):
    """A Bearer key is a secret as a whole, so it is neither an attribute nor in the repr."""
    client = kind.from_api_key("pk_live_1", base_url="https://h.test/", on_behalf_of="acc_1", timeout=5.0)

    assert type(client) is kind
    assert client.key_id is None
    assert (client.base_url, client.default_on_behalf_of, client.timeout) == ("https://h.test", "acc_1", 5.0)
    assert "pk_live_1" not in repr(client)


def test_an_empty_bearer_key_is_a_value_error():
    """An empty Bearer key is refused at once."""
    with pytest.raises(ValueError, match="api_key is required"):
        PlugipayClient.from_api_key("")


def test_a_bearer_client_can_act_for_a_merchant(wire):
    """A client derived from a Bearer client shows the same key."""
    PlugipayClient.from_api_key("pk_live_1", http=wire.http()).for_merchant("acc_1").account.get()

    assert wire.request.headers["Authorization"] == "Bearer pk_live_1"
    assert wire.request.headers["X-Plugipay-On-Behalf-Of"] == "acc_1"


@both
def test_for_merchant_is_a_new_client_of_the_same_kind(kind):
    """The derived client has everything of the first but the merchant, and the first is as it was."""
    platform = kind(**KEYS, base_url="https://h.test", timeout=5.0)
    scoped = platform.for_merchant("acc_1")

    assert type(scoped) is kind
    assert scoped is not platform
    assert (scoped.key_id, scoped.base_url, scoped.timeout) == (platform.key_id, platform.base_url, platform.timeout)
    assert (platform.default_on_behalf_of, scoped.default_on_behalf_of) == (None, "acc_1")


def test_for_merchant_of_nobody_is_a_value_error():
    """An empty merchant is refused: the call would be made for the platform itself."""
    with pytest.raises(ValueError, match="account_id is required"):
        PlugipayClient(**KEYS).for_merchant("")


@both
def test_for_merchant_opens_a_pool_of_its_own(kind):
    """Without `http=`, two clients have two pools."""
    platform = kind(**KEYS)

    assert platform._http is not platform.for_merchant("acc_1")._http


def test_for_merchant_shares_a_borrowed_pool(wire):
    """With `http=`, the derived client borrows the same pool."""
    http = wire.http()

    assert PlugipayClient(**KEYS, http=http).for_merchant("acc_1").for_merchant("acc_2")._http is http


def test_on_behalf_of_is_on_every_call(wire):
    """The merchant's id is on lists, reads, writes and plain requests alike."""
    scoped = wire.client().for_merchant("acc_1")
    scoped.account.get()
    scoped.customers.create()
    scoped.request(method="GET", path="/api/v1/account")
    wire.answers([])
    scoped.customers.list()

    assert [request.headers["X-Plugipay-On-Behalf-Of"] for request in wire.requests] == ["acc_1"] * 4


def test_on_behalf_of_can_be_said_per_call(wire):
    """What a call says about the merchant goes before what its client says."""
    wire.client(on_behalf_of="acc_1").account.get(on_behalf_of="acc_2")

    assert wire.request.headers["X-Plugipay-On-Behalf-Of"] == "acc_2"


def test_nobody_is_acted_for_by_default(wire, client):
    """Without a merchant the header is not sent."""
    client.account.get()

    assert "X-Plugipay-On-Behalf-Of" not in wire.request.headers


@pytest.mark.parametrize(
    ("own", "call", "effective"),
    [(30.0, None, 30.0), (5.0, None, 5.0), (5.0, 60.0, 60.0)],
    ids=["default", "own", "call"],
)
def test_the_timeout_is_passed_on_every_request(wire, own, call, effective):
    """A custom http client's timeout gives way to the client's, and that to the call's."""
    wire.client(http=wire.http(timeout=1.0), timeout=own).account.get(timeout=call)

    assert set(wire.request.extensions["timeout"].values()) == {effective}


def test_closing_closes_the_own_pool():
    """`close`, or the end of a `with` block, closes the pool the client opened; twice does no harm."""
    with PlugipayClient(**KEYS, base_url="http://h.test") as client:
        assert not client._http.is_closed
    client.close()

    assert client._http.is_closed


def test_closing_leaves_a_borrowed_pool_open(wire):
    """Whoever passed `http=` closes it."""
    http = wire.http()
    with PlugipayClient(**KEYS, http=http) as client:
        client.for_merchant("acc_1").close()

    assert not http.is_closed


def test_closing_closes_the_own_pool_async():
    """`aclose`, or the end of an `async with` block, closes the pool the client opened; twice does no harm."""

    async def run():
        async with AsyncPlugipayClient(**KEYS, base_url="http://h.test") as client:
            assert not client._http.is_closed
        await client.aclose()
        return client

    assert asyncio.run(run())._http.is_closed


def test_closing_leaves_a_borrowed_pool_open_async(wire):
    """Whoever passed `http=` closes it, in async as well."""

    async def run():
        http = wire.async_http()
        async with AsyncPlugipayClient(**KEYS, http=http):
            return http

    assert not asyncio.run(run()).is_closed


def test_all_pools_share_one_tls_context(monkeypatch):
    """A client for each of many merchants loads the certificates once."""
    made = []
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: made.append(1) or ssl.SSLContext())
    for number in range(3):
        PlugipayClient(**KEYS).for_merchant(f"acc_{number}")

    assert len(made) <= 1


def test_no_certificates_are_loaded_for_plain_http(monkeypatch):
    """A client of a mock on this machine needs no certificates."""
    monkeypatch.setattr(httpx, "create_ssl_context", None)

    assert PlugipayClient(**KEYS, base_url="http://127.0.0.1:8750")


def test_plain_http_goes_past_the_proxy_of_the_environment(monkeypatch):
    """A mock on this machine is reached directly, whatever proxy the environment names."""
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")

    assert PlugipayClient(**KEYS, base_url="http://127.0.0.1:8750")._http._mounts == {}
