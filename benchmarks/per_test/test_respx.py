"""Two calls that respx answers. The client is every test's: one of a test's own costs more than both calls."""

from __future__ import annotations

import httpx
from respx import MockRouter

_URL = "http://127.0.0.1/api/v1/customers"
_CLIENT = httpx.Client()


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_two_calls(respx_mock: MockRouter, number: int) -> None:
    """Create a customer and read it back."""
    customer = {"id": "cus_01", "email": f"budi-{number}@example.com", "name": "Budi Santoso"}
    respx_mock.post(_URL).respond(201, json={"data": customer})
    respx_mock.get(f"{_URL}/cus_01").respond(json={"data": customer})
    made = _CLIENT.post(_URL, json={"email": customer["email"], "name": "Budi Santoso"}).json()["data"]
    assert _CLIENT.get(f"{_URL}/{made['id']}").json()["data"]["email"] == customer["email"]
