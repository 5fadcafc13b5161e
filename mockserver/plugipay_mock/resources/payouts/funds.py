"""Reads what can be paid out, and keeps the sum of payouts under way."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Actor
from plugipay_mock.resources.ledger.model import BALANCES, CASH, balance_id
from plugipay_mock.resources.payouts.model import BANK_ACCOUNTS, LOCKS, AvailableBalance, BankAccount, Lock


def funds(actor: Actor, currency: str) -> AvailableBalance:
    """Return the balance of a currency: the ledger's cash, less what is on its way already."""
    cash = actor.tenant.collection(BALANCES).get(balance_id(CASH, currency))
    ledger_balance = 0 if cash is None else cash.balance
    lock = _lock(actor, currency)
    locked = 0 if lock is None else lock.amount
    return AvailableBalance(
        ledger_balance=ledger_balance, locked=locked, available=ledger_balance - locked, currency=currency
    )


def hold(actor: Actor, currency: str, change: int) -> None:
    """Add to what payouts under way hold of a currency; a negative change releases."""
    lock = _lock(actor, currency)
    if lock is None:
        actor.add(LOCKS, Lock(id=currency, amount=change, created_at=actor.now))
    else:
        actor.replace(LOCKS, replace(lock, amount=lock.amount + change))


def saved_account(actor: Actor) -> BankAccount:
    """Return the account payouts go to; one without any details while none is saved."""
    account_id = actor.tenant.account_id
    saved = actor.tenant.collection(BANK_ACCOUNTS).get(account_id)
    return BankAccount(id=account_id, created_at=actor.now) if saved is None else saved


def _lock(actor: Actor, currency: str) -> Lock | None:
    return actor.tenant.collection(LOCKS).get(currency)
