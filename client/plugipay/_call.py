"""One description of every operation, run by both clients.

A resource method says what to send and how to read the answer: it returns a `Call`. `operation` makes of it a method
that hands the call to the client it hangs on, which answers (`PlugipayClient`) or returns a coroutine
(`AsyncPlugipayClient`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypedDict, TypeVar, cast, overload
from urllib.parse import quote

from plugipay._answers import Answer

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Sync:
    """Marks a namespace whose methods answer."""


class Async:
    """Marks a namespace whose methods are awaited."""


Kind = TypeVar("Kind", Sync, Async)


class ReadOptions(TypedDict, total=False):
    """What every operation takes: whom to act for, and seconds to wait; the client's own when None."""

    on_behalf_of: str | None
    timeout: float | None


class WriteOptions(ReadOptions, total=False):
    """What every write takes besides: the key under which the server does the work once; a fresh one when None."""

    idempotency_key: str | None


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """A request that somebody still has to send, and how to read what comes back.

    Attributes:
        method: Upper case.
        path: What follows the base URL, percent-encoded, without the query.
        read: Makes the result of the answer.
        query: Fields, or a query string as somebody typed it.
        body: Anything JSON can say; None for no body.
        idempotency_key: See `WriteOptions`.
        on_behalf_of: See `ReadOptions`.
        timeout: See `ReadOptions`.
    """

    method: str
    path: str
    read: Callable[[Answer], T]
    query: Mapping[str, Any] | str | None = None
    body: Any = None
    idempotency_key: str | None = None
    on_behalf_of: str | None = None
    timeout: float | None = None

    def at(self, cursor: str) -> Self:
        """Return this call of a list for the page at `cursor`."""
        return replace(self, query={**cast("Mapping[str, Any]", self.query), "cursor": cursor})


class Namespace(Generic[Kind]):
    """A group of operations, run by the client it hangs on.

    Args:
        run: Sends a call and returns what it reads.
        turn: Does the same for a call that reads a page, and ties the page to the client, so that it can be turned.
    """

    def __init__(self, run: Callable[[Call[Any]], Any], turn: Callable[[Call[Any]], Any]) -> None:
        self._run = run
        self._turn = turn


class Operation(Protocol[P, T_co]):
    """A resource method as type checkers see it. At run time it is a plain function."""

    @overload
    def __get__(self, namespace: Namespace[Sync], owner: type[Any]) -> Callable[P, T_co]: ...
    @overload
    def __get__(self, namespace: Namespace[Async], owner: type[Any]) -> Callable[P, Coroutine[Any, Any, T_co]]: ...


def operation(build: Callable[Concatenate[Any, P], Call[T]]) -> Operation[P, T]:
    """Make a resource method of a function that only describes a call."""
    described = Description(build)

    def method(self: Namespace[Any], *args: Any, **kwargs: Any) -> Any:
        return self._run(described(self, *args, **kwargs))

    return cast("Operation[P, T]", described.shown_on(method))


_OPTIONS = {f"Unpack[{options.__name__}]": options.__annotations__ for options in (ReadOptions, WriteOptions)}


class Description:
    """A function that describes a call, strict about its keywords and ready to show itself in `help()`.

    Its last parameter is `**options`, annotated with `ReadOptions` or `WriteOptions`.
    """

    def __init__(self, build: Callable[..., Call[Any]]) -> None:
        fields = build.__code__.co_varnames[: build.__code__.co_argcount + build.__code__.co_kwonlyargcount]
        self._build = build
        self._options = _OPTIONS[build.__annotations__["options"]]
        self._names = {*fields, *self._options}

    def __call__(self, namespace: Namespace[Any], *args: Any, **kwargs: Any) -> Call[Any]:
        """Describe the call; a misspelt keyword is refused in the method's own name."""
        if not kwargs.keys() <= self._names:
            unknown = min(kwargs.keys() - self._names)
            raise TypeError(f"{self._build.__qualname__}() got an unexpected keyword argument {unknown!r}")
        return self._build(namespace, *args, **kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        """The signature with every option spelled out, and the result itself instead of the call for it.

        `inspect` asks for it when somebody looks, so importing the package does not pay for it.
        """
        described = inspect.signature(self._build)
        *fields, _ = described.parameters.values()
        options = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation.__forward_arg__)
            for name, annotation in self._options.items()
        ]
        result = described.return_annotation.removeprefix("Call[").removesuffix("]")
        return described.replace(parameters=[*fields, *options], return_annotation=result)

    def shown_on(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Give `method` the name and docstring of the description, and show `inspect` the way to this one."""
        update_wrapper(method, self._build)
        method.__wrapped__ = self  # type: ignore[attr-defined]
        return method


def segment(value: str) -> str:
    """Return an id as one segment of a path, whatever characters it has.

    Raises:
        ValueError: For "", "." and "..", with which the path would be another one.
    """
    if value in {"", ".", ".."}:
        raise ValueError(f"{value!r} is not an id: the request would go to another path")
    return quote(value, safe="")


def given(**fields: Any) -> dict[str, Any]:
    """Return the fields that were given, None meaning not given."""
    return {name: value for name, value in fields.items() if value is not None}


class Unset:
    """The type of `UNSET`, for updates: there None is a value, and clears the field."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset()


def changed(**fields: Any) -> dict[str, Any]:
    """Return the fields that were given, None being a value like any other."""
    return {name: value for name, value in fields.items() if value is not UNSET}
