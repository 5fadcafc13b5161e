"""The reads before a remote run: what proves test mode, what refuses it, and what is not enough."""

import httpx
import pytest

from plugipay_contract import wire
from plugipay_contract.remote.probe import NotProvenError, Probe
from plugipay_contract.subjects import KeyPair
from pytest_plugipay._remote import is_here

URL = "https://service.invalid"
KEY = KeyPair("pk_test_1", "sk_test_1")
ACCOUNT = {"accountId": "acc_1", "email": "ada@example.com"}


def told(data=None, status=200, code=None):
    """An answer in an envelope."""
    return httpx.Response(status, json={"data": data, "error": code and {"code": code}, "meta": {}})


EMPTY = told([])
PERSON_ONLY = told(status=403, code="person_only")


class Service:
    """Gives answers by path, and keeps what it was asked."""

    def __init__(self, **answers):
        self.asked = []
        self._answers = {"account": told(ACCOUNT)} | answers

    def __call__(self, request):
        """Answer one request."""
        self.asked.append(request)
        return self._answers.get(request.url.path.rpartition("/")[2].replace("-", "_"), EMPTY)


def verify(service, *, trusted=False):
    """What a probe of a service says."""
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        return Probe(http, URL, KEY).verify(trusted=trusted)


@pytest.mark.parametrize(
    "answers",
    [
        {"account": told(ACCOUNT | {"mode": "test"})},
        {"checkout_sessions": told([{"mode": "test"}])},
        {"events": told([{"mode": "test"}])},
        {"gift_cards": told([{"mode": "test"}])},
        {"webhooks": told([{"mode": "test"}])},
    ],
    ids=lambda each: next(iter(each)),
)
def test_an_object_of_test_mode_is_proof(answers):
    """Whatever shows its mode, and the account is known afterwards."""
    assert verify(Service(**answers)) == "acc_1"


def test_what_is_proven_is_not_asked_further():
    """One row of test mode ends the reading."""
    service = Service(checkout_sessions=told([{"mode": "test"}]))
    verify(service)

    assert [request.url.path for request in service.asked] == ["/api/v1/account", "/api/v1/checkout-sessions"]


def test_an_account_for_persons_only_does_not_matter():
    """Where a key may not see the account, the first row tells whose it is."""
    service = Service(account=PERSON_ONLY, events=told([{"mode": "test", "accountId": "acc_2"}]))

    assert verify(service) == "acc_2"


def test_every_request_reads_is_signed_and_asks_for_test_mode():
    """A service that heeds the mode header refuses a live key that is called a test key."""
    service = Service()
    with pytest.raises(NotProvenError):
        verify(service)
    sent = [
        wire.Outgoing(each.method, each.url.raw_path.decode(), dict(each.headers), each.read())
        for each in service.asked
    ]

    assert {(each.method, each.header("X-Plugipay-Mode")) for each in sent} == {("GET", "test")}
    assert all(wire.verify(each, KEY.key_id, KEY.secret) for each in sent)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"account": told(ACCOUNT | {"mode": "live"})}, "it shows what is live"),
        ({"events": told([{"mode": "live"}])}, "it shows what is live"),
        ({"events": told([{"mode": "production"}])}, "it shows what is production"),
        ({"account": told(status=401, code="mode_mismatch")}, "answers 401 mode_mismatch"),
        ({"account": told(status=401, code="invalid_key")}, "answers 401 invalid_key"),
        ({"account": told(status=403, code="insufficient_scope")}, "answers 403 insufficient_scope"),
        ({"account": httpx.Response(200, html="<p>hello</p>")}, "answers 200 without a code"),
        ({"account": httpx.Response(302, headers={"Location": "/login"})}, "answers 302 without a code"),
        ({"account": told([])}, "answers 200 without a code"),
    ],
    ids=lambda each: each if isinstance(each, str) else next(iter(each)),
)
@pytest.mark.parametrize("trusted", [False, True])
def test_what_speaks_against_it_is_told(answers, why, trusted):
    """Another mode, a refusal, or something that is no answer: trusting the key does not help."""
    with pytest.raises(NotProvenError, match=why):
        verify(Service(**answers), trusted=trusted)


@pytest.mark.parametrize("rows", [EMPTY, told([{}]), told([{"mode": None}]), told({}), told([1]), told(status=404)])
def test_what_shows_no_mode_is_no_proof(rows):
    """Rows without a mode, odd rows, and a list that is not there; a trusted key is enough then."""
    service = Service(checkout_sessions=rows)

    assert verify(service, trusted=True) == "acc_1"
    with pytest.raises(NotProvenError, match="or say --plugipay-trust-key if you are sure"):
        verify(service)


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.1", "http://[::1]:1", "http://a.localhost", "http://127.9.9.9"]
)
def test_loopback_is_here(url):
    """Names and numbers that never leave this machine."""
    assert is_here(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://plugipay.com",
        "http://127.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "http://mock",
        "http://127.0.0.1@plugipay.com",
    ],
)
def test_everything_else_is_remote(url):
    """Also what only looks like it."""
    assert not is_here(url)
