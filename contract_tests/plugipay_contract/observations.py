"""Which error codes were really seen while a test ran, and how each was brought about."""

from dataclasses import astuple, dataclass
from typing import Literal

from plugipay_contract import facts, natural

PROPERTY = "plugipay_codes"
"""The name under which a test's report carries what the test saw."""

_LISTED = {row.code for row in facts.CODES}
_AS_LISTED = {(row.status, row.code) for row in facts.CODES if row.status is not None}
_NATURAL = {route.operation: natural.codes_of(route) for route in facts.ROUTES}


@dataclass(frozen=True, order=True)
class Sight:
    """One code as it was seen: whose it is, its status, whether a fault was planned, and where."""

    side: Literal["server", "client"]
    code: str
    status: int
    how: Literal["natural", "fault"]
    operation: str

    @property
    def listed(self) -> bool:
        """Whether the catalogue has it, and the operation too; a planned fault may be anywhere, with any status."""
        if self.how == "fault" or self.side == "client":
            return self.code in _LISTED
        known = _NATURAL.get(self.operation, _LISTED) | {"method_not_allowed"}
        return (self.status, self.code) in _AS_LISTED and self.code in known


_seen: list[Sight] = []


def saw_refusal(status: int, code: str, method: str, target: str, *, planned: bool) -> None:
    """Note that a server refused a call."""
    _seen.append(Sight("server", code, status, "fault" if planned else "natural", operation(method, target)))


def saw_error(error: object, where: str) -> None:
    """Note that a client made an error of its own."""
    status, code = getattr(error, "status", 0), getattr(error, "code", "")
    _seen.append(Sight("client", str(code), int(status), "natural", where))


def drain() -> list[Sight]:
    """All that was seen since the last time, each once."""
    sights = sorted(set(_seen))
    _seen.clear()
    return sights


def operation(method: str, target: str) -> str:
    """The operation of the route table that a request meant, or only its method where there is none."""
    route = facts.route_of(method, target)
    return f"{method} elsewhere" if route is None else route.operation


def as_property(sights: list[Sight]) -> list[tuple[str, str, int, str, str]]:
    """What was seen, in a form that travels between processes."""
    return [astuple(sight) for sight in sights]
