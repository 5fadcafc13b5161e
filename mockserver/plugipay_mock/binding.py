"""Turns the raw query and body into what a handler asks for, or says in one sentence what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from threading import Lock
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticKnownError

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.message import JSON, Inbound
from plugipay_mock.pages import DEFAULT_LIMIT, LARGEST_LIMIT, Slice

Model = TypeVar("Model", bound=BaseModel)
Pairs: TypeAlias = bytes | Mapping[str, str]
"""A query or a form, as it arrived, or as somebody in this process says it."""

_making: Final = Lock()
"""Held while a validator is made: at first use, since a server that made all of over a hundred would start later."""


class Body(BaseModel):
    """A request body: camelCase names, exact types, unknown fields refused."""

    model_config = ConfigDict(
        defer_build=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        frozen=True,
        cache_strings="keys",  # values are mostly new, and pydantic would keep 16,384 of them
    )

    @classmethod
    def received(cls, inbound: Inbound) -> Self:
        """Read the body of a request; not out of a multipart form, which is not signed and could be anybody's.

        Raises:
            InvalidRequest: with every failing field.
        """
        if inbound.headers.get("content-type", "").lower().startswith("multipart/"):
            raise InvalidRequest(FieldProblem("Content-Type", f"must be {JSON}"))
        return read_body(cls, inbound.body)

    def given(self) -> dict[str, Any]:
        """Return the fields the caller sent, by their Python names; null counts as sent."""
        values = vars(self)
        return {name: values[name] for name in self.model_fields_set}


class Form(BaseModel):
    """What a page's own form sends: plain names, text, unknown fields passed over as browsers add them."""

    MEDIA_TYPE: ClassVar = "application/x-www-form-urlencoded"

    model_config = ConfigDict(defer_build=True, extra="ignore", frozen=True)

    @classmethod
    def received(cls, inbound: Inbound) -> Self:
        """Read the body of a request.

        Raises:
            InvalidRequest: with every failing field.
        """
        return _read_pairs(cls, inbound.body, "form")

    @classmethod
    def described(cls) -> dict[str, Any]:
        """Return the JSON schema of the form."""
        return cls.model_json_schema()


class Query(BaseModel):
    """A query: camelCase names; text is read as numbers where a field is one; unknown names are passed over."""

    model_config = ConfigDict(defer_build=True, extra="ignore", alias_generator=to_camel, frozen=True)


_WHOLE: Final = re.compile("[+-]?[0-9]+")


def _whole(text: Any) -> Any:
    if isinstance(text, str) and not _WHOLE.fullmatch(text):
        raise PydanticKnownError("int_parsing")
    return text


DIGITS: Final = BeforeValidator(_whole)
"""Makes a whole number of a query be one: digits with or without a sign; pydantic also reads `1_0` and `1.0`.

Stands last in its annotation, or the OpenAPI document loses the bounds.
"""


class ListQuery(Query):
    """What every paged list understands: `limit` (default 20, larger than 100 means 100), `cursor`, `order`."""

    limit: Annotated[int, Field(ge=1), DIGITS] = DEFAULT_LIMIT
    cursor: str | None = None
    order: Literal["asc", "desc"] = "desc"

    def slice(self, *, after: str | None = None, before: str | None = None, **filters: str | None) -> Slice:
        """Return the slice of a collection this query asks for; a filter that is None does not filter."""
        return Slice(
            limit=min(self.limit, LARGEST_LIMIT),
            cursor=self.cursor,
            oldest_first=self.order == "asc",
            filters={name: value for name, value in filters.items() if value is not None},
            after=None if after is None else epoch(after),
            before=None if before is None else epoch(before),
        )


def read_body(model: type[Model], raw: bytes) -> Model:
    """Validate a body from its bytes; no body counts as an empty object.

    Raises:
        InvalidRequest: with every failing field.
    """
    try:
        read: Callable[[bytes], Model] = _reader(model)
        return read(raw or b"{}")
    except ValidationError as error:
        raise refusal(error, "body") from None


def pairs_of(raw: Pairs) -> Iterable[tuple[str, str]]:
    """Return what a query or a form says, in its order, blanks as well."""
    return parse_qsl(raw.decode("latin-1"), keep_blank_values=True) if isinstance(raw, bytes) else raw.items()


def read_query(model: type[Model], raw: Pairs) -> Model:
    """Validate a query from its bytes, or from what they would say.

    Raises:
        InvalidRequest: with every failing parameter.
    """
    return _read_pairs(model, raw, "query")


def _read_pairs(model: type[Model], raw: Pairs, whole: str) -> Model:
    known, values = names_of(model), dict[str, str]()
    for name, value in pairs_of(raw):
        if name in values and name in known:
            raise InvalidRequest(FieldProblem(name, "is given more than once"))
        values[name] = value
    try:
        return usable(model).model_validate(values)
    except ValidationError as error:
        raise refusal(error, whole) from None


