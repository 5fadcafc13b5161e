import time
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import pytest

from plugipay_mock.gate.scopes import PLATFORM_ADMIN, Scopes
from plugipay_mock.message import Inbound
from plugipay_mock.seeds import EVERYTHING, mint

ACCOUNT = "/api/v1/account"
CUSTOMERS = "/api/v1/customers"


@pytest.mark.parametrize("label", ["test", "live", "read_only", "platform"])
def test_a_signed_request_is_let_in(call, keys, label):
    """Each pair opens the account it belongs to."""
    assert call("GET", ACCOUNT, by=keys[label]).data["accountId"] == keys[label].account_id


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_bearer_key_is_let_in(call, keys, mode):
    """A one-value key needs no signature and no timestamp, and has its mode."""
    key = keys[f"bearer {mode}"]
    call("POST", CUSTOMERS, {"name": mode}, by=keys[mode])
    answer = call.send(Inbound("GET", CUSTOMERS.encode(), {"authorization": f"Bearer {key.id}"}, b""))

    assert [row["name"] for row in answer.data] == [mode]


def test_an_id_alone_is_no_bearer_key(call, keys):
    """The public half of a pair opens nothing."""
    answer = call.send(Inbound("GET", ACCOUNT.encode(), {"authorization": f"Bearer {keys['test'].id}"}, b""))

    assert answer.verdict == (401, "invalid_key")


@pytest.mark.parametrize(
    ("bearer", "message"),
    [
        ("{id}", "The key id {id} is that of a pair, which is not sent as Bearer; sign the request with the secret"),
        ("{id}:{secret}", "A key id and its secret, joined by a colon, are not sent as Bearer; sign the request"),
        ("{id}, Bearer {id}", "The Authorization header was sent twice; send it once"),
        ("pk_test_of_nobody", "The key id pk_test_of_n… is not known; check it"),
        ("{secret}", "The key id {shown}… is not known; check it"),
    ],
)
def test_a_pair_that_is_not_signed_with_is_told(call, keys, bearer, message):
    """What is sent as Bearer and is no bearer key is told as what it is, and a secret no further than it begins."""
    key = keys["test"]
    told = {"id": key.id, "secret": key.secret, "shown": key.secret[:12]}
    headers = {"authorization": f"Bearer {bearer.format(**told)}"}
    answer = call.send(Inbound("GET", ACCOUNT.encode(), headers, b""))

    assert answer.verdict == (401, "invalid_key")
    assert answer.error["message"].startswith(message.format(**told))
    assert key.secret not in answer.error["message"]


def test_a_bearer_key_that_signs_is_told_to_be_sent(call, keys):
    """A bearer key is not told whole, and not said to be unknown."""
    key = keys["bearer test"]
    message = call("GET", ACCOUNT, by=key).error["message"]

    assert message == f"The key {key.id[:12]}… does not sign, it is sent whole; send 'Bearer <key>'"


def test_a_bearer_key_cannot_sign(call, keys):
    """A signature by nobody's secret, under a bearer key, is refused."""
    assert call("GET", ACCOUNT, by=keys["bearer test"]).verdict == (401, "invalid_key")


@pytest.mark.parametrize(("id_of", "secret_of"), [("test", "live"), ("live", "test"), ("read_only", "live")])
def test_a_pair_that_mixes_modes_is_told_so(call, keys, id_of, secret_of):
    """The id of one mode with a secret of the other mode of the same workspace is `mode_mismatch`."""
    mixed = replace(keys[id_of], secret=keys[secret_of].secret)

    assert call("GET", ACCOUNT, by=mixed).verdict == (401, "mode_mismatch")


@pytest.mark.parametrize("secret_of", ["read_only", "platform", "platform live"])
def test_any_other_secret_is_a_wrong_secret(call, keys, secret_of):
    """A secret of the same mode, or of another workspace, is no mix of modes."""
    wrong = replace(keys["test"], secret=keys[secret_of].secret)

    assert call("GET", ACCOUNT, by=wrong).verdict == (401, "invalid_signature")


