"""What callers send about refunds (source: SDK facts section 1.1)."""

from __future__ import annotations

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.fields import Metadata, Name, PositiveAmount
from plugipay_mock.resources.refunds.model import Reason, RefundStatus, SourceType


class NewRefund(Body):
    """A refund of a charge, or of the session or invoice it paid; without an amount, of all that remains."""

    charge_id: Name | None = None
    source_type: SourceType | None = None
    source_id: Name | None = None
    amount: PositiveAmount | None = None
    reason: Reason | None = None
    metadata: Metadata | None = None

    @property
    def source(self) -> tuple[SourceType, str] | None:
        """The type and id of what was paid; None when only the charge is named.

        Raises:
            InvalidRequest: one goes without the other, or nothing is named at all.
        """
        if self.source_type is not None and self.source_id is not None:
            return self.source_type, self.source_id
        if self.source_type is not None:
            raise InvalidRequest(FieldProblem("sourceId", "is required with sourceType"))
        if self.source_id is not None:
            raise InvalidRequest(FieldProblem("sourceType", "is required with sourceId"))
        if self.charge_id is None:
            raise InvalidRequest(
                FieldProblem("chargeId", "is required, unless sourceType and sourceId name the payment")
            )
        return None


class RefundFilters(ListQuery):
    """Which refunds to list; only the official Python 0.1.0 asks by `sourceId`, and the service ignores it."""

    status: RefundStatus | None = None
    charge_id: str | None = None
    source_id: str | None = None
