"""What a server adds to what was sent: the mode, an address or a number of its own, and what belongs to what."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, operations, recipes, sent, states
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, HOOK, new
from plugipay_contract.subjects import Ability

MODED: dict[str, tuple[states.Way, Callable[[Caller, money.Thing], money.Thing]]] = {
    "session": (money.new_session, sent.by_id("checkout-sessions")),
    "gift-card": (new("gift-cards", CARD), sent.by_code),
    "webhook": (new("webhooks", HOOK), sent.in_list("webhooks")),
}


@pytest.mark.parametrize("key", ["test", "live"])
@pytest.mark.parametrize("name", MODED)
def test_an_object_names_its_mode(server: Caller, name: str, key: str) -> None:
    """The mode of the key that made it, at once and later."""
    caller = server.using(key)
    make, read = MODED[name]
    made = make(caller)

    assert [made["mode"], read(caller, made)["mode"]] == [key, key]


def portal(caller: Caller) -> money.Thing:
    """A way into the portal for a new customer."""
    body = {"customerId": recipes.new_customer(caller)["id"], "returnUrl": "https://shop.example.com/"}
    return money.made(money.post(caller, "/api/v1/portal-sessions", body))


ADDRESSES = [
    pytest.param(money.new_session, "hostedUrl", id="session"),
    pytest.param(operations.open_invoice, "hostedInvoiceUrl", id="invoice"),
    pytest.param(portal, "url", id="portal", marks=pytest.mark.needs(Ability.AUTO_KEYS)),
]


@pytest.mark.parametrize(("make", "field"), ADDRESSES)
def test_an_address_leads_to_one_thing(server: Caller, make: states.Way, field: str) -> None:
    """No two have the same, so that nobody pays or sees what is somebody else's."""
    first, second = make(server)[field], make(server)[field]

    assert first != second
    assert all(url.startswith("http") for url in (first, second))


def test_an_invoice_is_paid_at_one_address(server: Caller) -> None:
    """Finalizing shows it, and it stays the same when the invoice is read and when it is paid."""
    draft = money.new_invoice(server)
    url = money.made(money.post(server, f"/api/v1/invoices/{draft['id']}/finalize"))["hostedInvoiceUrl"]
    read = money.reread(server, "invoices", draft)["hostedInvoiceUrl"]
    paid = money.made(money.post(server, f"/api/v1/invoices/{draft['id']}/pay"))["hostedInvoiceUrl"]

    assert url is not None
    assert [read, paid] == [url, url]


@pytest.mark.needs(Ability.SETTLES)
def test_the_charge_of_an_invoice_is_named(server: Caller) -> None:
    """The GET of an invoice that a provider took the money of has the `chargeId` that its refund goes by."""
    invoice = money.settled(server, operations.open_invoice(server))
    body = {"sourceType": "invoice", "sourceId": invoice["id"]}
    refund = money.made(money.post(server, "/api/v1/refunds", body))

    assert invoice["chargeId"]
    assert invoice["chargeId"] == refund["chargeId"]


def test_a_refund_of_an_invoice_names_it(server: Caller) -> None:
    """`invoiceId`, in the answer and when it is read, whether it was asked for by the invoice or by its charge."""
    invoice = money.paid_invoice(server)
    source = {"sourceType": "invoice", "sourceId": invoice["id"], "amount": 1}
    first = money.made(money.post(server, "/api/v1/refunds", source))
    second = money.made(money.post(server, "/api/v1/refunds", {"chargeId": first["chargeId"], "amount": 1}))

    shown = (first, second, *(money.reread(server, "refunds", each) for each in (first, second)))
    assert [each["invoiceId"] for each in shown] == [invoice["id"]] * 4


@pytest.mark.needs(Ability.SETTLES)
@pytest.mark.parametrize("method", ["qris", "va", "retail"])
def test_a_payment_names_its_method(merchant: Caller, method: str) -> None:
    """What the buyer chose is on the session, in its list, and on both forms of the receipt."""
    session = money.settled(merchant, money.new_session(merchant), method=method)
    (row,), (receipt,) = money.listed(merchant, "checkout-sessions"), money.listed(merchant, "receipts")

    assert [session["paymentMethod"], row["paymentMethod"]] == [method, method]
    assert [receipt["method"], money.reread(merchant, "receipts", receipt)["method"]] == [method, method]


