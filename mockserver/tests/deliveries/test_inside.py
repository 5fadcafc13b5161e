"""Deliveries where something inside the mock, or the loop around it, is not as usual."""

import pytest

from plugipay_mock import ThreadServer
from plugipay_mock.deliveries import pump
from plugipay_mock.handle.waiting import until

CUSTOMERS = "/api/v1/customers"
PATIENCE = 60


def test_what_fails_inside_is_tried_when_something_is_told_and_not_for_ever(hand, world, monkeypatch, caplog):
    """A mistake of the mock's own costs one traceback each time, and the deliveries stay pending."""
    tried = []

    async def broken(*_):
        tried.append(None)
        raise RuntimeError("a mistake")

    monkeypatch.setattr(pump, "send_async", broken)
    hand("POST", "/api/v1/webhooks", {"url": "http://127.0.0.1:9/hook"})
    with ThreadServer(world):
        for number in (1, 2, 3):
            hand("POST", CUSTOMERS, {})
            until(lambda number=number: len(tried) >= number, PATIENCE)

    assert len(tried) == 3
    assert [each["status"] for each in hand("GET", "/api/v1/webhooks/deliveries").data] == ["pending"] * 3
    assert [each.message for each in caplog.records] == ["A delivery failed inside the mock"] * 3


def test_a_loop_that_is_not_asyncio_s_delivers_as_well(mock, api, inbox):
    """Nothing is awaited there, and nothing is lost."""
    mock.webhooks.manner = "sync"
    request = api.build_request("POST", CUSTOMERS, json={})
    signed = next(api.auth.auth_flow(request))

    with pytest.raises(StopIteration) as ended:  # a coroutine driven by hand, as trio drives it
        mock.async_transport().handle_async_request(signed).send(None)
    assert (ended.value.value.status_code, inbox.names) == (201, ["customer.created"])
