"""The requests of a workspace, as a test reads and asserts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, overload

from plugipay_mock.control.line import Line
from plugipay_mock.handle.seen import Request
from plugipay_mock.handle.waiting import PATIENCE, until

Call: TypeAlias = str | Mapping[str, Any]
"""`"POST /customers"`, or a mapping of `call` and details: `{"call": "POST /customers", "status": 201}`."""

_ALL = 1000
_SHOWN = 10


class Requests(Sequence[Request]):
    """Every request that came with a key of the workspace, oldest first; the newest thousand are kept.

    A call is named as `"POST /customers"`: a method and a path, with or without `/api/v1`; `{id}` as in the API's own
    templates, or `*`, stands for anything. Details narrow it: `body` (each field named must have this value;
    `lines.0.quantity` reaches inside), `headers`, `status`, `key_id`, `mode`.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def __len__(self) -> int:
        return len(self.newest(_ALL))

    @overload
    def __getitem__(self, index: int) -> Request: ...
    @overload
    def __getitem__(self, index: slice) -> list[Request]: ...
    def __getitem__(self, index: int | slice) -> Request | list[Request]:
        return self.newest(_ALL)[index]

    def __repr__(self) -> str:
        return f"<Requests {[request.text for request in self.newest(_SHOWN)]}>"

    def newest(self, number: int, *, status: int | None = None) -> list[Request]:
        """Return the newest requests, oldest of them first."""
        return [Request.read(told) for told in self._line.send("GET", "/requests", None, _query(number, status))]

    def find(self, call: str | None = None, **details: Any) -> list[Request]:
        """Return the requests that a call and details name."""
        return self._of(self._found(_wanted(call, details)))

    def assert_called(self, call: str | None = None, *, times: int | None = None, **details: Any) -> list[Request]:
        """Return the requests that a call and details name.

        Args:
            times: how many there must be; at least one when None.

        Raises:
            AssertionError: there are none, or not so many; it says which request came nearest, and what differed.
        """
        wanted = _wanted(call, details)
        found = self._found(wanted)
        if not found["count"] if times is None else found["count"] != times:
            raise AssertionError(_missed(wanted, found, times, self._of(found)))
        return self._of(found)

    def assert_not_called(self, call: str | None = None, **details: Any) -> None:
        """Raise an AssertionError, showing the requests, when there are any that a call and details name."""
        self.assert_called(call, times=0, **details)

    def assert_called_in_order(self, *calls: Call) -> None:
        """Raise an AssertionError unless the calls came one after the other; others may have come between them.

        It says which was missing among those that came after the one before, and which came nearest.
        """
        wanted = [_wanted(None, {"call": call} if isinstance(call, str) else call) for call in calls]
        missing = self._line.send("POST", "/requests/find-in-order", {"requests": wanted})
        if missing is not None:
            text = missing["text"] if missing["nearest"] else "nothing came after the last one found"
            raise AssertionError(f"wanted in order {' → '.join(map(_described, wanted))}: {text}")

    def wait_for(
        self, call: str | None = None, *, times: int = 1, timeout: float = PATIENCE, **details: Any
    ) -> list[Request]:
        """Return the requests that a call and details name, as soon as there are so many.

        Raises:
            AssertionError: there were fewer within so many seconds; it says which came nearest, and what differed.
        """
        wanted = _wanted(call, details)
        until(lambda: self._found(wanted)["count"] >= times, timeout)
        found = self._found(wanted)
        if found["count"] < times:
            raise AssertionError(f"{_missed(wanted, found, times, self._of(found))}\nwaited {timeout:g} s")
        return self._of(found)

    def clear(self) -> None:
        """Forget all requests."""
        self._line.send("DELETE", "/requests")

    def _found(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self._line.send("POST", "/requests/find", wanted)
        return found

    def _of(self, found: Mapping[str, Any]) -> list[Request]:
        ids = set(found["requests"])
        return [request for request in self.newest(_ALL) if request.id in ids] if ids else []


def unclaimed(line: Line, since: str | None, number: int) -> list[Request]:
    """Return the newest requests, of whoever, that named no key there is, after the one whose id is `since`."""
    query = _query(number, None) | {"unclaimed": "true", "since": since}
    return [Request.read(told) for told in line.send("GET", "/requests", None, query)]


def _query(number: int, status: int | None) -> dict[str, str | int | None]:
    return {"limit": number, "status": status}


def _wanted(call: str | None, details: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to look for as the control operations take it."""
    said = dict(details)
    named = said.pop("call", None) if call is None else call
    if named is not None:
        method, _, path = named.rpartition(" ")
        if not path.startswith(("/", "*")) or "?" in path:
            raise ValueError(f'{named!r} names no call; write "POST /customers" or "/customers", without a query')
        said = {"path": path, **said} if not method else {"method": method.strip(), "path": path, **said}
    return {"keyId" if name == "key_id" else name: value for name, value in said.items() if value is not None}


def _described(wanted: Mapping[str, Any]) -> str:
    call = " ".join(str(wanted[name]) for name in ("method", "path") if name in wanted) or "any request"
    details = [f"{name}={value!r}" for name, value in wanted.items() if name not in {"method", "path"}]
    return f"{call} with {', '.join(details)}" if details else call


def _missed(wanted: Mapping[str, Any], found: Mapping[str, Any], times: int | None, came: list[Request]) -> str:
    number = "" if times is None else f", {times} time(s)"
    lines = [f"wanted {_described(wanted)}{number}: {found['text']}", *(f"  {each.text}" for each in came[-_SHOWN:])]
    return "\n".join(lines)
