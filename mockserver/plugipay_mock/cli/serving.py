"""`plugipay-mock serve`: banner, ready file, and a server in the main thread."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from plugipay_mock.cli.banner import banner
from plugipay_mock.seeds import ready_card
from plugipay_mock.serve import CannotListenError, Server
from plugipay_mock.world import World


def serve(  # noqa: PLR0913  the options of the command
    world: World, host: str, port: int, ready_file: Path | None, *, public_base: str | None, quiet: bool
) -> int:
    """Serve until a signal, with the hosted pages at `public_base` or on this server; return the exit code."""

    def ready() -> None:
        if ready_file is not None:
            _write(ready_file, card)
        if not quiet:
            click.echo(banner(card))

    try:
        server = Server(world, host=host, port=port, ready=ready)
    except CannotListenError as error:
        click.echo(f"plugipay-mock: {error}; choose another --port, or 0 for a free one", err=True)
        return 1
    world.public_base = public_base or server.url
    card = ready_card(world, server.url)
    _forget(ready_file)
    server.run()
    _forget(ready_file)
    return 0


def _write(path: Path, card: dict[str, Any]) -> None:
    """Put the file in place whole, so that a reader never sees half of it."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def _forget(path: Path | None) -> None:
    """Remove a ready file: one that is there means that a server answers."""
    if path is not None:
        path.unlink(missing_ok=True)
