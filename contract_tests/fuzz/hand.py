"""Writes what Schemathesis made up as a request the suite's referee can sign, and reads the answer back to it."""

from datetime import timedelta
from typing import Any

import httpx
import requests
from schemathesis import Case

from plugipay_contract import wire
from plugipay_contract.caller import Answer, Caller

_PARTS = ("method", "url", "params", "data", "json", "files", "cookies")


def outgoing(case: Case, caller: Caller) -> wire.Outgoing:
    """The request a case stands for, byte for byte, before anybody signs it."""
    told: dict[str, Any] = case.as_transport_kwargs(base_url=caller.subject.base_url)
    parts = {name: told[name] for name in _PARTS if name in told}
    prepared = requests.Request(**parts, headers=dict(told["headers"])).prepare()
    target = httpx.URL(prepared.url or "").raw_path.decode()
    headers = {name: text(value) for name, value in prepared.headers.items() if name.lower() != "content-length"}
    body = prepared.body or b""
    return wire.Outgoing(case.method.upper(), target, headers, body.encode() if isinstance(body, str) else body)


def text(value: str | bytes) -> str:
    """A header's value, however it is kept."""
    return value.decode("latin-1") if isinstance(value, bytes) else value


def as_response(case: Case, caller: Caller, answer: Answer) -> httpx.Response:
    """The same answer in the form Schemathesis checks."""
    asked = httpx.Request(case.method, caller.subject.base_url)
    response = httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=asked)
    response.elapsed = timedelta()  # Schemathesis asks; nobody measured
    return response
