"""Receivers in real frameworks that hand their request over whole."""

import asyncio
import time

import django
import fastapi
import flask
import httpx
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plugipay import PlugipaySignatureError, verify_request

SECRET = "whsec_vector"
BODY = '{"id": "evt_1", "type":"plugipay.invoice.paid.v1", "data": {"object": {"name": "Élodie"}}}'.encode()
PATH = "/webhooks"


def in_flask(headers):
    """Answer one delivery with Flask."""
    app = flask.Flask("receiver")

    @app.post(PATH)
    def receive():
        return verify_request(flask.request, SECRET).id

    app.register_error_handler(PlugipaySignatureError, lambda error: (error.code, 400))
    answer = app.test_client().post(PATH, data=BODY, headers=headers)
    return answer.status_code, answer.text


def in_fastapi(headers):
    """Answer one delivery with FastAPI."""
    app = fastapi.FastAPI()

    @app.post(PATH)
    async def receive(request: fastapi.Request):
        try:
            event = await verify_request(request, SECRET)
        except PlugipaySignatureError as error:
            return fastapi.Response(error.code, 400)
        return fastapi.Response(event.id)

    async def post():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as client:
            return await client.post(PATH, content=BODY, headers=headers)

    answer = asyncio.run(post())
    return answer.status_code, answer.text


def in_django(headers):
    """Answer one delivery with Django."""
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="made up")
        django.setup()

    @csrf_exempt
    @require_POST
    def receive(request):
        try:
            return HttpResponse(verify_request(request, SECRET).id)
        except PlugipaySignatureError as error:
            return HttpResponse(error.code, status=400)

    answer = receive(RequestFactory().post(PATH, BODY, content_type="application/json", headers=headers))
    return answer.status_code, answer.text


everywhere = pytest.mark.parametrize("post", [in_flask, in_fastapi, in_django], ids=["flask", "fastapi", "django"])


def signed(openssl, secret=SECRET):
    """Sign a body with another hand than ours."""
    now = int(time.time())
    return {
        "Content-Type": "application/json",
        "X-Plugipay-Signature": f"t={now},v1={openssl(f'{now}.'.encode() + BODY, secret)}",
    }


@everywhere
def test_a_genuine_delivery_gives_the_event(post, openssl):
    """The raw body is found, and is what was signed."""
    assert post(signed(openssl)) == (200, "evt_1")


@everywhere
def test_another_secret_is_refused(post, openssl):
    """A delivery that somebody else signed raises."""
    assert post(signed(openssl, "whsec_other")) == (400, "signature_invalid")


@everywhere
def test_no_signature_is_refused(post):
    """A request without the header raises."""
    assert post({"Content-Type": "application/json"}) == (400, "signature_missing")


def test_what_is_no_request_is_told_apart():
    """Something else is a mistake of the program, not of the sender."""
    with pytest.raises(TypeError, match="dict is no request of Flask, Django, FastAPI or Starlette"):
        verify_request({"body": BODY}, SECRET)
