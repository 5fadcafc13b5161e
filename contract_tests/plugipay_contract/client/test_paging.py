"""From page to page: all rows come, and every page is asked for as the first one was."""

import asyncio
import json
from collections.abc import AsyncIterable, Awaitable, Callable
from typing import Any

import pytest

from plugipay_contract import wire
from plugipay_contract.client.recorder import KEY_ID, SECRET, Recorder, envelope
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.EXTRAS)

Walk = Callable[..., list[str]]
MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"
LAST = envelope([], cursor=None, hasMore=False)


def page(*ids: str, cursor: str | None = "cur_next", more: bool = True) -> bytes:
    """An answer with these rows."""
    return envelope([{"id": each} for each in ids], cursor=cursor, hasMore=more)


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest) -> Any:
    """A client of either kind."""
    return request.getfixturevalue("make" if request.param == "sync" else "make_awaited")()


@pytest.fixture
def at_once(runner: asyncio.Runner) -> Callable[[Any], Any]:
    """The end of whatever a page gives, awaited or not."""

    async def end(given: AsyncIterable[Any] | Awaitable[Any]) -> Any:
        return [row async for row in given] if isinstance(given, AsyncIterable) else await given

    return lambda given: runner.run(end(given)) if isinstance(given, (AsyncIterable, Awaitable)) else given


@pytest.fixture(params=["iter_all", "next"])
def walk(request: pytest.FixtureRequest, client: Any, at_once: Callable[[Any], Any]) -> Walk:
    """List customers, and return the ids on all pages: by `page.iter_all()`, or page by page with `page.next()`."""

    def by_rows(**asked: Any) -> list[str]:
        return [row["id"] for row in at_once(client.customers.list(**asked).iter_all())]

    def by_pages(**asked: Any) -> list[str]:
        ids, page = [], client.customers.list(**asked)
        while page is not None:
            ids += [row["id"] for row in page.data]
            page = at_once(page.next())
        return ids

    return by_rows if request.param == "iter_all" else by_pages


def test_every_row_comes_once(walk: Walk, recorder: Recorder) -> None:
    """The rows of all pages, in their order."""
    recorder.says_in_turn(page("cus_1", "cus_2", cursor="cur_2"), page("cus_3", cursor=None, more=False))

    assert walk() == ["cus_1", "cus_2", "cus_3"]


def test_an_empty_page_is_not_the_end(walk: Walk, recorder: Recorder) -> None:
    """`meta.hasMore` says whether there is more, not the number of rows."""
    recorder.says_in_turn(
        page(cursor="cur_2"), page("cus_1", cursor="cur_3"), page(cursor="cur_4"), page("cus_2", more=False)
    )

    assert walk() == ["cus_1", "cus_2"]


def test_a_cursor_alone_is_not_followed(walk: Walk, recorder: Recorder) -> None:
    """Where nothing more is said to be, a cursor leads nowhere."""
    recorder.says_in_turn(page("cus_1", cursor="cur_2", more=False), page("cus_2", more=False))

    assert (walk(), len(recorder.requests)) == (["cus_1"], 1)


def test_every_page_is_narrowed_alike(walk: Walk, recorder: Recorder) -> None:
    """Filters and page size go with the cursor: a cursor belongs to the filters it was given for."""
    recorder.says_in_turn(page("cus_1", cursor="cur_2"), page("cus_2", cursor="cur_3"), LAST)
    walk(limit=1, email="ada+a@example.com")

    asked = {"limit": "1", "email": "ada+a@example.com"}
    expected = [asked, asked | {"cursor": "cur_2"}, asked | {"cursor": "cur_3"}]
    assert [dict(request.url.params) for request in recorder.requests] == expected


def test_every_page_is_the_merchants(walk: Walk, recorder: Recorder) -> None:
    """Whom the first page was asked for, the others are."""
    recorder.says_in_turn(page("cus_1"), LAST)
    walk(on_behalf_of=MERCHANT)

    assert [request.headers.get("X-Plugipay-On-Behalf-Of") for request in recorder.requests] == [MERCHANT] * 2


@pytest.mark.parametrize("cursor", ["cur_2", "a&b+c", "eyJpZCI6MX0=", "a%26b", "a b#c?d/e", "\u00e9"], ids=json.dumps)
def test_a_cursor_is_opaque(walk: Walk, recorder: Recorder, cursor: str) -> None:
    """Whatever a cursor is made of, it comes back as it was, signed as it travels."""
    recorder.says_in_turn(page("cus_1", cursor=cursor), LAST)
    walk()

    assert dict(recorder.last.url.params) == {"cursor": cursor}
    assert wire.verify(recorder.last_signed, KEY_ID, SECRET)