@pytest.mark.parametrize(
    ("asked", "verdict"), [("test", (200, None)), ("live", (401, "mode_mismatch")), ("x", (401, "mode_mismatch"))]
)
def test_the_mode_header_must_agree_with_the_key(call, asked, verdict):
    """`X-Plugipay-Mode` cannot make a test key live."""
    assert call("GET", ACCOUNT, headers={"x-plugipay-mode": asked}).verdict == verdict


def test_a_mode_header_that_came_twice_is_told_so(call):
    """The same mode asked for twice is refused as what it is."""
    answer = call("GET", ACCOUNT, headers={"x-plugipay-mode": "test, test"})

    assert answer.verdict == (401, "mode_mismatch")
    assert answer.error["message"] == "X-Plugipay-Mode was sent twice; send it once"


def test_the_mode_header_is_passed_over_where_the_dialect_says_so(world, call):
    """The shipped service does not look at `X-Plugipay-Mode`."""
    world.dialect = replace(world.dialect, mode_header_checked=False)

    assert call("GET", ACCOUNT, headers={"x-plugipay-mode": "live"}).status == 200


def test_a_platform_key_acts_for_a_merchant(call, keys, merchant):
    """With `X-Plugipay-On-Behalf-Of`, a platform key finds the merchant's account."""
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}

    assert call("GET", ACCOUNT, by=keys["platform"], headers=acting).data["accountId"] == merchant.account_id


def test_a_platform_key_acts_in_its_own_mode(call, keys, merchant):
    """A live platform key touches the merchant's live objects only."""
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}
    call("POST", CUSTOMERS, {"name": "Ada"}, by=keys["platform live"], headers=acting)

    assert [row["name"] for row in call("GET", CUSTOMERS, by=keys["live"]).data] == ["Ada"]
    assert call("GET", CUSTOMERS).data == []


def test_a_platform_key_on_an_unknown_merchant_finds_nothing(call, keys):
    """A merchant that does not exist is 404."""
    answer = call("GET", ACCOUNT, by=keys["platform"], headers={"x-plugipay-on-behalf-of": "acc_nobody"})

    assert answer.verdict == (404, "not_found")
    assert answer.error["message"] == "Account acc_nobody not found"


@pytest.mark.parametrize("merchant_id", ["acc_nobody", "its own"])
def test_another_key_acts_for_nobody(call, keys, merchant_id):
    """A key without `plugipay:platform:admin` may not even name its own workspace."""
    named = keys["test"].account_id if merchant_id == "its own" else merchant_id

    assert call("GET", ACCOUNT, headers={"x-plugipay-on-behalf-of": named}).verdict == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("scope", "verdict"),
    [
        ("plugipay:customer:create", (201, None)),
        ("plugipay:customer:write", (201, None)),
        ("plugipay:customer:read", (403, "insufficient_scope")),
        ("plugipay:invoice:write", (403, "insufficient_scope")),
    ],
)
def test_a_route_needs_its_scope(world, call, merchant, scope, verdict):
    """Creating a customer takes a key that may create or write customers."""
    key = mint(world, merchant, "test", Scopes([scope]))

    assert call("POST", CUSTOMERS, {}, by=key).verdict == verdict


def test_a_missing_scope_is_named(call, keys):
    """The refusal says which scope to mint."""
    assert call("POST", CUSTOMERS, {}, by=keys["read_only"]).error["message"] == (
        "The key lacks the scope plugipay:customer:create; mint a key that has it"
    )


def test_the_credential_check_needs_no_scope(world, call, merchant):
    """Any key may ask whose it is."""
    assert call("GET", ACCOUNT, by=mint(world, merchant, "test", Scopes([]))).status == 200


# What follows holds the order of the checks: a request with two faults is refused for the earlier one.


@dataclass
class Attempt:
    """A request that passes every check, until a fault spoils it: a platform sets a merchant's password."""

    call: Any
    key: Any
    merchant: str
    target: str = f"{ACCOUNT}/password-change"
    broken_off_at: str = "\n"
    at: int = field(default_factory=lambda: int(time.time()))
    body: bytes = b'{"newPassword":"x"}'
    idempotency_key: str = "order-1"
    mode: str = "test"

    @property
    def world(self):
        """The world it happens in."""
        return self.call.core.world

    def send(self, sign):
        """Status, code and first field of the answer."""
        how = {"at": self.at, "idempotency_key": self.idempotency_key}
        headers = sign(self.key, "POST", self.target, self.body, **how) | {
            "x-plugipay-on-behalf-of": self.merchant,
            "x-plugipay-mode": self.mode,
        }
        headers["authorization"] = headers["authorization"].partition(self.broken_off_at)[0]
        answer = self.call.send(Inbound("POST", self.target.encode(), headers, self.body))
        return (*answer.verdict, answer.error and answer.error.get("field"))


