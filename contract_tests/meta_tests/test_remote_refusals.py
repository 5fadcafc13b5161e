"""A remote run that must not begin: one clear line, the way out, and no test."""

import json

import pytest

from plugipay_contract import money

from .elsewhere import Elsewhere

STRICT = ("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--pyargs")
ACCOUNT = "plugipay_contract.server.test_account::test_the_account_says_whose_the_key_is"
CUSTOMERS = "plugipay_contract.server.test_customers"


@pytest.fixture(name="service")
def _service():
    with Elsewhere(limits=False) as service:
        yield service


@pytest.fixture(name="seeded")
def _seeded(service):
    service.asked("POST", "/api/v1/checkout-sessions", money.session_body())
    return service


def key(key_id, secret):
    """The options that name a key."""
    return ("--plugipay-key-id", key_id, "--plugipay-key-secret", secret)


def options(service):
    """The options that name a service on this machine as one that others use."""
    return ("--plugipay-remote", "--plugipay-url", service.url, *key(service.key.key_id, service.key.secret))


def refused(pytester, *arguments):
    """The one line that a run says which must not begin."""
    result = pytester.runpytest_subprocess(*STRICT, ACCOUNT, *arguments)
    (line,) = [line for line in result.outlines + result.errlines if line.startswith("ERROR: ")]

    assert (result.ret, "passed" in result.stdout.str()) == (pytest.ExitCode.USAGE_ERROR, False)
    return line


@pytest.mark.parametrize(
    ("key_id", "secret", "why"),
    [
        ("pk_live_0123456789", "sk_live_0123456789", "the id of a test key begins with pk_test_ or ak_test_, and pk_l"),
        ("AKIAPLUGIPAY", "0123456789", "the id of a test key begins with pk_test_ or ak_test_, and AKIA"),
        ("pk_test_0123456789", "sk_live_0123456789", "the secret that was given for pk_test_0123456789 is a live one"),
    ],
)
def test_what_is_no_test_key_is_refused(pytester, service, key_id, secret, why):
    """A live key, one that does not say, and a live secret are refused before any request."""
    line = refused(pytester, "--plugipay-remote", "--plugipay-url", service.url, *key(key_id, secret))

    assert line.startswith(f"ERROR: refused before any request: {why}")
    assert (service.seen, secret in line) == ([], False)


def test_another_machine_is_always_remote(pytester):
    """At another host a live key is refused without anybody asking for a remote run."""
    line = refused(pytester, "--plugipay-url", "https://plugipay.invalid", *key("pk_live_1", "sk_live_1"))

    assert line.startswith("ERROR: refused before any request: ")


def test_a_mock_elsewhere_is_no_service(pytester, service):
    """Tests that use the fixtures only may use a mock on any machine, whatever keys its ready file has."""
    card = {**service.card, "base_url": "http://mock.invalid"}
    ready_file = pytester.makefile(".json", ready=json.dumps(card))
    pytester.makepyfile("def test_it(): pass")

    pytester.runpytest_subprocess("--plugipay-ready-file", str(ready_file)).assert_outcomes(passed=1)


def test_the_suite_comes_nowhere_unguarded(pytester, service):
    """Found in a folder instead of named, it still does not judge another machine as if it were a fake."""
    card = {**service.card, "base_url": "http://service.invalid"}
    ready_file = pytester.makefile(".json", ready=json.dumps(card))
    pytester.makepyfile("def test_it(plugipay_subject): pass")

    result = pytester.runpytest_subprocess("--plugipay-ready-file", str(ready_file))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["*the suite would judge http://service.invalid unguarded: say --plugipay-remote*"])


def test_a_live_ready_file_is_refused(pytester, service):
    """A ready file whose test pair is a live one is no way around."""
    card = {**service.card, "keys": {"test": service.card["keys"]["live"]}}
    ready_file = pytester.makefile(".json", ready=json.dumps(card))

    line = refused(pytester, "--plugipay-remote", "--plugipay-ready-file", str(ready_file))

    assert (line.startswith("ERROR: refused before any request: "), service.seen) == (True, [])


def test_a_remote_run_needs_a_service(pytester):
    """Without an address there is nothing remote."""
    line = refused(pytester, "--plugipay-remote")

    assert line == "ERROR: --plugipay-remote needs --plugipay-url, or --plugipay-ready-file"


def test_a_remote_run_needs_a_key(pytester, service):
    """An address alone is not enough."""
    line = refused(pytester, "--plugipay-remote", "--plugipay-url", service.url)

    assert line == "ERROR: --plugipay-remote needs --plugipay-key-id and --plugipay-key-secret"


@pytest.mark.parametrize(
    "option",
    [("--plugipay-drift", "drift.md"), ("--plugipay-sweep",), ("--plugipay-trust-key",)],
    ids=lambda each: each[0],
)
def test_options_of_a_remote_run_alone_are_a_mistake(pytester, service, option):
    """At a fake on this machine they would do nothing, and that is said."""
    line = refused(pytester, "--plugipay-url", service.url, *key("pk_test_1", "sk_test_1"), *option)

    assert line == f"ERROR: {option[0]} is for remote runs: name a service and a key, and say --plugipay-remote"


def test_a_negative_pace_is_a_mistake(pytester, service):
    """Nought is how to say: without a limit."""
    line = refused(pytester, *options(service), "--plugipay-pace", "-1")

    assert line == "ERROR: --plugipay-pace must not be negative; 0 is without limit"


