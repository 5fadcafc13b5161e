"""What the data of an answer is made of, and where a value differs from that."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from plugipay_contract import facts

_SHAPES = facts.load("data/shapes.json")
ENUMS: dict[str, list[str]] = _SHAPES["enums"]
TYPES: dict[str, dict[str, str]] = {name: row["fields"] for name, row in _SHAPES["types"].items()}
ANSWERS: dict[str, str] = _SHAPES["answers"]
ALSO: dict[str, list[int]] = _SHAPES["also"]

PLAIN: dict[str, tuple[str, str]] = {
    "text": ("string", "string"),
    "integer": ("integer", "integer"),
    "number": ("number", "integer number"),
    "flag": ("boolean", "boolean"),
    "map": ("object", "object"),
}
"""The JSON kind that each word means, and the kinds it takes."""

INT64 = range(-(2**63), 2**63)
"""The integers that Go takes."""


class Difference(NamedTuple):
    """Where a value differs from a shape, and how."""

    path: str
    said: str


def difference(value: Any, shape: str, path: str = "data") -> Difference | None:
    """The first place where a value is not of a shape."""
    return next(differences(value, shape, path), None)


def differences(value: Any, shape: str, path: str) -> Iterator[Difference]:
    """Every place where a value is not of a shape, in the order of the shape."""
    if shape == "any" or (shape.endswith("?") and value is None):
        return
    shape = shape.removesuffix("?")
    if "|" in shape and not shape.startswith(("[", "{")):
        yield from _either(value, shape.split("|"), path)
    elif shape.startswith("["):
        yield from _each(enumerate(value) if isinstance(value, list) else None, shape, value, path)
    elif shape.startswith("{"):
        yield from _each(value.items() if isinstance(value, dict) else None, shape, value, path)
    elif shape in TYPES:
        yield from _fields(value, TYPES[shape], path)
    else:
        yield from _plain(value, shape, path)


def _either(value: Any, shapes: list[str], path: str) -> Iterator[Difference]:
    if all(difference(value, shape, path) for shape in shapes):
        yield Difference(path, f"{' or '.join(shapes)} expected, {kind(value)} found")


def _each(items: Any, shape: str, value: Any, path: str) -> Iterator[Difference]:
    if items is None:
        yield Difference(path, f"{'array' if shape.startswith('[') else 'object'} expected, {kind(value)} found")
        return
    for _, item in items:
        yield from differences(item, shape[1:-1], f"{path}[]")


def _fields(value: Any, fields: dict[str, str], path: str) -> Iterator[Difference]:
    if not isinstance(value, dict):
        yield Difference(path, f"object expected, {kind(value)} found")
        return
    for name, shape in fields.items():
        optional, name = name.endswith("?"), name.removesuffix("?")  # noqa: PLW2901 - the mark is not part of it
        if name in value:
            yield from differences(value[name], shape, f"{path}.{name}")
        elif not optional:
            yield Difference(f"{path}.{name}", f"{said_of(shape)} expected, nothing found")


def _plain(value: Any, shape: str, path: str) -> Iterator[Difference]:
    if shape in ENUMS:
        right = value in ENUMS[shape]
    elif shape == "time":
        right = isinstance(value, str) and is_time(value)
    elif shape == "texts":
        right = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    elif shape == "integer":
        right = type(value) is int and value in INT64
    else:
        right = kind(value) in PLAIN[shape][1].split()
    if not right:
        shown = f"{value!r}"[:60] if isinstance(value, str) and shape != "integer" else kind(value)
        yield Difference(path, f"{said_of(shape)} expected, {shown} found")


def said_of(shape: str) -> str:
    """A shape in words of JSON."""
    bare = shape.removesuffix("?")
    words = {"time": "ISO 8601 time", "texts": "object of strings", "any": "something"}
    said = words.get(bare) or (PLAIN[bare][0] if bare in PLAIN else None)
    if bare in ENUMS:
        said = f"one of {', '.join(ENUMS[bare])}"
    return (said or ("array" if bare.startswith("[") else "object")) + (" or null" if shape.endswith("?") else "")


def additions(value: Any, shape: str, path: str = "data") -> Iterator[str]:
    """The fields a value has beyond its shape."""
    bare = shape.removesuffix("?")
    if bare.startswith(("[", "{")) and isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from additions(item, bare[1:-1], f"{path}[]")
    elif bare in TYPES and isinstance(value, dict):
        known = {name.removesuffix("?"): shape for name, shape in TYPES[bare].items()}
        for name, item in value.items():
            found = f"{path}.{name}"
            yield from additions(item, known[name], found) if name in known else [found]


def kind(value: Any) -> str:
    """What JSON calls a value."""
    kinds = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return kinds.get(type(value), "object")


def is_time(text: str) -> bool:
    """Whether a text is a moment in UTC as ISO 8601 writes it."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
