"""What a made-up request may mean: an object that is there, and a body that nearly works."""

import re
from collections.abc import Callable

from plugipay_contract import money, operations, recipes, states
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, HOOK, MORE, TEMPLATE, new
from plugipay_contract.operations import Call

Make = Callable[[Caller], money.Thing]

_SESSIONS = (money.new_session, money.claimed_session, money.paid_session)
_INVOICES = (money.new_invoice, operations.open_invoice, money.paid_invoice)
_RECEIPTS = (operations.a_receipt,)


def an_event(caller: Caller) -> money.Thing:
    """The event of a new customer."""
    recipes.new_customer(caller)
    return money.listed(caller, "events")[0]


def a_portal_session(caller: Caller) -> money.Thing:
    """A way into the portal, whose page is known by the end of its address."""
    call = MORE["POST /api/v1/portal-sessions"](caller)
    return {"id": money.made(money.post(caller, call.target, call.body))["url"].rpartition("/")[2]}


def by_its_code(caller: Caller) -> money.Thing:
    """A gift card, which is read by its code."""
    return {"id": new("gift-cards", CARD)(caller)["code"]}


MAKERS: dict[str, tuple[Make, ...]] = {
    "/api/v1/customers/{}": (recipes.new_customer,),
    "/api/v1/checkout-sessions/{}": _SESSIONS,
    "/api/v1/plans/{}": (money.new_plan,),
    "/api/v1/prices/{}": (operations.new_price,),
    "/api/v1/invoices/{}": _INVOICES,
    "/api/v1/subscriptions/{}": (money.new_subscription, operations.paused),
    "/api/v1/receipts/{}": _RECEIPTS,
    "/api/v1/refunds/{}": (states.WAYS["refund", "succeeded"],),
    "/api/v1/payouts/{}": (money.new_payout, operations.moving_payout),
    "/api/v1/gift-cards/{}/": (new("gift-cards", CARD),),
    "/api/v1/gift-cards/{}": (by_its_code,),
    "/api/v1/templates/{}": (new("templates", TEMPLATE),),
    "/api/v1/webhooks/{}": (new("webhooks", HOOK),),
    "/api/v1/webhook-endpoints/{}": (new("webhooks", HOOK),),
    "/api/v1/events/{}": (an_event,),
    "/api/v1/public/checkout/sessions/{}": _SESSIONS,
    "/api/v1/public/checkout/invoices/{}": _INVOICES,
    "/api/v1/public/checkout/receipts/{}": _RECEIPTS,
    "/c/{}": _SESSIONS,
    "/i/{}": _INVOICES,
    "/r/{}": _RECEIPTS,
    "/portal/{}": (a_portal_session,),
}
"""By the beginning of a path; of several the longest counts."""


def makers_of(path: str) -> tuple[Make, ...]:
    """What a path can be about, in each state that is worth a try; nothing where only made-up ids are known."""
    plain = re.sub(r"{[^}]*}", "{}", path)
    known = [beginning for beginning in MAKERS if plain.startswith(beginning)]
    return MAKERS[max(known, key=len)] if known else ()


def working_call(operation: str, caller: Caller) -> Call | None:
    """A call of an operation that would succeed."""
    prepare = (operations.OPERATIONS | MORE).get(operation)
    return None if prepare is None else prepare(caller)


def ids_in(path: str, target: str) -> dict[str, str]:
    """The path parameters of a target, by the names they have in its template."""
    form = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
    found = re.fullmatch(form, target.partition("?")[0])
    return found.groupdict() if found else {}
