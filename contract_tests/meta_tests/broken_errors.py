"""Servers that refuse wrongly at one operation and rightly at all others: wrong in one way each."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import without
from .meddler import Meddler, altered, code, heard, refused, resent, unheard
from .mutant import Table

BROKEN_ERRORS = Table("server")

A_RULE = "test_natural_errors::test_a_rule_holds_at_every_route"
A_ROW = "test_natural_errors::test_an_operation_refuses_as_the_table_says"
A_SKEW = "test_natural_errors::test_an_old_clock_is_a_skew[an old clock in the dialect shipped-GET /api/v1/customers]"


def caught_by(test: str, case: str = ""):
    """Enter the breach below into the table, beside one case of a test."""
    return BROKEN_ERRORS.caught_by(f"{test}[{case}]" if case else test)


def is_about(request: Outgoing, method: str, part: str) -> bool:
    """Whether a request is of a method, and its path holds a part."""
    return request.method == method and part in request.target


@caught_by(A_RULE, "a read-only key-POST /api/v1/templates")
def templates_for_readers(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a key that may only read write templates."""
    mine = request if "/templates" in request.target else None
    return server.resign(mine, server.subject.keys["test"]) if mine else server.send(request)


@caught_by(A_RULE, "a revoked key-POST /api/v1/customers")
def writes_by_revoked_keys(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a revoked key write."""
    answer = server.send(request)
    wrote = request.method != "GET" and code(answer) == "invalid_key"
    return server.resign(request, server.subject.keys["test"]) if wrote else answer


@caught_by(A_RULE, "acting for a merchant-GET /api/v1/reports/pnl")
def reports_for_anybody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not look whom a report is for."""
    return server.send(request.lacking("X-Plugipay-On-Behalf-Of") if "/reports/" in request.target else request)


@caught_by(A_RULE, "nobody's id-GET /api/v1/gift-cards/{code}")
def no_such_code(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a code that no gift card has for a malformed request."""
    answer = server.send(request)
    wrong = is_about(request, "GET", "/gift-cards/") and code(answer) == "not_found"
    return refused(answer, 400, "invalid_request") if wrong else answer


@caught_by(A_RULE, "an unknown field-POST /api/v1/webhooks")
def webhooks_with_anything(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the fields of a webhook endpoint that it does not know."""
    return unheard(server, request, "^POST .*/webhooks", "neverHeardOf")


@caught_by(A_RULE, "no cursor of a list-GET /api/v1/payouts")
def payouts_from_the_top(server: Meddler, request: Outgoing) -> httpx.Response:
    """It begins a list of payouts anew when it does not know the cursor."""
    path, _, query = request.target.partition("?")
    kept = urlencode([pair for pair in parse_qsl(query) if pair[0] != "cursor"])
    asked = is_about(request, "GET", "/payouts?")
    return server.resign(replace(request, target=f"{path}?{kept}")) if asked else server.send(request)


@caught_by(A_RULE, "a key used for something else-PATCH /api/v1/webhooks/{id}")
def webhooks_forgetful(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes no idempotency key with a change of a webhook endpoint."""
    mine = is_about(request, "PATCH", "/webhooks/")
    return server.resign(request.lacking("Idempotency-Key")) if mine else server.send(request)


@caught_by(A_ROW, "POST /refunds more than is left")
def wrong_field_blamed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It blames the charge for an amount that is too large."""
    answer = server.send(request)
    if not is_about(request, "POST", "/refunds") or code(answer) != "invalid_request":
        return answer
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"field": "sourceId"}})


@caught_by(A_ROW, "DELETE /customers/{} one who has a gift card")
def card_holders_deleted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It deletes customers who hold nothing but store credit, and their cards stay."""
    answer = server.send(request)
    if not is_about(request, "DELETE", "/customers/") or code(answer) != "conflict":
        return answer
    held = f"/api/v1/gift-cards?customerId={request.target.rpartition('/')[2]}"
    cards = server.resign(replace(request.lacking("Idempotency-Key"), method="GET", target=held, body=b""))
    return httpx.Response(204) if cards.json()["data"] else answer


@caught_by(A_ROW, "POST /gift-cards/{}/redeem more than is on it")
def refuses_and_redeems(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses to redeem more than is on a card, and takes something all the same."""
    answer = server.send(request)
    if request.target.endswith("/redeem") and code(answer) == "unprocessable":
        resent(server, request.lacking("Idempotency-Key"), lambda body: body | {"amount": 1})
    return answer


@caught_by(A_ROW, "POST /account/sessions/{}/revoke the session in use")
def lower_case_everywhere(server: Meddler, request: Outgoing) -> httpx.Response:
    """It spells a code of the identity service as its own."""
    answer = server.send(request)
    wrong = answer.status_code == 400 and code(answer) == "CANNOT_REVOKE_CURRENT"
    return refused(answer, 400, "invalid_request") if wrong else answer


@caught_by(A_ROW, "POST /webhooks/deliveries/{}/retry it is queued already")
def queued_twice(server: Meddler, request: Outgoing) -> httpx.Response:
    """It queues a delivery again that is queued already."""
    answer = server.send(request)
    if code(answer) != "already_queued":
        return answer
    envelope = {"data": {}, "error": None, "meta": answer.json()["meta"]}
    return httpx.Response(202, content=json.dumps(envelope))


@caught_by(A_ROW, "POST /events/trigger a number beyond 64 bits")
def numbers_break_it(server: Meddler, request: Outgoing) -> httpx.Response:
    """It breaks on a number that no integer of 64 bits holds."""
    answer = server.send(request)
    return refused(answer, 500, "internal_error") if b"18446744073709551616" in request.body else answer


@caught_by(A_ROW, "GET /webhooks/deliveries a pattern of events")
def patterns_passed_over(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over a type of deliveries that ends in `*`."""
    return without(server, request, "type") if request.target.endswith("*") else server.send(request)


@caught_by(A_ROW, "POST /webhooks a private address")
def live_hooks_at_home(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets webhooks of live mode go to private networks."""

    def abroad(body):
        return body | {"url": body["url"].replace("//10.0.0.1/", "//shop.example.com/")}

    return heard(server, request, "^POST .*/webhooks$", abroad)


@caught_by(A_ROW, "POST /refunds another payment's charge")
def charges_unread(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not look at the charge of a refund that names what was paid as well."""
    named = b'"sourceId"' in request.body
    return unheard(server, request, "^POST .*/refunds$", "chargeId") if named else server.send(request)


@caught_by(A_ROW, "POST /plans/{}/prices tiers that fall")
def tiers_sorted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It brings the tiers of a price into their order."""
    return heard(
        server, request, "^POST .*/prices$", lambda body: body | {"tiers": sorted(body["tiers"], key=last_unit)}
    )


def last_unit(tier):
    """Where a tier ends."""
    return float(tier["upTo"])


@caught_by(A_SKEW)
def one_name_for_a_stale_clock(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls a stale clock by its old name in the newest dialect as well."""
    answer = server.send(request)
    return refused(answer, 401, "invalid_timestamp") if code(answer) == "timestamp_skew" else answer
