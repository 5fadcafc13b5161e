"""Mistakes in the rest of the text: the timestamp, the lines at the end, their order, and what joins the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import permutations
from typing import Final, TypeAlias

from plugipay_mock.doctor.diagnosis import ADDS
from plugipay_mock.doctor.mistakes.mistake import Case, Mistake, become, change

Lines: TypeAlias = tuple[bytes, ...]


def _milliseconds(timestamp: bytes, _case: Case) -> Iterator[bytes]:
    return (timestamp + b"%03d" % milliseconds for milliseconds in range(1000))


def _read_twice(timestamp: bytes, _case: Case) -> Iterator[bytes]:
    if timestamp.isdigit():
        yield from (b"%d" % (int(timestamp) + seconds) for seconds in (-1, 1, -2, 2))


def _sent_once(more: Lines, _case: Case) -> Iterator[Lines]:
    return ((each, *more[1:]) for line in more[:1] for each in line.split(b", "))


def _in_other_encodings(more: Lines, _case: Case) -> Iterator[Lines]:
    for line in more[:1]:
        with suppress(UnicodeError):
            yield (line.decode("latin-1").encode(), *more[1:])
            yield (line.decode().encode("latin-1"), *more[1:])


def _orders(_order: tuple[int, ...], case: Case) -> Iterable[tuple[int, ...]]:
    return permutations(range(5 if "idempotency-key" in case.inbound.headers else 4))


def _key_added(more: Lines, case: Case) -> Iterator[Lines]:
    headers = case.inbound.headers
    if "idempotency-key" in headers:
        return
    elsewhere = [value.encode("latin-1") for name, value in headers.items() if "idempotency" in name]
    for line in (*elsewhere, b"undefined", b"null", b"None"):
        yield (line, *more)


def _merchant_added(more: Lines, case: Case) -> Iterator[Lines]:
    merchant = case.inbound.headers.get("x-plugipay-on-behalf-of", "").encode("latin-1")
    if merchant:
        yield (*more, merchant)
        yield (merchant, *more)


MISTAKES: Final = (
    Mistake(
        "timestamp-in-milliseconds",
        "the timestamp is signed in milliseconds and sent in seconds: sign what X-Plugipay-Timestamp says, in seconds",
        "timestamp",
        _milliseconds,
    ),
    Mistake(
        "timestamp-read-twice",
        "another second is signed than X-Plugipay-Timestamp says: read the clock once, sign and send what it said",
        "timestamp",
        _read_twice,
        alone=True,
    ),
    Mistake(
        "idempotency-key-left-out",
        "the idempotency key is left out of the text: sign it as the last line whenever the header is sent",
        "more",
        change(lambda more: more[1:]),
    ),
    Mistake(
        "idempotency-key-sent-twice",
        f"Idempotency-Key was sent twice and signed once: send it once; {ADDS}",
        "more",
        _sent_once,
    ),
    Mistake(
        "idempotency-key-not-ascii",
        "the idempotency key is signed in another encoding than it is sent in: use ASCII alone",
        "more",
        _in_other_encodings,
    ),
    Mistake(
        "idempotency-key-added",
        "a line for an idempotency key is signed, and no Idempotency-Key header was sent: send the header, or sign"
        " without the line",
        "more",
        _key_added,
    ),
    Mistake(
        "on-behalf-of-signed",
        "X-Plugipay-On-Behalf-Of is signed: leave it out of the text, the service does not sign it",
        "more",
        _merchant_added,
    ),
    Mistake(
        "lines-in-other-order",
        "the lines are signed in another order: sign method, path with query, timestamp, body hash and idempotency key",
        "order",
        _orders,
        alone=True,
    ),
    Mistake(
        "carriage-returns",
        "the lines are joined by CR LF: join them by a line feed alone",
        "newline",
        become(b"\r\n"),
    ),
    Mistake(
        "lines-joined-otherwise",
        "the lines are not joined by line feeds: join them by one real line feed each, not by a backslash and an n",
        "newline",
        become(rb"\n", b"", b" ", b".", b":", b"|"),
    ),
    Mistake(
        "newline-at-the-end",
        "the text ends with a line feed: end it after its last part; without an idempotency key that is the body's"
        " hash, not an empty line",
        "closed",
        become(True),
    ),
)
