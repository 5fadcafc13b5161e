"""The words the API takes, as the SDK facts list them."""

from typing import get_args

import pytest

from plugipay import _words

WORDS = {
    "Currency": "IDR USD",
    "Mode": "live test",
    "Order": "asc desc",
    "Interval": "day month week year",
    "PriceModel": "flat tiered usage volume",
    "TaxMode": "exclusive inclusive",
    "UsageAggregate": "last max sum",
    "CheckoutMethod": "card ewallet gopay paypal qris retail va va_bca",
    "CheckoutStatus": "canceled completed expired failed open pending pending_review",
    "InvoiceStatus": "draft open paid past_due uncollectible void",
    "CollectionMethod": "charge_automatically send_invoice",
    "SubscriptionStatus": "active canceled incomplete past_due paused trialing",
    "CancelReason": "customer_portal failed_payment merchant user_request",
    "SourceType": "checkout_session invoice",
    "RefundStatus": "failed pending succeeded",
    "RefundReason": "duplicate fraudulent other requested_by_customer",
    "PayoutStatus": "cancelled failed in_transit paid pending",
    "GiftCardStatus": "active expired redeemed void",
    "LedgerSource": "adjustment checkout_session dispute invoice payout refund",
    "DeliveryStatus": "failed pending succeeded",
    "TemplateKind": "checkout invoice receipt",
    "KybStatus": "invited live not_started registered rejected",
    "CapabilitiesStatus": "declined live pending resubmission_required",
}


@pytest.mark.parametrize(("name", "words"), WORDS.items())
def test_a_type_checker_knows_the_words(name, words):
    """Each kind of word has exactly the values that somebody has evidence for."""
    assert " ".join(sorted(get_args(getattr(_words, name)))) == words


def test_paper_has_two_widths():
    """Receipt printers take paper of 58 and of 80 millimetres."""
    assert get_args(_words.PaperWidth) == (58, 80)
