"""Imports without looking for garbage meanwhile, which Ctrl-C ends at once."""

from __future__ import annotations

import gc
import signal
import threading
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
        with _interruptible():
            yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process without an exception: Python loses one that is raised in the locks of its imports."""
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
