"""The ten operations on payouts, the balance and the bank account."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.errors import InvalidTransition, Unprocessable
from plugipay_mock.pages import Page
from plugipay_mock.resources.payouts import wire
from plugipay_mock.resources.payouts.funds import funds, hold, saved_account
from plugipay_mock.resources.payouts.model import (
    BANK_ACCOUNTS,
    LIFE_CYCLE,
    PAYOUTS,
    AvailableBalance,
    BankAccount,
    Payout,
    check_available,
    destination,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1/payouts")

_READ = "plugipay:payout:read"
_WRITE = "plugipay:payout:write"


@routes.post("", scope=_WRITE, key="required", status=201)
def create(caller: Caller, body: wire.NewPayout) -> Payout:
    """Ask for a payout of at most the available balance."""
    check_available(body.amount, funds(caller, body.currency))
    asked = body.given()
    payout = Payout(
        id=caller.new_id(PAYOUTS.prefix),
        account_id=caller.tenant.account_id,
        created_at=caller.now,
        updated_at=caller.now,
        **asked | destination(asked, saved_account(caller)),
    )
    hold(caller, payout.currency, payout.locked)
    return caller.add(PAYOUTS, payout, "payout.created")


@routes.get("", scope=_READ)
def browse(caller: Caller, query: wire.PayoutFilters) -> Page[Payout]:
    """List payouts, newest first."""
    return caller.browse(PAYOUTS, query.slice(status=query.status))


@routes.get("/balance", scope=_READ)
def balance(caller: Caller) -> AvailableBalance:
    """Show what can be paid out, in rupiah."""
    return funds(caller, "IDR")


@routes.get("/bank-account", scope=_READ)
def bank_account(caller: Caller) -> BankAccount:
    """Show the account payouts go to."""
    return saved_account(caller)


@routes.patch("/bank-account", scope=_WRITE, key="accepted")
def save_bank_account(caller: Caller, body: wire.BankAccountFields) -> BankAccount:
    """Set the account payouts go to; those already asked for keep theirs."""
    before = saved_account(caller)
    after = BankAccount(id=before.id, configured=True, created_at=before.created_at, **body.given())
    return caller.replace(BANK_ACCOUNTS, after) if before.configured else caller.add(BANK_ACCOUNTS, after)


@routes.get("/{payout_id}", scope=_READ)
def fetch(caller: Caller, payout_id: str) -> Payout:
    """Show one payout."""
    return caller.fetch(PAYOUTS, payout_id)


@routes.post("/{payout_id}/cancel", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def cancel(caller: Caller, payout_id: str) -> Payout:
    """Take a payout back that is not on its way yet."""
    return _act(caller, payout_id, "cancel")


@routes.post("/{payout_id}/mark-in-transit", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def mark_in_transit(caller: Caller, payout_id: str, body: wire.PayoutReference) -> Payout:
    """Say that the money has left."""
    return _act(caller, payout_id, "mark_in_transit", reference=body.reference)


@routes.post("/{payout_id}/mark-paid", scope=_WRITE, key="required", refuses=(InvalidTransition, Unprocessable))
def mark_paid(caller: Caller, payout_id: str, body: wire.PayoutReference) -> Payout:
    """Say that the money has arrived; the ledger books it under the payout's transaction id."""
    transaction_id = caller.new_id("tx")
    return _act(caller, payout_id, "mark_paid", reference=body.reference, ledger_transaction_id=transaction_id)


@routes.post("/{payout_id}/mark-failed", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def mark_failed(caller: Caller, payout_id: str, body: wire.PayoutFailure) -> Payout:
    """Say that the money did not arrive; it is available again."""
    return _act(caller, payout_id, "mark_failed", failure_reason=body.failure_reason)


def _act(caller: Caller, payout_id: str, action: str, **facts: str | None) -> Payout:
    before = caller.fetch(PAYOUTS, payout_id)
    after = before.take(action, caller.now, **facts)
    if after.locked != before.locked:
        hold(caller, after.currency, after.locked - before.locked)
    return caller.replace(PAYOUTS, after, *LIFE_CYCLE[action].told)
