"""What the tests share: a world, its keys, and a hand that signs requests to it without the server's help."""

import hashlib
import hmac
import json
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from plugipay_contract import decoding
from plugipay_contract.description import Description
from plugipay_mock.app import create_core
from plugipay_mock.dialect import DIALECTS
from plugipay_mock.message import Inbound
from plugipay_mock.seeds import starter
from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

FAULT = "x-plugipay-mock-fault"
SUITE = Path(__file__).parents[2] / "contract_tests" / "plugipay_contract"


@dataclass(frozen=True)
class Answer:
    """An answer of the server, read as a client reads it."""

    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        """The whole envelope."""
        return json.loads(self.body)

    @property
    def data(self):
        """What was asked for."""
        return self.json["data"]

    @property
    def meta(self):
        """What the answer tells about itself."""
        return self.json["meta"]

    @property
    def error(self):
        """Why it was refused, or None."""
        return self.json["error"]

    @property
    def verdict(self):
        """Status and code; the code of a success is None."""
        return self.status, self.error and self.error["code"]


def authorize(key, method, target, body=b"", *, at, idempotency_key=None):  # noqa: PLR0913  what a signature is made of
    """The headers of a request signed as the specification's appendix says, written anew for these tests."""
    lines = [method, target, str(at), hashlib.sha256(body).hexdigest()]
    headers = {"x-plugipay-timestamp": str(at)}
    if idempotency_key is not None:
        lines.append(idempotency_key)
        headers["idempotency-key"] = idempotency_key
    signature = hmac.new(key.secret.encode(), "\n".join(lines).encode("latin-1"), hashlib.sha256).hexdigest()
    return headers | {"authorization": f"Plugipay-HMAC-SHA256 keyId={key.id}, scope=*, signature={signature}"}


class Signing(httpx.Auth):
    """Lets an httpx client sign what it sends; what stands before `below` is a base path, and so is not signed."""

    requires_request_body = True

    def __init__(self, key, below=""):
        self.key = key
        self.below = below

    def auth_flow(self, request):
        """Sign one request."""
        target = request.url.raw_path.decode("latin-1").removeprefix(self.below)
        key = request.headers.get("Idempotency-Key")
        now = int(time.time())
        signed = authorize(self.key, request.method, target, request.content, at=now, idempotency_key=key)
        request.headers.update(signed)
        yield request


@cache
def description(dialect):
    """What the server says of itself in a dialect, to hold its answers against; its judge is the contract suite's."""
    asked = Inbound("GET", b"/openapi.json", {}, b"")
    return Description(json.loads(create_core(World(dialect=dialect)).handle(asked).body))


class SignedCalls:
    """Signs requests with the starter keys of a world, and sends them straight into the core.

    A test that has broken the mock, so that it fails as no document says, sets `judged` to False.
    """

    judged = True

    def __init__(self, world):
        starter(world)
        self.keys = {key.label: key for key in world.keys.values()}
        self.core = create_core(world)

    def request(self, method, target, body=None, *, by=None, key=None, headers=()):  # noqa: PLR0913  what a caller can choose
        """A signed request; `body` is bytes as they are, or anything JSON can say; `key` is an idempotency key."""
        sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = authorize(by or self.keys["test"], method, target, sent, at=int(time.time()), idempotency_key=key)
        return Inbound(method, target.encode("latin-1"), signed | dict(headers), sent)

    def send(self, inbound, **altered):
        """The answer to a request, altered after it was signed; but for faults it is as the judges want it."""
        inbound = inbound._replace(**altered)
        planned = FAULT in inbound.headers or any(each.faults.plans for each in self.core.world.workspaces.values())
        outbound = self.core.handle(inbound)
        outbound.settled()
        answer = Answer(outbound.status, outbound.headers, b"" if inbound.method == "HEAD" else outbound.body)
        if self.judged and not planned:
            target = inbound.target.decode("latin-1")
            assert description(self.core.world.dialect).complaints(inbound.method, target, answer) == []
            assert decoding.complaints(inbound.method, target, answer) == []
        return answer

    def __call__(self, method, target, body=None, **how):
        """The answer to a signed request."""
        return self.send(self.request(method, target, body, **how))


@pytest.fixture(scope="session")
def signed_calls():
    """The class, for tests that open a world of their own."""
    return SignedCalls


@pytest.fixture(scope="session")
def sign():
    """The headers of a signed request: `sign(key, method, target, body, at=seconds)`."""
    return authorize


@pytest.fixture(scope="session")
def signing():
    """Authentication for httpx clients: `httpx.Client(auth=signing(key))`."""
    return Signing


@pytest.fixture(scope="session")
def suite_data():
    """Reads a JSON file the contract suite owns: `suite_data("data/routes.json")`."""
    return lambda name: json.loads((SUITE / name).read_text(encoding="utf-8"))


@pytest.fixture
def eager_threads():
    """What a function returns in each of several threads, which give way to each other every microsecond."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def run(number, work):
        with ThreadPoolExecutor(number) as pool:
            return [done.result() for done in [pool.submit(work) for _ in range(number)]]

    yield run
    sys.setswitchinterval(usual)


@pytest.fixture(scope="module")
def shop(signed_calls):
    """A hand on a world that all tests of a module share."""
    return signed_calls(World())


@pytest.fixture(scope="module")
def server(shop):
    """That world, served over HTTP."""
    with ThreadServer(shop.core.world) as serving:
        yield serving


@pytest.fixture(scope="session")
def is_listening():
    """Whether anybody takes a connection at a URL."""

    def probe(url):
        parts = urlsplit(url)
        with socket.socket() as knocking:
            return knocking.connect_ex((parts.hostname, parts.port)) == 0

    return probe


@pytest.fixture
def world():
    return World()


@pytest.fixture
def shipped(world):
    """The world, in the dialect of what the newest evidence says of the service."""
    world.dialect = DIALECTS["shipped"]


@pytest.fixture
def call(world):
    """Sends one signed request: `call("POST", "/api/v1/customers", {"name": "Ada"}, key="order-1")`."""
    return SignedCalls(world)


@pytest.fixture
def keys(call):
    """The starter keys by their labels."""
    return call.keys


@pytest.fixture
def merchant(world, keys):
    """The workspace most starter keys belong to."""
    return world.workspaces[keys["test"].account_id]


@pytest.fixture
def tenant(merchant):
    """The merchant's test mode."""
    return merchant.tenants["test"]
