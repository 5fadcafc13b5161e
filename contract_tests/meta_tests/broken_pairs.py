"""Clients that only show at a server what is wrong with them: our own on a pool that meddles, or without a method."""

import json
import time

import httpx

import plugipay

from .broken_clients import meddling, subject
from .mutant import Table

BROKEN_PAIRS = Table("pair")
caught_by = BROKEN_PAIRS.caught_by


def without(client_class, namespace, method):
    """A client class one of whose namespaces has lost a method."""

    class Forgetful(client_class):
        def __init__(self, **arguments):
            super().__init__(**arguments)
            kind = type(getattr(self, namespace))
            lost = type(kind.__name__, (kind,), {method: None, "__module__": kind.__module__})
            setattr(self, namespace, lost(self._run, self._turn))

    return Forgetful


@caught_by("test_methods::test_the_client_has_the_official_methods")
def official_method_lost():
    """It lacks a method that the official package has."""
    return subject(without(plugipay.PlugipayClient, "payouts", "mark_failed"))


@caught_by("test_methods::test_the_client_has_what_other_languages_have")
def other_method_lost():
    """It lacks a method that Node and Go have."""
    return subject(without(plugipay.PlugipayClient, "gift_cards", "balance"))


@caught_by("test_methods::test_both_clients_have_the_same_methods")
def awaited_method_lost():
    """It can be called where its twin cannot be awaited."""
    return subject(AsyncPlugipayClient=without(plugipay.AsyncPlugipayClient, "events", "types"))


@caught_by("test_methods::test_every_method_of_the_client_is_used")
def unproved_method():
    """It has a method that nobody has ever tried."""
    twin = without(plugipay.PlugipayClient, "events", "unheard_of")

    class Inventive(twin):
        def __init__(self, **arguments):
            super().__init__(**arguments)
            type(self.events).unheard_of = lambda events: events

    return subject(Inventive)


@caught_by("test_methods::test_a_method_works")
def files_as_text():
    """It reads files as if they were text."""

    def meddle(send, request):
        answer = send(request)
        if answer.headers.get("content-type") != "application/pdf":
            return answer
        return httpx.Response(answer.status_code, headers={"Content-Type": "text/plain"}, text=answer.text)

    return meddling(meddle)


@caught_by("test_methods::test_a_method_works")
def first_rows_lost():
    """It loses the first row of every list."""

    def meddle(send, request):
        answer = send(request)
        told = answer.json() if answer.headers.get("content-type") == "application/json" else {}
        rows = told.get("data")
        return httpx.Response(answer.status_code, json=told | {"data": rows[1:]}) if isinstance(rows, list) else answer

    return meddling(meddle)


@caught_by("test_methods::test_what_no_key_may_do_is_told")
def refusals_swallowed():
    """It takes the refusal of an operator's route for an empty answer."""

    def meddle(send, request):
        answer = send(request)
        envelope = {"data": [] if request.method == "GET" else {}, "error": None, "meta": {}}
        return httpx.Response(200, json=envelope) if "/admin-portal/" in request.url.path else answer

    return meddling(meddle)


@caught_by("test_webhooks::test_what_is_delivered_is_believed")
def a_day_late():
    """It judges webhooks by a clock that is a day late."""

    def verify(*given, now=None, **options):
        return plugipay.verify_webhook(*given, now=time.time() - 24 * 3600 if now is None else now, **options)

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_what_is_sent_again_is_believed")
def once_only():
    """It gives the event of a webhook once, and nothing when the webhook is sent again."""
    known = set()

    def verify(raw_body, *given, **options):
        event = plugipay.verify_webhook(raw_body, *given, **options)
        again = raw_body in known
        known.add(raw_body)
        return dict.fromkeys(event) if again else event

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_another_endpoints_secret_is_none")
def secrets_remembered():
    """It believes what is signed in the right form, with whatever secret."""

    def verify(raw_body, *given, **options):
        return json.loads(raw_body)

    return subject(verify_webhook=verify)
