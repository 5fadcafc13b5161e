"""Pictures on their way: a form with one file, signed as if it were empty."""

from base64 import b64encode
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, cast

import pytest

from plugipay_contract import wire
from plugipay_contract.client.recorder import KEY_ID, SECRET, Make, Recorder, envelope
from plugipay_contract.client.upload_calls import SENDS
from plugipay_contract.subjects import Ability

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff--boundary\r\n"

each_upload = pytest.mark.parametrize("name", ["image", pytest.param("proof", marks=pytest.mark.needs(Ability.EXTRAS))])


@pytest.fixture(autouse=True)
def _taken(recorder: Recorder) -> None:
    recorder.says(201, envelope({"url": "/api/v1/files/a.png", "fileName": "a.png", "fileSize": 4}))


def upload(client: Any, name: str) -> Any:
    """Send a picture, in Base64."""
    return SENDS[name][1](client, filename="a.png", mime="image/png", base64=b64encode(PICTURE).decode())


def parts(recorder: Recorder) -> list[EmailMessage]:
    """The parts of the form that was sent, read by the standard library."""
    head = f"Content-Type: {recorder.last.headers['Content-Type']}\r\n\r\n".encode()
    form = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + recorder.last.content)
    return cast("list[EmailMessage]", list(form.iter_parts()))


@each_upload
def test_an_upload_goes_where_it_belongs(client: Any, recorder: Recorder, name: str) -> None:
    """It is a POST."""
    upload(client, name)

    assert (recorder.last.method, recorder.last.url.path) == ("POST", SENDS[name][0])


@each_upload
def test_an_upload_is_a_form_with_one_file(client: Any, recorder: Recorder, name: str) -> None:
    """Its one field is called `file`, and has a name and a type."""
    upload(client, name)
    (part,) = parts(recorder)

    said = (part.get_param("name", header="content-disposition"), part.get_filename(), part.get_content_type())
    assert said == ("file", "a.png", "image/png")


@each_upload
def test_a_picture_arrives_as_it_is(client: Any, recorder: Recorder, name: str) -> None:
    """The bytes of the file are in the form, unchanged."""
    upload(client, name)

    assert b"\r\n\r\n" + PICTURE + b"\r\n--" in recorder.last.content


@each_upload
def test_an_upload_is_signed_as_empty(client: Any, recorder: Recorder, name: str) -> None:
    """What is signed is the hash of nothing (SDK facts); JSON would be signed as it is."""
    upload(client, name)

    empty = wire.Outgoing("POST", SENDS[name][0], dict(recorder.last.headers))
    assert wire.verify(empty, KEY_ID, SECRET)


@each_upload
def test_an_upload_carries_a_key(client: Any, recorder: Recorder, name: str) -> None:
    """A picture is not stored twice."""
    upload(client, name)

    assert recorder.last.headers.get("Idempotency-Key")


@each_upload
def test_an_upload_waits_as_long_as_it_was_told(make: Make, recorder: Recorder, name: str) -> None:
    """The client's timeout holds for pictures, too."""
    upload(make(timeout=2.5), name)

    assert set(recorder.last.extensions["timeout"].values()) == {2.5}


@pytest.mark.needs(Ability.EXTRAS)
@each_upload
def test_the_same_picture_is_the_same_form(client: Any, recorder: Recorder, name: str) -> None:
    """A repeat under the same key is compared by its bytes, so they may not differ by chance."""
    upload(client, name)
    first = recorder.last.content
    SENDS[name][1](client, filename="a.png", mime="image/png", data=PICTURE)

    assert recorder.last.content == first


@each_upload
def test_an_upload_tells_where_the_picture_is(client: Any, name: str) -> None:
    """The answer is an object like any other."""
    assert upload(client, name)["url"] == "/api/v1/files/a.png"
