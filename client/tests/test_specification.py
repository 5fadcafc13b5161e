"""The specification's two pages, sentence by sentence and example by example, as far as a client alone can keep them.

Each docstring names the page and section, and says in other words what is proved. The recipes for retries stand here
as an app would have them.
"""

import asyncio
import inspect
import logging
import random
import ssl
from types import SimpleNamespace

import httpx
import pytest
import tenacity
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from plugipay import (
    AsyncPlugipayClient,
    PlugipayClient,
    PlugipayError,
    PlugipayNetworkError,
    PlugipaySignatureError,
    PlugipayTimeoutError,
    verify_webhook,
)

SESSION = {"amount": 125_000, "currency": "IDR", "methods": ["qris"], "success_url": "…", "cancel_url": "…"}

time = SimpleNamespace(sleep=None)  # the recipe says time.sleep; each test puts a list's append there


def with_retry(fn, *, attempts=3, base_delay=0.5):  # noqa: RET503  # the page's own shape
    """Retry as the page on errors recommends."""
    for i in range(attempts):
        try:
            return fn()
        except (PlugipayTimeoutError, PlugipayNetworkError):
            if i == attempts - 1:
                raise
            time.sleep(base_delay * (2**i) + random.uniform(0, 0.25))  # noqa: S311  # jitter is no secret
        except PlugipayError as exc:
            if exc.status >= 500 and i < attempts - 1:
                time.sleep(base_delay * (2**i) + random.uniform(0, 0.25))  # noqa: S311  # jitter is no secret
                continue
            raise


def is_transient(exc):
    """Say what tenacity should try again."""
    if isinstance(exc, (PlugipayTimeoutError, PlugipayNetworkError)):
        return True
    return isinstance(exc, PlugipayError) and exc.status >= 500


def is_retryable(exc):
    """Split errors as the page on errors does."""
    if isinstance(exc, (PlugipayTimeoutError, PlugipayNetworkError)):
        return True
    return exc.status >= 500


@pytest.fixture
def waits(monkeypatch):
    """Keep how long the recipe would have slept."""
    waits = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


# Authentication


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


# Errors


def test_one_class_catches_everything(wire, client):
    """Errors, opening: a missing customer is a PlugipayError with status, code, message and request id."""
    wire.refuses(404, code="not_found", message="Customer cus_does_not_exist not found")
    try:
        client.customers.get("cus_does_not_exist")
    except PlugipayError as exc:
        shown = (exc.status, exc.code, exc.message, exc.request_id)

    assert shown == (404, "not_found", "Customer cus_does_not_exist not found", "req_1")


def test_str_is_the_message_and_repr_is_everything(wire, client, caught):
    """Errors, "PlugipayError": `str` is the message, and `repr` shows every attribute."""
    wire.refuses(404, code="not_found", message="No such customer")
    exc = caught(lambda: client.customers.get("cus_1"))

    assert str(exc) == exc.message == "No such customer"
    assert all(f"{name}={value!r}" in repr(exc) for name, value in vars(exc).items())


def test_a_parsing_failure_is_the_base_class(wire, client, caught):
    """Errors, "PlugipayError": an envelope that cannot be read is one, too."""
    wire.sends(200, content=b"<html>")

    assert type(caught(client.account.get)) is PlugipayError


def test_a_network_error_has_four_literal_attributes(wire, client, caught):
    """Errors, "PlugipayNetworkError": status 0, its code, httpx's own words, no request id."""
    wire.fails(httpx.ConnectError("[Errno 111] Connection refused"))
    exc = caught(client.account.get)

    assert (exc.status, exc.code, exc.message, exc.request_id) == (
        0,
        "network_error",
        "[Errno 111] Connection refused",
        None,
    )


def test_a_timeout_has_four_literal_attributes(wire, client, caught):
    """Errors, "PlugipayTimeoutError": status 0, its code, the literal sentence, no request id."""
    wire.fails(httpx.ReadTimeout("late"))
    exc = caught(client.account.get)

    assert (exc.status, exc.code, exc.message, exc.request_id) == (
        0,
        "timeout",
        "Plugipay request timed out after 30.0s",
        None,
    )


