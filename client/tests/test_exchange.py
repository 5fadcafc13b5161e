"""What becomes of a call that cannot be sent, or gets no answer. Every case runs on both clients."""

import asyncio
import re
from collections import ChainMap, UserList, deque
from inspect import isawaitable
from types import MappingProxyType

import httpx
import pytest

from plugipay import (
    AsyncPlugipayClient,
    PlugipayClient,
    PlugipayError,
    PlugipayNetworkError,
    PlugipayTimeoutError,
    Resource,
)


@pytest.fixture(params=["sync", "async"])
def either(request, wire):
    """Make a client of either kind on the wire."""
    return wire.client if request.param == "sync" else wire.async_client


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (MappingProxyType({"a": 1}), b'{"a":1}'),
        (ChainMap({"a": 1}), b'{"a":1}'),
        ({"a": Resource({"id": "cus_1"})}, b'{"a":{"id":"cus_1"}}'),
        ({"a": deque([1, 2])}, b'{"a":[1,2]}'),
        ({"a": UserList([1])}, b'{"a":[1]}'),
    ],
)
def test_any_mapping_and_any_sequence_can_be_sent(wire, either, body, sent):
    """What the types of arguments promise."""
    asyncio.run(in_any_way(either().request(method="POST", path="/api/v1/customers", body=body)))

    assert wire.request.content == sent


async def in_any_way(result):
    return await result if isawaitable(result) else result


def cyclic():
    body = {}
    body["self"] = body
    return body


def deep():
    body = []
    for _ in range(100_000):
        body = [body]
    return body


@pytest.mark.parametrize(
    "body",
    [object(), {"at": {1, 2}}, b"bytes", {"n": float("nan")}, [float("inf")], "\ud800", {"\udfff": 1}, {(1,): 2}],
    ids=["object", "set", "bytes", "nan", "infinity", "lone surrogate", "lone surrogate as a name", "tuple as a name"],
)
def test_a_body_json_cannot_say_is_serialize_failed(wire, either, caught, body):
    """A body that is not JSON is refused before anything is sent, NaN and lone surrogates included."""
    exc = caught(lambda: either().request(method="POST", path="/api/v1/customers", body=body))

    assert (exc.status, exc.code, exc.request_id) == (0, "serialize_failed", None)
    assert wire.requests == []


@pytest.mark.parametrize("make", [cyclic, deep])
def test_a_body_without_end_is_serialize_failed(either, caught, make):
    """A body that holds itself, or is nested too deep, is refused as well."""
    exc = caught(lambda: either().request(method="POST", path="/api/v1/customers", body=make()))

    assert exc.code == "serialize_failed"


@pytest.mark.parametrize("value", ["", " ", " a", "a ", "a\n", "a\r\nX-Evil: 1", "é", "\ud800", "\x00", "\x7f", 7])
@pytest.mark.parametrize("option", ["idempotency_key", "on_behalf_of"])
def test_a_value_no_header_can_carry_is_invalid_argument(wire, either, caught, option, value):
    """A key or merchant that would be cut, trimmed or split on its way is refused before anything is sent."""
    exc = caught(lambda: either().customers.create(**{option: value}))

    assert (exc.status, exc.code) == (0, "invalid_argument")
    assert option in exc.message
    assert wire.requests == []


@pytest.mark.parametrize("key_id", ["pk_test_1\n", "ключ", " pk"])
def test_a_key_no_header_can_carry_is_invalid_argument(wire, either, caught, key_id):
    """A key id with a newline from its file behind it is refused when it is used, and not repeated in the message."""
    exc = caught(either(key_id=key_id).account.get)

    assert exc.code == "invalid_argument"
    assert key_id not in exc.message
    assert wire.requests == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "api/v1/account",
        "@evil.test/",
        ".evil.test/",
        ":80/",
        "/..",
        "/api/../account",
        "/./a",
        "/a#b",
        "/a\n",
        "/\ud800",
    ],
)
def test_a_path_that_would_lead_elsewhere_is_invalid_argument(wire, either, caught, path):
    """A typed path that is no path, or would be folded or cut, is refused before anything is sent."""
    exc = caught(lambda: either().request(method="GET", path=path))

    assert (exc.status, exc.code) == (0, "invalid_argument")
    assert wire.requests == []


