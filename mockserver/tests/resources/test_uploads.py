"""The room of the uploads."""

import base64

import pytest

UPLOADS = "/api/v1/uploads/image"
FORM = {"content-type": "multipart/form-data; boundary=cut-here"}
JSON = {"content-type": "application/json"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff\xe0" + bytes(99)
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "
LARGEST = 5 * 1024 * 1024


def form(content):
    head = b'--cut-here\r\nContent-Disposition: form-data; name="file"; filename="logo.gif"\r\n\r\n'
    return head + content + b"\r\n--cut-here--\r\n"


@pytest.fixture
def upload(call):
    """Sends a picture as a form, signed as no body at all: `upload(PNG, key="logo-1")`."""
    return lambda content, **how: call.send(call.request("POST", UPLOADS, b"", headers=FORM, **how), body=form(content))


@pytest.fixture
def python(call):
    """Sends a picture as the official Python 0.1.0 does: `python(base64="…")`."""
    fields = {"filename": "logo.png", "mime": "image/png", "base64": base64.b64encode(PNG).decode()}
    return lambda **changes: call("POST", UPLOADS, fields | changes, headers=JSON)


@pytest.mark.parametrize(
    ("content", "ending", "media_type"),
    [(PNG, "png", "image/png"), (JPEG, "jpg", "image/jpeg"), (WEBP, "webp", "image/webp")],
)
def test_a_picture_is_served_as_it_came(upload, visit, content, ending, media_type):
    """The bytes decide what a picture is, and anybody may see it."""
    uploaded = upload(content).data
    served = visit("GET", uploaded["url"])

    assert uploaded["url"] == f"/api/v1/files/{uploaded['fileName']}"
    assert uploaded["fileName"].endswith(f".{ending}")
    assert uploaded["fileSize"] == len(content)
    assert (served.body, served.headers["Content-Type"]) == (content, media_type)


def test_a_browser_must_not_guess_its_type(upload, visit):
    """A picture that is also a page is a picture."""
    served = visit("GET", upload(PNG + b"<script>").data["url"])

    assert served.headers["X-Content-Type-Options"] == "nosniff"


def test_an_upload_is_created(upload):
    """The status is that of a creation."""
    assert upload(PNG).status == 201


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"RIFF\x00\x00\x00\x00WAVE"])
def test_other_files_are_refused(upload, content):
    """A picture is a PNG, a JPEG or a WEBP, by its bytes."""
    answer = upload(content)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "file")


@pytest.mark.parametrize(("size", "status"), [(LARGEST, 201), (LARGEST + 1, 413)])
def test_a_picture_has_a_largest_size(upload, size, status):
    """Five megabytes are taken, a byte more is too much."""
    assert upload(PNG.ljust(size, b"\x00")).status == status


def test_an_unknown_file_is_not_found(visit):
    """A name nobody was given leads nowhere."""
    assert visit("GET", "/api/v1/files/file_0.png").verdict == (404, "not_found")


def test_python_may_send_base64(python, visit):
    """The official Python 0.1.0 sends its picture as JSON."""
    assert visit("GET", python().data["url"]).body == PNG


def test_python_may_send_the_largest_picture(python):
    """The limit is that of the picture, not of its base64."""
    assert python(base64=base64.b64encode(PNG.ljust(LARGEST, b"\x00")).decode()).status == 201


@pytest.mark.parametrize("text", ["%", "aGk", "data:image/png;base64,aGk=", "é"])
def test_base64_is_checked(python, text):
    """Text that is no base64 is named."""
    assert python(base64=text).error["field"] == "base64"


def test_the_service_reads_no_json(shipped, call):
    """The service itself takes a form only."""
    answer = call("POST", UPLOADS, {"filename": "a.png", "mime": "image/png", "base64": ""}, key="a", headers=JSON)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "Content-Type")


def test_a_repeated_upload_is_the_same_file(upload):
    """An idempotency key makes one file of two attempts."""
    assert upload(PNG, key="logo-1").data == upload(PNG, key="logo-1").data


def test_another_picture_needs_another_key(upload):
    """A form is signed as empty, but its bytes are compared."""
    upload(PNG, key="logo-1")

    assert upload(JPEG, key="logo-1").verdict == (409, "idempotency_conflict")
