"""The console script as people run it: in a process of its own."""

import os
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import suppress
from pathlib import Path

import pytest

SCRIPT = Path(sysconfig.get_path("scripts"), "plugipay-mock")
PATIENCE = 120


class Running:
    """A command that was started, and is not waited for."""

    def __init__(self, arguments):
        self.process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        )

    def wait_for(self, file):
        """Return the text of a file as soon as it is there; the process must not end before."""
        deadline = time.monotonic() + PATIENCE
        while not file.exists():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.02)
                raise AssertionError(f"ended with {self.process.returncode}: {self.process.stderr.read()}")
            assert time.monotonic() < deadline, f"{file} did not appear"
        return file.read_text(encoding="utf-8")

    def read_line(self):
        """Return the next line of its output."""
        return self.process.stdout.readline().rstrip("\n")

    def end(self, number):
        """Send a signal; return the exit code and the rest of what it wrote."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


@pytest.fixture(autouse=True, scope="session")
def _interruptible():
    """Lets commands be interrupted, also where the tests run behind a shell's `&`, whose children ignore Ctrl-C."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def run():
    """Runs `plugipay-mock` to its end: `run("exec", "--", "true").returncode`."""

    def finish(*arguments, **environment):
        return subprocess.run(
            [SCRIPT, *arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
            env=os.environ | environment,
        )

    return finish


@pytest.fixture(scope="module")
def start():
    """Starts `plugipay-mock`, and ends it with the test file."""
    started = []

    def begin(*arguments):
        started.append(Running([SCRIPT, *arguments]))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            each.process.send_signal(signal.SIGKILL)
        each.process.communicate()


@pytest.fixture(scope="session")
def python():
    """The command line of a Python program: `python("print(1)")`."""
    return lambda code: [sys.executable, "-c", code]
