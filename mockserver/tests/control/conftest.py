"""What the tests of control operations share: a line in this process, and the operations as a bare function."""

import json
from functools import cache
from types import SimpleNamespace

import pytest

from plugipay_contract.description import Description
from plugipay_mock.app import create_control
from plugipay_mock.control.line import content_of, data_of, target_of
from plugipay_mock.deliveries.pump import flush
from plugipay_mock.message import Inbound
from plugipay_mock.world import World


@cache
def description():
    """What the control operations say of themselves, to hold their answers against."""
    asked = Inbound("GET", b"/_mock/openapi.json", {}, b"")
    return Description(json.loads(create_control(World()).handle(asked).body))


class Judged:
    """The control operations, whose every answer must be one that their document describes."""

    def __init__(self, core):
        self.world = core.world
        self._core = core

    def handle(self, inbound, peer=None):
        """Answer one request."""
        outbound = self._core.handle(inbound, peer)
        answer = SimpleNamespace(status=outbound.status, headers=outbound.headers, body=outbound.body)
        assert description().complaints(inbound.method, inbound.target.decode("latin-1"), answer) == []
        return outbound


class HandledLine:
    """A line that says what a line over HTTP says, without a socket."""

    def __init__(self, core):
        self._core = core

    def send(self, method, path, body=None, query=None):
        """Return the data of the answer."""
        answer = self._core.handle(Inbound(method, target_of(path, query or {}).encode(), {}, content_of(body)))
        flush(self._core.world, answer.owed)
        return data_of(answer.status, answer.body, answer.headers)


@pytest.fixture
def control(world, call):
    """The control operations over the world."""
    return Judged(create_control(world))


@pytest.fixture
def line(control):
    """Carries an operation: `line.send("POST", "/faults", {"status": 503})`."""
    return HandledLine(control)


@pytest.fixture
def knock(control):
    """The status and envelope of a bare request: `knock("GET", "/state", peer="10.0.0.1", host="evil.example")`."""

    def ask(method, path, body=b"", peer=None, **headers):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = control.handle(Inbound(method, target_of(path, {}).encode("latin-1"), named, sent), peer)
        return answer.status, json.loads(answer.body) if answer.body else None

    return ask
