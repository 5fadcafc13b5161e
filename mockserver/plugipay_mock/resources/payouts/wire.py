"""What callers send about payouts (source: SDK facts section 1.1; lengths from a sister product)."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Currency, PositiveAmount
from plugipay_mock.resources.payouts.model import PayoutStatus

BankCode: TypeAlias = Annotated[str, Field(min_length=1, max_length=32)]
BankText: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
AccountNumber: TypeAlias = Annotated[str, Field(min_length=1, max_length=50)]


class NewPayout(Body):
    """A payout; bank fields left out, or null, are those of the saved account."""

    amount: PositiveAmount
    currency: Currency
    bank_code: BankCode | None = None
    bank_name: BankText | None = None
    bank_account_number: AccountNumber | None = None
    bank_account_holder: BankText | None = None
    note: Annotated[str, Field(max_length=500)] | None = None


class PayoutReference(Body):
    """What the bank calls the transfer."""

    reference: Annotated[str, Field(max_length=200)] | None = None


class PayoutFailure(Body):
    """Why the transfer failed."""

    failure_reason: Annotated[str, Field(min_length=1, max_length=500)]


class BankAccountFields(Body):
    """The account payouts go to; it is replaced whole."""

    bank_code: BankCode | None = None
    bank_name: BankText
    bank_account_number: AccountNumber
    bank_account_holder: BankText


class PayoutFilters(ListQuery):
    """Which payouts to list."""

    status: PayoutStatus | None = None