def test_a_webhook_that_fails_is_a_401():
    """Errors, "PlugipaySignatureError": raised by `verify_webhook`, with status 401 and one of four codes."""
    with pytest.raises(PlugipaySignatureError) as raised:
        verify_webhook(b"{}", None, "whsec_1")
    assert (raised.value.status, raised.value.code, raised.value.request_id) == (401, "signature_missing", None)


def test_logging_and_raising_on(wire, client, caught, caplog):
    """Errors, "Distinguishing network from API errors" and "Logging the request id": the two log lines."""
    wire.refuses(409, code="conflict", message="Taken")
    log = logging.getLogger("app")

    def handler():
        try:
            client.invoices.create(customer_id="cus_1", currency="IDR", lines=[])
        except PlugipayError as exc:
            log.error("plugipay failed: status=%s code=%s req=%s", exc.status, exc.code, exc.request_id)  # noqa: TRY400
            log.error("plugipay %s %s (req_id=%s)", exc.code, exc.message, exc.request_id)  # noqa: TRY400
            raise

    caught(handler)
    assert [record.message for record in caplog.records if record.name == "app"] == [
        "plugipay failed: status=409 code=conflict req=req_1",
        "plugipay conflict Taken (req_id=req_1)",
    ]


@pytest.mark.parametrize("status", [*range(400, 405), 409, 422, 429, 499, 500, 502, 503, 599])
def test_the_clean_split_is_the_attribute(wire, client, caught, status):
    """Errors, "Distinguishing network from API errors": `is_retryable` and the page's function are of one mind."""
    wire.refuses(status, code="x", message="x")
    exc = caught(client.account.get)

    assert exc.is_retryable is is_retryable(exc) is (status >= 500)


@pytest.mark.parametrize("broken", [httpx.ReadTimeout("late"), httpx.ConnectError("refused")], ids=repr)
def test_the_clean_split_of_what_never_arrived(wire, client, caught, broken):
    """Errors, "Distinguishing network from API errors": timeouts and network errors are worth another try."""
    wire.fails(broken)
    exc = caught(client.account.get)

    assert exc.is_retryable is is_retryable(exc) is True


def test_a_validation_error_names_the_field(wire, client, caught):
    """Errors, "Inspecting validation errors": the message points at the field; and here `field` does so, too."""
    wire.refuses(400, code="invalid_request", message="email: must be a valid email address", field="email")
    exc = caught(lambda: client.customers.create(email="not-an-email"))

    assert (exc.code, exc.message, exc.field) == ("invalid_request", "email: must be a valid email address", "email")


def test_a_create_carries_a_key_of_its_own(wire, client):
    """Errors, "Idempotency & safe retries": writes carry a key that is made up anew for every call."""
    client.customers.create(email="ada@example.com")
    client.customers.create(email="ada@example.com")
    first, second = (request.headers["Idempotency-Key"] for request in wire.requests)

    assert first != second


def test_request_takes_a_key(wire, client):
    """Errors, "Idempotency & safe retries": the lower-level call sends the key one chose, over a body one wrote."""
    client.request(
        method="POST",
        path="/api/v1/checkout-sessions",
        body={"amount": 250_000, "currency": "IDR", "methods": ["qris"]},
        idempotency_key="order-2026-05-12-001",
    )

    assert wire.request.headers["Idempotency-Key"] == "order-2026-05-12-001"
    assert wire.request.content == b'{"amount":250000,"currency":"IDR","methods":["qris"]}'


