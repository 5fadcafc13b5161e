"""Finding a running server: by `--url`, by a ready file, by the environment, or where `serve` puts one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeAlias

import click
from click.core import ParameterSource

from plugipay_mock.control.line import AimedLine, ControlError, HttpLine

DEFAULT_URL: Final = "http://127.0.0.1:8750"
REFUSED: Final = 1
UNREACHABLE: Final = 3
"""Exit codes; 2 is for a command line that makes no sense, as everywhere."""

EXIT_CODES: Final = (
    "Exit codes: 0 done; 1 refused, and standard error says why; 2 the command line makes no sense; "
    "3 no mock was reached."
)


class ReachingCommand(click.Command):
    """A command that speaks to a running server; its help ends with an example and the exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, once every argument is known to be text."""
        for option in self.get_params(ctx):
            told = ctx.params.get(option.name or "")
            for value in told if isinstance(told, tuple) else (told,):
                _check_text(value, option)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the end of the help."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(EXIT_CODES)


Command: TypeAlias = Callable[..., Any]
Option: TypeAlias = Callable[[Command], Command]

_MODES: Final = click.Choice(("test", "live"))
_ACCOUNT: Final[Option] = click.option(
    "--account", help="Workspace: an account id, or any key id of it.  [default: the server's first]"
)
_MODE: Final[Option] = click.option("--mode", type=_MODES, default="test", show_default=True)
_EITHER_MODE: Final[Option] = click.option("--mode", type=_MODES, help="One of its modes.  [default: both]")
_JSON: Final[Option] = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
_SERVER: Final[tuple[Option, ...]] = (
    click.option("--url", envvar="PLUGIPAY_BASE_URL", help=f"The server.  [default: {DEFAULT_URL}]"),
    click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), help="Find the server by this file."),
    click.option("--token", envvar="PLUGIPAY_MOCK_TOKEN", help="What a server that listens to others printed."),
)


def reaching(command: Command) -> Command:
    """Give a command a line to a workspace in one of its modes, and `--json`."""
    return _reaching(command, _ACCOUNT, _MODE)


def reaching_either_mode(command: Command) -> Command:
    """Give a command a line to a workspace in the mode it is told, or else in both, and `--json`."""
    return _reaching(command, _ACCOUNT, _EITHER_MODE)


def reaching_both_modes(command: Command) -> Command:
    """Give a command a line to a workspace as a whole, and `--json`."""
    return _reaching(command, _ACCOUNT)


def reaching_server(command: Command) -> Command:
    """Give a command a line to a server, and `--json`."""
    return _reaching(command)


def _reaching(command: Command, *aim: Option) -> Command:
    """Give a command a line to a running server, and tell refusals in one line.

    What the command line says comes before the environment: `--url`, `--ready-file`, then `PLUGIPAY_BASE_URL`.
    """

    @wraps(command)
    def reached(
        *,
        url: str | None,
        ready_file: Path | None,
        token: str | None,
        account: str | None = None,
        mode: str | None = None,
        **rest: Any,
    ) -> None:
        found = _of_file(ready_file) if ready_file else {}
        told, known = (found.get("base_url"), url) if _is_of_environment("url") else (url, found.get("base_url"))
        line = HttpLine(told or known or DEFAULT_URL, token or found.get("control_token"))
        try:
            command(AimedLine(line, account, mode), **rest)
        except ControlError as error:
            click.echo(f"plugipay-mock: {error}", err=True)
            sys.exit(UNREACHABLE if error.code == "unreachable" else REFUSED)
        finally:
            line.close()

    wrapped: Command = reached
    for option in reversed((*_SERVER, *aim, _JSON)):
        wrapped = option(wrapped)
    return wrapped


def _is_of_environment(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) is ParameterSource.ENVIRONMENT


def _check_text(value: Any, option: click.Parameter) -> None:
    try:
        _ = isinstance(value, str) and value.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("it is not UTF-8", param=option) from None


def _of_file(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise click.UsageError(f"--ready-file {path} cannot be read: {error}") from error
    if not _is_card(found):
        raise click.UsageError(f"--ready-file {path} was not written by a mock; serve --ready-file writes one")
    return dict(found)


def _is_card(found: Any) -> bool:
    """Say whether a file leads to a server; one that does not must not lead to that of somebody else."""
    if not isinstance(found, dict) or not isinstance(found.get("base_url"), str):
        return False
    return isinstance(found.get("control_token", ""), str)
