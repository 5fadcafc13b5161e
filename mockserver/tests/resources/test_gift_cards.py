"""The room of the gift cards."""

import pytest

from plugipay_mock.lifecycle import states
from plugipay_mock.resources.gift_cards.model import LIFE_CYCLE

CARDS = "/api/v1/gift-cards"
ONCE = {"externalSource": "shop", "externalRef": "order-1"}


@pytest.fixture
def issue(call, still):
    """Issues a card: `issue(50_000)`."""
    return lambda amount=50_000, **fields: call("POST", CARDS, {"amount": amount} | fields)


@pytest.fixture
def act_on(call):
    """Acts on a card: `act_on(card, "redeem", 20_000)`."""

    def act(card, action, amount=None, **fields):
        body = fields if amount is None else {"amount": amount} | ONCE | fields
        return call("POST", f"{CARDS}/{card['id']}/{action}", body)

    return act


@pytest.fixture
def card_in(issue, act_on, advance):
    """A card brought into a state: `card_in("void")`."""

    def bring(state):
        card = issue(expiresAt="2026-06-01T00:00:00Z").data
        if state == "redeemed":
            act_on(card, "redeem", 50_000, externalRef="all")
        elif state == "void":
            act_on(card, "void")
        elif state == "expired":
            advance(days=30)
        return card

    return bring


def test_an_issued_card_holds_its_amount(issue):
    """A new card is active and worth what it was issued for, in rupiah unless it says otherwise."""
    card = issue(50_000).data

    assert (card["status"], card["balance"], card["initialBalance"], card["currency"]) == (
        "active",
        50_000,
        50_000,
        "IDR",
    )


def test_a_card_without_a_code_is_given_one(issue):
    """Codes are made up where the caller has none."""
    code = issue().data["code"]

    assert code.startswith("GC-")
    assert len(code) == len("GC-ABCD-1234")


def test_a_code_is_taken_once(issue):
    """Two cards cannot be redeemed by the same code."""
    issue(code="SPRING-26")

    assert issue(code="SPRING-26").verdict == (409, "conflict")


def test_a_card_is_found_by_its_code(call, issue):
    """The address of a card is its redemption code, not its id."""
    card = issue(code="SPRING-26").data

    assert call("GET", f"{CARDS}/SPRING-26").data == card


def test_an_unknown_code_is_not_found(call, still):
    """Nobody's code finds nothing."""
    assert call("GET", f"{CARDS}/NOPE-1").verdict == (404, "not_found")


def test_a_code_of_the_other_mode_is_a_mismatch(call, keys, issue):
    """A test card's code asked for with a live key is called what it is."""
    card = issue().data

    assert call("GET", f"{CARDS}/{card['code']}", by=keys["live"]).verdict == (401, "mode_mismatch")


def test_a_card_of_a_customer_is_store_credit(call, issue):
    """With a customer the card is that customer's credit."""
    customer = call("POST", "/api/v1/customers", {}).data

    assert issue(customerId=customer["id"]).data["kind"] == "store_credit"
    assert issue().data["kind"] == "gift_card"


def test_the_customer_must_exist(issue):
    """A card for nobody names the field."""
    assert issue(customerId="cus_nobody").error["field"] == "customerId"


def test_a_card_keeps_its_customer(call, issue):
    """Whoever holds store credit, spent or not, cannot be deleted; the refusal names the card."""
    customer = call("POST", "/api/v1/customers", {}).data
    card = issue(customerId=customer["id"]).data
    call("POST", f"/api/v1/gift-cards/{card['id']}/void", {})
    answer = call("DELETE", f"/api/v1/customers/{customer['id']}")

    assert (answer.status, card["id"] in answer.error["message"]) == (409, True)


def test_a_card_does_not_begin_expired(issue):
    """An expiry in the past is refused."""
    assert issue(expiresAt="2020-01-01T00:00:00Z").error["field"] == "expiresAt"


def test_redeeming_takes_from_the_balance(issue, act_on):
    """What is spent is gone, and the entry says so."""
    changed = act_on(issue(50_000).data, "redeem", 20_000).data

    assert changed["giftCard"]["balance"] == 30_000
    assert (changed["entry"]["delta"], changed["entry"]["balanceAfter"]) == (-20_000, 30_000)


