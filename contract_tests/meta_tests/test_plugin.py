"""The plugin that carries the options: light to load, and honest about where a subject came from."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import plugipay_contract
from plugipay_mock import ThreadServer, World, ready_card

STRICT = ("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--pyargs")
KEYWORDS = "plugipay_contract.client.test_constructor::test_every_argument_is_keyword_only"
SUITE = Path(plugipay_contract.__file__).parent
HEAVY = {"httpx", "fastapi", "hypothesis", "jsonschema_rs", "plugipay", "plugipay_mock", "plugipay_contract"}


@pytest.fixture
def somebody():
    """The URL of a server that knows none of the keys used here."""
    with ThreadServer(World()) as server:
        yield server.url


def given(url):
    """The options that name a server with one key pair, which nothing more is known of."""
    return (
        *("--plugipay-url", url, "--plugipay-abilities", "none"),
        *("--plugipay-key-id", "pk_test_a", "--plugipay-key-secret", "sk_test_a"),
    )


def lines_of(result):
    """What a run said before any test, line by line."""
    return [line for line in (*result.outlines, *result.errlines) if line]


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


@pytest.fixture
def own_client(pytester, monkeypatch):
    """The file of a client under development that bears the name of one that is installed beside the suite."""
    own, installed = (pytester.mkdir(name) for name in ("own", "installed"))
    shutil.copytree(SUITE, installed / SUITE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for place in (own, installed):
        (place / "plugipay").mkdir()
        (place / "plugipay" / "__init__.py").write_text("class PlugipayClient: pass\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (own, installed))))
    return own / "plugipay" / "__init__.py"


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "with-a-worker"])
def test_the_client_that_python_finds_first_is_judged(pytester, own_client, workers):
    """One's own client is not passed over for another that is installed beside the suite."""
    own_client.write_text("class PlugipayClient:\n    def __init__(self, *, key): pass\n", encoding="utf-8")
    result = pytester.runpytest_subprocess(*STRICT, KEYWORDS, "-q", *workers)

    result.assert_outcomes(passed=1)


def test_the_header_says_which_client_is_judged(pytester, own_client):
    """Its name and its file, for there may be several of that name."""
    result = pytester.runpytest_subprocess(*STRICT, KEYWORDS, "--collect-only")

    result.stdout.fnmatch_lines([f"plugipay: client plugipay:PlugipayClient from {own_client}; mock *"])


@pytest.mark.parametrize("name", ["nowhere:Client", "plugipay:Client", "plugipay"])
def test_a_client_that_is_not_there_is_told_once(pytester, name):
    """A client nobody can find is a mistake on the command line, not a failure per test."""
    result = pytester.runpytest_subprocess(*STRICT, "plugipay_contract.client", "--plugipay-client", name)
    (line,) = lines_of(result)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert line.startswith(f"ERROR: --plugipay-client {name}")


def test_a_missing_key_is_a_reason_to_skip(pytester, somebody):
    """A test that needs a key its subject was not given is skipped, and says which."""
    test = "plugipay_contract.server.test_keys::test_a_revoked_key_is_refused"
    result = pytester.runpytest_subprocess(*STRICT, test, *given(somebody), "-rs")

    result.stdout.fnmatch_lines(["*the subject has no revoked key*"])


def test_a_missing_ability_is_a_reason_to_skip(pytester, somebody):
    """A test that needs an ability its subject lacks is skipped, and says which."""
    card = {"base_url": somebody, "account_id": "acc_1", "keys": {"test": {"key_id": "a", "secret": "b"}}}
    ready_file = pytester.makefile(".json", ready=json.dumps(card))
    test = "plugipay_contract.server.test_timestamp::test_301_seconds_are_refused"
    options = ("--plugipay-ready-file", str(ready_file), "--plugipay-abilities", "none")
    result = pytester.runpytest_subprocess(*STRICT, test, *options, "-rs")

    result.stdout.fnmatch_lines(["*the subject lacks: same_clock*"])


def test_a_url_wants_a_key(pytester, somebody):
    """A foreign server without a key is a mistake on the command line."""
    test = "plugipay_contract.server.test_keys::test_an_unknown_key_id_is_refused"
    result = pytester.runpytest_subprocess(*STRICT, test, "--plugipay-url", somebody)

    assert lines_of(result) == ["ERROR: --plugipay-url needs --plugipay-key-id and --plugipay-key-secret"]


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "with-workers"])
def test_nobody_at_a_url_is_told_once(pytester, workers):
    """Where nobody listens it is one line that says so, not a failure per test."""
    url = "http://127.0.0.1:9"
    result = pytester.runpytest_subprocess(*STRICT, "plugipay_contract", *given(url), *workers)
    (line,) = lines_of(result)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert line.startswith(f"ERROR: no test was run: nobody listens at {url} (")
    assert line.endswith("); start the server, or check the URL")


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "with-workers"])
def test_a_key_that_is_refused_is_told_below_the_failures(pytester, somebody, workers):
    """What most failures come from is said last, and each test fails all the same."""
    test = "plugipay_contract.server.test_customers::test_metadata_null_clears_it"
    result = pytester.runpytest_subprocess(*STRICT, test, *given(somebody), *workers)
    refusal, outcomes = lines_of(result)[-2:]

    assert refusal.startswith(f"{somebody} answers 401 invalid_key to GET /api/v1/customers?limit=1 with pk_test_a")
    assert " failed" in outcomes


def test_a_key_that_works_is_not_spoken_of(pytester):
    """Nothing is said of the first read when it went well."""
    world = World()
    with ThreadServer(world) as server:
        ready_file = pytester.makefile(".json", ready=json.dumps(ready_card(world, server.url)))
        test = "plugipay_contract.server.test_customers::test_metadata_null_clears_it"
        result = pytester.runpytest_subprocess(*STRICT, test, "--plugipay-ready-file", str(ready_file))

    assert result.ret == pytest.ExitCode.OK
    assert "before the first test" not in str(result.stdout)


def test_a_list_of_tests_wants_nobody_at_its_url(pytester):
    """What could be judged can be listed before the server is up."""
    test = "plugipay_contract.server.test_keys"
    result = pytester.runpytest_subprocess(*STRICT, test, *given("http://127.0.0.1:9"), "--collect-only")

    assert result.ret == pytest.ExitCode.OK
