"""A uvicorn of a test's own, in a thread, around an application that does nothing, with one call."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from benchmarks.floors import bare


@pytest.fixture
def url() -> Iterator[str]:
    """Start a server, wait until it answers, and stop it."""
    config = uvicorn.Config(bare, port=0, access_log=False, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.001)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"http://{host}:{port}"
    server.should_exit = True
    thread.join()


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_server(url: str, number: int) -> None:
    """Ask whether the server runs."""
    del number
    line = http.client.HTTPConnection(urlsplit(url).netloc)
    line.request("GET", "/health")
    assert line.getresponse().read()
    line.close()
