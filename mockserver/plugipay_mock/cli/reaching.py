"""Finding a running server: by `--url`, by a ready file, by the environment, or where `serve` puts one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from plugipay_mock.control.line import ControlError, HttpLine, Query

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_URL: Final = "http://127.0.0.1:8750"
REFUSED: Final = 1
UNREACHABLE: Final = 3
"""Exit codes; 2 is for a command line that makes no sense, as everywhere."""


def reaching(command: Command) -> Callable[..., None]:
    """Give a command a line to a running server, the workspace meant, and `--json`; tell refusals in one line."""

    @click.option("--url", envvar="PLUGIPAY_BASE_URL", help=f"The server.  [default: {DEFAULT_URL}]")
    @click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), help="Find the server by this file.")
    @click.option("--token", envvar="PLUGIPAY_MOCK_TOKEN", help="What a server that listens to others printed.")
    @click.option("--account", help="Workspace: an account id, or any key id of it.  [default: the server's first]")
    @click.option("--mode", type=click.Choice(("test", "live")), default="test", show_default=True)
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @wraps(command)
    def reached(
        *, url: str | None, ready_file: Path | None, token: str | None, account: str | None, mode: str, **rest: Any
    ) -> None:
        found = _of_file(ready_file) if ready_file else {}
        line = HttpLine(url or found.get("base_url") or DEFAULT_URL, token or found.get("control_token"))
        try:
            command(Reached(line, account, mode), **rest)
        except ControlError as error:
            click.echo(f"plugipay-mock: {error}", err=True)
            sys.exit(UNREACHABLE if error.code == "unreachable" else REFUSED)
        finally:
            line.close()

    return reached


class Reached:
    """A line that already says which workspace is meant."""

    def __init__(self, line: HttpLine, account: str | None, mode: str) -> None:
        self._line = line
        self._meant = {"account": account, "mode": mode}

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `plugipay_mock.control.line.Line`."""
        return self._line.send(method, path, body, self._meant | dict(query or {}))


def _of_file(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--ready-file {path} cannot be read: {error}") from error
    return found
