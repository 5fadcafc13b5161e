"""Where what a write made, changed or took away is seen afterwards."""

from collections.abc import Iterator
from typing import Any

from plugipay_contract import money, operations, provoking
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.operations import Call

Thing = money.Thing

ONE = {
    **dict.fromkeys(("customers", "plans", "checkout-sessions", "invoices", "subscriptions", "refunds"), "id"),
    **dict.fromkeys(("payouts", "templates", "events"), "id"),
    "gift-cards": "code",
}
"""The field by which each kind of thing is read alone."""

LISTS = {name: name for name in (*ONE, "webhooks", "api-keys")} | {"prices": "plans", "webhook-endpoints": "webhooks"}
"""The list in which each kind of thing is seen; a price is seen in its plan."""

ONCE = frozenset({"secret", "key", "accountId"})
"""The fields that only a creation shows (SDK facts 7.16 and 8.2)."""

ANSWERS_ELSE = ("/email", "/send-email", "/preview", "/replay", "/retry", "/bank-account")
"""How the paths end whose answers show no one thing."""


def resource(operation: str) -> str:
    """The kind of thing an operation is about: the first part of its path, or the `prices` of a plan."""
    parts = operation.split("/")[3:]
    return "prices" if parts[-1] == "prices" else parts[0]


WRITES = tuple(
    operation
    for operation in provoking.WORKING
    if resource(operation) in LISTS and not operation.startswith("DELETE") and not operation.endswith(ANSWERS_ELSE)
)
"""The operations that answer with the thing they made or changed."""

DELETIONS = tuple(
    operation for operation in provoking.WORKING if resource(operation) in LISTS and operation.startswith("DELETE")
)
"""The operations after which a thing is gone."""


def done(caller: Caller, operation: str) -> tuple[Call, Answer]:
    """A write that succeeds, and what it answers."""
    call = provoking.WORKING[operation](caller)
    return call, operations.send(caller, operation, call)


def thing_of(answer: Answer) -> Thing:
    """The thing that an answer shows; what changes a gift card shows it beside the entry."""
    data = money.made(answer)
    card: Thing = data.get("giftCard", data)
    return card


def listed(caller: Caller, kind: str) -> list[Thing]:
    """Every thing of a kind that its list shows."""
    rows = money.listed(caller, LISTS[kind])
    return [price for plan in rows for price in plan["prices"]] if kind == "prices" else rows


def views(caller: Caller, kind: str, thing: Thing) -> Iterator[Any]:
    """What is seen of a thing, everywhere it should be seen; None where it is not."""
    yield next((row for row in listed(caller, kind) if row["id"] == thing["id"]), None)
    if kind == "prices":
        plan = money.reread(caller, "plans", {"id": thing["planId"]})
        yield next((price for price in plan["prices"] if price["id"] == thing["id"]), None)
    elif kind in ONE:
        yield caller.call("GET", f"/api/v1/{kind}/{thing[ONE[kind]]}").data
