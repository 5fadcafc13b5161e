"""Servers that forget, or show otherwise later, what they said of a thing: wrong in one way each."""

import json
import re

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, data_altered, rows_altered
from .mutant import Table

BROKEN_MEMORIES = Table("server")
caught_by = BROKEN_MEMORIES.caught_by


def read_as(kind: str, **otherwise):
    """A breach that shows other values of a kind of thing when it is read alone."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        one = request.method == "GET" and re.fullmatch(rf"/api/v1/{kind}/\w+", request.target)
        return data_altered(answer, lambda thing: thing | otherwise) if one else answer

    return breach


@caught_by("test_shown_again::test_what_was_answered_is_shown[POST /api/v1/invoices]")
def invoice_read_otherwise(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows other sums of an invoice when it is read later."""
    return read_as("invoices", subtotal=1, discount=2, tax=3)(server, request)


@caught_by("test_shown_again::test_what_was_answered_is_shown[POST /api/v1/checkout-sessions]")
def session_read_otherwise(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows another address to come back to, and another currency, when a session is read later."""
    return read_as("checkout-sessions", successUrl="https://elsewhere.example/", currency="USD")(server, request)


@caught_by("test_shown_again::test_what_was_answered_is_shown[POST /api/v1/refunds]")
def refund_read_otherwise(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows another amount of a refund, and that it is not through, when it is read later."""
    return read_as("refunds", amount=1, status="pending")(server, request)


@caught_by("test_shown_again::test_what_was_answered_is_shown[POST /api/v1/payouts]")
def payout_listed_otherwise(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists payouts with another amount."""
    answer = server.send(request)
    if request.method != "GET" or not request.target.startswith("/api/v1/payouts"):
        return answer
    return rows_altered(answer, lambda rows: [row | {"amount": 1} for row in rows])


@caught_by("test_shown_again::test_what_was_answered_is_shown[PATCH /api/v1/prices/{}]")
def price_changed_by_word(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers that a price is no longer offered, and forgets it."""
    answer = server.send(request)
    if request.method == "PATCH" and "/prices/" in request.target:
        back = json.dumps({"active": True}).encode()
        server.resign(Outgoing("PATCH", request.target, {**request.headers, "Idempotency-Key": "back"}, back))
    return answer


def deaf_to(kind: str):
    """A breach that answers a deletion and does nothing."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        if request.method == "DELETE" and request.target.startswith(f"/api/v1/{kind}/"):
            return httpx.Response(204)
        return server.send(request)

    return breach


@caught_by("test_shown_again::test_what_was_deleted_is_gone[DELETE /api/v1/templates/{}]")
def templates_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers that a template is deleted, and keeps it."""
    return deaf_to("templates")(server, request)


@caught_by("test_shown_again::test_what_was_deleted_is_gone[DELETE /api/v1/api-keys/{}]")
def keys_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers that a key is deleted, and keeps it."""
    return deaf_to("api-keys")(server, request)


def found_for_ever(kind: str):
    """A breach that finds by a filter what it found by it before."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        if request.method == "GET" and request.target.startswith(f"/api/v1/{kind}?"):
            rows = {row["id"]: row for row in server.memory.get(request.target, [])}
            rows |= {row["id"]: row for row in answer.json()["data"] or []}
            server.memory[request.target] = list(rows.values())
            return rows_altered(answer, lambda _: list(rows.values()))
        return answer

    return breach


@caught_by("test_shown_again::test_a_deleted_customer_is_found_by_nothing")
def customers_found_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It finds a customer by address when he is deleted."""
    return found_for_ever("customers")(server, request)


@caught_by("test_shown_again::test_a_deleted_template_is_found_by_nothing")
def template_found_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists a template among those of its kind when it is deleted."""
    answer = server.send(request)
    if (request.method, answer.status_code, request.target) == ("POST", 201, "/api/v1/templates"):
        server.memory["made"] = answer.json()["data"]
    if "/templates?kind=" not in request.target:
        return answer
    return rows_altered(answer, lambda rows: [*rows, server.memory["made"]])


@caught_by("test_shown_again::test_other_things_outlive_a_deletion")
def newest_deleted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It deletes the thing that was named and shows no later one."""
    answer = server.send(request)
    made = server.memory.setdefault("made", [])
    if request.target == "/api/v1/customers" and answer.status_code == 201:
        made.append(answer.json()["data"]["id"])
    if request.method == "DELETE" and answer.status_code == 204:
        server.memory["later"] = made[made.index(request.target.rpartition("/")[2]) + 1 :]
    if request.method != "GET":
        return answer
    later = server.memory.get("later", [])
    return rows_altered(answer, lambda rows: [row for row in rows if row["id"] not in later])
