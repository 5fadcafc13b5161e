"""Two calls to the server of pytest-httpserver. The client is every test's, and so is the server."""

from __future__ import annotations

import httpx
from pytest_httpserver import HTTPServer

_PATH = "/api/v1/customers"
_CLIENT = httpx.Client()


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_two_calls(httpserver: HTTPServer, number: int) -> None:
    """Create a customer and read it back."""
    customer = {"id": "cus_01", "email": f"budi-{number}@example.com", "name": "Budi Santoso"}
    httpserver.expect_request(_PATH, method="POST").respond_with_json({"data": customer}, status=201)
    httpserver.expect_request(f"{_PATH}/cus_01", method="GET").respond_with_json({"data": customer})
    url = httpserver.url_for(_PATH)
    made = _CLIENT.post(url, json={"email": customer["email"], "name": "Budi Santoso"}).json()["data"]
    assert _CLIENT.get(f"{url}/{made['id']}").json()["data"]["email"] == customer["email"]
