"""The ways to pay a checkout session or an invoice."""

import re

import pytest

from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Bill, instructions, payment_code, usual

BILL = Bill(id="cs_1", amount=4_900, currency="USD", payee="Kopi Kita", url="https://pay.example/c/cs_1")


def test_usual_methods_fit_the_currency():
    """USD is PayPal's, all others are for rupiah (SDK facts section 9)."""
    assert (usual("IDR"), usual("USD")) == (("qris", "va", "ewallet", "card", "retail"), ("paypal",))


@pytest.mark.parametrize("method", sorted(CATALOG))
def test_a_buyer_is_told_what_to_do_or_sent_on(method):
    """QR codes, accounts and counters are explained here; wallets, cards and PayPal have pages of their own."""
    told = instructions(method, BILL)

    assert (told is None) == (CATALOG[method].group in {"ewallet", "card", "paypal"})


@pytest.mark.parametrize("method", ["qris", "va", "retail"])
def test_instructions_tell_the_sum(method):
    """Whoever pays must know how much."""
    told = instructions(method, BILL)

    assert (told.amount, told.currency) == (4_900, "USD")


def test_a_payment_code_stays_the_same():
    """Fourteen digits, made from the id alone."""
    assert re.fullmatch(r"8808\d{10}", payment_code("cs_1"))
    assert payment_code("cs_1") == payment_code("cs_1") != payment_code("cs_2")