@pytest.mark.parametrize("method", ["", "GET /", "GÉT", "GET\n"])
def test_a_method_that_is_none_is_invalid_argument(wire, either, caught, method):
    """A method that is not a word is refused before anything is sent."""
    exc = caught(lambda: either().request(method=method, path="/api/v1/account"))

    assert (exc.status, exc.code) == (0, "invalid_argument")
    assert wire.requests == []


@pytest.mark.parametrize("timeout", [0, -1.0, float("nan"), float("inf"), 1e10, "30"])
def test_a_timeout_that_cannot_be_waited_is_invalid_argument(wire, either, caught, timeout):
    """A call's own timeout is a positive number of seconds."""
    exc = caught(lambda: either().account.get(timeout=timeout))

    assert (exc.status, exc.code) == (0, "invalid_argument")
    assert wire.requests == []


@pytest.mark.parametrize("email", ["\ud800", "x" * 70_000])
def test_a_query_that_cannot_be_sent_is_invalid_argument(either, caught, email):
    """A filter that no URL can hold is refused."""
    exc = caught(lambda: either().customers.list(email=email))

    assert (exc.status, exc.code) == (0, "invalid_argument")


@pytest.mark.parametrize("path_id", ["", ".", ".."])
def test_an_id_that_would_lead_elsewhere_is_a_value_error(wire, either, path_id):
    """Empty and dotted ids are a mistake in the program, and are refused when the method is called."""
    with pytest.raises(ValueError, match="is not an id"):
        either().customers.get(path_id)
    assert wire.requests == []


def test_a_closed_client_is_client_closed(caught):
    """A call on a closed client is a PlugipayError like any other."""
    sync = PlugipayClient(key_id="pk", secret="sk", base_url="http://h.test")
    sync.close()

    async def closed():
        async with AsyncPlugipayClient(key_id="pk", secret="sk", base_url="http://h.test") as client:
            pass
        await client.customers.create()

    for exc in (caught(sync.customers.create), caught(closed)):
        assert (exc.status, exc.code, exc.request_id) == (0, "client_closed", None)
        assert exc.idempotency_key.startswith("idem_")
        assert isinstance(exc.__cause__, RuntimeError)


@pytest.mark.parametrize(
    "late",
    [httpx.ConnectTimeout("c"), httpx.ReadTimeout("r"), httpx.WriteTimeout("w"), httpx.PoolTimeout("p")],
    ids=repr,
)
def test_every_timeout_says_the_literal_sentence(wire, either, caught, late):
    """Whichever phase took too long, the error is the specification's, with the seconds that counted."""
    wire.fails(late)
    exc = caught(either().account.get)

    assert type(exc) is PlugipayTimeoutError
    assert (exc.status, exc.code, exc.request_id) == (0, "timeout", None)
    assert str(exc) == "Plugipay request timed out after 30.0s"
    assert exc.__cause__ is late


@pytest.mark.parametrize(("call", "sentence"), [(None, "after 5.0s"), (0.25, "after 0.25s")])
def test_the_sentence_names_the_effective_timeout(wire, either, caught, call, sentence):
    """The seconds are the call's, or else the client's."""
    wire.fails(httpx.ReadTimeout(""))

    assert caught(lambda: either(timeout=5.0).account.get(timeout=call)).message.endswith(sentence)


