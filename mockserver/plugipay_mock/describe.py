"""Declares the rooms to FastAPI, whose OpenAPI document then describes what is served."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import reduce
from importlib.metadata import version
from operator import or_
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from fastapi import FastAPI, Path, Query, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel

from plugipay_mock.answers import Kept, Redirect
from plugipay_mock.message import JSON
from plugipay_mock.pages import Page
from plugipay_mock.refusals import described, refusals_of
from plugipay_mock.resources.room import Room
from plugipay_mock.route import NO_CONTENT, SEE_OTHER, Route

T = TypeVar("T")


class Meta(BaseModel):
    """What every answer tells about itself."""

    requestId: str  # noqa: N815  wire names
    timestamp: str


class PageInfo(BaseModel):
    """The paging of a list as the API pages describe it."""

    limit: int
    hasMore: bool  # noqa: N815
    nextCursor: str | None  # noqa: N815


class PageMeta(Meta):
    """What a list tells about itself, in both published shapes."""

    cursor: str | None
    hasMore: bool  # noqa: N815
    page: PageInfo


class Problem(BaseModel):
    """One field at fault."""

    field: str
    message: str


class ErrorFacts(BaseModel):
    """Why a request was refused."""

    code: str
    message: str
    field: str | None = None
    details: list[Problem] | None = None


class Success(BaseModel, Generic[T]):
    """The envelope of one object."""

    data: T
    error: None
    meta: Meta


class SuccessPage(BaseModel, Generic[T]):
    """The envelope of a list."""

    data: list[T]
    error: None
    meta: PageMeta


class Failure(BaseModel):
    """The envelope of a refusal."""

    data: None
    error: ErrorFacts
    meta: Meta


def describe(title: str, rooms: Iterable[Room], *, at: str = "/openapi.json") -> FastAPI:
    """Return a FastAPI application with every served route; it answers nothing but its own description."""
    app = FastAPI(
        title=title,
        openapi_url=at,
        version=version("plugipay-testkit"),
        docs_url=None,  # its assets come from a CDN, and this works offline
        redoc_url=None,
        redirect_slashes=False,
    )
    for room in rooms:
        for route in room.served:
            app.router.routes.append(_api_route(room, route))
    return app


def _api_route(room: Room, route: Route) -> APIRoute:
    return APIRoute(
        route.path,
        _signature_of(route),
        methods=[route.method],
        tags=[room.name],
        name=route.handler.__name__,
        status_code=route.status,
        response_model=_envelope(route),
        response_class=JSONResponse if route.produces == JSON else Response,
        responses=_answers(route),
        openapi_extra=_form(route)
        | {
            "responses": _refusals(route),
            "x-plugipay-scope": route.scope,
            "x-plugipay-key-policy": route.key,
            "x-plugipay-rate-class": route.rate,
            "x-plugipay-errors": sorted(kind.code for kind in refusals_of(route)),
        },
    )


def _answers(route: Route) -> dict[int | str, dict[str, Any]]:
    refusal = {"model": Failure, "description": "A refusal, in the envelope."}
    if route.answers is Redirect:
        return {"default": refusal, SEE_OTHER: {"description": "Where the document is."}}
    document = {"description": "A document of its own.", "content": {route.produces: {}}}
    return {"default": refusal} if route.produces == JSON else {"default": refusal, route.status: document}


def _refusals(route: Route) -> dict[str, Any]:
    """Describe every refusal by its status; `default` is left for what may happen anywhere, such as a planned fault."""
    envelope = {JSON: {"schema": {"$ref": f"#/components/schemas/{Failure.__name__}"}}}
    return {status: {"description": told, "content": envelope} for status, told in described(route).items()}


def _form(route: Route) -> dict[str, Any]:
    """Describe a body that is no JSON: what a browser sends from a form."""
    media_type = getattr(route.body, "MEDIA_TYPE", JSON)
    if route.body is None or media_type == JSON:
        return {}
    return {"requestBody": {"required": True, "content": {media_type: {"schema": route.body.described()}}}}


def _envelope(route: Route) -> Any:
    if route.status == NO_CONTENT or route.produces != JSON:
        return None
    answers = _shown(route.answers)
    page = get_origin(answers) is Page
    generic: Any = SuccessPage if page else Success
    return generic[get_args(answers)[0] if page else answers]


def _shown(answers: Any) -> Any:
    """Return what a success shows; a refusal whose work stays done is described with the other refusals."""
    if not isinstance(answers, UnionType):
        return answers
    return reduce(or_, (answer for answer in get_args(answers) if answer is not Kept))


def _signature_of(route: Route) -> Callable[..., None]:
    """Return a function FastAPI can read: the handler's documentation with only the inputs a caller sends."""

    def declared() -> None:
        """Never called: the door answers before FastAPI routes."""

    inputs = [_parameter(name, Annotated[str, Path()]) for name in route.parameters]
    if route.body is not None and not _form(route):
        inputs.append(_parameter("body", route.body))
    if route.query is not None:
        inputs.append(_parameter("query", Annotated[route.query, Query()]))
    declared.__doc__ = route.handler.__doc__
    declared.__name__ = route.handler.__name__
    declared.__signature__ = inspect.Signature(inputs)  # type: ignore[attr-defined]
    return declared


def _parameter(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
