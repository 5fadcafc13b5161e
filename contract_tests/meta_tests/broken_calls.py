"""More broken clients, wrong in one way each: about files, uploads, empty answers, and whatever is not money."""

import json

import httpx

from .broken_clients import BROKEN_CLIENTS, caught_by, meddling, resigned

MONEY = ("/plans", "/checkout-sessions", "/invoices", "/subscriptions", "/refunds", "/payouts")


def sent_to(request, target):
    """The same request to another target, signed anew."""
    url = request.url.copy_with(raw_path=target.encode())
    return resigned(httpx.Request(request.method, url, headers=dict(request.headers), content=request.content))


def is_file(answer):
    """Whether an answer is something else than JSON."""
    return answer.headers.get("Content-Type") in {"application/pdf", "text/html; charset=utf-8"}


@caught_by("test_uploads::test_an_upload_is_signed_as_empty")
def uploads_signed_whole():
    """It signs the bytes of an upload."""

    def meddle(send, request):
        form = request.headers.get("Content-Type", "")
        if not form.startswith("multipart/"):
            return send(request)
        request.headers["Content-Type"] = "application/octet-stream"
        resigned(request).headers["Content-Type"] = form
        return send(request)

    return meddling(meddle)


@caught_by("test_uploads::test_an_upload_is_a_form_with_one_file")
def uploads_as_another_field():
    """It calls the field of an upload `image`."""

    def meddle(send, request):
        body = request.content.replace(b'name="file"', b'name="image"')
        kept = {name: value for name, value in request.headers.items() if name != "content-length"}
        return send(httpx.Request(request.method, request.url, headers=kept, content=body))

    return meddling(meddle)


@caught_by("test_uploads::test_an_upload_waits_as_long_as_it_was_told")
def uploads_wait_as_ever():
    """It waits half a minute for an upload, whatever it was told."""

    def meddle(send, request):
        if request.headers.get("Content-Type", "").startswith("multipart/"):
            request.extensions["timeout"] = httpx.Timeout(30).as_dict()
        return send(request)

    return meddling(meddle)


@caught_by("test_every_answer::test_a_file_is_its_bytes")
def files_as_json():
    """It takes every answer for JSON, a PDF as well."""

    def meddle(send, request):
        answer = send(request)
        return httpx.Response(answer.status_code, json=answer.text) if is_file(answer) else answer

    return meddling(meddle)


@caught_by("test_every_answer::test_a_file_is_its_bytes")
def files_as_text():
    """It decodes a file as text on the way."""

    def meddle(send, request):
        answer = send(request)
        text = answer.content.decode("utf-8", "replace").encode()
        return httpx.Response(answer.status_code, content=text, headers=answer.headers) if is_file(answer) else answer

    return meddling(meddle)


@caught_by("test_every_answer::test_a_page_is_its_text")
def pages_in_latin_1():
    """It reads every page as Latin-1."""

    def meddle(send, request):
        answer = send(request)
        as_latin_1 = {"Content-Type": "text/html; charset=latin-1"}
        return httpx.Response(200, content=answer.content, headers=as_latin_1) if is_file(answer) else answer

    return meddling(meddle)


@caught_by("test_every_answer::test_a_file_is_asked_for_as_it_comes")
def files_asked_for_as_json():
    """It accepts nothing but JSON, whatever it asks for."""

    def meddle(send, request):
        request.headers["Accept"] = "application/json"
        return send(request)

    return meddling(meddle)


@caught_by("test_every_answer::test_an_empty_answer_is_nothing")
def empty_answers_refused():
    """It takes an empty answer for a broken one."""

    def meddle(send, request):
        answer = send(request)
        return httpx.Response(200, content=b"<empty>") if answer.status_code == 204 else answer

    return meddling(meddle)


@caught_by("test_every_answer::test_a_page_is_a_page")
def pages_without_an_end():
    """It loses the cursor of a page."""

    def meddle(send, request):
        answer = send(request)
        envelope = json.loads(answer.content)
        envelope["meta"].pop("cursor", None)
        return httpx.Response(answer.status_code, json=envelope)

    return meddling(meddle)


@caught_by("test_every_call::test_an_id_is_one_segment")
def slashes_left_in_ids():
    """It leaves the slashes of an id as they are."""
    return meddling(lambda send, request: send(sent_to(request, request.url.raw_path.decode().replace("%2F", "/"))))


@caught_by("test_every_call::test_a_write_carries_a_key")
def keys_for_money_only():
    """It sends a key only where money moves."""

    def meddle(send, request):
        if not any(part in request.url.path for part in MONEY):
            request.headers.pop("Idempotency-Key", None)
        return send(resigned(request))

    return meddling(meddle)


@caught_by("test_every_call::test_a_call_goes_where_it_belongs")
def legacy_webhook_path():
    """It registers webhooks where the first Python package did."""

    def meddle(send, request):
        target = request.url.raw_path.decode()
        return send(sent_to(request, target.replace("/api/v1/webhooks", "/api/v1/webhook-endpoints")))

    return meddling(meddle)


@caught_by("test_every_call::test_a_call_asks_for_what_was_named")
def filters_forgotten():
    """It forgets what a list was to be narrowed to."""

    def meddle(send, request):
        path, _, query = request.url.raw_path.decode().partition("?")
        kept = [part for part in query.split("&") if part.startswith(("limit=", "cursor="))]
        return send(sent_to(request, "?".join([path, *(["&".join(kept)] if kept else [])])))

    return meddling(meddle)


@caught_by("test_every_call::test_a_refusal_is_raised")
def refusals_as_files():
    """It hands out a refusal as if it were the file."""

    def meddle(send, request):
        answer = send(request)
        if request.headers["Accept"] == "application/json":
            return answer
        return httpx.Response(200, content=answer.content, headers={"Content-Type": "application/octet-stream"})

    return meddling(meddle)


def forgetting(path, *names):
    """A breach that sends some fields, or asks for some rows, of one path no more."""

    def meddle(send, request):
        if request.url.path != f"/api/v1{path}":
            return send(request)
        kept = [(name, value) for name, value in request.url.params.multi_items() if name not in names]
        body = json.loads(request.content) if request.content else None
        rest = {name: body[name] for name in body if name not in names} if body else None
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        content = b"" if rest is None else json.dumps(rest).encode()
        return send(
            resigned(
                httpx.Request(request.method, request.url.copy_with(params=kept), headers=headers, content=content)
            )
        )

    return meddling(meddle)


@caught_by("test_every_call::test_a_call_says_all_that_it_was_told")
def sessions_without_template():
    """It takes a template for a session, and does not say so."""
    return forgetting("/checkout-sessions", "templateId")


@caught_by("test_every_call::test_a_call_says_all_that_it_was_told")
def reports_in_rupiah():
    """It asks for every cash flow without its currency."""
    return forgetting("/reports/cash-flow", "currency")


@caught_by("test_every_call::test_a_call_says_all_that_it_was_told")
def slogan_kept_to_itself():
    """It takes what a merchant says below its name, and keeps it to itself."""
    return forgetting("/checkout/settings", "brandTagline")


@caught_by("test_answers::test_a_page_that_says_nothing_of_others_is_the_last")
def always_more():
    """It takes every page that does not say so for one that others follow."""

    def meddle(send, request):
        answer = send(request)
        told = answer.json()
        return httpx.Response(answer.status_code, json=told | {"meta": {"hasMore": True} | told["meta"]})

    return meddling(meddle)


__all__ = ["BROKEN_CLIENTS"]
