"""What commands print for programs to read."""

from __future__ import annotations

import json
import sys

import click


def tell_json(thing: object) -> None:
    """Print a value as one line of JSON; where what is printed to lacks letters, they are escaped as JSON has it."""
    letters = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(thing, ensure_ascii=not letters))
