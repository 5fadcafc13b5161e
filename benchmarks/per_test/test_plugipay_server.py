"""A workspace of a test's own behind a real socket, with one call."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from plugipay_mock import Mock


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_server(plugipay_server: Mock, number: int) -> None:
    """Ask whether the server runs."""
    del number
    line = http.client.HTTPConnection(urlsplit(plugipay_server.url).netloc)
    line.request("GET", "/health")
    assert line.getresponse().read()
    line.close()
