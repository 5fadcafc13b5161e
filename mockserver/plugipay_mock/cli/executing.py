"""`plugipay-mock exec`: a command with a server of its own around it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any, Final

import click

from plugipay_mock.seeds import ready_card
from plugipay_mock.serve import ThreadServer
from plugipay_mock.signals import handled, heeded
from plugipay_mock.world import World

_NOT_EXECUTABLE: Final = 126
_NOT_FOUND: Final = 127
_KILLED_BY: Final = 128
"""What shells add to the number of the signal that ended a command."""


def execute(world: World, command: Sequence[str], *, public_base: str | None) -> int:
    """Run a command against a served world; return its exit code, or 128 and the signal that ended it."""
    with ThreadServer(world) as server:
        world.public_base = public_base or server.url
        environment = os.environ | variables(ready_card(world, server.url))
        try:
            code = _run(command, environment)
        except FileNotFoundError:
            click.echo(f"plugipay-mock: {command[0]}: command not found", err=True)
            return _NOT_FOUND
        except OSError as error:
            click.echo(f"plugipay-mock: {command[0]}: {error.strerror}", err=True)
            return _NOT_EXECUTABLE
    return code if code >= 0 else _KILLED_BY - code


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command that is handed every signal sent to us, also those that come while it starts."""
    passing = _Passing()
    with handled(heeded("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"), passing.take):
        child = subprocess.Popen(command, env=environment)  # noqa: S603  running the user's command is the purpose
        passing.begin(child)
        return child.wait()


def variables(card: dict[str, Any]) -> dict[str, str]:
    """Return the environment variables by which SDKs and apps find a server."""
    pair = card["keys"]["test"]
    return {
        "PLUGIPAY_BASE_URL": card["base_url"],
        "PLUGIPAY_KEY_ID": pair["key_id"],
        "PLUGIPAY_KEY_SECRET": pair["secret"],
        "PLUGIPAY_SECRET": pair["secret"],
        "PLUGIPAY_ACCOUNT_ID": card["account_id"],
    }


class _Passing:
    """Hands signals on to a child. A terminal sends Ctrl-C to both, so there it is not sent twice."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._early: list[int] = []
        self._interactive = sys.stdin is not None and sys.stdin.isatty()

    def take(self, number: int, _frame: FrameType | None) -> None:
        """Hand a signal on, or keep it until there is a child."""
        if self._child is None:
            self._early.append(number)
        elif not (number == signal.SIGINT and self._interactive):
            self._child.send_signal(number)

    def begin(self, child: subprocess.Popen[bytes]) -> None:
        """Hand on from now on, first of all what came meanwhile."""
        self._child = child
        for number in self._early:
            child.send_signal(number)
