"""The one operation on the test clock.

Source: SDK facts sections 1.1 and 6 (test mode only, `subscription.renewed` with `daysAdvanced`). Guesses: the clock is
that of the whole workspace in test mode; the event is told once, at the end, for a subscription that has not ended, on
top of those of the renewals on the way.
"""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock import timeline
from plugipay_mock.actor import Caller
from plugipay_mock.clock import ClockRangeError, iso
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, SUBSCRIPTIONS
from plugipay_mock.resources.test_clock.wire import Advance, Advanced
from plugipay_mock.route import Routes

routes = Routes("/api/v1/test/clocks")


@routes.post("/advance", scope="plugipay:subscription:write", key="accepted")
def advance(caller: Caller, body: Advance) -> Advanced:
    """Move the clock forward by some days, and let everything happen that is due by then."""
    if caller.tenant.mode != "test":
        raise InvalidRequest(FieldProblem("mode", "is live; only the clock of test mode can be moved, with a test key"))
    caller.refer(SUBSCRIPTIONS, body.subscription_id, "subscriptionId")
    try:
        events = timeline.advance(caller.world, caller.tenant, days=body.days)
    except ClockRangeError as error:
        raise InvalidRequest(FieldProblem("days", str(error))) from None
    later = replace(caller, now=iso(caller.tenant.clock.now()))
    subscription = later.fetch(SUBSCRIPTIONS, body.subscription_id)
    told = LIFE_CYCLE["renew"].told if subscription.is_live else ()
    later.tell(SUBSCRIPTIONS, subscription, *told, daysAdvanced=body.days)
    return {"subscription": subscription, "daysAdvanced": body.days, "events": len(events) + len(told)}
