"""The operations on invoices that answer JSON; the room `documents` has the printed forms."""

from __future__ import annotations

from plugipay_mock.actor import Actor, Caller
from plugipay_mock.errors import FieldProblem, InvalidRequest, InvalidTransition, Unprocessable
from plugipay_mock.pages import Page, Slice
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.invoices import model
from plugipay_mock.resources.invoices.model import INVOICES, LIFE_CYCLE, Invoice
from plugipay_mock.resources.invoices.wire import (
    InvoiceFields,
    InvoiceFilters,
    LegacyInvoiceFields,
    LineFields,
    Recipient,
    Sent,
)
from plugipay_mock.resources.subscriptions.model import SUBSCRIPTIONS
from plugipay_mock.resources.templates.chosen import check_template
from plugipay_mock.route import Routes

routes = Routes("/api/v1/invoices")

_READ = "plugipay:invoice:read"
_WRITE = "plugipay:invoice:write"


@routes.post("", scope=_WRITE, key="required", status=201, legacy=LegacyInvoiceFields)
def create(caller: Caller, body: InvoiceFields) -> Invoice:
    """Create an invoice as a draft, or open at once."""
    caller.refer(CUSTOMERS, body.customer_id, "customerId")
    _check_subscription(caller, body)
    check_template(caller, body.template_id, "invoice")
    position = len(caller.tenant.collection(INVOICES))
    lines = [_line(caller, fields) for fields in body.lines]
    invoice = model.draft(caller.birth(INVOICES), position=position, lines=lines, **body.attributes())
    invoice = caller.add(INVOICES, invoice, "invoice.created")
    return _finalize(caller, invoice) if body.status == "open" else invoice


@routes.get("", scope=_READ)
def browse(caller: Caller, query: InvoiceFilters) -> Page[Invoice]:
    """List invoices, newest first."""
    filters = {"customerId": query.customer_id, "subscriptionId": query.subscription_id, "status": query.status}
    return caller.browse(INVOICES, query.slice(**filters))


@routes.get("/{invoice_id}", scope=_READ)
def fetch(caller: Caller, invoice_id: str) -> Invoice:
    """Show one invoice, with the charge that paid it."""
    return model.disclosed(caller.fetch(INVOICES, invoice_id))


@routes.post("/{invoice_id}/finalize", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def finalize(caller: Caller, invoice_id: str) -> Invoice:
    """Open a draft; an invoice that is open stays as it is (a consumer finalizes those of subscriptions)."""
    invoice = caller.fetch(INVOICES, invoice_id)
    return invoice if invoice.status == "open" else _finalize(caller, invoice)


@routes.post("/{invoice_id}/pay", scope=_WRITE, key="required", refuses=(InvalidTransition, Unprocessable))
def pay(caller: Caller, invoice_id: str) -> Invoice:
    """Mark an invoice as paid with money that came another way."""
    invoice = model.pay(caller.fetch(INVOICES, invoice_id), caller.now)
    return caller.replace(INVOICES, invoice, *LIFE_CYCLE["pay"].told)


@routes.post("/{invoice_id}/void", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def void(caller: Caller, invoice_id: str) -> Invoice:
    """Give up an invoice."""
    invoice = model.void(caller.fetch(INVOICES, invoice_id), caller.now)
    return caller.replace(INVOICES, invoice, *LIFE_CYCLE["void"].told)


@routes.post("/{invoice_id}/send", scope=_WRITE, key="accepted", refuses=(InvalidTransition,))
def send(caller: Caller, invoice_id: str) -> Invoice:
    """Send an invoice to its customer, if that has an address; the mock sends no mail."""
    invoice = caller.fetch(INVOICES, invoice_id)
    return _sent(caller, invoice, _address(caller, invoice))


@routes.post("/{invoice_id}/send-email", scope=_WRITE, key="accepted", refuses=(InvalidTransition,))
def send_email(caller: Caller, invoice_id: str, body: Recipient) -> Sent:
    """Mail an invoice to an address, or to its customer."""
    invoice = caller.fetch(INVOICES, invoice_id)
    to = body.to or _address(caller, invoice)
    if to is None:
        raise InvalidRequest(FieldProblem("to", f"is required, since customer {invoice.customer_id} has no email"))
    _sent(caller, invoice, to)
    return {"sent": True, "to": to}


def holder(actor: Actor, customer_id: str) -> str | None:
    """Return the id of an invoice that keeps its customer, in whatever state; None when there is none."""
    found = actor.tenant.collection(INVOICES).select(Slice(filters={"customerId": customer_id}))
    return next((invoice.id for invoice in found), None)


def _line(caller: Caller, fields: LineFields) -> model.Line:
    return model.line(caller.new_id(model.LINE_PREFIX), **dict(fields))


def _finalize(caller: Caller, invoice: Invoice) -> Invoice:
    opened = model.finalize(invoice, caller.now, hosted_url=model.hosted_url(caller.world.public_base, invoice.id))
    return caller.replace(INVOICES, opened, *LIFE_CYCLE["finalize"].told)


def _check_subscription(caller: Caller, body: InvoiceFields) -> None:
    if body.subscription_id is None:
        return
    subscription = caller.refer(SUBSCRIPTIONS, body.subscription_id, "subscriptionId")
    if subscription.customer_id != body.customer_id:
        raise InvalidRequest(FieldProblem("subscriptionId", f"is of another customer, {subscription.customer_id}"))


def _address(caller: Caller, invoice: Invoice) -> str | None:
    customer = caller.tenant.collection(CUSTOMERS).get(invoice.customer_id)
    return None if customer is None else customer.email


def _sent(caller: Caller, invoice: Invoice, to: str | None) -> Invoice:
    model.check_sendable(invoice)
    return caller.tell(INVOICES, invoice, "invoice.sent", to=to)
