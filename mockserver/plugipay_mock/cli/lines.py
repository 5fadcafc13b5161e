"""What commands print for programs to read."""

from __future__ import annotations

import json
import sys


def json_line(thing: object) -> str:
    """Return a value as one line of JSON; letters that what is printed to lacks are escaped as JSON has it."""
    letters = (sys.stdout.encoding or "").lower().startswith("utf")
    return json.dumps(thing, ensure_ascii=not letters)