def test_spending_all_redeems_the_card(issue, act_on):
    """A card with nothing left is redeemed."""
    assert act_on(issue(50_000).data, "redeem", 50_000).data["giftCard"]["status"] == "redeemed"


def test_a_card_is_never_overdrawn(call, issue, act_on):
    """Spending more than there is, is 422 and changes nothing."""
    card = issue(50_000).data

    assert act_on(card, "redeem", 50_001).status == 422
    assert call("GET", f"{CARDS}/{card['code']}").data["balance"] == 50_000


@pytest.mark.parametrize("action", ["redeem", "topup"])
def test_an_outside_event_counts_once(issue, act_on, action):
    """The same source and reference give the same entry again, whatever the idempotency key."""
    card = issue(50_000).data
    first = act_on(card, action, 10_000).data

    assert act_on(card, action, 10_000).data == first


def test_another_reference_counts_again(issue, act_on):
    """Another outside event is another change."""
    card = issue(50_000).data
    act_on(card, "redeem", 10_000)

    assert act_on(card, "redeem", 10_000, externalRef="order-2").data["giftCard"]["balance"] == 30_000


def test_the_same_event_may_change_two_cards(issue, act_on):
    """A pair names an event of one card."""
    act_on(issue(50_000).data, "redeem", 10_000)

    assert act_on(issue(50_000).data, "redeem", 10_000).data["giftCard"]["balance"] == 40_000


def test_a_top_up_adds(issue, act_on):
    """Money can be put on a card."""
    assert act_on(issue(50_000).data, "topup", 5_000).data["giftCard"]["balance"] == 55_000


def test_a_spent_card_can_be_topped_up(card_in, act_on):
    """Money on a spent card makes it active again."""
    changed = act_on(card_in("redeemed"), "topup", 5_000).data

    assert (changed["giftCard"]["status"], changed["giftCard"]["balance"]) == ("active", 5_000)


def test_voiding_takes_the_balance(issue, act_on):
    """A void card is worth nothing."""
    voided = act_on(issue(50_000).data, "void", note="lost").data

    assert (voided["status"], voided["balance"]) == ("void", 0)


def test_a_card_expires_on_the_world_clock(call, card_in):
    """When its time is over, a card is expired."""
    card = card_in("expired")

    assert call("GET", f"{CARDS}/{card['code']}").data["status"] == "expired"


@pytest.mark.parametrize("state", ["active", "redeemed", "void", "expired"])
@pytest.mark.parametrize(("action", "amount"), [("redeem", 1), ("topup", 1), ("void", None)])
def test_an_action_is_possible_from_some_states(card_in, act_on, state, action, amount):
    """The table decides: what it does not list is a conflict."""
    possible = {"redeem": {"active"}, "topup": {"active", "redeemed"}, "void": {"active", "redeemed"}}[action]
    answer = act_on(card_in(state), action, amount)

    assert answer.status == (200 if state in possible else 409)


def test_every_state_is_reached():
    """The life cycle leads to every state there is."""
    assert states(LIFE_CYCLE, "active") == {"active", "redeemed", "void", "expired"}


@pytest.mark.parametrize("by", [{"status": "active"}, {}])
def test_cards_are_listed(call, issue, by):
    """Lists filter by status."""
    card = issue().data

    assert [row["id"] for row in call("GET", CARDS + "?" + "&".join(f"{k}={v}" for k, v in by.items())).data] == [
        card["id"]
    ]


def test_every_change_is_told(call, issue, act_on):
    """Issuing, spending, adding and voiding each write an event, changes with their entry."""
    card = issue(50_000).data
    entry = act_on(card, "redeem", 10_000).data["entry"]
    act_on(card, "topup", 10_000)
    act_on(card, "void")
    events = call("GET", "/api/v1/events?order=asc").data

    assert [event["type"] for event in events] == [
        f"plugipay.gift_card.{what}.v1" for what in ("issued", "redeemed", "topped_up", "voided")
    ]
    assert events[1]["data"]["entry"] == entry


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "5", 10**16])
def test_amounts_are_whole_and_positive(issue, amount):
    """Money that is none is refused by name."""
    assert issue(amount).error["field"] == "amount"
