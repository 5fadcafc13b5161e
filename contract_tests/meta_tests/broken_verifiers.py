"""Clients that believe webhooks too easily, or not easily enough: wrong in one way each."""

import plugipay

from .broken_calls import BROKEN_CLIENTS
from .broken_clients import subject

caught_by = BROKEN_CLIENTS.caught_by


@caught_by("test_webhooks::test_a_webhook_is_judged_as_its_vector_says")
def webhooks_from_the_future():
    """It accepts a webhook however far ahead its clock is."""

    def verify(raw_body, header, secret, *, now=None, **options):
        signed_at = int((header or "").partition("t=")[2].partition(",")[0] or 0) if "t=1" in (header or "") else 0
        return plugipay.verify_webhook(raw_body, header, secret, now=max(now or 0, signed_at), **options)

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_a_webhook_is_judged_as_its_vector_says")
def webhooks_a_second_late():
    """It accepts a webhook 301 seconds old."""

    def verify(*given, tolerance_sec=301, **options):
        return plugipay.verify_webhook(*given, tolerance_sec=tolerance_sec, **options)

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_one_changed_byte_is_refused")
def webhooks_trimmed():
    """It trims a webhook before it verifies."""

    def verify(raw_body, *given, **options):
        return plugipay.verify_webhook(raw_body.strip(), *given, **options)

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_the_body_may_be_text")
def webhooks_in_latin_1():
    """It takes text for Latin-1."""

    def verify(raw_body, *given, **options):
        body = raw_body.encode("latin-1", "replace") if isinstance(raw_body, str) else raw_body
        return plugipay.verify_webhook(body, *given, **options)

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_a_verified_webhook_is_its_event")
def events_by_halves():
    """It gives what it knows of an event, and drops the rest."""

    def verify(*given, **options):
        event = plugipay.verify_webhook(*given, **options)
        return {name: event.get(name) for name in ("id", "type", "data")}

    return subject(verify_webhook=verify)


@caught_by("test_webhooks::test_the_tolerance_can_be_chosen")
def no_tolerance_as_the_usual():
    """It takes a tolerance of 0 for none given."""

    def verify(*given, tolerance_sec=300, **options):
        return plugipay.verify_webhook(*given, tolerance_sec=tolerance_sec or 300, **options)

    return subject(verify_webhook=verify)


__all__ = ["BROKEN_CLIENTS"]
