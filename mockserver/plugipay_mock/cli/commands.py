"""The commands and their options; the work is done elsewhere, and imported when a command runs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from plugipay_mock.cli import controlling, doctoring, webhooks
from plugipay_mock.cli.importing import for_good

if TYPE_CHECKING:
    from plugipay_mock.world import World

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_PORT: Final = 8750
_DIALECTS: Final = ("seed", "shipped")
_MANNERS: Final = ("async", "sync", "collect")
_SHAPE: Final = ("dialect", "seed", "rate_limits", "no_auto_keys", "explain", "webhooks")
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="plugipay-testkit", prog_name="plugipay-mock")
@click.pass_context
def main(context: click.Context) -> None:
    """A local mock Plugipay server that verifies signatures and behaves like the service.

    Exit codes: 0 done; 1 failed, or refused by the server; 2 the command line makes no sense; 3 no mock was reached.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


for _command in (*controlling.COMMANDS, *webhooks.COMMANDS, doctoring.doctor):
    main.add_command(_command)


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Check an option that holds an address, and strip the slashes at its end."""
    if value is None or re.fullmatch(r"https?://[^\s/?#\ud800-\udfff]+[^\s?#\ud800-\udfff]*", value):
        return value and value.rstrip("/")
    raise click.BadParameter("give an http or https address, such as https://pay.example.com")


_public_base = click.option(
    "--public-base",
    metavar="URL",
    callback=_web_address,
    help="Where buyers find the hosted pages; every hostedUrl starts with it. [default: the server itself]",
)


def _world_options(command: Command) -> Command:
    """Add the options that shape a world."""
    for option in (
        click.option("--no-auto-keys", is_flag=True, help="Refuse pk_test_auto_<name> pairs that enrol themselves."),
        click.option("--explain", is_flag=True, help="Say in error.details of a 401 what is wrong with the request."),
        click.option(
            "--webhooks",
            type=click.Choice(_MANNERS),
            default="async",
            show_default=True,
            help="Deliver in the background, before each answer, or when asked (POST /_mock/webhooks/deliver).",
        ),
        click.option("--rate-limits", is_flag=True, help="Refuse calls beyond the documented rates."),
        click.option("--seed", type=int, default=0, show_default=True, help="Equal seeds give equal keys and ids."),
        click.option(
            "--dialect",
            type=click.Choice(_DIALECTS),
            default="seed",
            show_default=True,
            help="seed: as the specification says. shipped: as the newest SDKs say the service behaves.",
        ),
    ):
        command = option(command)
    return command


@main.command(epilog="Example: plugipay-mock serve --port 0 --ready-file ready.json")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0: a free one.")
@click.option("--allow-remote", is_flag=True, help="Allow a --host that other machines can reach.")
@click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), help="Write URL and keys there as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing on start.")
@_public_base
@_world_options
def serve(*, allow_remote: bool, **options: Any) -> None:
    """Serve the API until Ctrl-C, with keys to copy."""
    host = options["host"]
    if host not in _LOOPBACK and not allow_remote:
        raise click.UsageError(
            f"--host {host} lets other machines in, and the keys of a mock are no secret; add --allow-remote to mean it"
        )
    with for_good():
        from plugipay_mock.cli import serving  # noqa: PLC0415  imports the server

    shape = {name: options.pop(name) for name in _SHAPE}
    sys.exit(serving.serve(_world(**shape), serving.Listening(**options, remote=host not in _LOOPBACK)))


@main.command(
    "exec",
    context_settings={"allow_interspersed_args": False},
    epilog="Example: plugipay-mock exec -- npm test",
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED, required=True)
@_public_base
@_world_options
def execute(command: tuple[str, ...], *, public_base: str | None, **shape: Any) -> None:
    """Run COMMAND with a server of its own, and end with its exit code.

    COMMAND finds the server in PLUGIPAY_BASE_URL, and a test key in PLUGIPAY_KEY_ID, PLUGIPAY_KEY_SECRET (also
    PLUGIPAY_SECRET) and PLUGIPAY_ACCOUNT_ID.
    """
    with for_good():
        from plugipay_mock.cli import executing  # noqa: PLC0415  imports the server

    sys.exit(executing.execute(_world(**shape), command, public_base=public_base))


def _world(*, dialect: str, no_auto_keys: bool, **shape: Any) -> World:
    from plugipay_mock.dialect import DIALECTS  # noqa: PLC0415  help must not wait for the server's imports
    from plugipay_mock.world import World  # noqa: PLC0415

    return World(dialect=DIALECTS[dialect], auto_keys=not no_auto_keys, **shape)
