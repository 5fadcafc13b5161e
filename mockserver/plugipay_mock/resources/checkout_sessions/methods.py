"""The ways to pay, and what a buyer is told for each.

Source: SDK facts sections 2.1 and 2.6, API facts 7.4 (groups, shape of the instructions). Guesses: the labels, the
finer methods beyond those the Python SDK's pages show (`va_bca`, `gopay`), which methods redirect, and every account
number.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.checkout_sessions import qr
from plugipay_mock.resources.fields import Currency
from plugipay_mock.shown import ShownCurrency

Group: TypeAlias = Literal["qr", "ewallet", "va", "debit", "card", "retail", "bnpl", "paypal", "offline"]

MethodId: TypeAlias = Literal["qris", "va", "ewallet", "card", "retail", "paypal"]
"""What the service takes."""

LegacyMethodId: TypeAlias = Literal[
    MethodId,
    "va_bca",
    "va_bni",
    "va_bri",
    "va_mandiri",
    "va_permata",
    "gopay",
    "ovo",
    "dana",
    "shopeepay",
    "linkaja",
]
"""What the Python SDK's pages send as well: one bank, one wallet."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay, as the catalogue of a public checkout shows it."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    label: str
    group: Group
    currency: Currency


CATALOG: Final = {
    method.id: method
    for method in (
        Method("qris", "QRIS", "qr", "IDR"),
        Method("va", "Virtual account", "va", "IDR"),
        Method("va_bca", "BCA virtual account", "va", "IDR"),
        Method("va_bni", "BNI virtual account", "va", "IDR"),
        Method("va_bri", "BRI virtual account", "va", "IDR"),
        Method("va_mandiri", "Mandiri virtual account", "va", "IDR"),
        Method("va_permata", "Permata virtual account", "va", "IDR"),
        Method("ewallet", "E-wallet", "ewallet", "IDR"),
        Method("gopay", "GoPay", "ewallet", "IDR"),
        Method("ovo", "OVO", "ewallet", "IDR"),
        Method("dana", "DANA", "ewallet", "IDR"),
        Method("shopeepay", "ShopeePay", "ewallet", "IDR"),
        Method("linkaja", "LinkAja", "ewallet", "IDR"),
        Method("card", "Card", "card", "IDR"),
        Method("retail", "Convenience store", "retail", "IDR"),
        Method("paypal", "PayPal", "paypal", "USD"),
    )
}
"""Every method by its id."""

_BASIC: Final[tuple[MethodId, ...]] = ("qris", "va", "ewallet", "card", "retail", "paypal")
_BANKS: Final = {
    "va_bni": "BNI",
    "va_bri": "BRI",
    "va_mandiri": "Mandiri",
    "va_permata": "Permata",
}


def usual(currency: str) -> tuple[str, ...]:
    """Return the methods for a bill that names none."""
    return tuple(method for method in _BASIC if CATALOG[method].currency == currency)


def taken(method: str, methods: Collection[str]) -> str:
    """Return a method that may be chosen.

    Raises:
        InvalidRequest: it is none of those.
    """
    if method not in methods:
        raise InvalidRequest(FieldProblem("method", f"must be one of {', '.join(methods)}"))
    return method


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What is to be paid.

    Attributes:
        id: of the session or invoice.
        payee: who gets the money.
        url: the hosted page on which it can be paid.
    """

    id: str
    amount: int
    currency: ShownCurrency
    payee: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where to transfer money to."""

    __pydantic_config__ = WIRE_NAMES

    bank_name: str
    account_number: str
    account_holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """What a buyer does to pay without leaving the page.

    Attributes:
        qr_image_url: a `data:` address, so that it shows without a network.
    """

    __pydantic_config__ = WIRE_NAMES

    heading: str
    note: str | None = None
    bank_accounts: tuple[BankAccount, ...] | None = None
    qr_image_url: str | None = None
    amount: int
    currency: ShownCurrency


def instructions(method: str, bill: Bill) -> Instructions | None:
    """Return what a buyer is told, or None for a method that is paid on another page.

    The code for QRIS holds the address of the hosted page: a phone that scans it can pay there, and no bank can.
    """
    tell = partial(Instructions, amount=bill.amount, currency=bill.currency)
    match CATALOG[method].group:
        case "qr":
            note = "A phone that scans this opens the same page."
            return tell(heading="Scan to pay", note=note, qr_image_url=qr.data_uri(bill.url))
        case "va":
            return tell(
                heading="Transfer to",
                note="Transfer exactly this amount; it is confirmed by itself.",
                bank_accounts=(
                    BankAccount(
                        bank_name=_BANKS.get(method, "BCA"),
                        account_number=payment_code(bill.id),
                        account_holder=bill.payee,
                    ),
                ),
            )
        case "retail":
            return tell(heading="Pay at a store", note=f"Show the code {payment_code(bill.id)} at the counter.")
        case _:
            return None


def payment_code(bill_id: str) -> str:
    """Return the made-up digits a bill is paid under, always the same for the same bill."""
    return f"8808{zlib.crc32(bill_id.encode()):010}"
