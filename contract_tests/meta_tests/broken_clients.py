"""Clients that are wrong in one way each: our own on a pool that meddles, or with one method spoilt."""

import json
import os
from types import ModuleType
from urllib.parse import unquote
from uuid import uuid4

import httpx

import plugipay
from plugipay_contract import wire
from plugipay_contract.client.recorder import KEY_ID, SECRET
from plugipay_contract.subjects import ClientSubject

from .mutant import Table

BROKEN_CLIENTS = Table("client")
caught_by = BROKEN_CLIENTS.caught_by


def subject(client_class=plugipay.PlugipayClient, **names):
    """Our client as a subject, with another class or with some names of its module replaced."""
    module = ModuleType("broken")
    vars(module).update(vars(plugipay), **names)
    return ClientSubject(module, client_class)


def meddling(meddle):
    """Our client on a pool that gives each request to a meddler: `meddle(send, request)`."""

    class Meddled(plugipay.PlugipayClient):
        def __init__(self, *, http=None, **arguments):
            transport = httpx.MockTransport(lambda request: meddle(http.send, request))
            super().__init__(http=http and httpx.Client(transport=transport), **arguments)

    return subject(Meddled)


def resigned(request, target=None, **headers):
    """The same request signed anew, over another target or with other headers."""
    request.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    sent = {name.title(): value for name, value in request.headers.items()}
    signed = wire.Outgoing(request.method, target or request.url.raw_path.decode(), sent, request.content)
    proof = wire.sign(signed, KEY_ID, SECRET, sent["X-Plugipay-Timestamp"]).headers["Authorization"]
    request.headers["Authorization"] = proof
    return request


@caught_by("test_transport_failures::test_a_refused_call_is_not_repeated")
def retries_errors():
    """It retries by itself when the server errs."""

    def meddle(send, request):
        answer = send(request)
        return send(request) if answer.status_code >= 500 else answer

    return meddling(meddle)


@caught_by("test_transport_failures::test_a_refused_call_is_not_repeated")
def retries_refusals():
    """It retries by itself with another signature, and where somebody else was at it."""

    def meddle(send, request):
        answer = send(request)
        return send(request) if answer.status_code in {401, 408, 409, 425} else answer

    return meddling(meddle)


@caught_by("test_transport_failures::test_a_call_to_be_repeated_later_is_not_repeated")
def retries_as_told():
    """It retries by itself when the answer says when."""

    def meddle(send, request):
        answer = send(request)
        return send(request) if "Retry-After" in answer.headers else answer

    return meddling(meddle)


@caught_by("test_transport_failures::test_a_failed_call_is_not_repeated")
def retries_silence():
    """It retries by itself when nothing comes."""

    def meddle(send, request):
        try:
            return send(request)
        except httpx.TransportError:
            return send(request)

    return meddling(meddle)


@caught_by("test_transport_failures::test_a_timeout_is_a_timeout")
def timeouts_as_breaks():
    """It does not tell a timeout from a broken connection."""

    def meddle(send, request):
        try:
            return send(request)
        except httpx.TimeoutException as slow:
            raise httpx.NetworkError(str(slow)) from slow

    return meddling(meddle)


@caught_by("test_errors::test_the_body_names_the_request_first")
def request_ids_dropped():
    """It drops request ids."""

    def meddle(send, request):
        answer = send(request)
        return httpx.Response(answer.status_code, json=answer.json() | {"meta": {}})

    return meddling(meddle)


@caught_by("test_errors::test_a_redirect_is_no_success")
def redirects_as_successes():
    """It takes a redirect for a success."""

    def meddle(send, request):
        answer = send(request)
        return httpx.Response(200 if answer.status_code < 400 else answer.status_code, content=answer.content)

    return meddling(meddle)


