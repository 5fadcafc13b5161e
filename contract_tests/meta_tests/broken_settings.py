"""Servers that lose or tell what they were set to, or go on with what is out of use: wrong in one way each."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, data_altered, heard, key_id, resent, rows_altered, shown, unheard
from .mutant import Table

BROKEN_SETTINGS = Table("server")
caught_by = BROKEN_SETTINGS.caught_by

A_ROW = "test_natural_errors::test_an_operation_refuses_as_the_table_says"


def read_as(target: str, alter: Callable[[Any], Any]) -> Callable[[Meddler, Outgoing], httpx.Response]:
    """A breach that shows something else at one place."""

    def breach(server: Meddler, request: Outgoing) -> httpx.Response:
        answer = server.send(request)
        return data_altered(answer, alter) if (request.method, request.target) == ("GET", target) else answer

    return breach


def asked(server: Meddler, request: Outgoing, method: str, target: str, body: Any = None) -> httpx.Response:
    """What the right server says to the same caller about something else."""
    content = b"" if body is None else json.dumps(body).encode()
    bare = request.lacking("Idempotency-Key").having("Content-Type", "application/json")
    return server.resign(replace(bare, method=method, target=target, body=content))


@caught_by("test_settings::test_what_was_set_is_shown[checkout settings]")
def settings_forgotten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers with the new checkout settings, and shows the old ones."""
    return read_as("/api/v1/checkout/settings", lambda seen: seen | {"brandName": None, "businessPhone": None})(
        server, request
    )


@caught_by("test_settings::test_a_field_is_set_alone[checkout settings]")
def settings_replaced(server: Meddler, request: Outgoing) -> httpx.Response:
    """It clears the settings that a change does not name."""
    cleared = {"brandTagline": None, "businessPhone": None}
    return heard(server, request, "^PATCH /api/v1/checkout/settings$", lambda body: cleared | body)


@caught_by("test_settings::test_a_bank_account_is_what_was_sent")
def bank_code_lost(server: Meddler, request: Outgoing) -> httpx.Response:
    """It loses the code of the bank."""
    return read_as("/api/v1/payouts/bank-account", lambda seen: seen | {"bankCode": None})(server, request)


