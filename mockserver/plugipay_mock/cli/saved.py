"""A request that was saved: as JSON like the journal's, or as the text of an HTTP message."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from plugipay_mock.clock import epoch
from plugipay_mock.message import Inbound, join_headers

_REQUEST_LINE: Final = re.compile(
    rb"(?P<mark>> )?(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?P<target>\S+) HTTP/[0-9.]+\r?\n"
)
_TRACE: Final = re.compile(rb"^(?:[0-9:.]+ )?=> Send header, ", re.MULTILINE)
"""How curl --trace and --trace-ascii announce what is sent: then they fold lines, and hide bytes behind dots."""

_MARKED: Final = re.compile(rb"(?:[0-9:.]+ )?> ?(?P<sent>.*)", re.DOTALL)
"""A line that curl -v marks as sent, maybe with the time (--trace-time) in front."""

_NEEDED: Final = ("method", "path")
_OPTIONAL: Final = ("query", "bodyBase64", "wallTime")
_HEADER_END: Final = re.compile(rb"(?:\A|\r?\n)\r?\n")


@dataclass(frozen=True, slots=True)
class Saved:
    """A request, and the time it came at in epoch seconds; None when nobody noted it."""

    inbound: Inbound
    wall: float | None = None


def read(saved: bytes, body: bytes | None = None) -> Saved:
    """Return a saved request.

    JSON is what the journal shows of a request, with the Authorization header unmasked, and the body as `bodyBase64`
    or as text in `body`. Text is what tcpdump -A or curl -v shows.

    Args:
        body: the bytes of the body, where the file does not hold them.

    Raises:
        ValueError: it cannot be read, or lacks a part; the message says which.
    """
    if saved.lstrip().startswith(b"{"):
        return _of_json(orjson.loads(saved), body)
    return _of_text(saved, body)


def _of_json(told: Mapping[str, Any], body: bytes | None) -> Saved:
    _check(told)
    headers = {name.lower(): value for name, value in told["headers"].items()}
    if "…" in headers.get("authorization", ""):
        raise ValueError(
            "its signature is masked; ask the server that has the request: plugipay-mock doctor REQUEST_ID"
        )
    target = f"{told['path']}?{told['query']}" if told.get("query") else told["path"]
    sent = _json_body(told) if body is None else body
    wall = epoch(told["wallTime"]) if told.get("wallTime") else None
    return Saved(Inbound(told["method"], target.encode("latin-1"), headers, sent), wall)


def _check(told: Mapping[str, Any]) -> None:
    missing = [name for name in (*_NEEDED, "headers") if name not in told]
    if missing:
        raise ValueError(f"it lacks {', '.join(missing)}")
    said = {name: told[name] for name in _NEEDED} | {name: told.get(name) or "" for name in _OPTIONAL}
    wrong = [name for name, value in said.items() if not isinstance(value, str)]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} must be text")
    headers = told["headers"]
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise ValueError("headers must be an object of texts")


def _json_body(told: Mapping[str, Any]) -> bytes:
    if told.get("bodyBase64") is not None:
        return base64.b64decode(told["bodyBase64"], validate=True)
    body = told.get("body") or ""
    if not isinstance(body, str):
        raise ValueError("its body is JSON, and the bytes that were sent are not known; give them as bodyBase64")  # noqa: TRY004  the file is wrong, not the program
    return body.encode()


def _of_text(saved: bytes, body: bytes | None) -> Saved:
    start = _REQUEST_LINE.search(saved)
    if _TRACE.search(saved, 0, len(saved) if start is None else start.start()):
        raise ValueError("it is a trace of curl, which folds lines; save what curl -v shows, or the request as sent")
    if start is None:
        raise ValueError("it is neither JSON nor an HTTP request")
    rest = _of_curl(saved[start.end() :]) if start["mark"] else saved[start.end() :]
    head, after = _parted(rest)
    headers = join_headers(tuple(_pairs(head)))
    sent = _announced(headers.get("content-length", "0"), after) if body is None else body
    return Saved(Inbound(start["method"].decode(), start["target"], headers, sent))


def _of_curl(shown: bytes) -> bytes:
    """Return what curl -v marks as sent; of a body it shows nothing."""
    return b"".join(line["sent"] + b"\n" for line in map(_MARKED.fullmatch, shown.splitlines()) if line is not None)


def _parted(message: bytes) -> tuple[bytes, bytes]:
    end = _HEADER_END.search(message)
    return (message, b"") if end is None else (message[: end.start()], message[end.end() :])


def _pairs(head: bytes) -> Iterable[tuple[bytes, bytes]]:
    for line in head.splitlines():
        name, _, value = line.partition(b":")
        yield name.strip(), value.strip()


def _announced(length: str, after: bytes) -> bytes:
    """Return as much of what follows the headers as they announce: an editor may have added a newline."""
    if not length.isdecimal() or len(after) < int(length):
        raise ValueError(f"it announces a body of {length} bytes and does not hold it; give the body by --body")
    return after[: int(length)]
