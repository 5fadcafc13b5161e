"""A parser of requests that passes over offers to upgrade, as RFC 9110 (7.8) has a server do that takes none.

Java's HTTP client makes one with every request over plain HTTP unless told otherwise, and so do others that would
rather speak HTTP/2. Httptools reads no body after an offer: what follows is another protocol to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import httptools

if TYPE_CHECKING:
    from plugipay_mock.direct import DirectProtocol

_FRAMING: Final = frozenset((b"content-length", b"transfer-encoding"))


class Parser:
    """Httptools' parser for a protocol; after an offer, another takes its place and reads the body that follows.

    A protocol is told of the head, and that the message were complete, while `should_upgrade` is true; then, after
    the offer, of the body and that it is complete.
    """

    def __init__(self, protocol: DirectProtocol) -> None:
        self._protocol = protocol
        self._become(protocol)

    def feed_data(self, data: bytes) -> None:
        """Read what arrived.

        Raises:
            httptools.HttpParserError: it is no HTTP.
        """
        while True:
            try:
                self._feed(data)
            except httptools.HttpParserUpgrade as offer:
                data = data[offer.args[0] :]
                self._pass_over()
            else:
                return

    def _pass_over(self) -> None:
        """Go on with a parser that is told how long the body is."""
        hearer = _Hearer(self._protocol)
        self._become(hearer)
        framing = (b"%b: %b\r\n" % each for each in self._protocol.headers if each[0] in _FRAMING)
        version = self._protocol.scope["http_version"].encode()
        self._feed(b"POST / HTTP/%b\r\n%b\r\n" % (version, b"".join(framing)))
        hearer.deaf = False

    def _become(self, hearer: Any) -> None:
        parser = httptools.HttpRequestParser(hearer)
        parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn has it
        self._feed = parser.feed_data
        self.get_method, self.get_http_version = parser.get_method, parser.get_http_version
        self.should_keep_alive, self.should_upgrade = parser.should_keep_alive, parser.should_upgrade


class _Hearer:
    """Tells a protocol of everything but the head that it knows already."""

    def __init__(self, protocol: DirectProtocol) -> None:
        self.deaf = True
        self._protocol = protocol
        self.on_body, self.on_message_complete = protocol.on_body, protocol.on_message_complete

    def on_message_begin(self) -> None:
        if not self.deaf:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self.deaf:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.deaf:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self.deaf:
            self._protocol.on_headers_complete()
