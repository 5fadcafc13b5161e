"""Clients that are wrong from page to page, or only where they are awaited: in one way each."""

from urllib.parse import unquote

import httpx

import plugipay

from .broken_calls import sent_to
from .broken_clients import meddling, subject
from .mutant import Table

BROKEN_TWINS = Table("client")
caught_by = BROKEN_TWINS.caught_by


def twins(meddle):
    """Our clients, both kinds, on pools that give each request to a meddler: `meddle(send, request)`."""

    class AsyncMeddled(plugipay.AsyncPlugipayClient):
        def __init__(self, *, http=None, **arguments):
            transport = httpx.MockTransport(lambda request: meddle(http._transport.handler, request))
            super().__init__(http=http and httpx.AsyncClient(transport=transport), **arguments)

    return subject(meddling(meddle).client_class, AsyncMeddled=AsyncMeddled)


def awaited(**methods):
    """Our clients, of which the one that is awaited has some of its methods replaced."""
    return subject(AsyncPlugipayClient=type("Spoilt", (plugipay.AsyncPlugipayClient,), methods))


def on_next_pages(alter):
    """Clients that alter their requests for a second and any later page."""
    return twins(lambda send, request: send(alter(request) if "cursor" in request.url.params else request))


def with_meta(alter):
    """Clients that read something else in what is said of a page: `alter(rows, meta)` is the meta."""

    def meddle(send, request):
        answer = send(request)
        envelope = answer.json()
        return httpx.Response(200, json=envelope | {"meta": alter(envelope["data"], envelope["meta"])})

    return twins(meddle)


@caught_by("test_paging::test_every_page_is_narrowed_alike")
def next_page_forgets_filters():
    """It asks for the next page by the cursor alone."""
    return on_next_pages(lambda request: sent_to(request, f"{request.url.path}?cursor={request.url.params['cursor']}"))


@caught_by("test_paging::test_every_page_is_the_merchants")
def next_page_forgets_merchant():
    """It asks for the next page for itself."""

    def alter(request):
        del request.headers["X-Plugipay-On-Behalf-Of"]
        return request

    return on_next_pages(alter)


@caught_by("test_paging::test_a_cursor_is_opaque")
def cursor_raw():
    """It puts a cursor into the URL as it is."""
    return on_next_pages(lambda request: sent_to(request, unquote(request.url.raw_path.decode())))


@caught_by("test_paging::test_an_empty_page_is_not_the_end")
def empty_page_ends():
    """It takes an empty page for the last."""
    return with_meta(lambda rows, meta: meta if rows else meta | {"hasMore": False})


@caught_by("test_paging::test_a_cursor_alone_is_not_followed")
def cursor_without_more():
    """It follows every cursor."""
    return with_meta(lambda rows, meta: meta | {"hasMore": meta["cursor"] is not None})


@caught_by("test_paging::test_every_row_comes_once")
def awaited_rows_lost():
    """It loses the first row of the next page when it is awaited."""

    async def turn(self, call):
        page = await plugipay.AsyncPlugipayClient._turn(self, call)
        page.data = page.data[1 if "cursor" in call.query else 0 :]
        return page

    return awaited(_turn=turn)


@caught_by("test_awaited::test_no_answer_is_an_error_of_ours")
def awaited_lets_through():
    """It lets httpx's errors through when it is awaited."""

    async def run(self, call):
        try:
            return await plugipay.AsyncPlugipayClient._run(self, call)
        except plugipay.PlugipayNetworkError as error:
            raise error.__cause__ from None

    return awaited(_run=run)


@caught_by("test_awaited::test_every_call_fails_alike")
def awaited_retries_silence():
    """It retries by itself when nothing comes and it is awaited."""

    async def run(self, call):
        try:
            return await plugipay.AsyncPlugipayClient._run(self, call)
        except plugipay.PlugipayNetworkError:
            return await plugipay.AsyncPlugipayClient._run(self, call)

    return awaited(_run=run)


@caught_by("test_awaited::test_a_refused_call_is_not_repeated")
def awaited_retries_errors():
    """It retries by itself when the server errs and it is awaited."""

    async def run(self, call):
        try:
            return await plugipay.AsyncPlugipayClient._run(self, call)
        except plugipay.PlugipayError as error:
            if error.status != 503:
                raise
            return await plugipay.AsyncPlugipayClient._run(self, call)

    return awaited(_run=run)


@caught_by("test_awaited::test_a_request_of_one_s_own_says_all_that_it_was_told")
def awaited_for_itself():
    """It acts for no merchant when a request of one's own is awaited."""

    async def request(self, *, on_behalf_of=None, **arguments):
        return await plugipay.AsyncPlugipayClient.request(self, **arguments)

    return awaited(request=request)


@caught_by("test_awaited::test_leaving_a_block_closes_the_clients_own_pool")
def awaited_pool_left_open():
    """It never closes the pool it opened when it is awaited."""

    async def leave(self, *_):
        pass

    return awaited(__aexit__=leave)


@caught_by("test_awaited::test_leaving_a_block_leaves_a_borrowed_pool_open")
def awaited_pool_closed():
    """It closes a pool that is not its own when it is awaited."""

    async def leave(self, *_):
        await self._http.aclose()

    return awaited(__aexit__=leave)
