"""Spending from a gift card and filling it up: each outside event counts once, and is told once."""

from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.more_operations import CARD, new

ISSUED = 50_000
issue = new("gift-cards", {**CARD, "amount": ISSUED})
SPENT = 20_000
each_act = pytest.mark.parametrize(("act", "delta"), [("redeem", -SPENT), ("topup", SPENT)])


@pytest.fixture
def card(server: Caller) -> money.Thing:
    """A card of 50,000 rupiah."""
    return issue(server)


def change(caller: Caller, card: money.Thing, act: str, ref: str, **fields: Any) -> Answer:
    """Spend from a card, or fill it up, for an outside event."""
    body = {"amount": SPENT, "externalSource": "till", "externalRef": ref, **fields}
    return money.post(caller, f"/api/v1/gift-cards/{card['id']}/{act}", body)


def balance(caller: Caller, card: money.Thing) -> int:
    """What is on a card now."""
    now: int = money.made(caller.call("GET", f"/api/v1/gift-cards/{card['code']}"))["balance"]
    return now


@each_act
def test_a_change_of_a_card_lasts(server: Caller, card: money.Thing, act: str, delta: int) -> None:
    """The answer has the new balance and the entry that led to it, and the card has that balance from then on."""
    answer = money.made(change(server, card, act, recipes.unique()))
    entry = answer["entry"]

    assert (entry["delta"], entry["balanceAfter"], answer["giftCard"]["balance"]) == (delta, *[ISSUED + delta] * 2)
    assert balance(server, card) == ISSUED + delta


@each_act
def test_an_entry_says_what_for(server: Caller, card: money.Thing, act: str, delta: int) -> None:
    """The event outside, the note, and of what is spent the session that it paid."""
    said = {"externalSource": "till", "externalRef": recipes.unique(), "note": "Thanks"}
    if act == "redeem":
        said["checkoutSessionId"] = money.new_session(server)["id"]
    answer = money.post(server, f"/api/v1/gift-cards/{card['id']}/{act}", {"amount": abs(delta), **said})

    entry = money.made(answer)["entry"]
    assert {name: entry[name] for name in said} == said


@each_act
def test_one_outside_event_counts_once(server: Caller, card: money.Thing, act: str, delta: int) -> None:
    """Under whatever idempotency key it comes again, it is answered with its entry and changes nothing."""
    reference = recipes.unique()
    first, second = (money.made(change(server, card, act, reference)) for _ in range(2))

    assert (second["entry"], balance(server, card)) == (first["entry"], ISSUED + delta)


@each_act
def test_an_event_of_another_source_counts_again(server: Caller, card: money.Thing, act: str, delta: int) -> None:
    """Two tills may number their sales alike."""
    reference = recipes.unique()
    for source in ("till-1", "till-2"):
        money.made(change(server, card, act, reference, externalSource=source))

    assert balance(server, card) == ISSUED + 2 * delta


@each_act
def test_another_outside_event_counts_again(server: Caller, card: money.Thing, act: str, delta: int) -> None:
    """The same amount twice, for two events."""
    for reference in (recipes.unique(), recipes.unique()):
        money.made(change(server, card, act, reference))

    assert balance(server, card) == ISSUED + 2 * delta


@pytest.mark.guess
def test_what_was_spent_can_be_put_back(server: Caller, card: money.Thing) -> None:
    """An outside event counts once as a redemption and once as a top-up: a return names the order that was paid."""
    reference = recipes.unique()
    entries = [money.made(change(server, card, act, reference))["entry"] for act in ("redeem", "topup")]

    assert ([entry["kind"] for entry in entries], balance(server, card)) == (["redeem", "topup"], ISSUED)


@pytest.mark.parametrize(("act", "event"), [("redeem", "gift_card.redeemed"), ("topup", "gift_card.topped_up")])
def test_a_change_of_a_card_is_told_once(server: Caller, card: money.Thing, act: str, event: str) -> None:
    """One event with the card as it is afterwards and the entry, though the outside event comes twice."""
    reference = recipes.unique()
    entry, _ = (money.made(change(server, card, act, reference))["entry"] for _ in range(2))
    now = money.made(server.call("GET", f"/api/v1/gift-cards/{card['code']}"))
    rows = money.listed(server, "events", f"?type=plugipay.{event}.v1")

    told = [(row["data"]["object"], row["data"]["entry"]) for row in rows if row["data"]["aggregateId"] == card["id"]]
    assert told == [(now, entry)]