@caught_by("test_errors::test_every_refusal_is_raised")
def codes_translated():
    """It knows better than the server what an error is called."""

    def meddle(send, request):
        answer = send(request)
        envelope = answer.json()
        return httpx.Response(answer.status_code, json=envelope | {"error": envelope["error"] | {"code": "error"}})

    return meddling(meddle)


def errors_as(alter):
    """A client that alters what an error says."""

    def meddle(send, request):
        answer = send(request)
        envelope = answer.json()
        told = envelope | {"error": alter(envelope["error"])} if envelope["error"] else envelope
        return httpx.Response(answer.status_code, json=told)

    return meddling(meddle)


@caught_by("test_errors::test_a_code_is_what_was_written")
def codes_lowered():
    """It writes every code in lower case."""
    return errors_as(lambda error: error | {"code": error["code"].lower()})


@caught_by("test_errors::test_an_error_without_a_message_keeps_its_code")
def no_message_as_none():
    """It says None when the server says nothing."""
    return errors_as(lambda error: {"message": "None"} | error)


@caught_by("test_errors::test_an_error_without_a_code_keeps_its_message")
def no_code_as_none():
    """It takes an error without a code for one called None."""
    return errors_as(lambda error: {"code": "None"} | error)


@caught_by("test_errors::test_what_is_not_the_envelope_is_an_invalid_response")
def any_json_accepted():
    """It takes any JSON for the envelope."""

    def meddle(send, request):
        answer = send(request)
        try:
            return httpx.Response(answer.status_code, json={"data": answer.json(), "error": None, "meta": {}})
        except ValueError:
            return answer

    return meddling(meddle)


@caught_by("test_signing::test_any_id_is_signed_as_sent")
def typed_path_signed():
    """It signs the path as it was typed, not as it travels."""
    return meddling(lambda send, request: send(resigned(request, unquote(request.url.raw_path.decode()))))


@caught_by("test_signing::test_any_query_is_signed_as_sent")
def query_unsigned():
    """It signs the path without the query."""
    return meddling(lambda send, request: send(resigned(request, request.url.raw_path.decode().partition("?")[0])))


@caught_by("test_signing::test_the_path_of_the_base_url_is_not_signed")
def base_path_signed():
    """It signs the path of the base URL as well."""
    return meddling(lambda send, request: send(resigned(request)))


@caught_by("test_signing::test_any_body_is_signed_as_sent")
def other_body_sent():
    """It hashes one rendering of the body and sends another."""

    def meddle(send, request):
        body = json.dumps(json.loads(request.content), indent=1)
        return send(httpx.Request(request.method, request.url, headers=dict(request.headers), content=body))

    def without_length(send, request):
        del request.headers["Content-Length"]
        return meddle(send, request)

    return meddling(without_length)


@caught_by("test_platform::test_a_platform_client_acts_for_its_merchant")
def lists_for_oneself():
    """It forgets on-behalf-of on lists."""

    def meddle(send, request):
        if request.method == "GET" and request.url.path.endswith("/customers"):
            request.headers.pop("X-Plugipay-On-Behalf-Of", None)
        return send(request)

    return meddling(meddle)


@caught_by("test_platform::test_deriving_changes_nothing")
def deriving_converts():
    """Its `for_merchant` turns the client itself."""

    class Converting(plugipay.PlugipayClient):
        def for_merchant(self, account_id):
            self.__dict__.update(super().for_merchant(account_id).__dict__)
            return self

    return subject(Converting)


@caught_by("test_idempotency::test_every_other_write_carries_a_key_too")
def keys_on_creations_only():
    """It sends a key with creations only."""

    def meddle(send, request):
        if request.method != "POST":
            request.headers.pop("Idempotency-Key", None)
        return send(request)

    return meddling(meddle)


@caught_by("test_idempotency::test_every_call_has_a_key_of_its_own")
def one_key_for_all():
    """It uses one key for all its calls."""
    return meddling(lambda send, request: send(resigned(request, idempotency_key="idem_always")))


