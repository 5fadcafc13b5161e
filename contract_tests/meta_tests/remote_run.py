"""Runs the suite at a service as its users do, in this process, so that the waiting can be somebody else's."""

import io
from contextlib import redirect_stdout
from dataclasses import dataclass, field

import pytest

from .conftest import Instead

FAR = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist", "-p", "no:pytester", "-s", "-rs"]


@dataclass(eq=False)
class RemoteRun:
    """What became of a run: its exit status, its reports by outcome, and what it printed."""

    status: int = 0
    outcomes: dict[str, set[str]] = field(default_factory=dict)
    text: str = ""

    def pytest_runtest_logreport(self, report):
        """Keep what became of a test."""
        if report.when == "call" or report.outcome != "passed":
            self.outcomes.setdefault(report.outcome, set()).add(report.nodeid.partition("::")[2])


def remote_run(folder, service, *arguments, plugins=()):
    """Judge a service by its URL and one key, from an empty folder."""
    run, printed = RemoteRun(), io.StringIO()
    key = ["--plugipay-key-id", service.key.key_id, "--plugipay-key-secret", service.key.secret]
    where = ["--rootdir", str(folder), "-c", str(folder / "pytest.ini"), "--plugipay-remote"]
    (folder / "pytest.ini").write_text("[pytest]\n")
    given = [] if "--plugipay-ready-file" in arguments else ["--plugipay-url", service.url, *key]
    with redirect_stdout(printed):
        run.status = pytest.main(
            [*FAR, *where, *given, "--plugipay-pace", "0", "--pyargs", *arguments],
            plugins=[run, Instead(plugipay_waiting=service.waiting), *plugins],
        )
    run.text = printed.getvalue()
    return run
