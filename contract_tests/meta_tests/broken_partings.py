"""Servers that let customers go, or keep them and what was theirs, wrongly: wrong in one way each."""

import json

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import look
from .meddler import Meddler, code, refused
from .mutant import Table

BROKEN_PARTINGS = Table("server")
caught_by = BROKEN_PARTINGS.caught_by

A_ROW = "test_natural_errors::test_an_operation_refuses_as_the_table_says"


def is_parting(request: Outgoing) -> bool:
    """Whether a customer is to be deleted."""
    return request.method == "DELETE" and "/customers/" in request.target


def let_go(server: Meddler, request: Outgoing, held: str, status: str) -> httpx.Response:
    """What the right server says, but for customers who have something of a kind in a state: they are let go."""
    answer = server.send(request)
    if not is_parting(request) or code(answer) != "conflict":
        return answer
    rows = look(server, request, f"/api/v1/{held}?customerId={request.target.rpartition('/')[2]}").json()["data"]
    return httpx.Response(204) if status in {row["status"] for row in rows} else answer


@caught_by(f"{A_ROW}[DELETE /customers/{{}} one who had a subscription]")
def ended_sub_does_not_hold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It deletes customers whose subscriptions are canceled."""
    return let_go(server, request, "subscriptions", "canceled")


@caught_by(f"{A_ROW}[DELETE /customers/{{}} one who says that a session is paid]")
def pending_session_does_not_hold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It deletes customers whose money is on its way."""
    return let_go(server, request, "checkout-sessions", "pending_review")


@caught_by("test_checkout_sessions::test_a_buyer_who_left_may_go")
def any_session_holds(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps customers for any session they ever had."""
    customer = request.target.rpartition("/")[2]
    had = look(server, request, f"/api/v1/checkout-sessions?customerId={customer}") if is_parting(request) else None
    return refused(had, 409, "conflict") if had and had.json()["data"] else server.send(request)


@caught_by("test_conflict::test_an_external_id_is_free_after_a_change")
@caught_by("test_conflict::test_an_external_id_is_free_after_a_deletion")
def external_ids_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives an external id once, whoever has it now."""
    answer = server.send(request)
    if (request.method, request.target) != ("POST", "/api/v1/customers") or answer.status_code >= 300:
        return answer
    taken, wanted = server.memory.setdefault("taken", set()), json.loads(request.body).get("externalId")
    again = wanted in taken
    taken.add(wanted)
    return refused(answer, 409, "conflict") if again and wanted else answer
