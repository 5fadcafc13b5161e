"""Uses of what is sold and how it is paid for: customers, plans, prices, sessions, and what a buyer does."""

from typing import Any

from plugipay_contract import money, operations, pictures
from plugipay_contract.caller import Caller
from plugipay_contract.money import CANCEL_URL, SUCCESS_URL
from plugipay_contract.pair.uses.use import (
    ALONE,
    ESCPOS,
    PDF,
    Scene,
    Seen,
    Thing,
    Use,
    as_served,
    gone,
    has,
    only,
    same,
    sends,
    stored,
    whole,
)
from plugipay_contract.recipes import address, new_customer

SESSION = {"amount": 75_000, "currency": "IDR", "success_url": SUCCESS_URL, "cancel_url": CANCEL_URL}
PRICE = {"currency": "IDR", "model": "flat", "unitAmount": 90_000}


def known_customer(caller: Caller) -> Thing:
    """A customer who can be written to."""
    return new_customer(caller, name="Ada", email=address())


def one_flat_price(scene: Scene) -> Seen:
    """The plan costs what was asked for, and the server keeps it."""
    prices = [{name: price[name] for name in PRICE} for price in scene.answer["prices"]]
    return (prices, stored("plans", name="Tea club")(scene)[0]), ([PRICE], stored("plans", name="Tea club")(scene)[1])


def no_longer_priced(scene: Scene) -> Seen:
    """Nothing is answered, and the plan is without the price."""
    return (scene.answer, scene.now(f"plans/{scene.thing['planId']}")["prices"]), (None, [])


def numbered(scene: Scene) -> Seen:
    """The page is of the session's receipt."""
    number = scene.now(f"checkout-sessions/{scene.thing['id']}/receipt-link")["number"]
    return number in scene.answer, True


def served_proof(scene: Scene) -> Seen:
    """The picture is where the answer says."""
    shown = scene.caller.send(scene.caller.unsigned("GET", scene.answer["url"]))
    return shown.body, pictures.PNG


def proof(client: Any, session: Thing) -> Any:
    """Send a picture of a transfer."""
    return client.public_checkout.proof_image(
        session["id"], filename="transfer.png", mime="image/png", data=pictures.PNG
    )


