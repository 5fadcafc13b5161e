import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.errors import InvalidRequest
from plugipay_mock.message import Inbound
from plugipay_mock.upload import Upload, told_by

FORM = "multipart/form-data; boundary=cut-here"
PART = b'Content-Disposition: form-data; name="file"; filename="proof.png"\r\nContent-Type: image/png\r\n\r\n'


def read(body, media_type=FORM):
    return Upload.received(Inbound("POST", b"/", {"content-type": media_type}, body))


def form(*parts):
    """A form of parts that have heads already."""
    return b"".join(b"--cut-here\r\n" + part + b"\r\n" for part in parts) + b"--cut-here--\r\n"


def is_read_or_refused(body, media_type):
    """Whether the outcome is a file, or a refusal that says what is wrong."""
    try:
        return isinstance(read(body, media_type).content, bytes)
    except InvalidRequest as refused:
        return all(problem.message for problem in refused.problems)


@given(st.binary().filter(lambda content: b"--cut-here" not in content))
def test_a_file_is_read_byte_for_byte(content):
    """Line ends, nulls and bytes that are no text stay as they are."""
    assert read(form(PART + content)).content == content


@pytest.mark.parametrize("boundary", ['"cut-here"', "cut-here; charset=utf-8", "cut-here "])
def test_a_boundary_may_be_quoted(boundary):
    """Clients write the parameter in several ways."""
    assert read(form(PART + b"x"), f"Multipart/Form-Data; boundary={boundary}").content == b"x"


@pytest.mark.parametrize(
    "head",
    [
        b'content-disposition: form-data; name="file"\r\n\r\n',
        b"Content-Disposition: form-data; name=file\r\n\r\n",
        b'Content-Type: image/png\r\nContent-Disposition: form-data; filename="a; name=b.png"; name="file"\r\n\r\n',
        'Content-Disposition: form-data; name="file"; filename="bukti-é.png"\r\n\r\n'.encode(),
    ],
)
def test_a_field_is_found_by_its_name(head):
    """However the client writes its head."""
    assert read(form(head + b"x")).content == b"x"


def test_other_fields_are_passed_over():
    """A form may hold more than the file."""
    assert read(form(b'Content-Disposition: form-data; name="note"\r\n\r\nhi', PART + b"x")).content == b"x"


def test_what_stands_before_a_form_is_passed_over():
    """A preamble belongs to no field."""
    assert read(b"for old readers\r\n" + form(PART + b"x")).content == b"x"


@pytest.mark.parametrize(
    ("body", "media_type", "message"),
    [
        (b"{}", "application/json", "Content-Type: must be multipart/form-data with a boundary"),
        (b"", "", "Content-Type: must be multipart/form-data with a boundary"),
        (form(PART + b"x"), "multipart/form-data", "Content-Type: must be multipart/form-data with a boundary"),
        (form(PART + b"x"), "multipart/mixed; boundary=cut-here", "Content-Type: must be multipart/form-data"),
        (form(), FORM, "file: is required"),
        (form(b"\r\n\r\nx"), FORM, "file: is required"),
        (form(b'Content-Disposition: form-data; name="image"\r\n\r\nx'), FORM, "file: is required"),
        (b"", FORM, "body: is a form without its end; send all of it"),
        (form(b'Content-Disposition: form-data; name="note"\r\n\r\nx')[:-4], FORM, "body: is a form without its end"),
    ],
)
def test_what_is_no_form_with_a_file_is_refused(body, media_type, message):
    """The refusal says what is missing."""
    with pytest.raises(InvalidRequest) as refused:
        read(body, media_type)

    assert str(refused.value).startswith(message)


def test_half_a_file_is_refused():
    """A form that ends in the middle of its file is not taken for a whole one."""
    with pytest.raises(InvalidRequest, match="without its end"):
        read(b"--cut-here\r\n" + PART + b"half a pic")


@given(st.binary(), st.text(st.characters(max_codepoint=255)))
def test_any_bytes_are_read_or_refused(body, media_type):
    """Nothing a stranger sends makes the reader fail."""
    assert is_read_or_refused(body, media_type)


@given(st.binary(), st.text(st.characters(max_codepoint=255, exclude_characters="\r\n")))
def test_any_part_is_read_or_refused(head, parameters):
    """Nor do strange heads and parameters."""
    assert is_read_or_refused(form(head + b"\r\n\r\nx"), f"{FORM}; {parameters}")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n rest", "png"),
        (b"\xff\xd8\xff\xe0 rest", "jpg"),
        (b"RIFF\x00\x00\x00\x00WEBP rest", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE rest", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(content, kind):
    """Names and declared types are not believed."""
    assert Upload(content).picture == kind


@given(st.binary())
def test_a_boundary_says_nothing(content):
    """The same parts between other boundaries are the same form."""
    first, second = b"5e10b2c4", b"90af-11"

    def divided(boundary):
        body = b"--%b\r\n%b%b\r\n--%b--\r\n" % (boundary, PART, content, boundary)
        return told_by(f"multipart/form-data; boundary={boundary.decode()}", body)

    assert divided(first) == divided(second)


@pytest.mark.parametrize(
    "other", [form(PART + b"y"), form(PART + b"x", PART + b"x"), form(PART.replace(b"proof", b"other") + b"x")]
)
def test_what_a_form_holds_counts(other):
    """Its files, how many there are, and what they are called."""
    assert told_by(FORM, other) != told_by(FORM, form(PART + b"x"))


@pytest.mark.parametrize("media_type", ["", "text/plain; boundary=cut-here", "multipart/form-data"])
def test_what_is_no_form_is_taken_as_it_is(media_type):
    """Nothing divides it."""
    assert told_by(media_type, form(PART)) == form(PART)