@cache
def _reader(model: type[BaseModel]) -> Callable[[bytes], Any]:
    """Return what reads JSON; pydantic's own way to it asks for six settings with every body."""
    return usable(model).__pydantic_validator__.validate_json


@cache
def names_of(model: type[BaseModel]) -> frozenset[str]:
    """Return the names that a model reads, as they are on the wire."""
    return frozenset(field.alias or name for name, field in usable(model).model_fields.items())


def usable(model: type[Model]) -> type[Model]:
    """Return a model once its validator is made: by one thread, which not every pydantic we take sees to itself."""
    if not model.__pydantic_complete__:
        with _making:
            model.model_rebuild()
            model.model_config["defer_build"] = False  # or whoever wraps it, as FastAPI does, would inherit that
    return model


def at_fault(field: str, message: str) -> ValidationError:
    """Return what a model validator raises to name the field that does not fit the others, by its wire name."""
    problem = InitErrorDetails(type="value_error", loc=(field,), input=None, ctx={"error": ValueError(message)})
    return ValidationError.from_exception_data("body", [problem])


def instant(text: str) -> Instant:
    """Check a field that holds a moment and write it as an instant; use it as a pydantic `AfterValidator`."""
    try:
        return iso(epoch(text))
    except (ValueError, OverflowError):
        raise ValueError("must be an ISO 8601 time with an offset, such as 2026-05-12T10:42:00Z") from None


_MOST_PROBLEMS: Final = 100
"""Fields a refusal names; a body can have a hundred thousand wrong ones."""


def refusal(error: ValidationError, whole: str, *, below: str = "") -> InvalidRequest:
    """Return the refusal that tells every failing field.

    Args:
        whole: the name of what has no name: `body`, `query`.
        below: a prefix for the fields of something inside (`config.`).
    """
    details = error.errors(include_url=False)[:_MOST_PROBLEMS]
    return InvalidRequest(*(FieldProblem(below + _place(detail, whole), _reason(detail)) for detail in details))


def _place(detail: ErrorDetails, whole: str) -> str:
    """Name the field as a caller would write it: `lines[0].quantity`."""
    place = ""
    for step in detail["loc"]:
        if isinstance(step, int):
            place += f"[{step}]"
        elif step != "[key]":
            place += f".{step}" if place else step
    return place or whole


_REASONS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "missing": lambda _: "is required",
    "extra_forbidden": lambda _: "is not a field of this request",
    "string_type": lambda _: "must be a string",
    "int_type": lambda _: "must be a whole number",
    "int_parsing": lambda _: "must be a whole number",
    "int_from_float": lambda _: "must be a whole number",
    "int_parsing_size": lambda _: "is too large",
    "bool_type": lambda _: "must be true or false",
    "bool_parsing": lambda _: "must be true or false",
    "dict_type": lambda _: "must be an object",
    "model_type": lambda _: "must be a JSON object",
    "model_attributes_type": lambda _: "must be a JSON object",
    "list_type": lambda _: "must be a list",
    "tuple_type": lambda _: "must be a list",
    "float_type": lambda _: "must be a number",
    "float_parsing": lambda _: "must be a number",
    "finite_number": lambda _: "must be a number",
    "string_pattern_mismatch": lambda facts: f"must be of the form {facts['pattern']}",
    "json_invalid": lambda facts: f"is not valid JSON: {facts['error']}",
    "json_type": lambda _: "must be JSON",
    "string_too_short": lambda facts: f"must be at least {facts['min_length']} character(s) long",
    "string_too_long": lambda facts: f"must be at most {facts['max_length']} characters long",
    "string_unicode": lambda _: "must be valid Unicode",
    "too_long": lambda facts: f"must have at most {facts['max_length']} entries",
    "too_short": lambda facts: f"must have at least {facts['min_length']} entry",
    "greater_than_equal": lambda facts: f"must be at least {facts['ge']}",
    "greater_than": lambda facts: f"must be more than {facts['gt']}",
    "less_than_equal": lambda facts: f"must be at most {facts['le']}",
    "literal_error": lambda facts: f"must be one of {facts['expected']}",
    "value_error": lambda facts: str(facts["error"]),
}


def _reason(detail: ErrorDetails) -> str:
    sent = detail["input"]
    if detail["type"] == "int_type" and isinstance(sent, float) and sent.is_integer():
        return "must be a whole number, written without a point or an exponent"
    worded = _REASONS.get(detail["type"])
    return detail["msg"] if worded is None else worded(detail.get("ctx", {}))
