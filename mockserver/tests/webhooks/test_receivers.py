"""Receivers in Flask, FastAPI and Django: real deliveries, over HTTP and without a socket."""

import django
import fastapi
import flask
import pytest
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from plugipay import PlugipaySignatureError, verify_request
from plugipay_mock.webhooks import Served

TOLD: list = []
"""What the receivers were told, and the secret they know."""

SECRETS: list = []
NAMES = ["flask", "fastapi", "django wsgi", "django asgi"]


@csrf_exempt
def receive_in_django(request):
    """Take a webhook in Django."""
    try:
        TOLD.append(verify_request(request, SECRETS).type)
    except PlugipaySignatureError as error:
        return HttpResponse(error.code, status=400)
    return HttpResponse()


urlpatterns = [path("webhooks", receive_in_django)]


def flask_app():
    """Return a receiver in Flask."""
    app = flask.Flask("receiver")
    app.register_error_handler(PlugipaySignatureError, lambda error: (error.code, 400))

    @app.post("/webhooks")
    def receive():
        TOLD.append(verify_request(flask.request, SECRETS).type)
        return ""

    return app


def fastapi_app():
    """Return a receiver in FastAPI."""
    app = fastapi.FastAPI()

    @app.post("/webhooks")
    async def receive(request: fastapi.Request):
        try:
            event = await verify_request(request, SECRETS)
        except PlugipaySignatureError as error:
            raise fastapi.HTTPException(400, error.code) from None
        TOLD.append(event.type)

    return app


def django_app(handler):
    """Return a receiver in Django."""
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="made up", ROOT_URLCONF=__name__)
        django.setup()
    settings.ROOT_URLCONF = __name__
    return handler()


def receiver(name):
    """Return a receiver that knows nothing of mocks."""
    TOLD.clear()
    SECRETS.clear()
    apps = {
        "flask": flask_app,
        "fastapi": fastapi_app,
        "django wsgi": lambda: django_app(WSGIHandler),
        "django asgi": lambda: django_app(ASGIHandler),
    }
    return apps[name]()


def act(mock, api, endpoint):
    """Create a customer, deliver what that tells, and return the delivery."""
    SECRETS.append(endpoint.secret)
    assert api.post("/api/v1/customers", json={"name": "Élodie"}).status_code == 201
    (delivery,) = mock.webhooks.deliver()
    return delivery


@pytest.mark.parametrize("name", NAMES)
def test_a_receiver_is_told_without_a_socket(mock, api, name):
    """Its own verification accepts what is handed to it."""
    delivery = act(mock, api, mock.webhooks.deliver_to(receiver(name)))

    assert (delivery.status, TOLD) == ("succeeded", ["plugipay.customer.created.v1"])


@pytest.mark.parametrize("name", NAMES)
def test_a_receiver_is_told_over_http(mock, api, name):
    """The same behind a socket."""
    with Served(receiver(name)) as served:
        delivery = act(mock, api, mock.webhooks.deliver_to(f"{served.url}/webhooks"))

    assert (delivery.status, TOLD) == ("succeeded", ["plugipay.customer.created.v1"])


@pytest.mark.parametrize("name", NAMES)
def test_a_receiver_refuses_what_is_forged(mock, api, name):
    """Its 400 is in the log of the delivery."""
    endpoint = mock.webhooks.deliver_to(receiver(name))
    mock.webhooks.trouble("wrong_secret")
    delivery = act(mock, api, endpoint)

    assert (delivery.status, delivery.response_code, TOLD) == ("pending", 400, [])


@pytest.mark.parametrize("name", NAMES)
def test_another_path_is_the_application_s_404(mock, api, name):
    """The application routes as it always does."""
    delivery = act(mock, api, mock.webhooks.deliver_to(receiver(name), "/elsewhere"))

    assert delivery.response_code == 404
