"""Two calls that pytest-httpx answers. The client is every test's: one of a test's own costs more than both calls."""

from __future__ import annotations

import httpx
from pytest_httpx import HTTPXMock

_URL = "http://127.0.0.1/api/v1/customers"
_CLIENT = httpx.Client()


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_two_calls(httpx_mock: HTTPXMock, number: int) -> None:
    """Create a customer and read it back."""
    customer = {"id": "cus_01", "email": f"budi-{number}@example.com", "name": "Budi Santoso"}
    httpx_mock.add_response(method="POST", url=_URL, status_code=201, json={"data": customer})
    httpx_mock.add_response(method="GET", url=f"{_URL}/cus_01", json={"data": customer})
    made = _CLIENT.post(_URL, json={"email": customer["email"], "name": "Budi Santoso"}).json()["data"]
    assert _CLIENT.get(f"{_URL}/{made['id']}").json()["data"]["email"] == customer["email"]
