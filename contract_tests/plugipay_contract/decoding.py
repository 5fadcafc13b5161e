"""Whether an answer can be decoded as strictly as the Go SDK does it; what answers are made of is `data/shapes.json`.

Go refuses a float where an `int64` is, a number in metadata, an array for an object, and ignores fields it does not
know. Whether a field may be null, or left out, and which texts it may hold, are facts about the service (SDK facts,
section 2); Go takes any.
"""

import json
from collections.abc import Iterator
from typing import Any

from plugipay_contract import facts, shapes
from plugipay_contract.description import Answered
from plugipay_contract.facts import Route
from plugipay_contract.shapes import Difference


def complaints(method: str, target: str, answer: Answered) -> list[str]:
    """What a strict decoder has against an answer: a sentence each with operation, status, place and what it wants."""
    path = target.partition("?")[0]
    if "/api/" not in path or not answer.body or not _is_json(answer):
        return []
    route = facts.route_of(method, target)
    name = f"{method} {path}" if route is None else route.operation
    return [f"{name} answered {answer.status}: {place}: {said}" for place, said in _found(route, answer)]


def is_utf8(media_type: str) -> bool:
    """Whether a media type of JSON names no charset, or the one that JSON has (RFC 8259, 8.1)."""
    _, _, charset = media_type.lower().replace(" ", "").partition("charset=")
    return charset.partition(";")[0].strip('"') in {"", "utf-8"}


def _is_json(answer: Answered) -> bool:
    return _media_type(answer).startswith("application/json")


def _media_type(answer: Answered) -> str:
    return answer.headers.get("Content-Type") or ""


def _found(route: Route | None, answer: Answered) -> Iterator[Difference]:
    if not is_utf8(_media_type(answer)):
        return iter([Difference("$", f"UTF-8 expected, {_media_type(answer)} found")])
    try:
        envelope: Any = json.loads(answer.body)
    except ValueError:
        return iter([Difference("$", f"JSON expected, {answer.body[:80]!r} found")])
    succeeded = route if answer.status < 300 else None
    found = list(shapes.differences(envelope, "PagedEnvelope" if succeeded and succeeded.paged else "Envelope", "$"))
    if found or succeeded is None:
        return iter(found)
    return shapes.differences(envelope["data"], shapes.ANSWERS.get(succeeded.operation, "any"), "$.data")