def receipt_of(caller: Caller, customer_id: str) -> money.Thing:
    """The one receipt of a customer, as lists show it."""
    (row,) = money.listed(caller, "receipts", f"?customerId={customer_id}")
    return row


@pytest.mark.parametrize("pay", [money.paid_session, money.paid_invoice])
def test_a_receipt_names_its_customer(server: Caller, pay: Callable[..., money.Thing]) -> None:
    """Whoever paid, in both forms of it."""
    customer_id = recipes.new_customer(server)["id"]
    pay(server, customerId=customer_id)
    row = receipt_of(server, customer_id)

    assert [row["customerId"], money.reread(server, "receipts", row)["customerId"]] == [customer_id, customer_id]


def test_every_receipt_has_a_number_of_its_own(server: Caller) -> None:
    """However the money came."""
    customers = [recipes.new_customer(server)["id"] for _ in range(3)]
    for pay, customer_id in zip((money.paid_session, money.paid_session, money.paid_invoice), customers, strict=True):
        pay(server, customerId=customer_id)

    assert len({receipt_of(server, customer_id)["number"] for customer_id in customers}) == 3


PAYOUTS = [way for way in states.WAYS if way[0] == "payout"]


@pytest.mark.needs(Ability.AUTO_KEYS)
@pytest.mark.parametrize("way", PAYOUTS, ids=lambda way: way[1])
def test_a_payout_does_not_follow_the_account(merchant: Caller, way: tuple[str, str]) -> None:
    """It went where it was sent, whatever is saved afterwards: in every state of it."""
    payout = states.WAYS[way](merchant)
    other = {"bankName": "Mandiri", "bankAccountNumber": "7777777", "bankAccountHolder": "Grace Hopper"}
    merchant.call("PATCH", "/api/v1/payouts/bank-account", other, idempotency_key=recipes.unique())
    (row,) = money.listed(merchant, "payouts")

    for shown in (row, money.reread(merchant, "payouts", payout)):
        assert {name: shown[name] for name in money.BANK_ACCOUNT} == money.BANK_ACCOUNT


@pytest.mark.parametrize("kind", ["store_credit", "gift_card"])
def test_a_card_of_a_customer_is_store_credit(server: Caller, kind: str) -> None:
    """A card that belongs to nobody is a gift card."""
    owner = {"customerId": recipes.new_customer(server)["id"]} if kind == "store_credit" else {}
    card = new("gift-cards", {**CARD, **owner})(server)

    assert [card["kind"], sent.by_code(server, card)["kind"]] == [kind, kind]


@pytest.mark.parametrize(("act", "balance"), [("redeem", 49_000), ("topup", 51_000)])
def test_a_card_knows_what_it_was_issued_with(server: Caller, act: str, balance: int) -> None:
    """`initialBalance` stays when the balance moves."""
    card = new("gift-cards", CARD)(server)
    moved = {"amount": 1_000, "externalSource": "shop", "externalRef": recipes.unique()}
    money.made(money.post(server, f"/api/v1/gift-cards/{card['id']}/{act}", moved))

    shown = sent.by_code(server, card)
    assert (shown["initialBalance"], shown["balance"]) == (CARD["amount"], balance)


BILLS: dict[str, dict[str, Any]] = {
    "rupiah": {"amount": 75_000, "currency": "IDR"},
    "dollars": {"amount": 4_900, "currency": "USD"},
}


@pytest.mark.guess
@pytest.mark.parametrize("bill", BILLS.values(), ids=BILLS)
def test_a_transfer_is_told_in_full(server: Caller, bill: dict[str, Any]) -> None:
    """How much of which currency, and to which account: its bank, its number and its holder."""
    session = money.new_session(server, methods=["va"], **bill)
    told = money.made(money.public(server, session, "charge", {"method": "va"}))["instructions"]

    assert {name: told[name] for name in bill} == bill
    assert told["bankAccounts"]
    assert all(each[name] for each in told["bankAccounts"] for name in ("bankName", "accountNumber", "accountHolder"))
