"""The two clients. What they do is the same; they differ in how they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx

from plugipay._answers import plain
from plugipay._call import Call
from plugipay._caller import Caller
from plugipay._exchange import Exchange
from plugipay._namespaces import Namespaces
from plugipay._operation import Async, Kind, Sync
from plugipay._pages import AsyncPageResult, Page, PageResult
from plugipay._pool import own_async_pool, own_pool, with_own_pool
from plugipay._signing import BearerKey, KeyPair

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from plugipay._call import WriteOptions
    from plugipay._records import Resource

Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)
R = TypeVar("R", bound="Resource")
T = TypeVar("T")


class _Client(Namespaces[Kind], Generic[Kind, Http]):
    """What both clients are: settings, namespaces, and a pool that is their own or borrowed."""

    _http_class: type[Http]
    _open: Callable[[str], Http]

    def _begin(self, caller: Caller, http: Http | None) -> None:
        if not (http is None or isinstance(http, self._http_class)):
            raise TypeError(f"http must be an httpx.{self._http_class.__name__}, not {type(http).__name__}")
        self._caller = caller
        self._borrowed: Http | None = http
        self._http: Http = http if http is not None else self._own_pool()

    def _own_pool(self) -> Http:
        with_own_pool.add(self)
        return self._open(self._caller.base_url)

    def renew(self) -> None:
        """Leave the connections to the process that opened them; two that read from one get each other's answers."""
        if not self._http.is_closed:
            self._http = self._own_pool()

    @classmethod
    def _of(cls, caller: Caller, http: Http | None) -> Self:
        client = cls.__new__(cls)
        cls._begin(client, caller, http)
        return client

    @classmethod
    def from_api_key(
        cls,
        api_key: str,
        *,
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 30.0,
        http: Http | None = None,
    ) -> Self:
        """Make a client that shows a single Bearer key instead of signing (SDK facts: Node and Go can, too).

        Args:
            api_key: `pk_live_…` or `pk_test_…`; it is a secret here.
            base_url: As in the constructor.
            on_behalf_of: As in the constructor.
            timeout: As in the constructor.
            http: As in the constructor.

        Raises:
            ValueError: As the constructor does.
        """
        return cls._of(Caller.of(BearerKey(api_key), base_url, on_behalf_of, timeout), http)

    def for_merchant(self, account_id: str) -> Self:
        """Make another client that acts for a merchant on every call; for platform keys.

        It has this one's key, base URL and timeout, and its pool when that was passed as `http=`; otherwise it opens
        one of its own, and wants to be closed.

        Args:
            account_id: `acc_…`. A key that is not a platform's is answered with 403 `insufficient_scope`.

        Raises:
            ValueError: When `account_id` is empty.
        """
        if not account_id:
            raise ValueError("account_id is required: pass the merchant's acc_…")
        return self._of(self._caller._replace(on_behalf_of=account_id), self._borrowed)

    @property
    def key_id(self) -> str | None:
        """The public half of the key pair; None with a Bearer key, which has no public half."""
        return self._caller.credentials.key_id

    @property
    def base_url(self) -> str:
        """Where requests go, without a trailing slash."""
        return self._caller.base_url

    @property
    def timeout(self) -> float:
        """Seconds a request may take."""
        return self._caller.timeout

    @property
    def default_on_behalf_of(self) -> str | None:
        """The merchant that calls act for unless they say otherwise."""
        return self._caller.on_behalf_of

    def __repr__(self) -> str:
        # httpx writes a password in a URL as [secure].
        return (
            f"{type(self).__name__}(key_id={self.key_id!r}, base_url={httpx.URL(self.base_url)!r}, "
            f"on_behalf_of={self.default_on_behalf_of!r}, timeout={self.timeout!r})"
        )


