"""A client that sends one thing and signs another, written without the doctor's help."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace

import pytest

from plugipay_mock.doctor import Console, Times, diagnose
from plugipay_mock.message import Inbound

NOW = 1_747_046_520
BODY = '{"name":"Zoë <z@x.id>","url":"http://x.id/a","amount":125000}'.encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def hmac_sha256(secret, text):
    return hmac.new(secret, text, hashlib.sha256)


@dataclass(frozen=True)
class Client:
    """What a client sends; `sign` makes a signature for it, or for something else.

    Attributes:
        key: the pair it holds. order: the idempotency key it sends, or None.
    """

    key: object
    method: str = "POST"
    target: str = "/api/v1/customers"
    body: bytes = BODY
    order: str | None = "order-1"
    at: int = NOW
    headers: dict = field(default_factory=dict)

    def text(self, *, join="\n", end="", **other):
        """The text to sign, with some lines replaced by others; None drops a line."""
        lines = {
            "method": self.method,
            "target": self.target,
            "at": str(self.at),
            "body": sha256(self.body),
            "order": self.order,
        } | other
        return (join.join(line for line in lines.values() if line is not None) + end).encode()

    def sign(self, *, secret=None, mac=hmac_sha256, spell=lambda mac: mac.hexdigest(), **other):
        """A signature over the text, with another secret, another way to make it, or another way to spell it."""
        secret = self.key.secret if secret is None else secret
        return spell(mac(secret.encode() if isinstance(secret, str) else secret, self.text(**other)))

    def request(self, signature, *, key_id=None):
        """The request as it arrives."""
        authorization = f"Plugipay-HMAC-SHA256 keyId={key_id or self.key.id}, scope=*, signature={signature}"
        headers = {"host": "127.0.0.1:8750", "x-plugipay-timestamp": str(self.at), "authorization": authorization}
        if self.order is not None:
            headers["idempotency-key"] = self.order
        return Inbound(self.method, self.target.encode("latin-1"), headers | self.headers, self.body)


@pytest.fixture
def client(keys):
    """A client with the starter test key: `client(target="/api/v1/plans?limit=1", order=None)`."""
    return lambda **sent: Client(keys["test"], **sent)


@pytest.fixture
def examine(world):
    """What the doctor says to a client that signs some parts otherwise: `examine(client(), method="post")`."""
    return lambda sent, **wrong: diagnose(sent.request(sent.sign(**wrong)), world, Times(sent.at))


@pytest.fixture
def own_secret(world, merchant, keys):
    """A client whose key has a secret of one's own choice."""

    def choose(secret, **sent):
        key = replace(keys["test"], id="pk_test_own", secret=secret, label="own")
        return Client(world.add_key(merchant, key), **sent)

    return choose


@pytest.fixture
def console(world):
    """The console of a server over the world."""
    told = Console(world)
    world.on_refused = told.report
    yield told
    told.close()
