"""One call of one method as a row of a table: how it is made, what it must send, and what comes of the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

import pytest

from plugipay_contract import observations
from plugipay_contract.subjects import Ability

Kind = Literal["object", "page", "list", "nothing", "bytes", "text", "rows by kind", "rows inside"]


@dataclass(frozen=True)
class ApiCall:
    """One call: the method and its arguments, the operation it is, and the query and body it sends.

    Attributes:
        name: `namespace.method`.
        operation: Method and path, as they travel.
        kind: What the method makes of a success.
        extra: Whether no official Python package has the method, or has it in this form.
    """

    name: str
    operation: str
    arguments: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict[str, Any])
    body: Any = None
    query: dict[str, str] = field(default_factory=dict[str, str])
    kind: Kind = "object"
    extra: bool = False

    def __str__(self) -> str:
        return self.name

    def __call__(self, client: Any) -> Any:
        """Make the call."""
        return self.method(client)(*self.arguments, **self.named)

    def method(self, client: Any) -> Callable[..., Any]:
        """The method of a client that is called."""
        namespace, _, method = self.name.partition(".")
        found: Callable[..., Any] = getattr(getattr(client, namespace), method)
        return found

    @property
    def route(self) -> str:
        """The operation as the route table names it."""
        return observations.operation(*self.operation.split(" "))

    @property
    def writes(self) -> bool:
        """Whether it is more than reading."""
        return not self.operation.startswith("GET ")

    def sending(self, **body: Any) -> Self:
        """The same call, which sends these fields; without any an empty object."""
        return replace(self, body=body)

    def asking(self, query: dict[str, str]) -> Self:
        """The same call, which asks for this."""
        return replace(self, query=query)

    def giving(self, kind: Kind) -> Self:
        """The same call, answered with something else than an object."""
        return replace(self, kind=kind)

    @property
    def beyond(self) -> Self:
        """The same call, of a method no official Python package has."""
        return replace(self, extra=True)


def call(name: str, operation: str, /, *arguments: Any, **named: Any) -> ApiCall:
    """One row: `call("customers.get", "GET /customers/cus_1", "cus_1")`; paths are those below `/api/v1`."""
    return ApiCall(name, operation.replace(" /", " /api/v1/", 1), arguments, named)


def each(calls: Iterable[ApiCall]) -> pytest.MarkDecorator:
    """One test per row; a client without the extras is not asked for what only they have."""
    rows = [
        pytest.param(row, id=name, marks=[pytest.mark.needs(Ability.EXTRAS)] if row.extra else [])
        for name, row in named_apart(calls).items()
    ]
    return pytest.mark.parametrize("call", rows)


def named_apart(calls: Iterable[ApiCall]) -> dict[str, ApiCall]:
    """Every row by a name of its own: the second of one method is `name-2`."""
    rows: dict[str, ApiCall] = {}
    for row in calls:
        count = sum(known.name == row.name for known in rows.values())
        rows[f"{row.name}-{count + 1}" if count else row.name] = row
    return rows
