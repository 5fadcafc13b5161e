"""Mistakes in the first two lines of the text: the method, and the path with its query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, unquote_to_bytes, urlencode, urlsplit

from plugipay_mock.doctor.mistakes.mistake import Case, Mistake, change

_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_JS_SAFE: Final = "!'()*"
"""What JavaScript's encodeURIComponent leaves alone and Python's quote does not."""

_MOST_ORDERS: Final = 4
"""Parameters up to which every order of them is tried."""


def _methods(method: bytes, _case: Case) -> Iterator[bytes]:
    yield method.lower()
    yield method.capitalize()


def _spaces(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    yield path + mark + query.replace(b"+", b"%20")
    yield path + mark + query.replace(b"%20", b"+")


def _escapes(target: bytes, _case: Case) -> Iterator[bytes]:
    yield _ESCAPE.sub(lambda found: found[0].lower(), target)
    yield _ESCAPE.sub(lambda found: found[0].upper(), target)


def _decoded(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    yield unquote_to_bytes(target)
    yield unquote_to_bytes(path) + mark + unquote_to_bytes(query.replace(b"+", b" "))
    yield path + mark + unquote_to_bytes(query)


def _encoded(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    parameters = parse_qsl(query.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    ways: tuple[tuple[str, Callable[..., str]], ...] = (("", quote_plus), ("", quote), (_JS_SAFE, quote))
    for safe, quoting in ways:
        query = urlencode(parameters, safe=safe, encoding="latin-1", quote_via=quoting).encode()
        yield path + mark + query
    yield quote(target, safe="/?=&+").encode()


def _orders(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    sent = query.split(b"&")
    orders = [sorted(sent), sorted(sent, reverse=True), sent[::-1]]
    if len(sent) <= _MOST_ORDERS:
        orders.extend(map(list, permutations(sent)))
    return (path + mark + b"&".join(order) for order in orders)


def _without_prefix(target: bytes, _case: Case) -> Iterator[bytes]:
    yield target.removeprefix(b"/api/v1")
    yield target.removeprefix(b"/api")


def _with_base(target: bytes, case: Case) -> Iterator[bytes]:
    headers, public = case.inbound.headers, urlsplit(case.public_base)
    paths = (case.inbound.base.decode("latin-1"), headers.get("x-forwarded-prefix", ""), public.path)
    hosts = (headers.get("host", ""), headers.get("x-forwarded-host", ""), public.netloc)
    starts = ["", *(f"{scheme}{host}" for host in hosts if host for scheme in ("http://", "https://", ""))]
    for path in dict.fromkeys(("", *paths)):
        for start in starts:
            yield f"{start}{path.rstrip('/')}".encode("utf-8", "replace") + target


MISTAKES: Final = (
    Mistake(
        "method-in-lower-case",
        "the method is not signed in upper case: sign it as GET, POST, PATCH, PUT or DELETE",
        "method",
        _methods,
    ),
    Mistake(
        "query-left-out",
        "the query is left out of the signed path: sign the path and the query, exactly as they are sent",
        "target",
        change(lambda target: target.partition(b"?")[0]),
    ),
    Mistake(
        "query-spaces",
        "spaces in the query are signed as + and sent as %20, or the other way round: sign the query as it is sent",
        "target",
        _spaces,
    ),
    Mistake(
        "escapes-in-other-case",
        "percent escapes are signed in another case than they are sent (%2f, %2F): sign the path and query as sent",
        "target",
        _escapes,
    ),
    Mistake(
        "target-decoded",
        "the path or the query is signed decoded: sign it as it is sent, with its percent escapes",
        "target",
        _decoded,
    ),
    Mistake(
        "target-encoded",
        "the path or the query is signed with other percent escapes than it is sent with: build it once, sign and send"
        " the same text",
        "target",
        _encoded,
    ),
    Mistake(
        "query-in-other-order",
        "the parameters of the query are signed in another order than they are sent: sign the query as it is sent",
        "target",
        _orders,
    ),
    Mistake(
        "api-prefix-left-out",
        "the signed path lacks /api/v1: sign the whole path from /api/v1 on",
        "target",
        _without_prefix,
    ),
    Mistake(
        "leading-slash-left-out",
        "the signed path does not begin with a slash: sign it from its first slash on",
        "target",
        change(lambda target: target.removeprefix(b"/")),
    ),
    Mistake(
        "base-address-added",
        "the base address is signed with the path: leave out scheme, host and base path, sign from /api/v1 on",
        "target",
        _with_base,
    ),
)
