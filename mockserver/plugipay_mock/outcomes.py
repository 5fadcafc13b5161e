"""What a route can answer, by status, for the OpenAPI document.

What a fault makes up is left out: a fault may have any status. Nor is there a 500, which only a bug of the mock gives.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from types import UnionType
from typing import Any, Final, TypeAlias, get_args, get_origin

from plugipay_mock.answers import Kept, Raw, Redirect
from plugipay_mock.dialect import Dialect
from plugipay_mock.envelopes import Failure, Success, SuccessPage
from plugipay_mock.errors import ApiError, InvalidRequest, NotFound, PayloadTooLarge
from plugipay_mock.message import JSON
from plugipay_mock.pages import Page
from plugipay_mock.refusals import described, refusals_of
from plugipay_mock.route import GONE, NO_CONTENT, SEE_OTHER, Route

Answers: TypeAlias = dict[int | str, dict[str, Any]]
Refusals: TypeAlias = tuple[type[ApiError], ...]

ANY: Final[Refusals] = (InvalidRequest, PayloadTooLarge)
"""Whoever asks: a malformed fault header, too large a body."""

_NOT_SHOWN: Final = (Kept, Raw, Redirect)


def success(route: Route) -> Any:
    """Return the type of the envelope of a success, or None where there is none, or not always."""
    return None if route.status == NO_CONTENT or route.produces != JSON else _envelope(route)


def others(route: Route, dialect: Dialect, always: Refusals) -> Answers:
    """Return every answer of a route but a success that is always in the envelope.

    Args:
        always: what any route may refuse with.
    """
    told = described((*refusals_of(route), *always))
    refusals: Answers = {status: {"model": Failure, "description": said} for status, said in told.items()}
    return refusals | _documents(route, dialect)


def _documents(route: Route, dialect: Dialect) -> Answers:
    """Describe what has no envelope: files, pages, and where a browser is sent on."""
    parts = _parts(route.answers)
    documents: Answers = {}
    if Raw in parts and route.status != SEE_OTHER:
        documents[route.status] = {"description": "A document of its own.", "content": {route.produces: {}}}
        if dialect.legacy_names and _shown(route.answers) is not None:
            documents[route.status]["model"] = _envelope(route)
    if Redirect in parts:
        where = {"Location": {"description": "An address.", "schema": {"type": "string"}}}
        documents[SEE_OTHER] = {"description": "Where to go on.", "headers": where}
    if route.lost_as != JSON:
        documents[NotFound.status] = {"description": "A page that says so.", "content": {route.lost_as: {}}}
    if route.ended_as:
        documents[GONE] = {"description": "A page that says that its time is over.", "content": {route.ended_as: {}}}
    return documents


def _envelope(route: Route) -> Any:
    answers = _shown(route.answers)
    page = get_origin(answers) is Page
    generic: Any = SuccessPage if page else Success
    return generic[get_args(answers)[0] if page else answers]


def _shown(answers: Any) -> Any:
    """Return what is in the envelope of a success; of a refusal whose work stays done only the refusal is described."""
    shown = [answer for answer in _parts(answers) if answer not in _NOT_SHOWN]
    return reduce(or_, shown) if shown else None


def _parts(answers: Any) -> tuple[Any, ...]:
    return get_args(answers) if isinstance(answers, UnionType) else (answers,)
