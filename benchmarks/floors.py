"""Floors: servers that do less than ours, on the same uvicorn; what no mock in Python can beat by much.

`python -m benchmarks.floors NAME PORT` serves one of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
from collections.abc import Callable
from typing import Any, Final

import orjson
import uvicorn

from benchmarks.processes import LOOPBACK
from benchmarks.recipes import KEY_ID, SECRET

_ANSWER: Final = b'{"data":{"id":"cus_01"},"error":null,"meta":{"requestId":"req_01"}}'
_JSON: Final = (b"content-type", b"application/json")


async def _read(receive: Any) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _send(send: Any, status: int, body: bytes) -> None:
    headers = [_JSON, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """Read the body and answer the same every time."""
    del scope
    await _read(receive)
    await _send(send, 201, _ANSWER)


class SignedApp:
    """The 40-line prototype: signature, idempotency record, a dict of objects; no schema, no window, no events."""

    def __init__(self) -> None:
        self._secrets = {KEY_ID: SECRET.encode()}
        self._answers: dict[str, tuple[bytes, bytes]] = {}
        self._objects: dict[str, dict[str, Any]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        body = await _read(receive)
        if b"authorization" not in headers or not self._verified(scope, headers, body):
            await _send(send, 401, b'{"error":{"code":"invalid_signature"}}')
            return
        key, mark = headers.get(b"idempotency-key", b"").decode(), hashlib.sha256(body).digest()
        known = self._answers.get(key)
        if known is not None:
            await _send(send, 201 if known[0] == mark else 409, known[1])
            return
        answer = self._create(body)
        self._answers[key] = (mark, answer)
        await _send(send, 201, answer)

    def _verified(self, scope: Any, headers: dict[bytes, bytes], body: bytes) -> bool:
        parts = dict(
            part.strip().split("=", 1) for part in headers[b"authorization"].decode().partition(" ")[2].split(",")
        )
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        lines = [scope["method"].encode(), target, headers[b"x-plugipay-timestamp"], _hex(body)]
        if b"idempotency-key" in headers:
            lines.append(headers[b"idempotency-key"])
        made = hmac.digest(self._secrets[parts["keyId"]], b"\n".join(lines), "sha256").hex()
        return hmac.compare_digest(made, parts["signature"])

    def _create(self, body: bytes) -> bytes:
        thing = orjson.loads(body)
        thing["id"] = f"cus_{len(self._objects):026d}"
        self._objects[thing["id"]] = thing
        return orjson.dumps({"data": thing, "error": None, "meta": {"requestId": f"req_{len(self._objects):026d}"}})


class DictStore:
    """What one writes first: everything stays as the JSON parser gave it, answers included."""

    def __init__(self) -> None:
        self._objects: dict[str, dict[str, Any]] = {}
        self._answers: dict[str, dict[str, Any]] = {}
        self._events: list[dict[str, Any]] = []

    def create(self, key: str, body: bytes) -> bytes:
        """Create a customer, or give its key's answer again."""
        known = self._answers.get(key)
        if known is None:
            thing = {
                "id": f"cus_{len(self._objects):026d}",
                "createdAt": "2026-01-01T00:00:00.000Z",
                **json.loads(body),
            }
            self._objects[thing["id"]] = thing
            self._events.append({"id": f"evt_{len(self._events):026d}", "data": {"object": dict(thing)}})
            answer = {"data": dict(thing), "error": None, "meta": {"requestId": f"req_{len(self._objects):026d}"}}
            known = self._answers[key] = {"sent": json.loads(body), "status": 201, "body": answer}
        return json.dumps(known["body"]).encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        key, body = dict(scope["headers"]).get(b"idempotency-key", b"").decode(), await _read(receive)
        await _send(send, 201, self.create(key, body) if key else b"{}")  # without a key, somebody asks whether it runs


def _hex(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def one_route() -> Any:
    """Return a FastAPI application with one typed route."""
    from benchmarks.floor_fastapi import app  # noqa: PLC0415  the other floors must not pay for it

    return app


class RawProtocol(asyncio.Protocol):
    """Answers every request without looking further than its length."""

    _REPLY = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (
        len(_ANSWER),
        _ANSWER,
    )

    def __init__(self) -> None:
        self._got = b""

    def connection_made(self, transport: Any) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer once a request is whole."""
        self._got += data
        head, found, body = self._got.partition(b"\r\n\r\n")
        if found and len(body) >= int(
            (head.lower() + b"\r\n").partition(b"content-length:")[2].partition(b"\r")[0] or 0
        ):
            self._got = b""
            self._transport.write(self._REPLY)


async def _raw(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(RawProtocol, LOOPBACK, port)
    await server.serve_forever()


_APPS: Final[dict[str, Callable[[], Any]]] = {
    "bare": lambda: bare,
    "signed": SignedApp,
    "dicts": DictStore,
    "fastapi": one_route,
}


def main(name: str, port: int) -> None:
    """Serve a floor until a signal."""
    if name == "raw":
        import uvloop  # noqa: PLC0415  uvicorn brings its own

        uvloop.run(_raw(port))
        return
    uvicorn.run(_APPS[name](), host=LOOPBACK, port=port, access_log=False, log_config=None, lifespan="off", ws="none")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
