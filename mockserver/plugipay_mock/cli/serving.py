"""`plugipay-mock serve`: banner, ready file, and a server in the main thread."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from plugipay_mock.cli.banner import banner
from plugipay_mock.cli.ready_file import ReadyFile
from plugipay_mock.doctor import Console
from plugipay_mock.seeds import ready_card
from plugipay_mock.serve import CannotListenError, Server
from plugipay_mock.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where and how to serve.

    Attributes:
        public_base: where the hosted pages are said to be; on this server when None.
        remote: other machines may come in, so that control needs a token.
    """

    host: str
    port: int
    ready_file: Path | None
    public_base: str | None
    remote: bool
    quiet: bool


def serve(world: World, options: Listening) -> int:
    """Serve until a signal; return the exit code."""
    token = secrets.token_urlsafe(18) if options.remote else None
    try:
        server = Server(world, host=options.host, port=options.port, token=token)
    except CannotListenError as error:
        return _failed(f"{error}; choose another --port, or 0 for a free one")
    console = Console(world)
    world.on_refused = console.report
    world.public_base = options.public_base or server.url
    card = ready_card(world, server.url) | ({"control_token": token} if token else {})
    with ExitStack() as ending:
        ending.callback(console.close)
        if options.ready_file is not None:
            try:
                ready_file = ReadyFile(options.ready_file, card)
            except OSError as error:
                return _failed(f"cannot write {options.ready_file}: {error.strerror}")
            ending.callback(ready_file.remove)
            server.when_ready(ready_file.show)
            server.when_stopping(ready_file.remove)
        if not options.quiet:
            server.when_ready(lambda: click.echo(banner(card)))
        server.run()
    return 0


def _failed(why: str) -> int:
    click.echo(f"plugipay-mock: {why}", err=True)
    return 1
