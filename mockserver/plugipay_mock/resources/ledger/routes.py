"""The two reads of the ledger; nobody writes to it from outside."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.pages import Page
from plugipay_mock.resources.ledger.model import BALANCES, LEDGER, Entry
from plugipay_mock.resources.ledger.wire import EntryFilters, LedgerBalance, show_balance
from plugipay_mock.route import Routes

routes = Routes("/api/v1/ledger")

_READ = "plugipay:ledger:read"


@routes.get("", scope=_READ)
def browse(caller: Caller, query: EntryFilters) -> Page[Entry]:
    """List entries, newest first."""
    asked = query.slice(code=query.code, sourceType=query.source_type, sourceId=query.source_id, txId=query.tx_id)
    return caller.browse(LEDGER, asked)


@routes.get("/balances", scope=_READ)
def balances(caller: Caller) -> list[LedgerBalance]:
    """List what every code stands at, in each currency, in the order of first use."""
    return [show_balance(balance) for balance in caller.tenant.collection(BALANCES)]
