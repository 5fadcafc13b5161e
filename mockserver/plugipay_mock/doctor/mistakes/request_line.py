"""Mistakes in the first two lines of the text: the method, and the path with its query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, unquote_to_bytes, urlencode, urlsplit

from plugipay_mock.doctor.mistakes.mistake import Case, Mistake, become, change
from plugipay_mock.world import PUBLIC_BASE

_SERVICE: Final = urlsplit(PUBLIC_BASE).netloc
_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_JS_SAFE: Final = "!'()*"
"""What JavaScript's encodeURIComponent leaves alone and Python's quote does not."""

_MOST_ORDERS: Final = 4
"""Parameters up to which every order of them is tried."""

_VERBS: Final = (b"GET", b"POST", b"PUT", b"PATCH", b"DELETE", b"HEAD")
_UNSET: Final = (b"undefined", b"null", b"None", b"")
_OPTIONAL: Final = (
    b"cursor",
    b"limit",
    b"order",
    b"status",
    b"email",
    b"customerId",
    b"createdAfter",
    b"createdBefore",
)
"""Parameters that callers leave unset."""


def _methods(method: bytes, _case: Case) -> Iterator[bytes]:
    yield method.lower()
    yield method.capitalize()


def _without_mark(target: bytes, _case: Case) -> Iterator[bytes]:
    yield target.replace(b"?", b"", 1)
    yield target.replace(b"?", b"\n", 1)


def _with_mark(target: bytes, _case: Case) -> Iterator[bytes]:
    if b"?" not in target:
        yield target + b"?"


def _without_parameters(target: bytes, _case: Case) -> Iterator[bytes]:
    path, _, query = target.partition(b"?")
    sent = query.split(b"&")
    fewer = [[each for each in sent if each.partition(b"=")[2]]]
    fewer += [sent[:number] + sent[number + 1 :] for number in range(len(sent))]
    return (path + b"?" + b"&".join(left) if left else path for left in fewer)


def _with_parameters(target: bytes, _case: Case) -> Iterator[bytes]:
    path, _, query = target.partition(b"?")
    for word in _UNSET:
        for name in _OPTIONAL:
            added = name + b"=" + word
            yield path + b"?" + b"&".join(filter(None, (query, added)))
            yield path + b"?" + b"&".join(filter(None, (added, query)))


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
    yield target.replace(b"~", b"%7E")
    java = urlencode(parameters, safe="*", encoding="latin-1", quote_via=quote_plus).replace("~", "%7E").encode()
    yield path + mark + java
    yield target.replace(b"%", b"%25")


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


def _with_prefix(target: bytes, _case: Case) -> Iterator[bytes]:
    return (prefix + target for prefix in (b"/api/v1", b"/api", b"/v1"))


def _slashes(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    yield (path.rstrip(b"/") if path.endswith(b"/") else path + b"/") + mark + query


def _doubled(target: bytes, _case: Case) -> Iterator[bytes]:
    path, mark, query = target.partition(b"?")
    yield b"/" + target
    yield target.replace(b"/api/v1/", b"/api/v1//", 1)
    yield re.sub(rb"/+", b"/", path) + mark + query


def _hosts(case: Case) -> Iterator[str]:
    """Yield where a client may think it calls, the likeliest first; with their ports, and without."""
    headers, public = case.inbound.headers, urlsplit(case.public_base).netloc
    called, forwarded = headers.get("host", ""), headers.get("x-forwarded-host", "")
    port = called.rpartition(":")[1:]
    local = [host + "".join(port) for host in ("localhost", "127.0.0.1")] if port[0] else []
    yield from filter(None, (called, forwarded, public, _SERVICE, *local, called.partition(":")[0]))


def _with_base(target: bytes, case: Case) -> Iterator[bytes]:
    headers, public = case.inbound.headers, urlsplit(case.public_base)
    paths = (case.inbound.base.decode("latin-1"), headers.get("x-forwarded-prefix", ""), public.path)
    hosts = tuple(dict.fromkeys(_hosts(case)))
    likely = (f"{scheme}{host}" for scheme in ("http://", "https://") for host in hosts)
    starts = ["", *likely, *hosts]
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
        "another-method-signed",
        "another method is signed than is sent: sign the method of the request itself",
        "method",
        become(*_VERBS),
        alone=True,
    ),
    Mistake(
        "query-left-out",
        "the query is left out of the signed path: sign the path and the query, exactly as they are sent",
        "target",
        change(lambda target: target.partition(b"?")[0]),
    ),
    Mistake(
        "question-mark-left-out",
        "the query is signed without the question mark before it: sign path, question mark and query as they are sent",
        "target",
        _without_mark,
    ),
    Mistake(
        "question-mark-added",
        "a question mark is signed at the end of the path, and none was sent: sign the path as it is sent",
        "target",
        _with_mark,
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
        "parameters-left-out",
        "a parameter of the query is left out of what is signed, maybe one without a value: build the query once, sign"
        " and send the same text",
        "target",
        _without_parameters,
    ),
    Mistake(
        "parameters-added",
        "a parameter that is not set is signed, and was not sent: build the query once, sign and send the same text",
        "target",
        _with_parameters,
        alone=True,
    ),
    Mistake(
        "api-prefix-left-out",
        "the signed path lacks /api/v1: sign the whole path from /api/v1 on",
        "target",
        _without_prefix,
    ),
    Mistake(
        "api-prefix-twice",
        "the signed path has /api/v1, or a part of it, once too often: sign the path as it is sent",
        "target",
        _with_prefix,
        alone=True,
    ),
    Mistake(
        "trailing-slash",
        "the signed path ends with a slash and the sent path does not, or the other way round: sign it as it is sent",
        "target",
        _slashes,
    ),
    Mistake(
        "slash-twice",
        "the signed path has two slashes in a row where the sent path has one, or the other way round: sign it as it is"
        " sent",
        "target",
        _doubled,
        alone=True,
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
