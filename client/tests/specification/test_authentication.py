"""The page on authentication, sentence by sentence and example by example, as far as a client alone can keep it.

Each docstring names the page and section, and says in other words what is proved.
"""

import asyncio
import inspect
import ssl

import httpx
import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient, PlugipayError, PlugipayTimeoutError


def test_a_key_pair_makes_a_client(wire):
    """Authentication, opening: a key pair to the constructor is all, and every request goes out signed."""
    plug = PlugipayClient(
        key_id="pk_live_xxxxxxxxxxxxxxxx", secret="sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", http=wire.http()
    )
    plug.account.get()

    assert wire.request.headers["Authorization"].startswith(
        "Plugipay-HMAC-SHA256 keyId=pk_live_xxxxxxxxxxxxxxxx, scope=*, signature="
    )


def test_arguments_are_keyword_only():
    """Authentication, "The constructor": nothing can be passed by position."""
    with pytest.raises(TypeError):
        PlugipayClient("pk_live_1", "sk_live_1")


@pytest.mark.parametrize("pair", [{"key_id": "", "secret": "sk"}, {"key_id": "pk", "secret": ""}])
def test_credentials_must_not_be_empty(pair):
    """Authentication, "The constructor": an empty key id or secret is a ValueError."""
    with pytest.raises(ValueError, match="required"):
        PlugipayClient(**pair)


@pytest.mark.parametrize("mode", ["test", "live"])
def test_both_modes_have_one_base_url(mode):
    """Authentication, "Test vs live mode": the key decides the mode, and the URL is the same."""
    client = PlugipayClient(key_id=f"pk_{mode}_1", secret=f"sk_{mode}_1")

    assert client.base_url == "https://plugipay.com"


def test_credentials_come_from_where_the_app_keeps_them(monkeypatch, wire):
    """Authentication, "Loading credentials": the client reads no variable; the app does, and passes the values."""
    environ = {"PLUGIPAY_KEY_ID": "pk_test_env", "PLUGIPAY_KEY_SECRET": "sk_test_env"}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(TypeError):
        PlugipayClient()
    plug = PlugipayClient(key_id=environ["PLUGIPAY_KEY_ID"], secret=environ["PLUGIPAY_KEY_SECRET"], http=wire.http())
    assert plug.key_id == "pk_test_env"


def test_a_platform_client_may_be_bound_to_one_merchant(wire):
    """Authentication, "Per-client": `on_behalf_of` is on every request, lists included."""
    wire.answers([])
    wire.client(on_behalf_of="acc_01HXXXXXXXXXXXXXXXXXXXXXXX").invoices.list()

    assert wire.request.headers["X-Plugipay-On-Behalf-Of"] == "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"


def test_a_platform_client_may_derive_one_per_merchant(wire):
    """Authentication, "Per-call": a loop over merchants makes a new client for each, and acts for each."""
    plat = PlugipayClient(key_id="pk_live_platform_xxx", secret="…", http=wire.http())
    wire.answers({"available": 0})
    for merchant_id in ("acc_01H…", "acc_02H…"):
        with pytest.raises(PlugipayError, match="on_behalf_of"):  # the page's ids end in an ellipsis; no header can
            plat.for_merchant(merchant_id).payouts.balance()
    for merchant_id in ("acc_01H", "acc_02H", "acc_03H"):
        scoped = plat.for_merchant(merchant_id)

        assert scoped.payouts.balance()["available"] == 0
        assert wire.requests[-1].headers["X-Plugipay-On-Behalf-Of"] == merchant_id


def test_derived_clients_have_pools_of_their_own():
    """Authentication, "Per-call": without `http=`, a derived client opens its own httpx.Client."""
    plat = PlugipayClient(key_id="pk_live_platform_xxx", secret="s")

    assert plat.for_merchant("acc_1")._http is not plat._http


def test_an_ordinary_key_cannot_act_for_others(wire, client, caught):
    """Authentication, "Per-call": the server's 403 comes through as `insufficient_scope`."""
    wire.refuses(403, code="insufficient_scope", message="Key lacks plugipay:platform:admin")

    assert caught(client.for_merchant("acc_1").account.get).code == "insufficient_scope"


