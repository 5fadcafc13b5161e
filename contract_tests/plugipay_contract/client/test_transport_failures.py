"""No answer at all: two kinds of error, one request, and nothing else ever escapes a call."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import httpx
import pytest

from plugipay_contract import observations
from plugipay_contract.client import calls
from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Fail, Make, Recorder, envelope
from plugipay_contract.client.troubles import BREAKS, TEMPTING, TIMEOUTS
from plugipay_contract.subjects import Ability, ClientSubject


def code_of(error: Exception) -> str | None:
    """The code of an error that a real socket brought about."""
    observations.saw_error(error, "socket")
    return getattr(error, "code", None)


@pytest.mark.parametrize("kind", TIMEOUTS)
def test_a_timeout_is_a_timeout(
    subject: ClientSubject, recorder: Recorder, failure: Fail, kind: type[httpx.TimeoutException]
) -> None:
    """Whatever took too long, the error is the timeout error: status 0, no request id."""
    recorder.failure = kind("too slow")
    error = failure()

    assert type(error) is subject.module.PlugipayTimeoutError
    assert (error.status, error.code, error.request_id) == (0, "timeout", None)


@pytest.mark.parametrize(("timeout", "told"), [(30.0, "30.0"), (2.5, "2.5"), (10.0, "10.0")])
def test_a_timeout_says_how_long_it_waited(
    make: Make, recorder: Recorder, error_class: type[Exception], timeout: float, told: str
) -> None:
    """The message is literally the specification's."""
    recorder.failure = httpx.ReadTimeout("too slow")

    with pytest.raises(error_class) as caught:
        make(timeout=timeout).account.get()

    assert str(caught.value) == f"Plugipay request timed out after {told}s"


@pytest.mark.parametrize("kind", BREAKS)
def test_a_break_is_a_network_error(
    subject: ClientSubject, recorder: Recorder, failure: Fail, kind: type[httpx.TransportError]
) -> None:
    """Whatever broke, the error is the network error with httpx's own words."""
    recorder.failure = kind("it broke")
    error = failure()

    assert type(error) is subject.module.PlugipayNetworkError
    assert (error.status, error.code, error.message, error.request_id) == (0, "network_error", "it broke", None)


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_every_call_fails_alike(recorder: Recorder, failure: Fail, call: calls.Call) -> None:
    """No call lets an httpx error through."""
    recorder.failure = httpx.ConnectError("refused")

    assert failure(call).code == "network_error"


def test_the_cause_is_the_httpx_error(recorder: Recorder, failure: Fail) -> None:
    """What httpx said can be looked up on the error."""
    recorder.failure = httpx.ConnectError("refused")

    assert failure().__cause__ is recorder.failure


