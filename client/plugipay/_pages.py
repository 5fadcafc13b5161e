"""Lists that come a page at a time, and the way to the next page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, cast, overload

from plugipay._answers import Answer, many
from plugipay._call import Call
from plugipay._errors import PlugipayError
from plugipay._operation import Async, Description, Namespace, Sync
from plugipay._records import Resource

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Resource)
AnyPage = TypeVar("AnyPage", bound="Page[Any]")


@dataclass
class Page(Generic[T]):
    """One page of a list: its rows, and where the next page starts.

    Attributes:
        data: The rows.
        cursor: Where the next page starts; None when the server names no such place.
        has_more: Whether there is a next page.
        request_id: The server's name for the request that was answered with this page.
        turn: Fetches the page at a cursor. None on a page built by hand, and on a copy or pickle of any page.
    """

    data: list[T]
    cursor: str | None = None
    has_more: bool = False
    request_id: str | None = field(default=None, compare=False)
    turn: Callable[[str], Any] | None = field(default=None, repr=False, compare=False)

    def onward(self) -> str | None:
        """Return the cursor to go on from, or None on the last page.

        Raises:
            PlugipayError: `invalid_response` when the server says there is more and does not say where.
        """
        if self.has_more and self.cursor is None:
            raise self.broken("The server says there are more rows and gives no cursor to them")
        return self.cursor if self.has_more else None

    def broken(self, message: str) -> PlugipayError:
        """Return the error for paging that leads nowhere."""
        return PlugipayError(200, "invalid_response", message, self.request_id)

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "turn": None}


class PageResult(Page[T]):
    """A page that `PlugipayClient` fetched."""

    turn: Callable[[str], PageResult[T]] | None

    def next(self) -> PageResult[T] | None:
        """Fetch the next page; None when this is the last.

        Raises:
            PlugipayError: Whatever the request meets, and `invalid_response` when the server's paging leads nowhere.
        """
        return self._after(set())

    def iter_all(self) -> Iterator[T]:
        """Yield the rows of this page and of all that follow, fetching each page when it is needed.

        Raises:
            PlugipayError: As `next` does, and `invalid_response` on a cursor that was followed before.
        """
        page: PageResult[T] | None = self
        seen: set[str] = set()
        while page is not None:
            yield from page.data
            page = page._after(seen)  # noqa: SLF001  # the same class

    def _after(self, seen: set[str]) -> PageResult[T] | None:
        cursor = self.onward()
        if cursor is None:
            return None
        return _unless_seen(seen, cursor, _turnable(self.turn)(cursor))


class AsyncPageResult(Page[T]):
    """A page that `AsyncPlugipayClient` fetched."""

    turn: Callable[[str], Awaitable[AsyncPageResult[T]]] | None

    async def next(self) -> AsyncPageResult[T] | None:
        """Fetch the next page; see `PageResult.next`."""
        return await self._after(set())

    async def iter_all(self) -> AsyncIterator[T]:
        """Yield the rows of this page and of all that follow; see `PageResult.iter_all`."""
        page: AsyncPageResult[T] | None = self
        seen: set[str] = set()
        while page is not None:
            for row in page.data:
                yield row
            page = await page._after(seen)  # noqa: SLF001  # the same class

    async def _after(self, seen: set[str]) -> AsyncPageResult[T] | None:
        cursor = self.onward()
        if cursor is None:
            return None
        return _unless_seen(seen, cursor, await _turnable(self.turn)(cursor))


def _turnable(turn: T | None) -> T:
    if turn is None:
        raise PlugipayError(0, "invalid_argument", "Only a page that a client fetched leads to the next one")
    return turn


def _unless_seen(seen: set[str], cursor: str, page: AnyPage) -> AnyPage:
    """Return `page`, which was found at `cursor`, unless it leads back to a place already seen."""
    seen.add(cursor)
    if page.has_more and page.cursor in seen:
        raise page.broken(f"The server's paging runs in a circle: the cursor {page.cursor!r} comes again")
    return page


def page(kind: type[R]) -> Callable[[Answer], Page[R]]:
    """Return the reader of one page of objects."""

    def read(answer: Answer) -> Page[R]:
        cursor = answer.meta.get("cursor")
        return Page(
            data=many(kind)(answer),
            cursor=cursor if isinstance(cursor, str) else None,
            has_more=answer.meta.get("hasMore") is True,
            request_id=answer.request_id,
        )

    return read


if TYPE_CHECKING:

    class PagedOperation(Protocol[P, R]):
        """A method that lists, as type checkers see it; see `Operation`."""

        @overload
        def __get__(self, namespace: Namespace[Sync], owner: type[Any]) -> Callable[P, PageResult[R]]: ...
        @overload
        def __get__(
            self, namespace: Namespace[Async], owner: type[Any]
        ) -> Callable[P, Coroutine[Any, Any, AsyncPageResult[R]]]: ...


def paged(build: Callable[Concatenate[Any, P], Call[Page[R]]]) -> PagedOperation[P, R]:
    """Make a method that lists of a function that only describes the call."""
    described = Description(build)

    def method(self: Namespace[Any], *args: Any, **kwargs: Any) -> Any:
        return self._turn(described(self, *args, **kwargs))

    return cast("PagedOperation[P, R]", described.shown_on(method))
