"""Imports without looking for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_good() -> Iterator[None]:
    """Put off the search for garbage; what is there at the end of this is never looked through.

    Modules and what they define stay as long as the process, and to go through them again and again takes a twentieth
    of the time a server needs to start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
