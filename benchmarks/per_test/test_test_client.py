"""Two calls through Starlette's TestClient to a FastAPI application, in a fixture as its guide has it."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for another httpx
    from starlette.testclient import TestClient


class Customer(BaseModel):
    """What is sent, and sent back."""

    id: str = ""
    email: str
    name: str


app = FastAPI()
_made: dict[str, Customer] = {}
_numbers = itertools.count()


@app.post("/api/v1/customers", status_code=201)
async def create(body: Customer) -> Customer:
    """Keep a customer."""
    body.id = f"cus_{next(_numbers)}"
    _made[body.id] = body
    return body


@app.get("/api/v1/customers/{customer_id}")
async def get(customer_id: str) -> Customer:
    """Return a customer."""
    return _made[customer_id]


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client in its `with` block: one portal for both calls, which costs no more than one for each."""
    with TestClient(app) as entered:
        yield entered


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_two_calls(client: TestClient, number: int) -> None:
    """Create a customer and read it back."""
    body = {"email": f"budi-{number}@example.com", "name": "Budi Santoso"}
    made = client.post("/api/v1/customers", json=body).json()
    assert client.get(f"/api/v1/customers/{made['id']}").json()["email"] == body["email"]
