"""Answers that are the thing itself, and no envelope: PDF files, pages, printer commands, CSV. On both clients."""

import pytest

ENVELOPE = {"data": None, "error": {"code": "not_found", "message": "No such receipt"}, "meta": {"requestId": "req_1"}}


@pytest.fixture(params=["sync", "async"])
def either(request, wire):
    """Make a client of either kind on the wire."""
    return wire.client if request.param == "sync" else wire.async_client


def test_anything_is_asked_for(wire, client):
    """A call for a document accepts any kind of one."""
    wire.sends(200, content=b"%PDF-1.7")
    client.receipts.pdf("rcpt_1")

    assert wire.request.headers["Accept"] == "*/*"


def test_bytes_are_not_touched(wire, client):
    """Bytes that are no text, and no bytes at all, come as they are."""
    for content in (b"\x1b@\x00\xff", b""):
        wire.sends(200, content=content, headers={"Content-Type": "application/octet-stream"})

        assert client.receipts.escpos("rcpt_1", width=58) == content


def test_a_document_may_come_without_a_type(wire, client):
    """What the server forgot to name is a document."""
    wire.sends(200, content=b"%PDF-1.7")

    assert client.invoices.pdf("inv_1") == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("header", "content"),
    [
        ("text/html", "é".encode()),
        ("text/csv; charset=utf-8", "é".encode()),
        ("text/html; charset=iso-8859-1", b"\xe9"),
        ("text/html; charset=klingon", "é".encode()),
        ("text/html; charset=hex", "é".encode()),
        ("text/html; charset=undefined", "é".encode()),
        ("text/html; charset*=utf-8''%00", "é".encode()),
    ],
)
def test_text_is_decoded_as_the_server_says(wire, client, header, content):
    """The charset is the server's, and UTF-8 where it names none or none there is."""
    wire.sends(200, content=content, headers={"Content-Type": header})

    assert client.receipts.html("rcpt_1") == "é"


def test_bytes_that_are_no_text_do_not_stop_a_page(wire, client):
    """A page with a broken character is a page all the same."""
    wire.sends(200, content=b"<p>\xff</p>", headers={"Content-Type": "text/html"})

    assert client.receipts.html("rcpt_1") == "<p>\ufffd</p>"


@pytest.mark.parametrize("status", [200, 404, 500])
def test_an_error_in_an_envelope_is_raised(wire, either, caught, status):
    """An error is the server's own, also where a document was due, and also with a 200."""
    wire.sends(status, json=ENVELOPE)
    exc = caught(lambda: either().receipts.pdf("rcpt_1"))

    assert (exc.status, exc.code, exc.message, exc.request_id) == (status, "not_found", "No such receipt", "req_1")


@pytest.mark.parametrize("status", [404, 502])
def test_an_error_page_is_no_document(wire, either, caught, status):
    """A page with a status that is no success is an error, and not what was asked for."""
    wire.sends(status, content=b"<h1>Sorry</h1>", headers={"Content-Type": "text/html", "X-Request-Id": "req_9"})
    exc = caught(lambda: either().receipts.html("rcpt_1"))

    assert (exc.status, exc.code, exc.request_id) == (status, "invalid_response", "req_9")


def test_a_redirect_to_a_document_is_not_followed(wire, either, caught):
    """A redirect to a signed URL is an error with its status."""
    wire.sends(302, headers={"Location": "https://elsewhere.test/inv.pdf"})
    exc = caught(lambda: either().invoices.signed_pdf("inv_1"))

    assert (exc.status, exc.code) == (302, "unknown")
    assert len(wire.requests) == 1


@pytest.mark.parametrize("data", [None, {}, [], "text", {"html": 7}], ids=repr)
@pytest.mark.parametrize("document", ["pdf", "html"])
def test_json_is_no_document(wire, either, caught, document, data):
    """Data in an envelope, where a file or page was due, is refused with the request's id."""
    wire.answers(data)
    exc = caught(lambda: getattr(either().receipts, document)("rcpt_1"))

    assert (exc.status, exc.code, exc.request_id) == (200, "invalid_response", "req_1")


def test_a_page_may_come_in_an_envelope(wire, client):
    """A page wrapped as `{"html": …}` is that page."""
    wire.answers({"html": "<p>Hi</p>"})

    assert client.receipts.html("rcpt_1") == "<p>Hi</p>"
