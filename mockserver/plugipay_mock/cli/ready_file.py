"""The ready file: base URL and keys as JSON, there exactly while the server answers."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any


class ReadyFile:
    """A file that is put in place whole, so that a reader never sees half of it.

    What an earlier server left gives way. A path that leads to something else than a file (a pipe, a link, a device)
    is refused: to put a file there would mean to delete that.

    Raises:
        OSError: it cannot be written; found out on construction, before anything is served.
    """

    def __init__(self, path: Path, card: dict[str, Any]) -> None:
        _check_place(path)
        self._path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
        self._text = json.dumps(card, indent=2) + "\n"
        self._shown = False
        self._draft.write_text(self._text, encoding="utf-8")
        path.unlink(missing_ok=True)

    def show(self) -> None:
        """Put the file in place."""
        self._draft.replace(self._path)
        self._shown = True

    def remove(self) -> None:
        """Take the file away, once: one that is there means that a server answers, maybe a later one than ours."""
        self._draft.unlink(missing_ok=True)
        if self._shown and self._is_ours():
            self._path.unlink(missing_ok=True)
        self._shown = False

    def _is_ours(self) -> bool:
        try:
            return _is_file(self._path) and self._path.read_bytes() == self._text.encode()
        except OSError:
            return False


def _check_place(path: Path) -> None:
    try:
        replaceable = _is_file(path)
    except FileNotFoundError:
        return
    if not replaceable:
        raise FileExistsError(errno.EEXIST, "what is there is no regular file; name another path", str(path))


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)
