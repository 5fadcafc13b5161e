"""The report of the suite, and the gate: what no passing test reached is told, and fails a run that asks for it."""

import json
import subprocess
import sys

import pytest

from plugipay_contract import facts, observations, report

ARGUMENTS = ("-p", "no:cacheprovider", "--pyargs", "--plugipay-mode", "inprocess")
REFUSALS = "plugipay_contract.server.test_not_found"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of some refusals that writes a report, and that report's path."""
    path = tmp_path_factory.mktemp("report") / "report.md"
    command = [sys.executable, "-m", "pytest", *ARGUMENTS, REFUSALS, "--plugipay-report", str(path)]
    return subprocess.run(command, cwd=path.parent, capture_output=True, check=False), path


@pytest.fixture(scope="module")
def written(run):
    """What that run writes."""
    return run[1]


def test_a_report_is_a_table(written):
    """A row per code, and a column for the subject."""
    rows = [line for line in written.read_text("utf-8").splitlines() if line.startswith("| ")]

    assert len(rows) == 1 + len(facts.CODES)


def test_a_report_says_how_a_code_was_reached(written):
    """Naturally, at how many operations."""
    assert "| server | 404 | `not_found` | natural 3 |" in written.read_text("utf-8")


def test_a_report_says_what_was_not_reached(written):
    """An absent proof is told."""
    assert "| client | 0 | `timeout` | **not reached** |" in written.read_text("utf-8")


def test_a_report_names_its_proofs(written):
    """The JSON has code, way, operation, subject and a passing test."""
    rows = json.loads(written.with_suffix(".json").read_text("utf-8"))["rows"]

    assert {(row["code"], row["how"], row["subject"]) for row in rows} == {("not_found", "natural", "inprocess")}
    assert all("::test_" in row["test"] for row in rows)


def test_a_report_is_the_same_from_two_workers(pytester, written):
    """What workers saw comes together."""
    path = pytester.path / "other.md"
    pytester.runpytest_subprocess(*ARGUMENTS, REFUSALS, "-n", "2", "--plugipay-report", str(path))

    assert path.read_text("utf-8") == written.read_text("utf-8")


def test_the_gate_fails_what_is_incomplete(pytester):
    """A run that reached too little fails though every test passed."""
    result = pytester.runpytest_subprocess(*ARGUMENTS, REFUSALS, "--plugipay-gate")

    assert (result.ret, result.parseoutcomes().get("failed", 0)) == (pytest.ExitCode.TESTS_FAILED, 0)
    result.stdout.fnmatch_lines(["*codes that no passing test reached*", "*client timeout*"])


def test_without_the_gate_little_is_enough(run):
    """A report alone judges nothing."""
    assert run[0].returncode == pytest.ExitCode.OK


def test_a_code_is_listed_with_its_status():
    """What a server says by itself must have the status of the table."""
    right, wrong = (
        observations.Sight("server", "not_found", status, "natural", "GET elsewhere") for status in (404, 403)
    )

    assert (right.listed, wrong.listed) == (True, False)


def test_a_planned_code_may_have_another_status():
    """A fault may be told to answer 418."""
    assert observations.Sight("server", "service_unavailable", 418, "fault", "GET elsewhere").listed


def test_reports_of_several_runs_are_joined():
    """A column for each."""
    rows = [report.rows_of(subject, "t", [("server", "conflict", 409, "natural", "x")]) for subject in ("a", "b")]

    table = report.markdown(report.condensed(report.joined({"rows": each} for each in rows)))
    assert "| server | 409 | `conflict` | natural 1 | natural 1 |" in table
