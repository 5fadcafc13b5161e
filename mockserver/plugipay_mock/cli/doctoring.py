"""`plugipay-mock doctor`: why a request was refused, asked of a running server or found out from a saved request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plugipay_mock.cli.lines import json_line
from plugipay_mock.cli.reaching import ReachingCommand, reaching_server
from plugipay_mock.control.line import AimedLine, segment

if TYPE_CHECKING:
    from plugipay_mock.doctor import Diagnosis

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    cls=ReachingCommand,
    epilog="Examples: plugipay-mock doctor req_01HXXXXXXXXXXXXXXXXXXXXXXX;"
    " plugipay-mock doctor --request saved.txt --secret-env PLUGIPAY_KEY_SECRET",
)
@click.argument("request_id", required=False)
@click.option("--request", "file", type=_FILE, help="Look at a saved request instead of asking a server.")
@click.option("--body", type=_FILE, help="The body as sent, where the saved request does not hold it.")
@click.option(
    "--secret-env",
    "secrets",
    metavar="NAME",
    multiple=True,
    help="Environment variable with the secret of a saved request's key; more name secrets that may have been mistaken"
    " for it.  [default: the keys of a new server]",
)
@reaching_server
def doctor(  # noqa: PLR0913  the options of the command
    line: AimedLine,
    *,
    request_id: str | None,
    file: Path | None,
    body: Path | None,
    secrets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say why the signature of a request is wrong, and what to change.

    REQUEST_ID is the X-Request-Id of the answer. A saved request is what tcpdump -A or curl -v shows, or JSON with
    method, path, query, headers and bodyBase64; its timestamp is judged only where JSON has a wallTime.
    """
    from plugipay_mock.doctor import Diagnosis  # noqa: PLC0415  help must not wait for the doctor

    if request_id is not None and file is None:
        diagnosis = Diagnosis.read(line.send("GET", f"/requests/{segment(request_id)}/diagnosis"))
    elif request_id is None and file is not None:
        diagnosis = _offline(file, body, secrets)
    else:
        raise click.UsageError("Give a REQUEST_ID, or a saved request by --request.")
    click.echo(json_line(diagnosis.show()) if as_json else diagnosis.text())


def _offline(file: Path, body: Path | None, secrets: tuple[str, ...]) -> Diagnosis:
    from plugipay_mock.cli import offline  # noqa: PLC0415  imports the doctor

    try:
        return offline.diagnosis(file.read_bytes(), None if body is None else body.read_bytes(), secrets)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--request {file}: {error}") from error
