"""The six operations on gift cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plugipay_mock.actor import Actor, Caller
from plugipay_mock.clock import Instant
from plugipay_mock.errors import Conflict, FieldProblem, InvalidRequest, InvalidTransition, Unprocessable
from plugipay_mock.ids import Ids
from plugipay_mock.pages import Page
from plugipay_mock.resources.checkout_sessions.model import SESSIONS
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.gift_cards import wire
from plugipay_mock.resources.gift_cards.model import (
    ENTRIES,
    GIFT_CARDS,
    Change,
    EntryKind,
    GiftCard,
    GiftCardEntry,
    pair_of,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1/gift-cards")

_READ = "plugipay:giftcard:read"
_WRITE = "plugipay:giftcard:write"


@routes.post("", scope=_WRITE, key="required", status=201, refuses=(Conflict,))
def issue(caller: Caller, body: wire.NewGiftCard) -> GiftCard:
    """Issue a card."""
    if body.customer_id is not None:
        caller.refer(CUSTOMERS, body.customer_id, "customerId")
    if body.expires_at is not None and body.expires_at <= caller.now:
        raise InvalidRequest(FieldProblem("expiresAt", f"must be later than now, {caller.now}"))
    card = _issued(caller, body)
    caller.add(GIFT_CARDS, card, "gift_card.issued")
    _enter(caller, Change(card, "issue", card.balance, ()))
    return card


@routes.get("", scope=_READ)
def browse(caller: Caller, query: wire.GiftCardFilters) -> Page[GiftCard]:
    """List cards, newest first."""
    return caller.browse(GIFT_CARDS, query.slice(customerId=query.customer_id, status=query.status))


@routes.get("/{code}", scope=_READ)
def fetch(caller: Caller, code: str) -> GiftCard:
    """Show the card with a redemption code."""
    return caller.fetch_named(GIFT_CARDS, code)


@routes.post("/{gift_card_id}/redeem", scope=_WRITE, key="required", refuses=(InvalidTransition, Unprocessable))
def redeem(caller: Caller, gift_card_id: str, body: wire.Redemption) -> wire.Changed:
    """Spend from a card, once for each outside event."""
    if body.checkout_session_id is not None:
        caller.refer(SESSIONS, body.checkout_session_id, "checkoutSessionId")
    card = caller.fetch(GIFT_CARDS, gift_card_id)
    return _once(caller, card, "redeem", body, card.redeem)


@routes.post("/{gift_card_id}/topup", scope=_WRITE, key="required", refuses=(InvalidTransition, Unprocessable))
def top_up(caller: Caller, gift_card_id: str, body: wire.TopUp) -> wire.Changed:
    """Add to a card, once for each outside event."""
    card = caller.fetch(GIFT_CARDS, gift_card_id)
    return _once(caller, card, "topup", body, card.top_up)


@routes.post("/{gift_card_id}/void", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def void(caller: Caller, gift_card_id: str, body: wire.Voiding) -> GiftCard:
    """Take a card out of use."""
    change = caller.fetch(GIFT_CARDS, gift_card_id).void(caller.now)
    _enter(caller, change, note=body.note)
    return caller.replace(GIFT_CARDS, change.card, *change.told)


def expire(actor: Actor, card: GiftCard) -> None:
    """End the time of a card that is due."""
    actor.replace(GIFT_CARDS, card.expire(actor.now))


def holder(actor: Actor, customer_id: str) -> str | None:
    """Return the id of a card that keeps its customer, in whatever state; None when there is none."""
    card = actor.tenant.collection(GIFT_CARDS).first(customerId=customer_id)
    return None if card is None else card.id


def _once(
    caller: Caller, card: GiftCard, kind: EntryKind, body: wire.TopUp, act: Callable[[int, Instant], Change]
) -> wire.Changed:
    """Change a card, or return the entry that the outside event has already made."""
    known = caller.tenant.collection(ENTRIES).owner(pair_of(card.id, kind, body.external_source, body.external_ref))
    if known is not None:
        return {"giftCard": card, "entry": known}
    return _changed(caller, act(body.amount, caller.now), body)


def _issued(caller: Caller, body: wire.NewGiftCard) -> GiftCard:
    birth, given = caller.birth(GIFT_CARDS), body.given()
    amount = given.pop("amount")
    given |= {"code": body.code or _made_up_code(birth["id"]), "currency": body.currency or "IDR"}
    return GiftCard(
        **birth,
        **given,
        mode=caller.tenant.mode,
        kind="store_credit" if body.customer_id else "gift_card",
        initial_balance=amount,
        balance=amount,
    )


def _changed(caller: Caller, change: Change, body: wire.TopUp) -> wire.Changed:
    given = body.given()
    del given["amount"]
    entry = _enter(caller, change, **given)
    return {"giftCard": caller.replace(GIFT_CARDS, change.card, *change.told, entry=entry), "entry": entry}


def _enter(caller: Caller, change: Change, **given: Any) -> GiftCardEntry:
    """Keep a change; one that somebody outside caused is found again by its pair."""
    card, entry_id = change.card, caller.new_id(ENTRIES.prefix)
    source, reference = given.get("external_source"), given.get("external_ref")
    pair = pair_of(card.id, change.kind, source, reference) if source and reference else entry_id
    entry = GiftCardEntry(
        id=entry_id,
        account_id=card.account_id,
        gift_card_id=card.id,
        kind=change.kind,
        delta=change.delta,
        balance_after=card.balance,
        currency=card.currency,
        created_at=caller.now,
        pair=pair,
        **given,
    )
    return caller.add(ENTRIES, entry)


def _made_up_code(card_id: str) -> str:
    """Return a code that is the same for the same card on every run."""
    text = Ids(0, f"code of {card_id}").token(8).upper()
    return f"GC-{text[:4]}-{text[4:]}"
