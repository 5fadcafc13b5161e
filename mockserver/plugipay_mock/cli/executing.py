"""`plugipay-mock exec`: a command with a server of its own around it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import click

from plugipay_mock.seeds import ready_card
from plugipay_mock.serve import ThreadServer
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
            child = subprocess.Popen(command, env=environment)  # noqa: S603  running the user's command is the purpose
        except FileNotFoundError:
            click.echo(f"plugipay-mock: {command[0]}: command not found", err=True)
            return _NOT_FOUND
        except OSError as error:
            click.echo(f"plugipay-mock: {command[0]}: {error.strerror}", err=True)
            return _NOT_EXECUTABLE
        with _passing_signals_to(child):
            code = child.wait()
    return code if code >= 0 else _KILLED_BY - code


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


@contextmanager
def _passing_signals_to(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Hand signals on to the child. A terminal sends Ctrl-C to both already, so there it is not sent twice."""
    interactive = sys.stdin is not None and sys.stdin.isatty()

    def hand_on(number: int, _frame: FrameType | None) -> None:
        if not (number == signal.SIGINT and interactive):
            child.send_signal(number)

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2")
    before = {each: signal.signal(each, hand_on) for each in map(_number, names) if each is not None}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _number(name: str) -> signal.Signals | None:
    """Return a signal, or None on a platform that lacks it."""
    return getattr(signal, name, None)
