"""One working call of every route of the contract, and what may be asked of each in general."""

from typing import Any

from plugipay_contract import facts
from plugipay_contract.caller import Caller, is_spared
from plugipay_contract.more_operations import MORE
from plugipay_contract.operations import OPERATIONS, Prepare, send
from plugipay_contract.other_operations import OPERATED, OTHERS
from plugipay_contract.reads import READS

CALLS: dict[str, Prepare] = {**OPERATIONS, **MORE, **OTHERS, **OPERATED, **READS}
ROUTES = {route.operation: route for route in facts.ROUTES}

IDLE = frozenset(
    f"POST /api/v1/{path}"
    for path in (
        "account/sessions/{}/revoke",
        "account/sessions/revoke-all",
        "billing/cancel",
        "billing/tiers/refresh",
        "checkout-sessions/{}/cancel",
        "checkout-sessions/{}/confirm",
        "invoices/{}/finalize",
        "invoices/{}/pay",
        "invoices/{}/send",
        "invoices/{}/void",
        "onboarding/provision-managed",
        "payouts/{}/cancel",
        "plans/{}/archive",
        "subscriptions/{}/pause",
        "subscriptions/{}/resume",
        "templates/{}/duplicate",
        "templates/{}/make-default",
        "webhooks/deliveries/{}/retry",
    )
)
"""The actions that need no fields: some send `{}` with them and some nothing at all (SDK facts section 7.2)."""

UPLOADS = frozenset({"POST /api/v1/uploads/image", "POST /api/v1/public/checkout/sessions/{}/proof-image"})
"""What takes a file in a form."""

MAKE_TROUBLE = frozenset({"POST /api/v1/webhooks/deliveries/{}/retry", "GET /api/v1/webhooks/deliveries/{}"})
"""What is about a delivery that was given up, which takes a server that makes trouble on demand."""

TEST_MODE_ONLY = frozenset({"POST /api/v1/test/clocks/advance"})
"""What there is in test mode and in no other."""

TEXT = "Teh <Jakarta> & Co “東京” Élodie"
FREE = {"name", "description", "note", "memo", "footerText", "failureReason", "instructions", "brandName"}
FREE |= {"bankName", "bankAccountHolder"}
"""The fields that take any text."""


def trade(caller: Caller) -> None:
    """Do everything once that a merchant's own key can do with customers, money and furniture."""
    for operation, prepare in (OPERATIONS | MORE).items():
        if operation in TEST_MODE_ONLY and caller.key.mode != "test":
            continue
        if not is_spared(caller, operation.partition(" ")[2]):
            assert send(caller, operation, prepare(caller)).error == {}, operation


def with_text(body: Any) -> Any:
    """The same body with a text in its free fields that no two languages write alike."""
    if isinstance(body, list):
        return [with_text(each) for each in body]
    if not isinstance(body, dict):
        return body
    return {name: TEXT if name in FREE and isinstance(value, str) else with_text(value) for name, value in body.items()}
