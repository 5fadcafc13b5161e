"""Servers and workers in processes of their own, each pinned to one core."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any, Final

from benchmarks.rounds import BrokenMeasurementError, Measure

LOOPBACK: Final = "127.0.0.1"
SERVER_CORE: Final = 0
CLIENT_CORE: Final = 1
ROOT: Final = Path(__file__).parents[1]


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def told(module: str, *arguments: str) -> float:
    """Return the figure that a module prints, run in a fresh process."""
    command = python(module, *arguments)
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)  # noqa: S603


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, where the system can and has so many."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(pid, {core % (os.cpu_count() or 1)})


def spawn(stack: ExitStack, command: Sequence[str], core: int | None, **streams: Any) -> subprocess.Popen[str]:
    """Start a process on one core, or on all of them, and leave its end on the stack."""
    errors = stack.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115  the stack closes it
    # The commands are this package's own.
    started = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, text=True, **{"stdout": errors, "stderr": errors} | streams
    )
    if core is not None:
        pin(started.pid, core)
    stack.callback(_end, started)
    started.complaints = errors  # type: ignore[attr-defined]
    return started


def serve(  # noqa: PLR0913  what differs from server to server
    stack: ExitStack,
    command: Sequence[str],
    port: int,
    *,
    ready: str = "/",
    patience: float = 60.0,
    core: int | None = SERVER_CORE,
) -> float:
    """Start a server; return the seconds from launch to its first answer below 500.

    Raises:
        BrokenMeasurementError: it never answers.
    """
    launched = time.perf_counter()
    process = spawn(stack, command, core)
    while not _answers(port, ready):
        if process.poll() is not None or time.perf_counter() - launched > patience:
            raise BrokenMeasurementError(f"{command[0]} does not serve: {complaints(process)}")
        time.sleep(0.001)
    return time.perf_counter() - launched


def complaints(process: subprocess.Popen[str]) -> str:
    """Return the end of what a process wrote to its standard error."""
    written: IO[str] = process.complaints  # type: ignore[attr-defined]
    written.seek(0)
    return written.read()[-2000:]


class Worker:
    """A process that answers each line of JSON with one."""

    def __init__(self, stack: ExitStack, command: Sequence[str], core: int) -> None:
        self._process = spawn(stack, command, core, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **question: Any) -> dict[str, Any]:
        """Return the answer.

        Raises:
            BrokenMeasurementError: the worker died, or says that what it measured went wrong.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise BrokenMeasurementError(f"a worker died: {complaints(self._process)}")
        answer: dict[str, Any] = json.loads(line)
        if answer.get("bad"):
            raise BrokenMeasurementError(answer["bad"])
        return answer

    def median(self, **question: Any) -> float:
        """Return the median time that it tells in its answer, in µs."""
        return float(self.ask(**question)["p50"])


def caller(stack: ExitStack, command: Sequence[str], core: int, count: int) -> Measure:
    """Start a worker, warm it up with a tenth of its calls, and return what measures their median time, in µs."""
    worker = Worker(stack, command, core)
    worker.ask(count=max(1, count // 10))
    return lambda: worker.median(count=count)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500  # noqa: PLR2004  a server that refuses does answer
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