@pytest.mark.parametrize(
    "broken",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.WriteError("reset"),
        httpx.RemoteProtocolError("cut"),
        httpx.ProxyError("403"),
        httpx.StreamClosed(),
        OSError("no route"),
        RuntimeError("Event loop is closed"),
        KeyError("a hook's own mistake"),
    ],
    ids=repr,
)
def test_everything_else_that_stops_a_request_is_a_network_error(wire, either, caught, broken):
    """Whatever is raised between sending and answering, by httpx or by what the caller put into it, is one error."""
    wire.fails(broken)
    exc = caught(either().account.get)

    assert type(exc) is PlugipayNetworkError
    assert (exc.status, exc.code, exc.message, exc.request_id) == (0, "network_error", str(broken), None)
    assert exc.__cause__ is broken


def test_a_network_error_is_never_without_words(wire, either, caught):
    """When httpx has no message, its error's name is the message."""
    wire.fails(httpx.ReadError(""))

    assert caught(either().account.get).message == "ReadError('')"


def test_a_header_httpx_refuses_is_invalid_argument(wire, either, caught):
    """What cannot be said in HTTP is a mistake in the program, and not worth retrying."""
    wire.fails(httpx.LocalProtocolError("Illegal header value"))

    assert caught(either().account.get).code == "invalid_argument"


def test_a_body_that_does_not_unpack_is_invalid_response(wire, either, caught):
    """An answer that says gzip and is not keeps its status and its request id."""
    broken = {"Content-Encoding": "gzip", "X-Request-Id": "req_9"}
    wire.sends(200, headers=broken, stream=httpx.ByteStream(b"not gzip"))
    exc = caught(either().account.get)

    assert (exc.status, exc.code, exc.request_id) == (200, "invalid_response", "req_9")
    assert isinstance(exc.__cause__, httpx.DecodingError)


def test_a_hook_that_raises_for_status_keeps_the_status(wire, caught):
    """A custom http client with the usual hook still gives an error with the server's status."""
    wire.refuses(404, code="not_found", message="No such customer", headers={"X-Request-Id": "req_9"})
    http = wire.http(event_hooks={"response": [httpx.Response.raise_for_status]})
    exc = caught(lambda: wire.client(http=http).customers.get("cus_1"))

    assert (exc.status, exc.code, exc.request_id) == (404, "unknown", "req_9")


@pytest.mark.parametrize("trouble", [500, 503, 429, httpx.ReadTimeout("late"), httpx.ReadError("reset")], ids=repr)
def test_exactly_one_request_leaves(wire, either, caught, trouble):
    """Nothing is retried: not a 500, not a 429, not a timeout, not a reset."""
    wire.fails(trouble) if isinstance(trouble, Exception) else wire.refuses(trouble, code="x", message="x")
    caught(either().customers.create)

    assert len(wire.requests) == 1


@pytest.mark.parametrize("location", ["javascript:1", "http://xn--a/", "http://[::1"])
def test_a_redirect_to_no_url_reached_the_server(wire, either, caught, location):
    """It is not refused as what never left: it is a redirect, or a network error where httpx looks where that leads."""
    wire.sends(302, headers={"Location": location})
    exc = caught(lambda: either().customers.create(name="Ada"))

    assert (exc.status, exc.code) == ((302, "unknown") if wire.direct else (0, "network_error"))
    assert exc.idempotency_key == wire.request.headers["Idempotency-Key"]


def test_a_redirect_is_not_followed(wire, caught):
    """A redirect is an error, even on an http client that follows them: its target was not signed for."""
    wire.sends(307, headers={"Location": "https://elsewhere.test/"})
    sync = wire.client(http=wire.http(follow_redirects=True))
    async_ = wire.async_client(http=wire.async_http(follow_redirects=True))
    for client in (sync, async_):
        exc = caught(client.account.get)

        assert (exc.status, exc.code, exc.message) == (307, "unknown", "HTTP 307")
    assert len(wire.requests) == 2


