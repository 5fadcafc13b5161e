"""What is out of use stays so, and says so, until it is taken up again: keys, cards and endpoints."""

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller, own
from plugipay_contract.closed import skip_closed
from plugipay_contract.deliveries import opened, switched
from plugipay_contract.more_operations import new
from plugipay_contract.receiver import Inbox
from plugipay_contract.subjects import Ability, KeyPair

FULL = 50_000
a_card = new("gift-cards", {"amount": FULL})


def minted(caller: Caller) -> money.Thing:
    """A key of one's own."""
    return money.made(money.post(caller, "/api/v1/api-keys", {"name": "Till"}))


def knock(caller: Caller, key: money.Thing, way: str) -> Answer:
    """A call with a key that was minted: as it is, or as a pair that signs."""
    if way == "signed":
        return caller.using(KeyPair(key["keyId"], key["secret"])).call("GET", "/api/v1/customers")
    return caller.send(caller.unsigned("GET", "/api/v1/customers", authorization=f"Bearer {key['key']}"))


@pytest.mark.parametrize("way", ["bearer", pytest.param("signed", marks=pytest.mark.guess)])
def test_a_deleted_key_opens_nothing(someone: Caller, way: str) -> None:
    """A key works until it is deleted, is unknown afterwards, and takes no other key with it."""
    skip_closed(someone, "POST /api/v1/api-keys")
    key, other = minted(someone), minted(someone)
    before = knock(someone, key, way).verdict
    someone.call("DELETE", f"/api/v1/api-keys/{key['id']}", idempotency_key=recipes.unique())

    assert (before, knock(someone, key, way).verdict) == ((200, None), (401, "invalid_key"))
    assert knock(someone, other, way).verdict == (200, None)


def spend(caller: Caller, card: money.Thing, amount: int) -> money.Thing:
    """A card after something was spent from it, as it is read."""
    body = {"amount": amount, "externalSource": "pos", "externalRef": recipes.unique()}
    money.made(money.post(caller, f"/api/v1/gift-cards/{card['id']}/redeem", body))
    return money.reread(caller, "gift-cards", {"id": card["code"]})


def test_a_spent_card_is_redeemed(someone: Caller) -> None:
    """A card is active as long as something is on it, and redeemed once all of it is spent."""
    card = a_card(someone)
    seen = [card, spend(someone, card, FULL - 1), spend(someone, card, 1)]

    told = [(each["balance"], each["status"]) for each in seen]
    assert told == [(FULL, "active"), (1, "active"), (0, "redeemed")]


@pytest.mark.parametrize(("status", "count"), [("active", 1), ("redeemed", 1), ("void", 0)])
def test_a_spent_card_is_listed_as_such(someone: Caller, status: str, count: int) -> None:
    """A list of one status shows the cards that have it now."""
    spent, full = (a_card(someone) for _ in range(2))
    spend(someone, spent, FULL)
    rows = money.listed(someone, "gift-cards", f"?status={status}&limit=100")

    assert len(own(someone, rows, lambda row: row["id"] in {spent["id"], full["id"]})) == count


@pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS, Ability.CLOCK)
def test_an_endpoint_is_taken_up_again(teller: Caller, inbox: Inbox) -> None:
    """An endpoint that was disabled is as good as new once it is switched on, and is told what happens."""
    teller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    endpoint = opened(teller, inbox, events=["customer.created"])
    inbox.answers(*[500] * 40)
    for _ in range(4):
        recipes.new_customer(teller)
    teller.control("clock/advance", {"days": 10})
    (disabled,) = money.listed(teller, "webhooks")
    switched(teller, endpoint, active=True)
    (again,) = money.listed(teller, "webhooks")
    inbox.answers(200)
    count = len(inbox.arrived)
    recipes.new_customer(teller)

    fields = ("active", "consecutiveFailures", "failingSince", "disabledAt", "disabledReason")
    assert (disabled["active"], bool(disabled["disabledAt"])) == (False, True)
    assert [again[name] for name in fields] == [True, 0, None, None, None]
    assert len(inbox.arrived) == count + 1
