"""Real sockets that misbehave."""

import contextlib
import socket
import struct
import threading

import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient, PlugipayNetworkError, PlugipayTimeoutError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture(params=["sync", "async"])
def call(request, caught):
    """Ask a base URL for the account, with either kind of client, and return the error."""

    def sync(base_url, **settings):
        with PlugipayClient(key_id="pk", secret="sk", base_url=base_url, **settings) as client:
            client.account.get()

    async def awaited(base_url, **settings):
        async with AsyncPlugipayClient(key_id="pk", secret="sk", base_url=base_url, **settings) as client:
            await client.account.get()

    action = sync if request.param == "sync" else awaited
    return lambda base_url, **settings: caught(lambda: action(base_url, **settings))


@pytest.fixture
def server():
    """Serve one connection with a function, in a thread, on a free port."""
    with contextlib.ExitStack() as ends:

        def start(behave) -> int:
            listener = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
            listener.settimeout(10)

            def serve():
                connection, _ = listener.accept()
                with connection:
                    behave(connection)

            thread = threading.Thread(target=serve)
            ends.callback(thread.join)
            thread.start()
            return listener.getsockname()[1]

        yield start


def reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def is_network_error(exc):
    assert type(exc) is PlugipayNetworkError
    assert (exc.status, exc.code, exc.request_id) == (0, "network_error", None)
    assert exc.message
    assert exc.__cause__ is not None


def test_a_refused_connection_is_a_network_error(call):
    """Nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))

        is_network_error(call(f"http://127.0.0.1:{unused.getsockname()[1]}"))


def test_a_name_nobody_has_is_a_network_error(call):
    """The resolver knows no such host."""
    is_network_error(call("http://plugipay.invalid"))


def test_a_broken_tls_handshake_is_a_network_error(call, server):
    """A server that speaks plain text where TLS is expected."""
    port = server(lambda connection: (connection.recv(4096), connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")))

    is_network_error(call(f"https://127.0.0.1:{port}"))


def test_a_reset_before_the_answer_is_a_network_error(call, server):
    """A server that hangs up on the request."""
    port = server(lambda connection: (connection.recv(4096), reset(connection)))

    is_network_error(call(f"http://127.0.0.1:{port}"))


def test_a_reset_in_the_middle_of_the_body_is_a_network_error(call, server):
    """A server that hangs up half-way through its answer: the status that came is not to be relied on."""

    def half(connection):
        connection.recv(4096)
        connection.sendall(HEAD + b'{"data":')
        reset(connection)

    is_network_error(call(f"http://127.0.0.1:{server(half)}"))


def test_a_body_that_ends_early_is_a_network_error(call, server):
    """A server that closes politely before it has said everything."""

    def short(connection):
        connection.recv(4096)
        connection.sendall(HEAD + b'{"data":')

    is_network_error(call(f"http://127.0.0.1:{server(short)}"))


def test_something_that_is_not_http_is_a_network_error(call, server):
    """A server of another protocol."""
    port = server(lambda connection: (connection.recv(4096), connection.sendall(b"220 smtp.test ESMTP\r\n")))

    is_network_error(call(f"http://127.0.0.1:{port}"))


def test_a_server_that_says_nothing_is_a_timeout(call, server):
    """The timeout ends a wait that nothing else would end."""
    done = threading.Event()
    port = server(lambda connection: done.wait(10))
    exc = call(f"http://127.0.0.1:{port}", timeout=0.05)
    done.set()

    assert type(exc) is PlugipayTimeoutError
    assert exc.message == "Plugipay request timed out after 0.05s"
