"""Whatever was paid, its receipt says how much and for what, wherever the receipt is shown."""

from collections.abc import Callable

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability

ITEMS = [{"name": "Tea", "quantity": 2, "unitAmount": 20_000}, {"name": "Cup", "quantity": 1, "unitAmount": 10_000}]
LINES = [money.line(20_000, 2), {"description": "Cup", "quantity": 1, "unitAmount": 10_000}]
PRINTED = [("Tea", 2, 20_000, 40_000), ("Cup", 1, 10_000, 10_000)]
Way = Callable[[Caller], money.Thing]
SETTLES = pytest.mark.needs(Ability.SETTLES)


def subscribed(caller: Caller) -> money.Thing:
    """The first bill of a subscription."""
    plan = money.new_plan(caller, name="Tea", prices=[money.price(50_000)])
    return money.invoices_of(caller, money.new_subscription(caller, plan))[0]


def settled_session(caller: Caller) -> money.Thing:
    """A session that a provider was paid for."""
    return money.settled(caller, money.new_session(caller, customerId=recipes.new_customer(caller)["id"]))


def with_customer(caller: Caller, **fields: object) -> money.Thing:
    """A session of somebody that the merchant confirmed."""
    return money.paid_session(caller, customerId=recipes.new_customer(caller)["id"], **fields)


WAYS: dict[str, tuple[Way, int, str]] = {
    "session": (with_customer, 50_000, "IDR"),
    "session-with-items": (lambda caller: with_customer(caller, lineItems=ITEMS), 50_000, "IDR"),
    "session-in-dollars": (lambda caller: with_customer(caller, currency="USD", methods=["paypal"]), 50_000, "USD"),
    "session-settled": (settled_session, 50_000, "IDR"),
    "invoice": (lambda caller: money.paid_invoice(caller, lines=LINES), 50_000, "IDR"),
    "invoice-with-tax": (
        lambda caller: money.paid_invoice(caller, lines=LINES, discount=1_000, tax=990),
        49_990,
        "IDR",
    ),
    "invoice-in-dollars": (lambda caller: money.paid_invoice(caller, lines=LINES, currency="USD"), 50_000, "USD"),
    "invoice-settled": (
        lambda caller: money.settled(caller, money.new_invoice(caller, status="open", lines=LINES)),
        50_000,
        "IDR",
    ),
    "first-bill": (subscribed, 50_000, "IDR"),
}
each_way = pytest.mark.parametrize(
    ("way", "amount", "currency"),
    [pytest.param(*row, id=name, marks=[SETTLES] if "settled" in name else []) for name, row in WAYS.items()],
)


def places(source: money.Thing) -> list[str]:
    """Where the receipt of a session or an invoice is shown, besides lists and its own address."""
    if source["id"].startswith("inv_"):
        return [f"invoices/{source['id']}/receipt"]
    return [f"checkout-sessions/{source['id']}/{name}" for name in ("receipt", "receipt-link")]


@each_way
def test_a_receipt_says_how_much_everywhere(server: Caller, way: Way, amount: int, currency: str) -> None:
    """In a list, by itself, and at what was paid: one amount, in the currency it was paid in."""
    source = way(server)
    (row,) = money.listed(server, "receipts", f"?customerId={source['customerId']}")
    shown = [money.made(server.call("GET", f"/api/v1/{place}")) for place in places(source)]
    shown += [row, money.reread(server, "receipts", row)]

    assert {(each["id"], each["amount"], each["currency"]) for each in shown} == {(row["id"], amount, currency)}


@each_way
def test_a_receipt_adds_up(server: Caller, way: Way, amount: int, currency: str) -> None:
    """Its total is what was paid, and its subtotal the total without the tax."""
    (row,) = money.listed(server, "receipts", f"?customerId={way(server)['customerId']}")
    whole = money.reread(server, "receipts", row)

    assert (whole["total"], whole["currency"]) == (amount, currency)
    assert whole["subtotal"] + whole["taxAmount"] == amount


@pytest.mark.guess
@pytest.mark.parametrize("name", ["session-with-items", "invoice", "invoice-with-tax", "invoice-in-dollars"])
def test_a_receipt_has_every_line(server: Caller, name: str) -> None:
    """What was bought, how many of it, and for how much."""
    (row,) = money.listed(server, "receipts", f"?customerId={WAYS[name][0](server)['customerId']}")
    lines = money.reread(server, "receipts", row)["lines"]

    assert [(line["description"], line["quantity"], line["unitAmount"], line["amount"]) for line in lines] == PRINTED


@pytest.mark.guess
@pytest.mark.parametrize("name", ["session", "first-bill"])
def test_a_receipt_has_one_line_at_least(server: Caller, name: str) -> None:
    """Of the whole amount, where nobody said more."""
    (row,) = money.listed(server, "receipts", f"?customerId={WAYS[name][0](server)['customerId']}")

    assert [line["amount"] for line in money.reread(server, "receipts", row)["lines"]] == [50_000]