def test_an_unknown_ability_is_a_mistake(pytester, service):
    """The abilities there are are named."""
    line = refused(pytester, *options(service), "--plugipay-abilities", "clock,flying")

    assert line.startswith("ERROR: --plugipay-abilities flying: must be one of auto_keys, clock, ")


@pytest.mark.parametrize(
    ("keys", "why"),
    [({}, "has no test key"), ({"test": {"key_id": "pk_test_1"}}, "describes no server"), ([], "describes no server")],
    ids=["no-key", "no-secret", "no-object"],
)
def test_a_ready_file_without_a_key_is_a_mistake(pytester, service, keys, why):
    """What is wrong with it is told in one line."""
    ready_file = pytester.makefile(".json", ready=json.dumps({**service.card, "keys": keys}))

    line = refused(pytester, "--plugipay-remote", "--plugipay-ready-file", str(ready_file))

    assert line.startswith(f"ERROR: --plugipay-ready-file {ready_file} {why}")


def test_with_workers_a_refusal_is_one_line_too(pytester, service):
    """The mode is proven before any worker starts."""
    assert "Make one with this key" in refused(pytester, *options(service), "-n", "2")


def test_a_service_out_of_reach_is_told_once(pytester):
    """Nobody there is one line, not a failure per test."""
    url = "http://127.0.0.1:9"

    line = refused(pytester, "--plugipay-remote", "--plugipay-url", url, *key("pk_test_1", "sk_test_1"))

    assert line.startswith(f"ERROR: no test was run: {url} cannot be reached (")
    assert line.endswith("); check the URL")


def test_a_key_that_is_refused_is_told_once(pytester, service):
    """A wrong secret is one line, with the code."""
    line = refused(
        pytester, "--plugipay-remote", "--plugipay-url", service.url, *key(service.key.key_id, "sk_test_wrong")
    )

    assert "answers 401 invalid_signature to GET /api/v1/account" in line
    assert line.endswith("check the URL, the key id and its secret")


def test_an_unproven_mode_is_refused(pytester, service):
    """Where nothing shows a mode no test runs, and two ways out are named."""
    line = refused(pytester, *options(service))

    assert "nothing at" in line
    assert "Make one with this key, or say --plugipay-trust-key if you are sure" in line
    assert {request.method for request in service.seen} == {"GET"}


def test_a_live_mode_is_refused(pytester):
    """A key that shows live objects is refused whatever it is called, and trusted or not."""
    with Elsewhere(mode="live") as service:
        service.asked("POST", "/api/v1/checkout-sessions", money.session_body())
        line = refused(pytester, *options(service), "--plugipay-trust-key")

    assert line == f"ERROR: no test was run: {service.key.key_id} is not of test mode: it shows what is live"
    assert {request.method for request in service.seen} == {"GET"}


def test_a_trusted_key_is_enough(pytester, service):
    """Who is sure may begin in an empty workspace."""
    result = pytester.runpytest_subprocess(*STRICT, ACCOUNT, *options(service), "--plugipay-trust-key")

    result.assert_outcomes(passed=1)


def test_collecting_asks_nobody(pytester, service):
    """A list of the tests needs no service."""
    result = pytester.runpytest_subprocess(*STRICT, ACCOUNT, *options(service), "--collect-only")

    assert (result.ret, service.seen) == (pytest.ExitCode.OK, [])


def test_a_run_says_that_it_is_remote(pytester, seeded):
    """The header tells where, how fast, and with which mark."""
    result = pytester.runpytest_subprocess(*STRICT, ACCOUNT, *options(seeded))

    told = "test keys only, 10 requests a second at most, mark plugipay-contract-*"
    result.stdout.fnmatch_lines([f"plugipay: remote run at {seeded.url}: {told}"])


def test_no_drift_is_one_line(pytester, seeded):
    """Where nothing differs, one line says so."""
    result = pytester.runpytest_subprocess(*STRICT, ACCOUNT, *options(seeded))

    result.stdout.fnmatch_lines(["*drift of http*", "no drift: 1 answer of 1 operation have the shape of the contract"])


def test_live_pairs_of_a_ready_file_stay_there(pytester, seeded):
    """With all keys at hand, only those of test mode are used."""
    ready_file = pytester.makefile(".json", ready=json.dumps(seeded.card))
    tests = ["modes", "keys", "bearer", "scopes", "platform", "account"]
    result = pytester.runpytest_subprocess(
        *STRICT,
        *(f"plugipay_contract.server.test_{name}" for name in tests),
        *("--plugipay-remote", "--plugipay-ready-file", str(ready_file), "--plugipay-pace", "0", "-rs"),
    )
    ids = " ".join(request.header("Authorization") or "" for request in seeded.seen)

    result.stdout.fnmatch_lines(["*a remote run uses no live key", "*a remote run uses no live Bearer key"])
    result.stdout.fnmatch_lines(["*a remote run uses no platform key"])
    assert (result.parseoutcomes()["passed"] > 15, "_live_" in ids, "platform" in ids) == (True, False, False)


def test_workers_share_a_run(pytester, seeded):
    """What two workers found comes together, under one mark."""
    result = pytester.runpytest_subprocess(
        *STRICT, CUSTOMERS, *options(seeded), "-n", "2", "--plugipay-pace", "0", "--plugipay-drift", "drift"
    )
    found = json.loads((pytester.path / "drift.json").read_text("utf-8"))

    assert result.ret == pytest.ExitCode.OK
    (made,) = [times for name, said, times in found["answers"] if (name, said) == ("POST /api/v1/customers", "201")]
    assert (found["undone"], found["left"]) == ({"customer": made}, [])
    assert seeded.page("/api/v1/customers")["data"] == []
