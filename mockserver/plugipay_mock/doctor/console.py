"""One line on the server's console for each request that was not let in."""

from __future__ import annotations

import logging
from contextlib import suppress
from queue import Full, Queue
from threading import Thread
from typing import Final

from plugipay_mock.doctor.diagnosis import Diagnosis, printable
from plugipay_mock.doctor.examination import diagnose_entry
from plugipay_mock.journal import Entry
from plugipay_mock.world import World

_log = logging.getLogger("plugipay_mock")
_KEY_SHOWN: Final = 12
"""Characters of a key id: all there is of some keys is the id."""


_MOST_WAITING: Final = 50
"""Refusals that are examined one after the other; of more at once, the number is told."""

_PATIENCE: Final = 2.0
"""Seconds an ending server goes on telling, and before that waits for a place behind what is still to be told."""


class Console:
    """Logs refusals; a process that configured no logging finds the lines on its standard error.

    It examines them in a thread of its own: that takes hundredths of a second each, for which nobody else is to wait.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: Queue[Entry | None] = Queue(_MOST_WAITING)
        self._passed_over = 0
        self._thread = Thread(target=self._tell, name="plugipay-mock-console", daemon=True)
        self._thread.start()

    def report(self, entry: Entry) -> None:
        """Tell of a refusal soon."""
        try:
            self._waiting.put_nowait(entry)
        except Full:
            self._passed_over += 1

    def close(self) -> None:
        """Tell what is still to be told, unless that takes too long."""
        with suppress(Full):
            self._waiting.put(None, timeout=_PATIENCE)
        self._thread.join(_PATIENCE)

    def _tell(self) -> None:
        while (entry := self._waiting.get()) is not None:
            _log.warning("%s", printable(line(entry, _diagnosis(entry, self._world))))
            if self._waiting.empty():
                self._tell_the_rest()
        self._tell_the_rest()

    def _tell_the_rest(self) -> None:
        with self._world.lock:  # under which refusals are reported
            number, self._passed_over = self._passed_over, 0
        if number:
            _log.warning("%s more were refused, too many at once to examine each", number)


def _diagnosis(entry: Entry, world: World) -> Diagnosis:
    try:
        return diagnose_entry(entry, world)
    except LookupError:
        return Diagnosis(sentence="Its workspace is gone by now, so nothing can be said of it")
    except Exception:  # noqa: BLE001  the last resort of a thread that has more to tell
        _log.exception("The examination of %s failed inside the mock", entry.request_id)
        return Diagnosis(sentence="It could not be examined; the traceback is in this log")


def line(entry: Entry, diagnosis: Diagnosis) -> str:
    """Return what to print: what was called, with which key, and what to change; never a query, which may tell more."""
    code = (entry.error or {}).get("code", "")
    path = entry.inbound.path.decode("latin-1")
    key = f" by {entry.key_id[:_KEY_SHOWN]}…" if entry.key_id else ""
    return (
        f"{entry.outbound.status} {code} {entry.inbound.method} {path}{key} ({entry.request_id}): {diagnosis.sentence}"
    )