def test_the_timeout_is_seconds_for_each_request(wire, caught):
    """Authentication, "Timeouts": it applies request by request, and exceeding it is a PlugipayTimeoutError."""
    plug = wire.client(timeout=10.0)
    plug.account.get()
    plug.account.get()

    assert [request.extensions["timeout"]["read"] for request in wire.requests] == [10.0, 10.0]
    wire.fails(httpx.ReadTimeout("late"))
    assert type(caught(plug.account.get)) is PlugipayTimeoutError


def test_a_custom_http_client_may_be_passed():
    """Authentication, "Custom httpx client": the example, with `proxy=`, for httpx 0.28 has no `proxies=` any more."""
    http = httpx.Client(
        timeout=httpx.Timeout(connect=5.0, read=30.0, write=10.0, pool=2.0),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=10),
        proxy="http://corporate-proxy:3128",
        verify=ssl.create_default_context(),
    )
    plug = PlugipayClient(key_id="pk_live_xxx", secret="sk_live_xxx", http=http)
    plug.close()

    assert not http.is_closed


def test_one_pool_serves_many_merchants(wire):
    """Authentication, "Custom httpx client": clients for merchants share the pool, which its owner closes."""
    http = wire.http()
    wire.answers([])
    try:
        plat = PlugipayClient(key_id="pk", secret="sk", http=http)
        for merchant in ("acc_1", "acc_2"):
            with plat.for_merchant(merchant) as scoped:
                scoped.invoices.list()
    finally:
        assert not http.is_closed
        http.close()

    assert len(wire.requests) == 2


def test_the_client_s_timeout_goes_before_the_pool_s(wire):
    """Authentication, "Custom httpx client": `timeout=` is passed to every request of a custom client as well."""
    wire.client(http=wire.http(timeout=httpx.Timeout(1.0)), timeout=9.0).account.get()

    assert wire.request.extensions["timeout"]["connect"] == 9.0


def test_a_thread_makes_it_async(wire, client):
    """Authentication, "Sync vs async": a bound method can be handed to `asyncio.to_thread`."""
    customer = asyncio.run(asyncio.to_thread(client.customers.create, email="ada@example.com"))

    assert customer["id"] == "cus_1"
    assert wire.request.content == b'{"email":"ada@example.com"}'


def test_the_async_client_has_the_same_methods():
    """Authentication, "Sync vs async": the surface is identical, but for what opens and closes it."""

    def surface(kind):
        client = kind(key_id="pk", secret="sk", base_url="http://h.test")
        return {name for name in dir(client) if not name.startswith("_")}

    assert surface(PlugipayClient) ^ surface(AsyncPlugipayClient) == {"close", "aclose"}
    assert (
        inspect.signature(PlugipayClient.request).parameters
        == inspect.signature(AsyncPlugipayClient.request).parameters
    )


def test_a_self_hosted_plugipay_is_a_base_url(wire):
    """Authentication, "Connecting to a self-hosted Plugipay": slashes are trimmed, /api/v1 is added."""
    wire.client(base_url="https://plugipay.internal.example.com//").account.get()

    assert wire.request.url == "https://plugipay.internal.example.com/api/v1/account"


def test_the_profile_verifies_credentials(wire):
    """Authentication, "Verifying credentials": GET /api/v1/account answers account id and, maybe, brand name."""
    wire.answers({"accountId": "acc_1"})
    profile = wire.client().account.get()

    assert (wire.request.method, wire.request.url.path) == ("GET", "/api/v1/account")
    assert (profile["accountId"], profile.get("brandName")) == ("acc_1", None)


@pytest.mark.parametrize("code", ["invalid_signature", "invalid_key", "invalid_timestamp", "mode_mismatch"])
def test_wrong_credentials_say_what_is_wrong(wire, client, caught, code):
    """Authentication, "Verifying credentials": a 401 keeps the code that points at the fix."""
    wire.refuses(401, code=code, message="…")
    exc = caught(client.account.get)

    assert (exc.status, exc.code) == (401, code)
