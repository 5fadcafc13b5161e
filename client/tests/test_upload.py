"""Files on their way to the server.

The boundary is openssl's: `printf 'PNG bytes' | openssl dgst -sha256`, the first 32 digits.
"""

import email
import email.policy

import pytest

PICTURE = {"filename": "a.png", "mime": "image/png"}


@pytest.fixture
def send(client):
    """Send a picture."""
    return lambda **changes: client.public_checkout.proof_image("cs_1", **{**PICTURE, "data": b"PNG bytes", **changes})


def part(request):
    """Return the one part of a form, as the standard library reads it."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    (found,) = email.message_from_bytes(head + request.content, policy=email.policy.HTTP).iter_parts()
    return found


def test_a_file_is_the_one_field_of_a_form(wire, send):
    """A form has one field `file`, with the file's name, type and bytes."""
    send()
    found = part(wire.request)

    assert found.get_param("name", header="Content-Disposition") == "file"
    assert found.get_filename() == "a.png"
    assert found.get_content_type() == "image/png"
    assert found.get_payload(decode=True) == b"PNG bytes"


def test_the_bytes_follow_from_the_file(wire, send, openssl):
    """The same file makes the same form, so that a retry with the same key is a replay."""
    send()
    send()
    first, second = wire.requests
    boundary = f"plugipay-{openssl(b'PNG bytes')[:32]}"

    assert first.content == second.content
    assert first.headers["Content-Type"] == f"multipart/form-data; boundary={boundary}"


@pytest.mark.parametrize("content", [b"", b"\r\n--\r\n", bytes(range(256)) * 3])
def test_any_bytes_arrive(wire, send, content):
    """Whatever is in a file, it arrives."""
    send(data=content)
    head, _, rest = wire.request.content.partition(b"\r\n\r\n")

    assert rest.startswith(content + b"\r\n--plugipay-")
    assert head.startswith(b"--plugipay-")


def test_base64_is_the_same_file(wire, send):
    """A file in Base64 is sent as its bytes."""
    send()
    send(data=None, base64="UE5HIGJ5dGVz")
    first, second = wire.requests

    assert first.content == second.content


@pytest.mark.parametrize("filename", ['a".png', "a\r\nX-Evil: 1\r\n\r\n.png", "zoë 🎈.png", ""])
def test_a_name_cannot_break_out(wire, send, filename):
    """Quotes and line ends in a name are escaped as browsers do, and the rest is UTF-8."""
    send(filename=filename)
    escaped = filename.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")

    assert wire.request.content.split(b"\r\n")[1] == (
        f'Content-Disposition: form-data; name="file"; filename="{escaped}"'.encode()
    )


def test_an_upload_is_signed_as_empty(wire, send, openssl):
    """The signature is over an empty body, and over the key."""
    send(idempotency_key="order 1")
    request, empty = wire.request, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    path = "/api/v1/public/checkout/sessions/cs_1/proof-image"
    text = f"POST\n{path}\n{request.headers['X-Plugipay-Timestamp']}\n{empty}\norder 1"

    assert request.headers["Authorization"].endswith(f"signature={openssl(text.encode(), 'sk_test_wire')}")


@pytest.mark.parametrize("mime", ["", "png", "image/png\r\nX-Evil: 1", "imagé/png"])
def test_a_type_that_is_none_is_a_value_error(wire, send, mime):
    """A media type that is none, or would add a header, is refused."""
    with pytest.raises(ValueError, match="is no media type"):
        send(mime=mime)
    assert wire.requests == []


@pytest.mark.parametrize("base64", ["?", "UE5H=IG", "UE5"])
def test_what_is_no_base64_is_a_value_error(wire, send, base64):
    """Text that is not Base64 is refused."""
    with pytest.raises(ValueError, match=r"base64|padding|Base64"):
        send(data=None, base64=base64)
    assert wire.requests == []


@pytest.mark.parametrize("content", [{"data": None}, {"base64": "UE5H"}])
def test_a_file_is_given_once(wire, send, content):
    """A file without content, or with two, is a mistake in the program."""
    with pytest.raises(TypeError, match="Pass what is in the file once"):
        send(**content)
    assert wire.requests == []
