"""Every code of the catalogue, by its natural recipe where it has one, and by fault in each way to run."""

import json
import subprocess
import sys

import pytest

from plugipay_mock.dialect import DIALECTS
from plugipay_mock.errors import CATALOGUE
from plugipay_mock.message import Inbound

from ..bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"
BANK = {"bankName": "BCA", "bankAccountNumber": "1", "bankAccountHolder": "PT"}


def twice(call, method, path, bodies, keys):
    """The answer to the second of two requests."""
    for body, key in zip(bodies, keys, strict=True):
        answer = call(method, path, body, key=key)
    return answer


def in_flight(call):
    held_back = {"x-plugipay-mock-fault": "wait=1; position=during"}
    call.core.handle(call.request("POST", CUSTOMERS, {}, key="1", headers=held_back))
    return call("POST", CUSTOMERS, {}, key="1")


def shipped(call):
    call.core.world.dialect = DIALECTS["shipped"]
    return call


def spent(call):
    call.core.world.rate_limits = True
    return [call("POST", CUSTOMERS, {}) for _ in range(25)][-1]


def late(call):
    call.core.world.skew = 1000.0
    return call("GET", CUSTOMERS)


def broken(call):
    request = call.request("GET", CUSTOMERS)
    return call.send(request, headers=request.headers | {"authorization": "nonsense"})


def mixed(call):
    return call("GET", CUSTOMERS, headers={"x-plugipay-mode": "live"})


def current_session(call):
    account = "/api/v1/account/sessions"
    current = next(each for each in call("GET", account).data if each["current"])
    return call("POST", f"{account}/{current['id']}/revoke")


def confirmed_too_early(call):
    session = call("POST", "/api/v1/checkout-sessions", SMALL_SESSION).data["id"]
    return call("POST", f"/api/v1/checkout-sessions/{session}/confirm")


def archived_twice(call):
    flat = {"currency": "IDR", "model": "flat", "unitAmount": 1}
    plan = {"name": "Pro", "interval": "month", "prices": [flat], "portalFeatures": {}}
    target = f"/api/v1/plans/{call('POST', '/api/v1/plans', plan).data['id']}/archive"
    return twice(call, "POST", target, [None] * 2, "12")


def refused_refund(call):
    asked = SMALL_SESSION | {"methods": ["retail"], "amount": 50_000}
    session = call("POST", "/api/v1/checkout-sessions", asked).data["id"]
    form = {"content-type": "application/x-www-form-urlencoded"}
    call.send(Inbound("POST", f"/c/{session}".encode(), form, b"action=pay"))
    return call("POST", "/api/v1/refunds", {"sourceType": "checkout_session", "sourceId": session}, key="1")


RECIPES = {
    "invalid_request": lambda call: call("POST", CUSTOMERS, {"email": "x"}),
    "invalid_signature": broken,
    "invalid_key": lambda call: call("GET", CUSTOMERS, by=call.keys["revoked"]),
    "invalid_timestamp": late,
    "timestamp_skew": lambda call: late(shipped(call)),
    "mode_mismatch": mixed,
    "insufficient_scope": lambda call: call("POST", CUSTOMERS, {}, by=call.keys["read_only"]),
    "person_only": lambda call: shipped(call)("GET", "/api/v1/account/members"),
    "not_found": lambda call: call("GET", f"{CUSTOMERS}/cus_none"),
    "method_not_allowed": lambda call: call("PUT", CUSTOMERS, {}),
    "conflict": lambda call: twice(call, "POST", CUSTOMERS, [{"externalId": "a"}] * 2, "12"),
    "invalid_transition": archived_twice,
    "idempotency_conflict": lambda call: twice(call, "POST", CUSTOMERS, [{"name": "a"}, {"name": "b"}], "11"),
    "idempotency_in_progress": in_flight,
    "payload_too_large": lambda call: call("POST", CUSTOMERS, b" " * 2_000_000),
    "unprocessable": refused_refund,
    "rate_limited": spent,
    "CANNOT_REVOKE_CURRENT": current_session,
}
"""A natural way to each code."""

ELSEWHERE = {
    "forbidden": "control/test_guard.py",
    "already_queued": "the tests of webhooks",
    "endpoint_disabled": "the tests of webhooks",
}
"""Codes whose natural way is tested elsewhere."""

FAULT_ONLY = {"internal_error", "upstream_error", "service_unavailable", "not_mocked"}
"""Codes that nothing but a fault leads to, or only while something is missing from the mock."""


@pytest.mark.parametrize("code", RECIPES)
def test_a_code_has_a_natural_way(call, code):
    """Status and code are those of the catalogue."""
    assert RECIPES[code](call).verdict == (CATALOGUE[code].status, code)


def test_every_code_is_known_to_be_natural_or_not(suite_data):
    """A code that is added to the server or to the contract needs a recipe, or a place here that says why not."""
    contract = {row["code"] for row in suite_data("data/catalogue.json")["codes"] if row["side"] == "server"}

    assert (set(CATALOGUE) | contract) - set(RECIPES) - set(ELSEWHERE) == FAULT_ONLY


CLIENT = """if True:
    import json, os, sys, httpx
    import httpx
    url = os.environ["PLUGIPAY_BASE_URL"] + "/health"
    with httpx.Client(trust_env=False) as http:
        answers = {code: http.get(url, headers={"X-Plugipay-Mock-Fault": "code=" + code}) for code in sys.argv[1:]}
    print(json.dumps({code: [told.status_code, told.json()["error"]["code"]] for code, told in answers.items()}))
"""


def test_every_code_is_had_by_fault_from_an_own_process():
    """A client of any language asks by header; here the server is a process of its own."""
    mock = [sys.executable, "-m", "plugipay_mock", "exec", "--", sys.executable, "-c", CLIENT, *CATALOGUE]
    ended = subprocess.run(mock, capture_output=True, text=True, timeout=120, check=True)

    assert json.loads(ended.stdout) == {code: [kind.status, code] for code, kind in CATALOGUE.items()}