@caught_by("test_settings::test_a_desk_is_what_was_sent")
def desk_merged(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps the picture to pay by when the whole adapter is replaced."""
    if not request.target.endswith("/adapters/manual"):
        return server.send(request)
    server.memory |= json.loads(request.body)
    return resent(server, request, lambda body: server.memory | body)


@caught_by("test_settings::test_a_provider_s_secret_is_never_shown")
def secret_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the secrets of providers in their public configuration."""
    if request.method == "PUT":
        server.memory["sent"] = json.loads(request.body)
    sent = server.memory.get("sent")

    def leak(adapters):
        return {kind: each | {"publicConfig": sent} for kind, each in adapters.items()}

    return read_as("/api/v1/adapters", leak)(server, request)


@caught_by("test_settings::test_a_secret_of_one_s_own_is_shown_once")
def secrets_listed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists the secrets that creations told."""
    answer = server.send(request)
    if request.method == "POST" and answer.status_code == 201:
        server.memory["made"] = answer.json()["data"]
    made = server.memory.get("made", {})
    shown = {name: made[name] for name in ("secret", "key") if name in made}
    return rows_altered(answer, lambda rows: [row | shown for row in rows]) if request.method == "GET" else answer


@caught_by("test_settings::test_a_field_of_an_endpoint_is_set_alone[url]")
def address_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It passes over the new address of a webhook endpoint."""
    return unheard(server, request, "^PATCH ", "url")


@caught_by("test_template_changes::test_a_kind_has_one_default")
def two_defaults(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves a default what it is when another becomes one."""
    answer = server.send(request)
    ever = server.memory.setdefault("defaults", set())
    if request.method == "POST" and answer.json()["data"]["isDefault"]:
        ever.add(answer.json()["data"]["id"])
    if request.method != "GET":
        return answer
    return rows_altered(answer, lambda rows: [row | {"isDefault": row["id"] in ever} for row in rows])


@caught_by("test_template_changes::test_a_configuration_is_replaced_whole")
def config_merged(server: Meddler, request: Outgoing) -> httpx.Response:
    """It merges a new configuration of a template into the old one."""
    if request.method != "PATCH":
        return server.send(request)
    old = asked(server, request, "GET", request.target).json()["data"]["config"]
    return resent(server, request, lambda body: body | {"config": old | body["config"]})


@caught_by("test_template_changes::test_a_new_name_leaves_the_configuration")
def config_cleared(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a template that is renamed back to a plain look."""
    return heard(server, request, "^PATCH ", lambda body: {"config": {}, **body})


@caught_by("test_template_changes::test_a_configuration_has_defaults")
def taxed_by_ten(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a tenth for tax where nobody says how much."""

    def less(row):
        return row | {"config": row["config"] | {"taxRate": 0.1}} if "taxRate" in row["config"] else row

    return shown(server, request, "/templates$", less)


@caught_by("test_plans::test_portal_features_have_defaults")
def portals_that_do_nothing(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets customers do nothing by themselves where nobody says what they may."""

    def closed(plan):
        return plan | {"portalFeatures": dict.fromkeys(plan["portalFeatures"], False)}

    return shown(server, request, "/plans$", closed)


@caught_by("test_plans::test_a_plan_is_taken_up_again")
def put_aside_for_good(server: Meddler, request: Outgoing) -> httpx.Response:
    """It never takes up a plan that was put aside."""
    return heard(server, request, "^PATCH .*/plans/", lambda body: {**body, "active": False})


@caught_by("test_template_changes::test_a_copy_looks_like_the_first")
def copy_blank(server: Meddler, request: Outgoing) -> httpx.Response:
    """It copies a template without its configuration."""
    answer = server.send(request)
    if not request.target.endswith("/duplicate"):
        return answer
    target = f"/api/v1/templates/{answer.json()['data']['id']}"
    return altered(answer, envelope=asked(server, request, "PATCH", target, {"config": {}}).json())


@caught_by("test_out_of_use::test_a_deleted_key_opens_nothing[bearer]")
def deleted_key_works(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a key that was deleted."""
    if request.method == "DELETE":
        server.memory["maker"] = key_id(request)
    answer = server.send(request)
    maker = server.memory.get("maker")
    if answer.status_code != 401 or maker is None:
        return answer
    opener = server.subject.keys["test"]
    return server.resign(request, replace(opener, key_id=maker, secret=server.secret(maker)))


@caught_by("test_out_of_use::test_a_spent_card_is_redeemed")
def spent_card_active(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls a gift card active that nothing is left on."""
    answer = server.send(request)
    one = request.method == "GET" and "/gift-cards/" in request.target
    return data_altered(answer, lambda card: card | {"status": "active"}) if one else answer


@caught_by("test_out_of_use::test_a_spent_card_is_listed_as_such")
def spent_card_listed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists cards of every status whatever is asked."""
    target = request.target.partition("?status=")[0]
    return server.resign(replace(request, target=target)) if target != request.target else server.send(request)


@caught_by("test_out_of_use::test_an_endpoint_is_taken_up_again")
def disabled_for_ever(server: Meddler, request: Outgoing) -> httpx.Response:
    """It goes on showing why an endpoint was disabled, once it is switched on."""
    answer = server.send(request)
    if (request.method, request.target) != ("GET", "/api/v1/webhooks"):
        return answer
    server.memory.setdefault("seen", answer.json()["data"])
    kept = {name: server.memory["seen"][0][name] for name in ("disabledAt", "disabledReason", "consecutiveFailures")}
    return rows_altered(answer, lambda rows: [row | kept for row in rows])


def sells(server: Meddler, request: Outgoing, kind: str) -> httpx.Response:
    """What the right server says to a new subscription when what is out of use is in use again."""
    if (request.method, request.target) == ("POST", "/api/v1/subscriptions"):
        target = f"/api/v1/{kind}s/{json.loads(request.body)[f'{kind}Id']}"
        asked(server, request, "PATCH", target, {"active": True})
    return server.send(request)


@caught_by(f"{A_ROW}[POST /subscriptions a price that is inactive]")
def inactive_price_sells(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sells at a price that is not offered."""
    return sells(server, request, "price")


@caught_by(f"{A_ROW}[POST /subscriptions a plan that is inactive]")
def inactive_plan_sells(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sells a plan that is not offered."""
    return sells(server, request, "plan")


@caught_by("test_template_changes::test_a_newcomer_takes_nobody_s_place[invoice]")
def newest_is_the_default(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes every new template the default of its kind."""
    return heard(server, request, "^POST /api/v1/templates$", lambda body: body | {"isDefault": True})


@caught_by(f"{A_ROW}[POST /portal-sessions no https]")
def portals_lead_anywhere(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets a portal lead back to any page of the web."""

    def secured(body):
        return body | {"returnUrl": str(body.get("returnUrl")).replace("http:", "https:")}

    return heard(server, request, "^POST /api/v1/portal-sessions$", secured)


@caught_by("test_settings::test_what_nobody_takes_is_not_offered")
def all_enabled_is_offered(server: Meddler, request: Outgoing) -> httpx.Response:
    """It offers every enabled method, whether or not somebody takes the money."""
    return shown(
        server,
        request,
        "/checkout/settings$",
        lambda seen: seen | {"availableMethods": seen["enabledMethods"]},
    )


@caught_by("test_account::test_one_session_is_left")
def sessions_of_all_counted(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts the session in use among those that it ends."""
    return shown(server, request, "/sessions/revoke-all$", lambda told: {"revokedCount": told["revokedCount"] + 1})


@caught_by("test_account::test_both_modes_know_one_person")
def a_person_for_each_mode(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps the person behind a key once for test and once for live mode."""
    if request.method == "PATCH" and request.target == "/api/v1/account":
        server.memory["knows"] = key_id(request)
    answer = server.send(request)
    if request.method != "GET" or server.memory.get("knows") in (None, key_id(request)):
        return answer
    return data_altered(answer, lambda account: account | {"name": "Somebody else"})


@caught_by("test_account::test_a_deletion_is_not_postponed[account]")
def deletion_postponed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It counts the days anew whenever somebody asks for the deletion of an account."""
    answer = server.send(request)
    if (request.method, request.target) != ("DELETE", "/api/v1/account"):
        return answer
    asked_before = server.memory.setdefault("asked", [])
    asked_before.append(request)
    later = "2026-03-07T10:00:00.000Z" if len(asked_before) > 1 else "2026-03-02T10:00:00.000Z"
    return data_altered(answer, lambda told: told | {"pendingDeletionAt": later})
