"""How the official SDKs put a request into bytes: the same call, written by Node and by Go, by hand and generated.

Source: SDK facts sections 1, 3 and 7.2; the headers beyond those are what Node's own `fetch` and Go's net/http send.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, quote_plus
from uuid import uuid4

from plugipay_contract import wire

Query = Mapping[str, str | int | bool]

NODE = {
    "Accept": "application/json",
    "accept-language": "*",
    "sec-fetch-mode": "cors",
    "user-agent": "node",
    "accept-encoding": "gzip, deflate",
}
GO = {"User-Agent": "Go-http-client/1.1", "Accept": "application/json", "Accept-Encoding": "gzip"}
WITH_LENGTH = {"POST", "PUT", "PATCH"}
UNTOUCHED = "!'()*~"
"""The signs that `encodeURIComponent` leaves as they are, besides letters, digits and `-_.`."""

Form = Callable[[bytes], tuple[str, bytes]]
"""Writes a form with one file: its content type, and its bytes."""


@dataclass(frozen=True)
class Habit:
    """One way of writing requests.

    Attributes:
        headers: What every request carries.
        dumps: Writes a body.
        encode: Writes a query.
        form: Writes an upload.
        idle: What an action sends that has no fields.
        new_key: Makes an idempotency key.
        guarded_only: Whether a key is sent only where the service wants one, and not with every write.
        bearer: Whether it shows a Bearer key instead of signing.
    """

    name: str
    headers: Mapping[str, str]
    dumps: Callable[[Any], bytes]
    encode: Callable[[Query], str]
    form: Form
    idle: bytes
    new_key: Callable[[], str]
    guarded_only: bool
    bearer: bool = False

    def __str__(self) -> str:
        return self.name

    def write(self, method: str, path: str, query: Query, body: Any, *, guarded: bool) -> wire.Outgoing:
        """A request that nobody has signed.

        Args:
            body: Fields, or nothing for a call without; bytes are the file of an upload.
            guarded: Whether the service wants an idempotency key with this call.
        """
        target = f"{path}?{self.encode(query)}" if query else path
        content_type, content = self._content(method, body)
        headers = {**self.headers, **({"Content-Type": content_type} if content else {})}
        if method != "GET" and (guarded or not self.guarded_only):
            headers["Idempotency-Key"] = self.new_key()
        if not content and method in WITH_LENGTH:
            headers["Content-Length"] = "0"
        return wire.Outgoing(method, target, headers, content)

    def _content(self, method: str, body: Any) -> tuple[str, bytes]:
        if isinstance(body, bytes):
            return self.form(body)
        if body:
            return "application/json", self.dumps(body)
        return "application/json", self.idle if method in WITH_LENGTH else b""


def node_json(body: Any) -> bytes:
    """`JSON.stringify`: compact, UTF-8 as it is, fields in the order they were written."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def go_json(body: Any) -> bytes:
    """`json.Marshal` of a map: sorted fields, UTF-8 as it is, and three signs escaped that could open a tag."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def word(value: str | int | bool) -> str:
    """A value of a query as text; truth in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def encode_uri_component(query: Query) -> str:
    """`encodeURIComponent` on each part, in the order they were written: a space becomes `%20`."""
    return "&".join("=".join((name, quote(word(value), safe=UNTOUCHED))) for name, value in query.items())


def url_search_params(query: Query) -> str:
    """`URLSearchParams`, in the order they were written: a space becomes `+`."""
    return "&".join(f"{name}={quote_plus(word(value), safe='*').replace('~', '%7E')}" for name, value in query.items())


def url_values(query: Query) -> str:
    """Go's `url.Values.Encode`: sorted by name, a space becomes `+`."""
    return "&".join(f"{name}={quote_plus(word(value))}" for name, value in sorted(query.items()))


def written_form(frontier: str, media: str) -> Form:
    """How a package writes a form, between marks of its own, for a file of this type."""
    disposition = 'Content-Disposition: form-data; name="file"; filename="a b.png"'
    head = f"--{frontier}\r\n{disposition}\r\nContent-Type: {media}\r\n\r\n".encode()
    end = f"\r\n--{frontier}--\r\n".encode()
    return lambda file: (f"multipart/form-data; boundary={frontier}", head + file + end)


form_data = written_form("----formdata-undici-081307495994", "image/png")
"""`FormData` with a `Blob` that knows its type."""

multipart_writer = written_form("1f0e9c7a" * 7 + "5b3d", "application/octet-stream")
"""`multipart.Writer`, whose form files are of no type in particular."""

BY_HAND = (
    Habit(
        "node", NODE, node_json, encode_uri_component, form_data, b"{}", lambda: f"idem_{uuid4()}", guarded_only=True
    ),
    Habit("go", GO, go_json, url_values, multipart_writer, b"{}", lambda: f"idem_{uuid4().hex}", guarded_only=True),
)
"""The hand-written methods: every action sends at least `{}`."""

NODE_API, GO_API = (replace(habit, name=f"{habit.name}-api", idle=b"", guarded_only=False) for habit in BY_HAND)
GENERATED = (replace(NODE_API, encode=url_search_params), GO_API)
"""The generated methods: nothing at all where there are no fields, and a key with every write."""

BEARERS = tuple(replace(habit, name=f"{habit.name}-bearer", bearer=True) for habit in (BY_HAND[0], GO_API))
"""Both packages with one key that is shown, and nothing signed."""

HABITS = (*BY_HAND, *GENERATED, *BEARERS)
