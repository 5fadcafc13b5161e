"""The README is a promise: its examples run, its commands are those of CI, its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def promised_output(example: str) -> list[str]:
    return re.findall(r"^\s*# (.*)$", example, re.MULTILINE)


@pytest.mark.parametrize("example", blocks("python"), ids=lambda example: example.splitlines()[0])
def test_python_example_prints_what_it_promises(example, tmp_path):
    """Every Python example runs beside a server, or by pytest, and prints the lines its comments promise."""
    script = tmp_path / "test_example.py"
    script.write_text(example, encoding="utf-8")
    runner = ["-m", "pytest", "-q"] if "def test_" in example else []
    command = [sys.executable, "-m", "plugipay_mock", "exec", "--", sys.executable, *runner, str(script)]

    finished = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert finished.returncode == 0, finished.stderr
    assert [line for line in promised_output(example) if line not in finished.stdout.splitlines()] == []


def test_ci_runs_the_test_command_of_the_readme():
    """`.ci/run` calls the README's test command and nothing cleverer."""
    _, test_command = (block.strip() for block in blocks("sh")[:2])

    assert (PROJECT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == test_command


def test_limits_come_first():
    """The first section tells what the kit does not do."""
    assert re.findall(r"^## (.*)$", README, re.MULTILINE)[0] == "Limits"


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_relative_link_leads_somewhere(target):
    """Every link into the project names a file that is there."""
    assert target.startswith("https://") or (PROJECT / target).exists()
