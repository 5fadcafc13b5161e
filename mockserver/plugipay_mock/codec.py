"""Turns a resource into the JSON it is shown and stored as, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast

import orjson
from pydantic import ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

T = TypeVar("T")
Kept: TypeAlias = bytes | tuple[Any, ...]


def _as_shown(schema: dict[str, Any], kind: type[Any]) -> None:
    """Leave the private fields out of the JSON schema of a dataclass."""
    for name in map(to_camel, getattr(kind, "PRIVATE", ())):
        schema["properties"].pop(name, None)
        if name in schema.get("required", ()):
            schema["required"].remove(name)


WIRE_NAMES: Final = ConfigDict(
    alias_generator=to_camel,
    validate_by_name=True,
    validate_by_alias=True,
    json_schema_serialization_defaults_required=True,
    json_schema_extra=_as_shown,
)
"""How a resource dataclass is spelled on the wire: `tax_id` becomes `taxId`. Set as `__pydantic_config__`."""


class Codec(Generic[T]):
    """Renders one frozen dataclass as exact-size bytes; the fields in its `PRIVATE` are kept beside what is shown.

    A kind may bring a `to_json` of its own; any other is rendered as pydantic would. A kind with a `keep` is kept as
    the small tuple that this returns, and rendered when somebody looks.

    The object last shown or read is remembered with its bytes: it is stored, told and answered within one request.

    Attributes:
        hides: whether the kind has private fields.
    """

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self._private: set[str] = set(getattr(kind, "PRIVATE", ()))
        self.hides = bool(self._private)
        self._write: Callable[[T], bytes] = getattr(kind, "to_json", self._by_schema)
        self._restore: Callable[[Any], T] | None = getattr(kind, "restore", None)
        self._last: tuple[T | None, bytes] = (None, b"")

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """The validator and serializer, built on first use."""
        return TypeAdapter(self._kind)

    def show(self, thing: T) -> bytes:
        """Return the JSON a caller may see."""
        known, shown = self._last
        if known is not thing:
            shown = self._write(thing)
            self._last = thing, shown
        return shown

    def keep(self, thing: T) -> Kept:
        """Return what to keep of an object: the JSON a caller may see, or what it is rendered from."""
        return self.show(thing) if self._restore is None else thing.keep()  # type: ignore[attr-defined]

    def shown(self, kept: Kept) -> bytes:
        """Return the JSON of what was kept."""
        return kept if self._restore is None else self._write(self._restore(kept))  # type: ignore[return-value]

    def hide(self, thing: T) -> bytes:
        """Return the JSON of the private fields."""
        return self.adapter.serializer.to_json(thing, by_alias=True, include=self._private)

    def read(self, kept: Kept, hidden: bytes | None) -> T:
        """Rebuild the resource from what `keep` and `hide` made of it."""
        return self._parse(cast("bytes", kept), hidden) if self._restore is None else self._restore(kept)

    def _parse(self, shown: bytes, hidden: bytes | None) -> T:
        if hidden is None:
            thing = self.adapter.validate_json(shown)
        else:
            thing = self.adapter.validate_python(orjson.loads(shown) | orjson.loads(hidden))
        self._last = thing, shown
        return thing

    def _by_schema(self, thing: T) -> bytes:
        return self.adapter.serializer.to_json(thing, by_alias=True, exclude=self._private or None)


@cache
def codec_of(kind: Any) -> Codec[Any]:
    """Return the one codec of a dataclass."""
    return Codec(kind)


def plain(thing: Any) -> Any:
    """Return a resource as plain data, as its JSON tells it."""
    return orjson.loads(render(thing))


def render(thing: Any) -> bytes:
    """Return the JSON of whatever a handler may answer: a resource, or plain data."""
    kind: Any = type(thing)
    if hasattr(kind, "__dataclass_fields__"):
        return codec_of(kind).show(thing)
    rendered = orjson.dumps(thing, default=_embed, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    return bytes(memoryview(rendered))  # orjson leaves room for 4 KiB behind what it returns, and rows are kept


def _embed(thing: Any) -> orjson.Fragment:
    kind: Any = type(thing)
    return orjson.Fragment(codec_of(kind).show(thing))
