"""The plugin that carries the options: light to load, and honest about where a subject came from."""

import json
import subprocess
import sys

import pytest

STRICT = ("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--pyargs")
HEAVY = {"httpx", "fastapi", "hypothesis", "jsonschema_rs", "plugipay", "plugipay_mock", "plugipay_contract"}


def test_loading_costs_nothing():
    """The plugin imports pytest and the standard library, and nothing else before a fixture is used."""
    program = "import pytest_plugipay.plugin, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert not HEAVY & set(loaded.stdout.split())


@pytest.mark.parametrize("mode", ["process", "thread", "inprocess"])
def test_our_own_server_is_started_as_asked(pytester, mode):
    """Every way of running gives a subject, one with its limiter on, and one in the other dialect."""
    tests = [
        "plugipay_contract.server.test_account::test_the_account_says_whose_the_key_is",
        "plugipay_contract.server.test_rate_limits::test_a_burst_is_limited",
        "plugipay_contract.server.test_shipped_dialect::test_the_account_is_for_persons_only",
    ]
    result = pytester.runpytest_subprocess(*STRICT, *tests, "--plugipay-mode", mode)

    result.assert_outcomes(passed=3)


def test_a_missing_key_is_a_reason_to_skip(pytester):
    """A test that needs a key its subject was not given is skipped, and says which."""
    url = (
        "--plugipay-url",
        "http://localhost:9",
        "--plugipay-key-id",
        "pk_test_a",
        "--plugipay-key-secret",
        "sk_test_a",
    )
    test = "plugipay_contract.server.test_keys::test_a_revoked_key_is_refused"
    result = pytester.runpytest_subprocess(*STRICT, test, *url, "-rs")

    result.stdout.fnmatch_lines(["*the subject has no revoked key*"])


def test_a_missing_ability_is_a_reason_to_skip(pytester):
    """A test that needs an ability its subject lacks is skipped, and says which."""
    card = {"base_url": "http://localhost:9", "account_id": "acc_1", "keys": {"test": {"key_id": "a", "secret": "b"}}}
    ready_file = pytester.makefile(".json", ready=json.dumps(card))
    test = "plugipay_contract.server.test_timestamp::test_301_seconds_are_refused"
    result = pytester.runpytest_subprocess(*STRICT, test, "--plugipay-ready-file", str(ready_file), "-rs")

    result.stdout.fnmatch_lines(["*the subject lacks: same_clock*"])


def test_a_url_wants_a_key(pytester):
    """A foreign server without a key is a mistake on the command line."""
    test = "plugipay_contract.server.test_keys::test_an_unknown_key_id_is_refused"
    result = pytester.runpytest_subprocess(*STRICT, test, "--plugipay-url", "http://localhost:9")

    result.stdout.fnmatch_lines(["*--plugipay-url needs --plugipay-key-id and --plugipay-key-secret*"])
