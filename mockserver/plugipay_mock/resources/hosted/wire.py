"""What the pages' own forms send."""

from __future__ import annotations

from typing import Literal

from plugipay_mock.binding import Form


class CheckoutForm(Form):
    """What a buyer does on the page of a session.

    Attributes:
        action: the button. The provider takes the money (`pay`) or refuses it (`fail`), the buyer says that a transfer
            is on its way (`claim`) or gives up (`cancel`), or time runs out (`expire`).
        method: how; without it, as chosen before, or the first.
    """

    action: Literal["pay", "fail", "claim", "cancel", "expire"]
    method: str | None = None


class InvoiceForm(Form):
    """How a payer pays an invoice."""

    method: str
