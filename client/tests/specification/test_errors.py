"""The page on errors, sentence by sentence and example by example, as far as a client alone can keep it.

Each docstring names the page and section, and says in other words what is proved. The recipes for retries stand here
as an app would have them.
"""

import logging
import random
from types import SimpleNamespace

import httpx
import pytest
import tenacity
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from plugipay import PlugipayError, PlugipayNetworkError, PlugipaySignatureError, PlugipayTimeoutError, verify_webhook

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
