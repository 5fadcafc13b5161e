"""Requests brought to one server, whatever host they name."""

import http.server
import threading

import httpx
import pytest

from plugipay_mock.handle.forwarding import Forwarding


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_POST(self):
        """Tell target, host and body."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = f"{self.path} {self.headers['Host']} {body.decode()}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def echo():
    """A server that tells what it was asked; its host and port."""
    server = http.server.HTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("base", "asked", "target"),
    [
        ("", "https://plugipay.com/api/v1/customers?limit=1", "/api/v1/customers?limit=1"),
        ("/mock", "https://plugipay.com/api/v1/customers", "/mock/api/v1/customers"),
        ("/mock", "https://plugipay.com/mock/api/v1/customers", "/mock/api/v1/customers"),
    ],
    ids=["host", "base path", "base path already there"],
)
def test_only_the_address_changes(echo, base, asked, target):
    """The target stays below the server's own path, the body stays, and the host is the server's."""
    forward = Forwarding(f"http://{echo}{base}")
    with httpx.Client(transport=forward) as client:
        told = client.post(asked, content=iter([b"in ", b"pieces"])).text
    forward.close_pool()

    assert told == f"{target} {echo} in pieces"
