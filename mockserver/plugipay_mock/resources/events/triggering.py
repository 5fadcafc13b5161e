"""Tells events that nothing led to, and tells events again.

Guesses: a triggered event shows the object it names as it is, or a made-up one when there is none; `data` changes
fields of that object, or of what the event adds; rooms do not react. A replayed event is a new entry of the log with
the time of the old one, and its `metadata.replayOf` names it; both answer with what they entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from plugipay_mock.actor import Actor
from plugipay_mock.codec import render
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.events import EVENTS, Event, type_of
from plugipay_mock.resources.events import samples


def trigger(actor: Actor, name: str, object_id: str, changes: Mapping[str, Any]) -> Event:
    """Tell an event about an object, with fields changed.

    Args:
        name: short or long.
        object_id: of an object there is, or of one to make up.

    Raises:
        InvalidRequest: there is no such event or field, the object is of another kind, or the mode is live.
    """
    if actor.tenant.mode != "test":
        raise InvalidRequest(FieldProblem("mode", "is live; events are triggered in test mode only, with a test key"))
    short = shortened(name)
    thing, extras = _shown(actor, short, object_id)
    if "id" in changes:
        raise InvalidRequest(FieldProblem("data.id", "is said by aggregateId"))
    added = samples.overridden(extras, {name: value for name, value in changes.items() if name in extras})
    told = samples.overridden(thing, {name: value for name, value in changes.items() if name not in extras})
    data = {"object": told, "aggregateType": samples.area_of(short), "aggregateId": object_id}
    return actor.log(short, data | added)


def replay(actor: Actor, event: Event) -> Event:
    """Tell an event again."""
    metadata = actor.cause.told(actor.tenant.mode) | {"replayOf": event.id}
    again = replace(event, id=actor.new_id(EVENTS.prefix), metadata=metadata, created_at=actor.now, published_at=None)
    return actor.enter(again)


def shortened(name: str) -> str:
    """Return the short name of an event.

    Raises:
        InvalidRequest: there is no such event.
    """
    try:
        return type_of(name).removeprefix("plugipay.").removesuffix(".v1")
    except KeyError:
        raise InvalidRequest(FieldProblem("type", "is no event; GET /api/v1/events/types lists them")) from None


def _shown(actor: Actor, name: str, object_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the object an event is about as the event tells it, and what the event adds."""
    account_id, found = actor.tenant.account_id, actor.tenant.find(object_id)
    if found is None:
        thing, extras = samples.made_up(name, object_id, account_id, actor.now)
        return samples.cut(name, thing), extras
    shelf, stored = found
    if shelf.aggregate != samples.area_of(name):
        raise InvalidRequest(FieldProblem("aggregateId", f"names a {shelf.title.lower()}, and {name} is about another"))
    told = stored.disablement() if hasattr(stored, "disablement") else orjson.loads(render(stored))
    return samples.cut(name, told), samples.added(name, object_id, account_id, actor.now)
