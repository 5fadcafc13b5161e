"""Payouts: money on its way to the merchant's bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import UNSET, Call, Unset, changed, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import AvailableBalance, BankAccount, Payout

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import Currency, PayoutStatus

_PATH = "/api/v1/payouts"


class Payouts(Namespace[Kind]):
    """Money on its way to the merchant's bank. The ids are `po_…`, and a stopped one is `cancelled`, with two l's.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @operation
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        bank_code: str | None = None,
        bank_name: str | None = None,
        bank_account_number: str | None = None,
        bank_account_holder: str | None = None,
        note: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Payout]:
        """Ask for a payout; more than the available balance is refused.

        Args:
            amount: In whole rupiah or US cents.
            currency: What `amount` counts.
            bank_code: Like the other three, that of the saved bank account when None.
            bank_name: Such as `BCA`.
            bank_account_number: Digits, as text.
            bank_account_holder: Whose account it is.
            note: For yourself.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            amount=amount,
            currency=currency,
            bankCode=bank_code,
            bankName=bank_name,
            bankAccountNumber=bank_account_number,
            bankAccountHolder=bank_account_holder,
            note=note,
        )
        return Call("POST", _PATH, one(Payout), body=body, **options)

    @operation
    def get(self, payout_id: str, **options: Unpack[ReadOptions]) -> Call[Payout]:
        """Fetch one payout.

        Args:
            payout_id: `po_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(payout_id)}", one(Payout), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: PayoutStatus | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Payout]]:
        """Fetch a page of payouts; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            status: Only those in this state.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, page(Payout), query=given(limit=limit, cursor=cursor, status=status), **options)

    @operation
    def cancel(self, payout_id: str, **options: Unpack[WriteOptions]) -> Call[Payout]:
        """Stop a payout that is still `pending`.

        Args:
            payout_id: `po_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(payout_id)}/cancel", one(Payout), body={}, **options)

    @operation
    def mark_in_transit(
        self, payout_id: str, *, reference: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Payout]:
        """Say that the bank has a payout.

        Args:
            payout_id: `po_…`.
            reference: The bank's; null is sent when None.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"reference": reference}
        return Call("POST", f"{_PATH}/{segment(payout_id)}/mark-in-transit", one(Payout), body=body, **options)

    @operation
    def mark_paid(
        self, payout_id: str, *, reference: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Payout]:
        """Say that a payout has arrived; the books record it.

        Args:
            payout_id: `po_…`.
            reference: The bank's; null is sent when None.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"reference": reference}
        return Call("POST", f"{_PATH}/{segment(payout_id)}/mark-paid", one(Payout), body=body, **options)

    @operation
    def mark_failed(self, payout_id: str, *, failure_reason: str, **options: Unpack[WriteOptions]) -> Call[Payout]:
        """Say that a payout did not arrive.

        Args:
            payout_id: `po_…`.
            failure_reason: 1 to 500 characters.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"failureReason": failure_reason}
        return Call("POST", f"{_PATH}/{segment(payout_id)}/mark-failed", one(Payout), body=body, **options)

    @operation
    def balance(self, **options: Unpack[ReadOptions]) -> Call[AvailableBalance]:
        """Fetch what can be paid out: `available` is `ledgerBalance` without what is `locked`.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/balance", one(AvailableBalance), **options)

    @operation
    def get_bank_account(self, **options: Unpack[ReadOptions]) -> Call[BankAccount]:
        """Fetch where payouts go by default; `configured` is False while there is nothing.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/bank-account", one(BankAccount), **options)

    @operation
    def update_bank_account(
        self,
        *,
        bank_name: str,
        bank_account_number: str,
        bank_account_holder: str,
        bank_code: str | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[BankAccount]:
        """Say where payouts go by default.

        Args:
            bank_name: Such as `BCA`.
            bank_account_number: Digits, as text.
            bank_account_holder: Whose account it is.
            bank_code: None clears it; the official Python 0.1.0 does so whenever it is left out.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = changed(
            bankCode=bank_code,
            bankName=bank_name,
            bankAccountNumber=bank_account_number,
            bankAccountHolder=bank_account_holder,
        )
        return Call("PATCH", f"{_PATH}/bank-account", one(BankAccount), body=body, **options)
