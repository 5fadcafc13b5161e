"""The three operations on refunds."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.answers import Kept
from plugipay_mock.errors import FieldProblem, InvalidRequest, Unprocessable
from plugipay_mock.pages import Page
from plugipay_mock.resources.refunds.charges import charge_paying, settle
from plugipay_mock.resources.refunds.model import (
    CHARGES,
    LIFE_CYCLE,
    REFUNDS,
    Charge,
    Refund,
    amount_of,
    settles_at,
)
from plugipay_mock.resources.refunds.wire import NewRefund, RefundFilters
from plugipay_mock.route import Routes

routes = Routes("/api/v1/refunds")

_READ = "plugipay:refund:read"


@routes.post("", scope="plugipay:refund:write", key="required", status=201, refuses=(Unprocessable,))
def create(caller: Caller, body: NewRefund) -> Refund | Kept:
    """Give back a payment or a part of it; a refund the provider refuses is 422 and stays on record as failed."""
    charge = _charge(caller, body)
    refund = caller.add(REFUNDS, _asked(caller, body, charge))
    if charge.outcome == "refused":
        refund = caller.replace(REFUNDS, refund.refuse(caller.now), *LIFE_CYCLE["fail"].told)
        return Kept(Unprocessable(f"Refund {refund.id} failed: {refund.failure_message}"))
    caller.replace(CHARGES, charge.take(refund.amount))
    return refund if charge.outcome == "later" else settle(caller, refund)


@routes.get("", scope=_READ)
def browse(caller: Caller, query: RefundFilters) -> Page[Refund]:
    """List refunds, newest first."""
    source_id = query.source_id if caller.dialect.legacy_names else None
    asked = query.slice(status=query.status, chargeId=query.charge_id, sourceId=source_id)
    return caller.browse(REFUNDS, asked)


@routes.get("/{refund_id}", scope=_READ)
def fetch(caller: Caller, refund_id: str) -> Refund:
    """Show one refund."""
    return caller.fetch(REFUNDS, refund_id)


def _asked(caller: Caller, body: NewRefund, charge: Charge) -> Refund:
    return Refund(
        **caller.birth(REFUNDS),
        charge_id=charge.id,
        invoice_id=charge.source_id if charge.source_type == "invoice" else None,
        source_id=charge.source_id,
        amount=amount_of(body.amount, charge),
        currency=charge.currency,
        reason=body.reason or "requested_by_customer",
        metadata=body.metadata,
        settles_at=settles_at(charge, caller.now),
    )


def _charge(caller: Caller, body: NewRefund) -> Charge:
    """Return the charge a refund names, by either of the two ways or by both."""
    source = body.source
    if source is None:
        return caller.refer(CHARGES, body.charge_id or "", "chargeId")
    charge = charge_paying(caller, *source)
    if body.charge_id not in {None, charge.id}:
        raise InvalidRequest(FieldProblem("chargeId", f"is not what paid {charge.source_id}; that is {charge.id}"))
    return charge