@caught_by("test_idempotency::test_a_raw_write_takes_a_key_of_ones_own")
def own_key_for_posts_only():
    """It sends a key of its own with whatever is no POST."""

    def meddle(send, request):
        own = request.method in {"GET", "POST"}
        return send(request if own else resigned(request, idempotency_key=f"idem_{uuid4()}"))

    return meddling(meddle)


@caught_by("test_idempotency::test_a_read_carries_none")
def keys_on_reads():
    """It sends a key with everything."""
    return meddling(lambda send, request: send(resigned(request, idempotency_key="idem_1")))


@caught_by("test_lifetime::test_closing_leaves_a_borrowed_pool_open")
def borrowed_pool_closed():
    """It closes a pool that is not its own."""

    class Closing(plugipay.PlugipayClient):
        def __init__(self, *, http=None, **arguments):
            super().__init__(http=http, **arguments)
            self.close = http.close

    return subject(Closing)


@caught_by("test_constructor::test_the_environment_does_not_choose_the_server")
def environment_read():
    """It reads the base URL from the environment."""

    class Reading(plugipay.PlugipayClient):
        def __init__(self, *, base_url=None, **arguments):
            super().__init__(base_url=base_url or os.environ.get("PLUGIPAY_BASE_URL"), **arguments)

    return subject(Reading)


@caught_by("test_constructor::test_the_timeout_is_passed_on_every_request")
def pools_timeout_used():
    """It leaves the timeout to a pool that was passed in."""

    def meddle(send, request):
        request.extensions["timeout"] = httpx.Timeout(5).as_dict()
        return send(request)

    return meddling(meddle)


def rebodied(alter):
    """A client on a pool that alters the JSON of a body and signs it anew."""

    def meddle(send, request):
        if not request.content:
            return send(request)
        kept = {name: value for name, value in request.headers.items() if name != "content-length"}
        body = json.dumps(alter(json.loads(request.content))).encode()
        return send(resigned(httpx.Request(request.method, request.url, headers=kept, content=body)))

    return meddling(meddle)


@caught_by("test_every_call::test_a_call_says_what_was_given")
def plan_with_an_amount():
    """It sends the amount of a plan as its own."""
    return rebodied(lambda body: body | {"amount": 150_000} if "prices" in body else body)


@caught_by("test_every_call::test_a_call_says_what_was_given")
def nulls_sent():
    """It sends null for what nobody gave."""
    return rebodied(lambda body: {"metadata": None} | body)


@caught_by("test_every_call::test_a_call_goes_where_it_belongs")
def cancels_by_delete():
    """It takes cancelling for deleting."""

    def meddle(send, request):
        target = request.url.raw_path.decode()
        if not target.endswith("/cancel"):
            return send(request)
        url = request.url.copy_with(raw_path=target.removesuffix("/cancel").encode())
        return send(resigned(httpx.Request("DELETE", url, headers=dict(request.headers), content=request.content)))

    return meddling(meddle)


@caught_by("test_money::test_a_guarded_write_carries_a_key")
def invoices_without_a_key():
    """It sends no key with invoices."""

    def meddle(send, request):
        if "/invoices" in request.url.path:
            request.headers.pop("Idempotency-Key", None)
        return send(resigned(request))

    return meddling(meddle)


@caught_by("test_money::test_a_figure_stays_an_integer")
def figures_as_floats():
    """It reads every number as a float."""

    def meddle(send, request):
        answer = send(request)
        return httpx.Response(answer.status_code, json=json.loads(answer.content, parse_int=float))

    return meddling(meddle)


@caught_by("test_every_call::test_a_call_is_made_for_the_merchant")
def reports_for_oneself():
    """It forgets on-behalf-of on reports."""

    def meddle(send, request):
        if "/reports/" in request.url.path:
            request.headers.pop("X-Plugipay-On-Behalf-Of", None)
        return send(request)

    return meddling(meddle)
