"""The constructor of the specification, argument for argument."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract.client.recorder import SECRET, Make, Recorder
from plugipay_contract.subjects import ClientSubject

REQUIRED = inspect.Parameter.empty
ARGUMENTS = {
    "key_id": REQUIRED,
    "secret": REQUIRED,
    "base_url": None,
    "on_behalf_of": None,
    "timeout": 30.0,
    "http": None,
}
ENVIRONMENT = ["PLUGIPAY_KEY_ID", "PLUGIPAY_KEY_SECRET", "PLUGIPAY_SECRET", "PLUGIPAY_API_KEY"]


def test_the_arguments_are_the_specifications(subject: ClientSubject) -> None:
    """Six arguments with these defaults, and no others."""
    parameters = inspect.signature(subject.client_class).parameters

    assert {name: parameter.default for name, parameter in parameters.items()} == ARGUMENTS


def test_every_argument_is_keyword_only(subject: ClientSubject) -> None:
    """Nobody passes a secret by position."""
    kinds = {parameter.kind for parameter in inspect.signature(subject.client_class).parameters.values()}

    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", ["key_id", "secret"])
def test_credentials_must_not_be_empty(make: Make, name: str) -> None:
    """An empty key id or secret is a ValueError at once."""
    with pytest.raises(ValueError, match=name):
        make(**{name: ""})


@pytest.mark.parametrize("base_url", ["plugipay.com", "ftp://plugipay.com", "https://", "not a url"])
def test_a_base_url_must_be_one(make: Make, base_url: str) -> None:
    """A base URL that leads nowhere is a ValueError at once."""
    with pytest.raises(ValueError, match="base_url"):
        make(base_url=base_url)


@pytest.mark.parametrize("slashes", ["", "/", "///"])
def test_trailing_slashes_are_stripped(make: Make, recorder: Recorder, slashes: str) -> None:
    """Any number of slashes after the base URL makes no difference."""
    make(base_url=f"https://plugipay.internal{slashes}").account.get()

    assert str(recorder.last.url) == "https://plugipay.internal/api/v1/account"


def test_the_default_is_the_service(make: Make, recorder: Recorder) -> None:
    """Without a base URL the client calls plugipay.com."""
    make(base_url=None).account.get()

    assert str(recorder.last.url) == "https://plugipay.com/api/v1/account"


def test_the_environment_is_not_read(subject: ClientSubject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials are passed, never picked up."""
    for name in ENVIRONMENT:
        monkeypatch.setenv(name, "from_the_environment")

    with pytest.raises(TypeError):
        subject.client_class()


def test_the_environment_does_not_choose_the_server(
    make: Make, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base URL is passed or the default, never picked up."""
    monkeypatch.setenv("PLUGIPAY_BASE_URL", "https://elsewhere.example.com")
    make(base_url=None).account.get()

    assert recorder.last.url.host == "plugipay.com"


@pytest.mark.parametrize(("key_id", "secret"), [("pk_test_a", "sk_live_b"), ("AKIA", "x")], ids=["mixed", "odd"])
def test_the_shape_of_a_key_is_not_judged(make: Make, recorder: Recorder, key_id: str, secret: str) -> None:
    """Which keys belong together is for the server to say."""
    make(key_id=key_id, secret=secret).account.get()

    assert len(recorder.requests) == 1


@pytest.mark.parametrize("show", [repr, str])
def test_the_secret_is_not_shown(client: Any, show: Callable[[Any], str]) -> None:
    """Whoever logs a client logs no secret."""
    assert SECRET not in show(client)


@pytest.mark.parametrize("arguments", [{}, {"timeout": 2.5}], ids=["default", "given"])
def test_the_timeout_is_passed_on_every_request(make: Make, recorder: Recorder, arguments: dict[str, Any]) -> None:
    """The timeout holds per request, with a pool of one's own as well."""
    make(**arguments).account.get()

    assert set(recorder.last.extensions["timeout"].values()) == {arguments.get("timeout", 30.0)}
