"""The floor most people would build: one typed route on FastAPI and pydantic."""

from __future__ import annotations

from fastapi import FastAPI
from pydantic import BaseModel


class Customer(BaseModel):
    """What is sent, and sent back."""

    email: str | None = None
    name: str | None = None
    phone: str | None = None
    externalId: str | None = None  # noqa: N815  as on the wire
    metadata: dict[str, str] | None = None


app = FastAPI()


@app.post("/api/v1/customers", status_code=201)
async def create(body: Customer) -> Customer:
    """Echo a customer."""
    return body


@app.get("/health")
async def health() -> dict[str, str]:
    """Say that the server runs."""
    return {"status": "ok"}
