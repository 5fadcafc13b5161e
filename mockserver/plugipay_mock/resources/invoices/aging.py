"""What time does to an invoice nobody pays."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.resources.invoices import model
from plugipay_mock.resources.invoices.model import INVOICES, Invoice


def wake(actor: Actor, invoice: Invoice) -> None:
    """Let an open invoice fall due, and write a past due one off; neither is an event of the service."""
    if invoice.status == "open":
        actor.signal("invoice.past_due", actor.replace(INVOICES, model.fall_due(invoice, actor.now)))
    else:
        actor.signal("invoice.uncollectible", actor.replace(INVOICES, model.write_off(invoice, actor.now)))