@pytest.mark.parametrize("trouble", [500, 503, httpx.ReadTimeout("late"), httpx.ConnectError("refused")], ids=repr)
def test_the_recipe_tries_again(wire, client, waits, trouble):
    """Errors, "Retry patterns": the wrapper tries three times, waits between, and raises the last error on."""
    wire.fails(trouble) if isinstance(trouble, Exception) else wire.refuses(trouble, code="x", message="x")
    with pytest.raises(PlugipayError):
        with_retry(lambda: client.checkout_sessions.create(**SESSION, idempotency_key="order 1"))

    assert [request.headers["Idempotency-Key"] for request in wire.requests] == ["order 1"] * 3
    assert [0.5 <= waits[0] <= 0.75, 1.0 <= waits[1] <= 1.25] == [True, True]


def test_the_recipe_returns_what_came_at_last(wire, client, waits):
    """Errors, "Retry patterns": the wrapper returns the first success."""
    wire.refuses(503, code="x", message="x")
    wire.then({"id": "cus_1"})

    assert with_retry(client.customers.create)["id"] == "cus_1"
    assert len(waits) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429])
def test_the_recipe_does_not_try_a_4xx_again(wire, client, waits, status):
    """Errors, "Don't retry on 4xx": a request that is wrong stays wrong."""
    wire.refuses(status, code="x", message="x")
    with pytest.raises(PlugipayError):
        with_retry(client.customers.create)

    assert (len(wire.requests), waits) == (1, [])


# Newer releases of tenacity would rather hear `multiplier` where the page says `initial`.
newer_tenacity = pytest.mark.filterwarnings("ignore:The 'initial' parameter is deprecated:DeprecationWarning")


@pytest.fixture
def create_session(client, waits):
    """Create a session with tenacity's retries, as the page on errors shows."""

    @retry(
        retry=retry_if_exception(is_transient),
        stop=stop_after_attempt(3),
        wait=wait_exponential_jitter(initial=0.5, max=4),
    )
    def create_session():
        return client.checkout_sessions.create(**SESSION)

    create_session.retry.sleep = waits.append
    return create_session


@newer_tenacity
def test_tenacity_tries_again(wire, create_session, waits):
    """Errors, "Retry patterns": with tenacity, a passing trouble is passed over."""
    wire.refuses(503, code="x", message="x")
    wire.then({"id": "cs_1"})

    assert create_session() == {"id": "cs_1"}
    assert (len(wire.requests), len(waits)) == (2, 1)


@newer_tenacity
def test_tenacity_gives_up_with_an_error_of_its_own(wire, create_session):
    """Errors, "Retry patterns": after the last try the recipe raises tenacity's RetryError, not a PlugipayError.

    The PlugipayError is inside; `reraise=True` would raise that instead.
    """
    wire.fails(httpx.ReadError("reset"))
    with pytest.raises(tenacity.RetryError) as raised:
        create_session()

    assert type(raised.value.last_attempt.exception()) is PlugipayNetworkError
    assert len(wire.requests) == 3


@newer_tenacity
def test_tenacity_does_not_try_a_4xx_again(wire, create_session):
    """Errors, "Don't retry on 4xx": tenacity raises the error as it is."""
    wire.refuses(422, code="x", message="x")
    with pytest.raises(PlugipayError):
        create_session()

    assert len(wire.requests) == 1


@pytest.mark.parametrize("status", [200, 400, 500])
def test_the_request_id_is_on_every_answer(wire, client, caught, status):
    """Errors, "Logging the request id": whatever the server answers, success or failure, its id can be read."""
    wire.sends(status, json={"data": {}, "error": None, "meta": {"requestId": "req_7"}})
    answer = client.account.get() if status == 200 else caught(client.account.get)

    assert answer.request_id == "req_7"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "invalid_request"),
        (401, "invalid_signature"),
        (401, "invalid_timestamp"),
        (403, "insufficient_scope"),
        (404, "not_found"),
        (409, "idempotency_conflict"),
        (429, "rate_limited"),
        (500, "internal_error"),
        (599, "whatever_the_server_says"),
    ],
)
def test_common_codes_come_through(wire, client, caught, status, code):
    """Errors, "Common error codes": status and code of the server's answer are those of the error."""
    wire.refuses(status, code=code, message="…")
    exc = caught(client.account.get)

    assert (type(exc), exc.status, exc.code) == (PlugipayError, status, code)
