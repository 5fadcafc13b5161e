"""One description of every operation, run by both clients.

A resource method only says what to send: it returns a `Call`. `operation` makes of it a method that hands the call to
the client it hangs on, which answers (`PlugipayClient`) or returns a coroutine (`AsyncPlugipayClient`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, cast, overload

from plugipay._call import Call, ReadOptions, WriteOptions

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Sync:
    """Marks a namespace whose methods answer."""


class Async:
    """Marks a namespace whose methods are awaited."""


Kind = TypeVar("Kind", Sync, Async)


class Namespace(Generic[Kind]):
    """A group of operations, run by the client it hangs on.

    Args:
        run: Sends a call and returns what it reads.
        turn: Does the same for a call that reads a page, and ties the page to the client, so that it can be turned.
    """

    def __init__(self, run: Callable[[Call[Any]], Any], turn: Callable[[Call[Any]], Any]) -> None:
        self._run = run
        self._turn = turn


if TYPE_CHECKING:

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
