"""One client in two processes."""

import asyncio
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient
from plugipay._pool import open_anew

KEYS = {"key_id": "pk_test_1", "secret": "sk_test_1"}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

CHILDREN = """
import os, sys
from plugipay import PlugipayClient

client = PlugipayClient(key_id="pk", secret="sk", base_url=sys.argv[1])
client.customers.get("warm")
children = []
for number in range(2):
    if child := os.fork():
        children.append(child)
        continue
    ids = [f"{number}_{each}" for each in range(50)]
    os._exit(0 if [client.customers.get(each)["id"] for each in ids] == ids else 1)
sys.exit(sum(os.waitpid(child, 0)[1] for child in children))
"""


class Echo(BaseHTTPRequestHandler):
    """Answers with the customer that was asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer."""
        body = json.dumps({"data": {"id": self.path.rpartition("/")[2]}, "error": None, "meta": {}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def echo():
    """Where the server is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_forked_processes_get_answers_of_their_own(echo):
    """A client that was used before a fork shares no connection with its twins."""
    assert subprocess.run([sys.executable, "-c", CHILDREN, echo], check=False, timeout=300).returncode == 0


@pytest.mark.parametrize("kind", [PlugipayClient, AsyncPlugipayClient])
def test_a_closed_client_stays_closed_after_a_fork(kind, wire):
    """A pool of its own is opened anew where it was open, and one that was brought is its owner's to renew."""
    open_, closed, borrowing = kind(**KEYS), kind(**KEYS), wire.client()
    asyncio.run(closed.aclose()) if kind is AsyncPlugipayClient else closed.close()
    before = [client._http for client in (open_, closed, borrowing)]
    open_anew()

    assert [client._http is http for client, http in zip((open_, closed, borrowing), before, strict=True)] == [
        False,
        True,
        True,
    ]
