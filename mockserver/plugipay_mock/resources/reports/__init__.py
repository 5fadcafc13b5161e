"""Reports: profit and loss, cash flow, and the ledger as a file; every figure is computed from ledger entries."""

from __future__ import annotations

from plugipay_mock.resources.reports.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("reports", routes)