USES: dict[str, Use] = {
    "customers.create": Use(
        lambda client, _: client.customers.create(name="Élodie <東京> & Co", metadata={"tier": "gold"}),
        stored("customers", name="Élodie <東京> & Co", metadata={"tier": "gold"}),
    ),
    "customers.get": Use(lambda client, customer: client.customers.get(customer["id"]), whole, new_customer),
    "customers.list": Use(
        lambda client, customer: client.customers.list(email=customer["email"], limit=5), only, known_customer
    ),
    "customers.update": Use(
        lambda client, customer: client.customers.update(customer["id"], name="Grace"), same(name="Grace"), new_customer
    ),
    "customers.delete": Use(
        lambda client, customer: client.customers.delete(customer["id"]), gone("customers"), new_customer
    ),
    "plans.create": Use(
        lambda client, _: client.plans.create(name="Tea club", currency="IDR", amount=90_000, interval="month"),
        one_flat_price,
    ),
    "plans.create:prices": Use(
        lambda client, _: client.plans.create(name="Tea club", prices=[PRICE], interval="month"),
        one_flat_price,
        extras=True,
    ),
    "plans.get": Use(lambda client, plan: client.plans.get(plan["id"]), whole, money.new_plan),
    "plans.list": Use(lambda client, _: client.plans.list(active=True, order="asc"), only, money.new_plan, needs=ALONE),
    "plans.update": Use(
        lambda client, plan: client.plans.update(plan["id"], name="Coffee club", metadata={"roast": "dark"}),
        same(name="Coffee club", metadata={"roast": "dark"}),
        money.new_plan,
    ),
    "plans.archive": Use(lambda client, plan: client.plans.archive(plan["id"]), same(active=False), money.new_plan),
    "plans.add_price": Use(
        lambda client, plan: client.plans.add_price(plan["id"], currency="USD", unit_amount=900),
        has(planId=lambda plan: plan["id"], currency="USD", model="flat", unitAmount=900),
        money.new_plan,
    ),
    "prices.update": Use(
        lambda client, price: client.prices.update(price["id"], active=False), same(active=False), operations.new_price
    ),
    "prices.delete": Use(
        lambda client, price: client.prices.delete(price["id"]), no_longer_priced, operations.new_price
    ),
    "checkout_sessions.create": Use(
        lambda client, _: client.checkout_sessions.create(methods=["qris"], **SESSION),
        stored("checkout-sessions", amount=75_000, methods=["qris"], status="open"),
    ),
    "checkout_sessions.get": Use(
        lambda client, session: client.checkout_sessions.get(session["id"]), whole, money.new_session
    ),
    "checkout_sessions.list": Use(
        lambda client, _: client.checkout_sessions.list(status="open", limit=5), only, money.new_session, needs=ALONE
    ),
    "checkout_sessions.cancel": Use(
        lambda client, session: client.checkout_sessions.cancel(session["id"]),
        same(status="canceled"),
        money.new_session,
    ),
    "checkout_sessions.confirm": Use(
        lambda client, session: client.checkout_sessions.confirm(session["id"]),
        same(status="completed"),
        money.claimed_session,
    ),
    "checkout_sessions.delete": Use(
        lambda client, session: client.checkout_sessions.delete(session["id"]),
        gone("checkout-sessions"),
        money.new_session,
    ),
    "checkout_sessions.receipt": Use(
        lambda client, session: client.checkout_sessions.receipt(session["id"]),
        has(sourceId=lambda session: session["id"], amount=50_000),
        money.paid_session,
    ),
    "checkout_sessions.receipt_link": Use(
        lambda client, session: client.checkout_sessions.receipt_link(session["id"]),
        has(sourceId=lambda session: session["id"], amount=50_000),
        money.paid_session,
    ),
    "checkout_sessions.email_receipt": Use(
        lambda client, session: client.checkout_sessions.email_receipt(session["id"], to="ada@example.com"),
        sends("ada@example.com"),
        money.paid_session,
    ),
    "checkout_sessions.receipt_pdf": Use(
        lambda client, session: client.checkout_sessions.receipt_pdf(session["id"]),
        as_served("checkout-sessions/{}/receipt.pdf", PDF),
        money.paid_session,
    ),
    "checkout_sessions.receipt_html": Use(
        lambda client, session: client.checkout_sessions.receipt_html(session["id"]),
        numbered,
        money.paid_session,
    ),
    "checkout_sessions.receipt_escpos": Use(
        lambda client, session: client.checkout_sessions.receipt_escpos(session["id"], width=58),
        as_served("checkout-sessions/{}/receipt.escpos?width=58", ESCPOS),
        money.paid_session,
    ),
    "public_checkout.get_session": Use(
        lambda client, session: client.public_checkout.get_session(session["id"])["session"],
        same(amount=50_000, status="open"),
        money.new_session,
    ),
    "public_checkout.charge": Use(
        lambda client, session: client.public_checkout.charge(session["id"], method="va"),
        has(kind="instructions"),
        money.new_session,
    ),
    "public_checkout.buyer_claim": Use(
        lambda client, session: client.public_checkout.buyer_claim(session["id"]),
        lambda scene: (scene.now(f"checkout-sessions/{scene.thing['id']}")["status"], "pending_review"),
        money.new_session,
    ),
    "public_checkout.proof_image": Use(proof, served_proof, money.claimed_session),
    "public_checkout.session_receipt": Use(
        lambda client, session: client.public_checkout.session_receipt(session["id"]),
        has(amount=50_000, currency="IDR"),
        money.paid_session,
    ),
    "public_checkout.get_receipt": Use(
        lambda client, receipt: client.public_checkout.get_receipt(receipt["id"]),
        has(number=lambda receipt: receipt["number"], amount=50_000),
        operations.a_receipt,
    ),
    "public_checkout.get_invoice": Use(
        lambda client, invoice: client.public_checkout.get_invoice(invoice["id"])["invoice"],
        same(status="open", total=10_000),
        operations.open_invoice,
    ),
}