def unknown_route(attempt):
    attempt.target = "/api/v1/nowhere"


def large_body(attempt):
    attempt.body = b" " * (1024 * 1024 + 1)


def malformed_header(attempt):
    attempt.broken_off_at = ", signature="


def unknown_key(attempt):
    attempt.key = replace(attempt.key, id="pk_test_nobody")


def old_timestamp(attempt):
    attempt.at -= 301


def wrong_secret(attempt):
    attempt.key = replace(attempt.key, secret="sk_test_wrong")


def other_mode(attempt):
    attempt.mode = "live"


def spent_rate(attempt):
    attempt.world.rate_limits = True
    attempt.world.tenant(attempt.key.account_id, "test").clock.freeze()
    for _ in range(20):
        attempt.call("DELETE", f"{CUSTOMERS}/cus_nobody", by=attempt.call.keys["platform"])


def unknown_merchant(attempt):
    attempt.merchant = "acc_nobody"


def closed_route(attempt):
    attempt.world.dialect = replace(attempt.world.dialect, person_routes_open=False)


def missing_scope(attempt):
    known = attempt.call.keys["platform"]
    attempt.world.keys[known.id] = replace(known, scopes=Scopes([PLATFORM_ADMIN]))


def long_key(attempt):
    attempt.idempotency_key = "k" * 256


def broken_json(attempt):
    attempt.body = b"{"


def refused_by_the_handler(attempt):
    """A password is set already, and the request does not give the current one."""
    setting = {"x-plugipay-on-behalf-of": attempt.merchant}
    attempt.call("POST", attempt.target, attempt.body, by=attempt.key, headers=setting)


ORDER = {
    unknown_route: (404, "not_found", None),
    large_body: (413, "payload_too_large", None),
    malformed_header: (401, "invalid_signature", None),
    unknown_key: (401, "invalid_key", None),
    old_timestamp: (401, "invalid_timestamp", None),
    wrong_secret: (401, "invalid_signature", None),
    other_mode: (401, "mode_mismatch", None),
    spent_rate: (429, "rate_limited", None),
    unknown_merchant: (404, "not_found", None),
    closed_route: (403, "person_only", None),
    missing_scope: (403, "insufficient_scope", None),
    long_key: (400, "invalid_request", "Idempotency-Key"),
    broken_json: (400, "invalid_request", "body"),
    refused_by_the_handler: (400, "invalid_request", "currentPassword"),
}


@pytest.fixture
def attempt(call, keys, merchant):
    return Attempt(call, keys["platform"], merchant.account_id)


def test_an_attempt_without_a_fault_succeeds(attempt, sign):
    """The request that the faults below spoil is a good one."""
    assert attempt.send(sign) == (200, None, None)


@pytest.mark.parametrize(("fault", "verdict"), ORDER.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_each_fault_has_its_verdict(attempt, sign, fault, verdict):
    """A request with one fault is refused for that fault."""
    fault(attempt)

    assert attempt.send(sign) == verdict


@pytest.mark.parametrize(("earlier", "later"), [*combinations(ORDER, 2)], ids=lambda fault: fault.__name__)
def test_the_earlier_check_wins(attempt, sign, earlier, later):
    """Of two faults, the one that is checked first decides the answer."""
    later(attempt)
    earlier(attempt)

    assert attempt.send(sign) == ORDER[earlier]


def test_a_stranger_s_key_opens_its_own_workspace(world, call):
    """A key never reaches another workspace than its own."""
    stranger = mint(world, world.enrol("Stranger"), "test", EVERYTHING)

    assert call("GET", ACCOUNT, by=stranger).data["brandName"] == "Stranger"
