"""Onboarding: a provider account without any form to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import WriteOptions


class Onboarding(Namespace[Kind]):
    """A provider account without any form to fill in. Every method raises `PlugipayError`."""

    @operation
    def provision_managed(
        self,
        *,
        business_email: str | None = None,  # noqa: ARG002  # the official package asks for it, the service does not
        brand_name: str | None = None,  # noqa: ARG002  # as above
        **options: Unpack[WriteOptions],
    ) -> Call[Resource]:
        """Make sure that there is a managed account; answers `{"subAccountId": …}`, the same however often.

        Args:
            business_email: Taken for the sake of the official Python 0.1.0, and not sent: the service reads no field
                here (SDK facts), and the Node and Go packages send none.
            brand_name: As `business_email`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", "/api/v1/onboarding/provision-managed", one(Resource), body={}, **options)
