"""Finds the route of a request in a tree of path segments: the cost does not grow with the number of routes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from plugipay_mock.errors import MethodNotAllowed, NotFound, NotMocked
from plugipay_mock.route import Route, answered


@dataclass(slots=True)
class _Node:
    """One segment: the segments below it, the parameter below it, and the methods that end here."""

    literal: dict[bytes, _Node] = field(default_factory=dict)
    parameter: _Node | None = None
    routes: dict[str, Route | None] = field(default_factory=dict)


class Dispatch:
    """Every path the service has; those the mock does not serve yet are known by name.

    Whatever has a GET has a HEAD, which is answered by the same route (RFC 9110, 9.1).
    """

    def __init__(self, served: Iterable[Route], unserved: Iterable[tuple[str, str]]) -> None:
        served = tuple(served)
        self._root = _Node()
        self._plain: dict[tuple[str, bytes], Route] = {}
        for method, path in unserved:
            self._enter(method, path, None)
        for route in served:
            self._enter(route.method, route.path, route)

    def find(self, method: str, path: bytes) -> tuple[Route, list[str]]:
        """Return the route and its path parameters, percent-decoded.

        Raises:
            NotFound: there is no such path.
            MethodNotAllowed: the path has no such method; `Allow` lists those it has.
            NotMocked: the service has it, the mock does not.
        """
        plain = self._plain.get((method, path))
        if plain is not None:
            return plain, []
        node, values = self._walk(path)
        named = "GET" if method == "HEAD" else method  # whose refusals have the length of a GET's
        if node is None or not node.routes:
            raise NotFound(f"No such route: {named} {_printable(path)}")
        if method not in node.routes:
            raise MethodNotAllowed(
                f"{named} is not allowed on {_printable(path)}; it has {', '.join(sorted(node.routes))}",
                headers={"Allow": ", ".join(sorted(node.routes))},
            )
        route = node.routes[method]
        if route is None:
            raise NotMocked(f"{named} {_printable(path)} exists at Plugipay, but this mock does not serve it yet")
        return route, values

    def _enter(self, method: str, path: str, route: Route | None) -> None:
        for each in answered(method):
            self._node(path).routes[each] = route
            if route is not None and not route.parameters:
                self._plain[each, path.encode()] = route

    def _walk(self, path: bytes) -> tuple[_Node | None, list[str]]:
        node = self._root
        values: list[str] = []
        for segment in path.split(b"/")[1:]:
            literal = node.literal.get(segment)
            if literal is not None:
                node = literal
            elif node.parameter is not None and segment:
                node = node.parameter
                values.append(unquote_to_bytes(segment).decode("utf-8", "replace"))
            else:
                return None, values
        return node, values

    def _node(self, path: str) -> _Node:
        node = self._root
        for segment in path.split("/")[1:]:
            if segment.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literal.setdefault(segment.encode(), _Node())
        return node


def _printable(path: bytes) -> str:
    return path.decode("ascii", "backslashreplace")[:200]
