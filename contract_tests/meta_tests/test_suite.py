"""The suite as a tool: hired from anywhere, honest about what it skips, strict about known gaps."""

import ast
from pathlib import Path

import httpx
import pytest

import plugipay_contract
from plugipay_contract.subjects import KeyPair, ServerSubject

SUITE = Path(plugipay_contract.__file__).parent
STRICT = ("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--pyargs")
GAP_LISTS = sorted((SUITE / "known_gaps").glob("*.txt"))
DEFAULT_CLIENT = "plugipay_contract.client.test_constructor::test_the_default_is_the_service"


TESTS = {
    f"{path.parent.name}/{path.stem}::{node.name}": node
    for path in SUITE.glob("*/test_*.py")
    for node in ast.parse(path.read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}


@pytest.mark.parametrize("node", TESTS.values(), ids=TESTS)
def test_a_test_is_one_sentence(node):
    """Every test says in one sentence what must hold."""
    sentence = ast.get_docstring(node) or ""

    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_the_suite_runs_from_anywhere(pytester):
    """`pytest --pyargs plugipay_contract` works in an empty folder, with warnings as errors."""
    result = pytester.runpytest_subprocess(*STRICT, "plugipay_contract", "--collect-only", "-q")

    result.stdout.fnmatch_lines(["*server/test_signature.py::test_a_wrong_secret_is_refused"])
    assert result.ret == 0


@pytest.mark.parametrize("selection", ["quick", "thorough"])
def test_quick_and_thorough_share_the_suite(pytester, selection):
    """A test is one or the other."""
    result = pytester.runpytest_subprocess(*STRICT, "plugipay_contract", "--collect-only", "-q", "-m", selection)

    has_properties = any("test_properties" in line for line in result.outlines)
    assert has_properties == (selection == "thorough")


def test_a_closed_gap_reports_itself(pytester):
    """A test that is listed as a gap and passes is a failure."""
    gaps = pytester.makefile(".txt", gaps="# a comment\n\ntest_the_default_is_the_service: it has no default")
    result = pytester.runpytest_subprocess(*STRICT, DEFAULT_CLIENT, "--plugipay-gaps", str(gaps))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*XPASS(strict)*it has no default*"])


@pytest.mark.parametrize("path", GAP_LISTS, ids=lambda path: path.stem)
def test_a_listed_gap_names_a_test(path):
    """No list speaks of a test that is no longer there."""
    names = {node.name for node in TESTS.values()}
    listed = [line.partition("[")[0].partition(":")[0] for line in path.read_text("utf-8").splitlines()]

    assert {name for name in listed if name and not name.startswith("#")} <= names


def test_a_server_that_is_gone_is_told_in_one_line(judge):
    """Once nobody listens any more, no test shows how a connection is opened."""

    def refuse(request):
        raise httpx.ConnectError("refused", request=request)

    keys = {"test": KeyPair("pk_test_a", "sk_test_a")}
    subject = ServerSubject("http://gone.example", keys, transport=httpx.MockTransport(refuse))
    test = "server.test_customers::test_metadata_null_clears_it"
    _, _, (report,) = judge(test, plugipay_subject_with=lambda **_: subject)

    assert report.longreprtext == "nobody listens at http://gone.example any more (refused)"
