"""The ready file: base URL and keys as JSON, there exactly while the server answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class ReadyFile:
    """A file that is put in place whole, so that a reader never sees half of it.

    Raises:
        OSError: it cannot be written; found out on construction, before anything is served.
    """

    def __init__(self, path: Path, card: dict[str, Any]) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.draft")
        self._draft.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        path.unlink(missing_ok=True)

    def show(self) -> None:
        """Put the file in place."""
        self._draft.replace(self._path)

    def remove(self) -> None:
        """Take the file away: one that is there means that a server answers."""
        self._path.unlink(missing_ok=True)
        self._draft.unlink(missing_ok=True)
