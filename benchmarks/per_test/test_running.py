"""A whole server of a test's own, with a world, a thread and a socket of its own, and one call."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from plugipay_mock import Mock, running


@pytest.fixture
def server() -> Iterator[Mock]:
    """A mock that answers over HTTP."""
    with running() as mock:
        assert mock.url
        yield mock


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_server(server: Mock, number: int) -> None:
    """Ask whether the server runs."""
    del number
    line = http.client.HTTPConnection(urlsplit(server.url).netloc)
    line.request("GET", "/health")
    assert line.getresponse().read()
    line.close()
