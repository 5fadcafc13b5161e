"""One line on the server's console for each request that was not let in."""

from __future__ import annotations

import logging
from typing import Final

from plugipay_mock.doctor.diagnosis import Diagnosis, printable
from plugipay_mock.journal import Entry

_log = logging.getLogger("plugipay_mock")
_KEY_SHOWN: Final = 12
"""Characters of a key id: all there is of some keys is the id."""


def report(entry: Entry, diagnosis: Diagnosis) -> None:
    """Log a refusal; a process that configured no logging finds the line on its standard error."""
    _log.warning("%s", printable(line(entry, diagnosis)))


def line(entry: Entry, diagnosis: Diagnosis) -> str:
    """Return what to print: what was called, with which key, and what to change; never a query, which may tell more."""
    code = (entry.error or {}).get("code", "")
    path = entry.inbound.path.decode("latin-1")
    key = f" by {entry.key_id[:_KEY_SHOWN]}…" if entry.key_id else ""
    return (
        f"{entry.outbound.status} {code} {entry.inbound.method} {path}{key} ({entry.request_id}): {diagnosis.sentence}"
    )