@pytest.mark.parametrize("status", TEMPTING)
@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_refused_call_is_not_repeated(recorder: Recorder, failure: Fail, status: int, call: calls.Call) -> None:
    """Retrying is the application's policy: one call, one request."""
    recorder.refuses(status, "try_again")
    failure(call)

    assert len(recorder.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_call_to_be_repeated_later_is_not_repeated(recorder: Recorder, failure: Fail, status: int) -> None:
    """Not even when the answer says how long to wait."""
    recorder.says(status, envelope(error={"code": "try_again", "message": "no"}), retry_after="0")
    failure()

    assert len(recorder.requests) == 1


@pytest.mark.parametrize("kind", [httpx.ReadTimeout, httpx.ConnectTimeout, httpx.ReadError, httpx.ConnectError])
@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_failed_call_is_not_repeated(
    recorder: Recorder, failure: Fail, kind: type[httpx.TransportError], call: calls.Call
) -> None:
    """Neither is a call that got no answer."""
    recorder.failure = kind("gone")
    failure(call)

    assert len(recorder.requests) == 1


@contextmanager
def peer(answer: bytes) -> Iterator[str]:
    """A real socket that reads one request, writes these bytes and hangs up; an empty answer never comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        accepted = pool.submit(listener.accept)
        served = pool.submit(lambda: serve(accepted.result()[0], answer))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        served.result()


def serve(connection: socket.socket, answer: bytes) -> None:
    """Read until the other side is done, or answer and hang up."""
    with connection:
        while connection.recv(65536) and not answer:
            pass
        connection.sendall(answer)


@pytest.fixture
def real(subject: ClientSubject) -> Iterator[Make]:
    """Construct a client that talks to a real socket."""
    with httpx.Client(trust_env=False) as pool:
        yield partial(subject.client_class, key_id=KEY_ID, secret=SECRET, http=pool)


def test_a_refused_connection_is_a_network_error(real: Make, error_class: type[Exception]) -> None:
    """A port that is held, so that nobody else takes it, and not listened on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client = real(base_url=f"http://127.0.0.1:{unused.getsockname()[1]}", timeout=30)
        with pytest.raises(error_class) as caught:
            client.account.get()

    assert code_of(caught.value) == "network_error"


def test_a_pool_of_ones_own_fails_alike(subject: ClientSubject, error_class: type[Exception]) -> None:
    """A client without `http=` lets no httpx error through either."""
    own = subject.client_class(key_id=KEY_ID, secret=SECRET, base_url=BASE_URL)
    with own as client, pytest.raises(error_class) as caught:
        client.account.get()

    assert code_of(caught.value) == "network_error"


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", b"HTTP/1.1 200 OK\r\nContent-Le", b"hello\r\n\r\n"],
    ids=["mid-body", "mid-header", "not-http"],
)
def test_a_broken_answer_is_a_network_error(real: Make, error_class: type[Exception], answer: bytes) -> None:
    """A connection that ends before its answer does."""
    with peer(answer) as url, pytest.raises(error_class) as caught:
        real(base_url=url, timeout=30).account.get()

    assert code_of(caught.value) == "network_error"


def test_a_silent_server_is_a_timeout(real: Make, error_class: type[Exception]) -> None:
    """A connection on which nothing ever comes."""
    with peer(b"") as url:
        client = real(base_url=url, timeout=0.2)
        with pytest.raises(error_class) as caught:
            client.account.get()

    assert code_of(caught.value) == "timeout"


@pytest.mark.needs(Ability.EXTRAS)
@pytest.mark.parametrize("kind", [httpx.ReadTimeout, httpx.ConnectError])
def test_no_answer_may_be_retried(recorder: Recorder, failure: Fail, kind: type[httpx.TransportError]) -> None:
    """`exc.is_retryable` holds for whatever got no answer."""
    recorder.failure = kind("gone")

    assert failure().is_retryable is True


def test_a_closed_client_refuses_calls(pool: httpx.Client, failure: Fail) -> None:
    """A call on a closed pool is an error of ours, not httpx's RuntimeError."""
    pool.close()
    error = failure()

    assert (error.status, error.code, error.request_id) == (0, "client_closed", None)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", float("nan")], ids=["object", "set", "bytes", "nan"])
def test_a_body_that_is_not_json_never_leaves(recorder: Recorder, failure: Fail, value: object) -> None:
    """What JSON cannot say is an error before anything is sent."""
    error = failure(lambda client: client.request(method="POST", path="/api/v1/customers", body={"name": value}))

    assert (error.status, error.code, recorder.requests) == (0, "serialize_failed", [])


@pytest.mark.parametrize("key", ["line\nbreak", "élodie", "carriage\rreturn", "nul\0"], ids=ascii)
def test_a_header_that_cannot_be_sent_never_leaves(recorder: Recorder, failure: Fail, key: str) -> None:
    """A header value HTTP cannot carry is an error before anything is sent."""
    error = failure(
        lambda client: client.request(method="POST", path="/api/v1/customers", body={}, idempotency_key=key)
    )

    assert (error.status, error.code, recorder.requests) == (0, "invalid_argument", [])
