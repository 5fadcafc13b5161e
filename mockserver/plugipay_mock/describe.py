"""Declares the rooms to FastAPI, whose OpenAPI document then describes what is served."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Annotated, Any, Final

from fastapi import FastAPI, Path, Query, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from plugipay_mock import outcomes
from plugipay_mock.binding import usable
from plugipay_mock.dialect import Dialect
from plugipay_mock.gate.credentials import SCHEME
from plugipay_mock.gate.idempotency import LONGEST_KEY
from plugipay_mock.message import JSON
from plugipay_mock.outcomes import Refusals
from plugipay_mock.refusals import refusals_of
from plugipay_mock.resources.room import Room
from plugipay_mock.route import PUBLIC, Route

PROOFS: Final = {
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": f"`{SCHEME} keyId=…, scope=*, signature=…`, beside `X-Plugipay-Timestamp`.",
    },
    "bearer": {"type": "http", "scheme": "bearer", "description": "A Bearer key; nothing is signed then."},
}
"""How a caller shows that a key is his."""


FASTAPIS: Final = ("HTTPValidationError", "ValidationError")
"""Its own refusal of a malformed request, which nobody gets: the core answers."""


class Described(FastAPI):
    """A FastAPI application whose document says all there is to an answer, and nothing of how FastAPI would refuse."""

    def openapi(self) -> dict[str, Any]:
        """Return the document, made on first demand."""
        if self.openapi_schema is None:
            document = super().openapi()
            for operation in (row for rows in document["paths"].values() for row in rows.values()):
                _correct(operation)
            components = document.setdefault("components", {})
            schemas = components.get("schemas", {})
            components["schemas"] = {name: _closed(schemas[name]) for name in schemas if name not in FASTAPIS}
            components["securitySchemes"] = PROOFS
        return super().openapi()


def describe(
    title: str, rooms: Iterable[Room], dialect: Dialect, *, at: str = "/openapi.json", always: Refusals | None = None
) -> FastAPI:
    """Return a FastAPI application with every route that a dialect has; it answers nothing but its own description.

    Args:
        at: the path of the description.
        always: what any of the routes may refuse with; None for what the gate does.
    """
    app = Described(
        title=title,
        openapi_url=at,
        version=version("plugipay-testkit"),
        docs_url=None,  # its assets come from a CDN, and this works offline
        redoc_url=None,
        redirect_slashes=False,
    )
    for room in rooms:
        for route in room.served:
            if dialect.has(route.path):
                app.router.routes.append(_api_route(room, route, dialect, outcomes.ANY if always is None else always))
    return app


def _correct(operation: dict[str, Any]) -> None:
    """Take out FastAPI's own refusal, and the null of parameters: nothing in a query is null, it is left out."""
    if FASTAPIS[0] in str(operation["responses"].get("422")):
        del operation["responses"]["422"]
    for parameter in operation.get("parameters", ()):
        match parameter["schema"]:
            case {"anyOf": [schema, {"type": "null"}]}:
                parameter["schema"] = schema


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has no field beside its own."""
    return {"additionalProperties": False} | schema if "properties" in schema else schema


def _api_route(room: Room, route: Route, dialect: Dialect, always: Refusals) -> APIRoute:
    body = route.body_in(dialect)
    return APIRoute(
        route.path,
        _signature_of(route, body),
        methods=[route.method],
        tags=[room.name],
        name=route.handler.__name__,
        status_code=route.status,
        response_model=outcomes.success(route),
        response_class=JSONResponse if route.produces == JSON else Response,
        responses=outcomes.others(route, dialect, always),
        openapi_extra=_sent(body)
        | _parameters(route, dialect)
        | {
            "security": [] if route.scope == PUBLIC else [{name: []} for name in PROOFS],
            "x-plugipay-scope": route.scope,
            "x-plugipay-key-policy": route.key,
            "x-plugipay-rate-class": route.rate,
            "x-plugipay-errors": sorted(kind.code for kind in refusals_of(route)),
        },
    )


def _sent(body: Any) -> dict[str, Any]:
    """Describe what FastAPI does not know of a body: that of a form, and that no JSON is as good as an empty object."""
    if body is None:
        return {}
    if _is_form(body):
        return {"requestBody": {"required": True, "content": {body.MEDIA_TYPE: {"schema": body.described()}}}}
    return {"requestBody": {"required": any(field.is_required() for field in body.model_fields.values())}}


def _parameters(route: Route, dialect: Dialect) -> dict[str, Any]:
    """Describe what a caller may say of a request beside its path, query and body."""
    aim = [{"name": name, "in": "query", "required": False, **told} for name, told in route.aim.items()]
    told = [*aim, *_idempotency_key(route, dialect)]
    return {"parameters": told} if told else {}


def _idempotency_key(route: Route, dialect: Dialect) -> list[dict[str, Any]]:
    if route.key == "none":
        return []
    required = route.key == "required" and dialect.keys_required
    schema = {"type": "string", "minLength": int(required), "maxLength": LONGEST_KEY}
    return [{"name": "Idempotency-Key", "in": "header", "required": required, "schema": schema}]


def _is_form(body: Any) -> bool:
    return hasattr(body, "MEDIA_TYPE")


def _signature_of(route: Route, body: Any) -> Callable[..., None]:
    """Return a function FastAPI can read: the handler's documentation with only the inputs a caller sends."""

    def declared() -> None:
        """Never called: the door answers before FastAPI routes."""

    inputs = [_parameter(name, Annotated[str, Path()]) for name in route.parameters]
    if body is not None and not _is_form(body):
        inputs.append(_parameter("body", usable(body)))
    if route.query is not None:
        inputs.append(_parameter("query", Annotated[usable(route.query), Query()]))
    declared.__doc__ = route.handler.__doc__
    declared.__name__ = route.handler.__name__
    declared.__signature__ = inspect.Signature(inputs)  # type: ignore[attr-defined]
    return declared


def _parameter(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
