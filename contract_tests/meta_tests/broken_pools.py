"""Clients that handle their pool, their clock or their threads wrongly: in one way each."""

import time

import httpx

import plugipay
from plugipay_contract.client.recorder import SECRET

from .broken_clients import meddling, resigned, subject
from .broken_verifiers import BROKEN_CLIENTS

caught_by = BROKEN_CLIENTS.caught_by


def spoilt(**methods):
    """Our client with some of its methods replaced."""
    return subject(type("Spoilt", (plugipay.PlugipayClient,), methods))


@caught_by("test_threads::test_threads_share_a_client")
def calls_kept_on_the_client():
    """It mixes up the calls of two threads."""

    def run(self, call):
        self._mine = call
        time.sleep(0.001)
        return plugipay.PlugipayClient._run(self, self._mine)

    return spoilt(_run=run)


@caught_by("test_signing::test_the_clock_is_read_with_every_call")
def stamped_once():
    """It reads the clock once."""
    stamps = []

    def meddle(send, request):
        stamps.append(request.headers["X-Plugipay-Timestamp"])
        return send(resigned(request, x_plugipay_timestamp=stamps[0]))

    return meddling(meddle)


@caught_by("test_transport_failures::test_a_pool_of_ones_own_fails_alike")
def own_pool_raw():
    """It lets httpx's errors through from a pool of its own."""

    def run(self, call):
        try:
            return plugipay.PlugipayClient._run(self, call)
        except plugipay.PlugipayNetworkError as error:
            raise (error if self._borrowed else error.__cause__) from error

    return spoilt(_run=run)


@caught_by("test_lifetime::test_closing_closes_the_clients_own_pool")
def own_pool_left_open():
    """It never closes the pool it opened."""
    return spoilt(close=lambda self: None)


@caught_by("test_lifetime::test_leaving_a_block_closes_the_clients_own_pool")
def block_left_open():
    """It leaves its pool open at the end of a block."""
    return spoilt(__exit__=lambda self, *_: None)


@caught_by("test_lifetime::test_a_derived_client_has_a_pool_of_its_own")
def own_pool_shared():
    """It shares the pool it opened with those derived from it."""

    def for_merchant(self, account_id):
        derived = plugipay.PlugipayClient.for_merchant(self, account_id)
        if self._borrowed is None:
            derived._http.close()
            derived._http = self._http
        return derived

    return spoilt(for_merchant=for_merchant)


@caught_by("test_lifetime::test_a_pool_that_was_passed_in_serves_derived_clients")
def pool_forgotten():
    """It opens another pool for a derived client, though it leads to the same place."""

    def for_merchant(self, account_id):
        derived = plugipay.PlugipayClient.for_merchant(self, account_id)
        if self._borrowed is not None:
            derived._http = httpx.Client(transport=self._borrowed._transport)
        return derived

    return spoilt(for_merchant=for_merchant)


@caught_by("test_lifetime::test_a_pool_that_was_passed_in_stays_as_it_is")
def settings_on_the_pool():
    """It sets its timeout on a pool that is not its own."""

    def begin(self, caller, http):
        plugipay.PlugipayClient._begin(self, caller, http)
        self._http.timeout = httpx.Timeout(caller.timeout)

    return spoilt(_begin=begin)


@caught_by("test_constructor::test_the_secret_is_not_shown")
def secret_shown():
    """It shows its secret to whoever looks at it."""
    return spoilt(__repr__=lambda self: f"PlugipayClient(key_id={self.key_id!r}, secret={SECRET!r})")
