"""Prices: what plans cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import nothing, one
from plugipay._call import Call, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Price

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import WriteOptions

_PATH = "/api/v1/prices"


class Prices(Namespace[Kind]):
    """What plans cost. A price is made with its plan or by `plans.add_price`, and keeps its amount.

    No official package has hand-written methods for these; the routes are the service's own (SDK facts).
    Every method raises `PlugipayError`.
    """

    @operation
    def update(self, price_id: str, *, active: bool, **options: Unpack[WriteOptions]) -> Call[Price]:
        """Switch a price on or off.

        Args:
            price_id: `price_…`.
            active: Whether it can be subscribed to.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("PATCH", f"{_PATH}/{segment(price_id)}", one(Price), body={"active": active}, **options)

    @operation
    def delete(self, price_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete a price.

        Args:
            price_id: `price_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(price_id)}", nothing, **options)