class PlugipayClient(_Client[Sync, httpx.Client]):
    """A signed line to Plugipay. Safe to share between threads, and to use in a process that was forked.

    Args:
        key_id: `pk_test_…` or `pk_live_…`; which of the two decides the mode. Its shape is not judged.
        secret: The `sk_…` that belongs to it.
        base_url: Another Plugipay than https://plugipay.com; without `/api/v1`. A path of its own is not signed.
        on_behalf_of: The merchant (`acc_…`) to act for, with a platform key.
        timeout: Seconds for each phase of each request, as httpx counts: connecting, each read, each write.
        http: Your own httpx.Client, with proxies, limits, hooks. You close it, and make another after a fork.
            `timeout` is passed on every request all the same, and an `auth` or `follow_redirects` of its own is not
            used.

    Without `http`, a pool is opened that follows proxy and certificate settings of the environment for https base
    URLs, as httpx does, and none for http ones, which are mocks on this machine as a rule, and which are called by a
    `DirectClient`. Keys and URLs are never read from the environment. Nothing is ever retried.

    Raises:
        ValueError: When `key_id` or `secret` is empty, or another argument cannot be used.
    """

    _http_class = httpx.Client
    _open = staticmethod(own_pool)

    def __init__(  # noqa: PLR0913  # frozen by the specification
        self,
        *,
        key_id: str,
        secret: str,
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        self._begin(Caller.of(KeyPair(key_id, secret), base_url, on_behalf_of, timeout), http)

    def request(  # noqa: PLR0913  # the specification's, and a timeout
        self,
        *,
        method: str,
        path: str,
        body: Any = None,
        idempotency_key: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Send a signed request to any path and return the `data` of the answer as plain Python.

        Args:
            method: Such as `POST`, in either case.
            path: From `/api/v1` on, percent-encoded, with its query: `/api/v1/customers?limit=1`.
            body: Anything JSON can say; None for no body.
            idempotency_key: The key under which the server does a write once; a fresh one when None.
            on_behalf_of: The merchant to act for; the client's own when None.
            timeout: Seconds; the client's own when None.

        Raises:
            PlugipayError: For everything that is not a success.
        """
        return self._run(
            _typed(method, path, body, idempotency_key=idempotency_key, on_behalf_of=on_behalf_of, timeout=timeout)
        )

    def close(self) -> None:
        """Close the pool, unless it was passed as `http=`."""
        if self._borrowed is None:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, call: Call[T]) -> T:
        exchange = Exchange(self._caller, call)
        request = exchange.request()
        try:
            response = self._http.request(**request)
        except Exception as exc:
            raise exchange.failure(exc, closed=self._http.is_closed) from exc
        return exchange.answer(response)

    def _turn(self, call: Call[Page[R]]) -> PageResult[R]:
        page = self._run(call)
        return PageResult(
            page.data, page.cursor, page.has_more, page.request_id, lambda cursor: self._turn(call.at(cursor))
        )


class AsyncPlugipayClient(_Client[Async, httpx.AsyncClient]):
    """`PlugipayClient` to be awaited: the same methods, arguments, answers and errors, one for one.

    Args:
        key_id: As for `PlugipayClient`.
        secret: As for `PlugipayClient`.
        base_url: As for `PlugipayClient`.
        on_behalf_of: As for `PlugipayClient`.
        timeout: As for `PlugipayClient`.
        http: Your own httpx.AsyncClient. You close it.

    Use it in one event loop: connections belong to the loop that opened them. Cancelling a call cancels it:
    `asyncio.CancelledError` passes through untouched. Rather give a call a `timeout` than cancel it by
    `asyncio.wait_for`: where a call is cancelled just as its answer comes, httpx may never get the connection back
    (httpcore #830, #1093), and after many thousands of such calls it has none left. Who must cancel that often opens
    another client from time to time.

    Raises:
        ValueError: As `PlugipayClient` does.
    """

    _http_class = httpx.AsyncClient
    _open = staticmethod(own_async_pool)

    def __init__(  # noqa: PLR0913  # frozen by the specification
        self,
        *,
        key_id: str,
        secret: str,
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 30.0,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._begin(Caller.of(KeyPair(key_id, secret), base_url, on_behalf_of, timeout), http)

    async def request(  # noqa: PLR0913  # the specification's, and a timeout
        self,
        *,
        method: str,
        path: str,
        body: Any = None,
        idempotency_key: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  # seconds for httpx, as in the other client
    ) -> Any:
        """Send a signed request to any path; see `PlugipayClient.request`."""
        return await self._run(
            _typed(method, path, body, idempotency_key=idempotency_key, on_behalf_of=on_behalf_of, timeout=timeout)
        )

    async def aclose(self) -> None:
        """Close the pool, unless it was passed as `http=`."""
        if self._borrowed is None:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _run(self, call: Call[T]) -> T:
        exchange = Exchange(self._caller, call)
        request = exchange.request()
        try:
            response = await self._http.request(**request)
        except Exception as exc:
            raise exchange.failure(exc, closed=self._http.is_closed) from exc
        return exchange.answer(response)

    async def _turn(self, call: Call[Page[R]]) -> AsyncPageResult[R]:
        page = await self._run(call)
        return AsyncPageResult(
            page.data, page.cursor, page.has_more, page.request_id, lambda cursor: self._turn(call.at(cursor))
        )


def _typed(method: str, path: str, body: Any, **options: Unpack[WriteOptions]) -> Call[Any]:
    path, _, query = path.partition("?")
    return Call(method.upper(), path, plain, query, body, **options)