def test_the_key_is_on_the_answer(wire, client):
    """The key that was made up for a write can be read on what it answered."""
    customer = client.customers.create()

    assert re.fullmatch(r"idem_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", customer.idempotency_key)
    assert wire.request.headers["Idempotency-Key"] == customer.idempotency_key


def test_every_call_has_a_key_of_its_own(client):
    """Two writes are two pieces of work, unless one says otherwise."""
    assert client.customers.create().idempotency_key != client.customers.create().idempotency_key


def test_a_given_key_is_sent_as_it_is(wire, client):
    """A key of one's own is sent, and is what the answer names."""
    assert client.customers.create(idempotency_key="order 1").idempotency_key == "order 1"
    assert wire.request.headers["Idempotency-Key"] == "order 1"


@pytest.mark.parametrize(
    "trouble",
    [400, 500, httpx.ReadTimeout("late"), httpx.ReadError("reset"), httpx.LocalProtocolError("bad")],
    ids=repr,
)
def test_the_key_is_on_the_error(wire, either, caught, trouble):
    """The key that was made up for a write can be read on its error, to retry with."""
    wire.fails(trouble) if isinstance(trouble, Exception) else wire.refuses(trouble, code="x", message="x")
    exc = caught(either().customers.create)

    assert wire.request.headers["Idempotency-Key"] == exc.idempotency_key


def test_a_read_has_no_key(wire, client):
    """A GET carries no key, and its answer names none."""
    assert client.account.get().idempotency_key is None
    assert "Idempotency-Key" not in wire.request.headers


def test_the_request_id_is_on_the_answer(client):
    """The server's name for the request can be read on what it answered."""
    assert client.account.get().request_id == "req_1"


def test_the_headers_are_those_of_the_sdks(wire, client):
    """JSON is asked for always, and announced when there is a body."""
    client.account.get()
    client.customers.create()

    read, write = wire.requests
    assert (read.headers["Accept"], read.headers.get("Content-Type")) == ("application/json", None)
    assert (write.headers["Accept"], write.headers["Content-Type"]) == ("application/json", "application/json")


def test_the_body_is_compact_json(wire, client):
    """The body has no spaces, keeps its order, and says non-ASCII in UTF-8."""
    client.request(method="POST", path="/api/v1/customers", body={"b": [1, None, True], "a": "é"})

    assert wire.request.content == '{"b":[1,null,true],"a":"é"}'.encode()


def test_request_returns_plain_data(wire, client):
    """A plain request answers what is in `data`, whatever that is."""
    for data in ({"id": "cus_1"}, [1, 2], "text", 7, None):
        wire.answers(data)

        assert client.request(method="GET", path="/api/v1/anything") == data


def test_request_is_the_same_in_async(wire, async_client):
    """The async client's plain request answers the same."""
    assert asyncio.run(async_client.request(method="POST", path="/api/v1/customers?a=b", body={})) == {"id": "cus_1"}
    assert wire.request.url.raw_path == b"/api/v1/customers?a=b"


def test_cancelling_is_not_an_error_of_ours(wire, async_client):
    """A cancelled call raises CancelledError, as asyncio expects."""

    async def run():
        entered = asyncio.Event()

        async def forever(request):
            entered.set()
            await asyncio.Event().wait()

        client = wire.async_client(http=httpx.AsyncClient(transport=httpx.MockTransport(forever)))
        task = asyncio.create_task(client.account.get())
        await entered.wait()
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())


def test_an_interrupt_is_not_an_error_of_ours(wire, client):
    """Ctrl-C while waiting is Ctrl-C."""

    def interrupt():
        raise KeyboardInterrupt

    wire._answers = [interrupt]
    with pytest.raises(KeyboardInterrupt):
        client.account.get()


def test_errors_of_ours_are_plugipay_errors(either, caught):
    """Whatever a call is refused for, it is one base class to catch."""
    assert isinstance(caught(lambda: either().customers.create(metadata={"a": object()})), PlugipayError)
