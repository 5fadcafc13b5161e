"""A service that is not ours: other ids, other words, a slow clock, limits, some mistakes, and nothing of a mock.

Inside it is our server behind a meddler, so that it keeps the rules it is not made to break; outside it is an HTTP
server on a socket, which writes down everything it was sent.
"""

import json
import re
import threading
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from plugipay_contract import wire
from plugipay_contract.remote.pace import Waiting
from plugipay_contract.subjects import KeyPair, ServerSubject
from plugipay_mock import Transport, World, ready_card
from plugipay_mock.clock import iso, wall_seconds

from .meddler import Meddler, altered, data_altered

LATE = 20
"""By how many seconds its clock is slow."""

MISSING = ("GET", "/api/v1/refunds")
"""A route it does not have."""

WORDS = "Sorry, that did not work"
"""What it says to every refusal."""

OURS = re.compile(r"\b([a-z]{2,6})_([0-9A-HJKMNP-TV-Z]{26})\b")
THEIRS = re.compile(r"\b([a-z]{2,6})_([0-9a-hjkmnp-tv-z]{26})\b")


class Elsewhere:
    """The service while it runs: `with Elsewhere() as service: service.url`.

    It may show all its objects as live, and have no limits for runs that wait in real time.

    Attributes:
        seen: every request as it arrived, oldest first.
        limited: how many of them were too much.
        waited: for how many seconds somebody waited.
        waiting: how a run waits that has no time to lose: the clocks of the service are moved.
    """

    def __init__(self, *, mode="test", limits=True):
        self.seen, self.limited, self.waited = [], 0, 0.0
        self._mode = mode
        self.waiting = Waiting(now=lambda: self.now() + LATE, sleep=self.sleep)
        self.world = World(rate_limits=limits, auto_keys=False)
        self.world.skew = -LATE
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.card = ready_card(self.world, self.url)
        inside = ServerSubject.from_card(self.card, (), Transport(self.world))
        self._meddler = Meddler(replace(inside, base_url="http://inside"), differently)
        for clock in self._clocks():
            clock.freeze(iso(wall_seconds() - LATE))

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="elsewhere")
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def key(self):
        """The pair that a customer of the service was given."""
        return KeyPair(**self.card["keys"]["test"])

    def now(self):
        """What its clock shows, in epoch seconds."""
        return self._clocks()[0].now()

    def sleep(self, seconds):
        """Let time pass there instead of waiting here."""
        self.waited += seconds
        for clock in self._clocks():
            clock.advance(seconds=seconds)

    def answer(self, request):
        """What it answers to a request that arrived."""
        self.seen.append(request)
        answer = self._meddler.breach(self._meddler, request)
        self.limited += answer.status_code == httpx.codes.TOO_MANY_REQUESTS
        return answer if self._mode == "test" else data_altered(answer, self._in_mode)

    def page(self, target):
        """A page of a list, asked for on the quiet."""
        return self._quietly("GET", target)

    def asked(self, method, target, body=None):
        """The data of an answer to the same customer, asked for on the quiet."""
        return self._quietly(method, target, body)["data"]

    def _quietly(self, method, target, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        headers = {} if method == "GET" else {"Idempotency-Key": f"seeded {target}", "Content-Type": "application/json"}
        request = wire.Outgoing(method, target, {**headers, "X-Plugipay-Timestamp": str(int(wall_seconds()))}, content)
        self.sleep(1)
        return dressed(self._meddler.resign(request, self.key)).json()

    def _in_mode(self, data):
        """The same rows, in the mode that this service shows whatever the key."""
        return [row | {"mode": self._mode} for row in data]

    def _clocks(self):
        return [tenant.clock for workspace in self.world.workspaces.values() for tenant in workspace.tenants.values()]


def differently(server, request):
    """Answers as the service does, which spells its ids in small letters and takes them back as it spelled them."""
    if (request.method, request.target.partition("?")[0]) == MISSING:
        return dressed(server.send(replace(request, target="/api/v1/nowhere")))
    target = THEIRS.sub(large, request.target)
    body = THEIRS.sub(large, request.body.decode("latin-1")).encode("latin-1")
    if (target, body) == (request.target, request.body) or not server.verifies(request):
        return dressed(server.send(replace(request, target=target, body=body)))
    return dressed(server.resign(replace(request, target=target, body=body)))


def large(match):
    """An id as the server inside spells it."""
    return f"{match[1]}_{match[2].upper()}"


def small(match):
    """An id as the service spells it."""
    return f"{match[1]}_{match[2].lower()}"


def dressed(answer):
    """The answer of the server inside as the service gives it."""
    if not answer.content or not answer.headers.get("Content-Type", "").startswith("application/json"):
        return answer
    envelope = json.loads(OURS.sub(small, answer.text))
    if envelope["error"]:
        envelope["error"]["message"] = WORDS
    return altered(answer, envelope=envelope | {"data": otherwise(envelope["data"])})


def otherwise(data):
    """The data with a field too many in every customer, and one of another type in every invoice."""
    if isinstance(data, list):
        return [otherwise(row) for row in data]
    if isinstance(data, dict) and "taxId" in data:
        return data | {"loyaltyTier": "none"}
    if isinstance(data, dict) and "collectionAttempts" in data:
        return data | {"collectionAttempts": str(data["collectionAttempts"])}
    return data


def handler_of(service):
    """The class that answers requests on a socket for a service."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def handle_one_request(self):
            """Answer one request, whatever its method."""
            self.raw_requestline = self.rfile.readline(65537)
            self.close_connection = not (self.raw_requestline and self.parse_request())
            if not self.close_connection:
                self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body):
            headers = {name.title(): value for name, value in self.headers.items()}
            answer = service.answer(wire.Outgoing(self.command, self.path, headers, body))
            self.send_response_only(answer.status_code)
            told = {name: OURS.sub(small, value) for name, value in answer.headers.items()}
            told |= {"content-length": str(len(answer.content)), "date": formatdate(service.now())}
            for name, value in told.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else answer.content)
            self.wfile.flush()

    return Handler
