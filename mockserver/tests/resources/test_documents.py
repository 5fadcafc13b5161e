import re
import sys
from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from plugipay_mock.resources.documents.spelling import spelled

INVOICES = "/api/v1/invoices"
SESSIONS = "/api/v1/checkout-sessions"
TEMPLATES = "/api/v1/templates"
SETTINGS = "/api/v1/checkout/settings"
VOID_TAGS = {"meta", "link"}
CUT = b"\x1dV\x42\x00"
COMMAND = re.compile(rb"\x1b@|\x1b[aEd].|\x1d!.|\x1dV..", re.DOTALL)
LONG = "Langganan bulanan untuk seluruh cabang yang ada di kota, supercalifragilisticexpialidociousonceagainandagain"


@pytest.fixture
def customer(call):
    """A customer's id."""
    return call("POST", "/api/v1/customers", {"name": "José <b>", "email": "jose@example.com"}).data["id"]


@pytest.fixture
def bill(call, customer, still):
    """Opens an invoice of 99,900 rupiah and returns it: `bill(memo="…")`."""
    lines = [{"description": "Langganan", "quantity": 2, "unitAmount": 50_000}]
    usual = {"customerId": customer, "currency": "IDR", "status": "open", "lines": lines, "discount": 10_000}
    return lambda **fields: call("POST", INVOICES, usual | {"tax": 9_900} | fields).data


@pytest.fixture
def open_session(call, still):
    """Opens a checkout session and returns it."""
    asked = {
        "amount": 111_000,
        "currency": "IDR",
        "methods": ["qris"],
        "successUrl": "https://shop.example/thanks",
        "cancelUrl": "https://shop.example/cart",
        "lineItems": [{"name": "Kopi susu", "quantity": 3, "unitAmount": 37_000}],
    }
    return lambda: call("POST", SESSIONS, asked).data


@pytest.fixture
def session(open_session, submit):
    """A completed checkout session."""
    opened = open_session()
    submit(f"/c/{opened['id']}", action="pay", method="qris")
    return opened


@pytest.fixture
def receipt(call, session):
    """Its receipt."""
    return call("GET", f"{SESSIONS}/{session['id']}/receipt-link").data


@pytest.fixture
def bases(bill, session, receipt):
    """Where the documents of an invoice, of a receipt and of a session are."""
    return {
        "invoice": f"{INVOICES}/{bill()['id']}/invoice",
        "receipt": f"/api/v1/receipts/{receipt['id']}/receipt",
        "session": f"{SESSIONS}/{session['id']}/receipt",
    }


@pytest.fixture
def page(call):
    """A document's page as text."""
    return lambda base: call("GET", f"{base}.html").body.decode()


@pytest.fixture
def printed(call):
    """The lines on a roll: `printed(base, 58)`."""
    return lambda base, width: COMMAND.sub(b"", call("GET", f"{base}.escpos?width={width}").body).decode().split("\n")


@pytest.fixture
def link(call, bill):
    """Where the signed address of a new invoice leads."""
    return urlsplit(call("GET", f"{INVOICES}/{bill()['id']}/pdf").headers["Location"])


def text_of(pdf):
    """What a reader of a PDF file sees."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


every_document = pytest.mark.parametrize("name", ["invoice", "receipt", "session"])


@every_document
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("pdf", "application/pdf"), ("html", "text/html; charset=utf-8"), ("escpos", "application/octet-stream")],
)
def test_a_document_says_what_it_is(call, bases, name, suffix, media_type):
    """Type and request id are headers; there is no envelope."""
    answer = call("GET", f"{bases[name]}.{suffix}")

    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["X-Request-Id"].startswith("req_")


@pytest.mark.parametrize(
    ("name", "suffix", "disposition"),
    [
        ("invoice", "pdf", 'inline; filename="INV-000001.pdf"'),
        ("session", "pdf", 'inline; filename="RCPT-000001.pdf"'),
        ("receipt", "escpos", 'attachment; filename="RCPT-000001.escpos"'),
        ("receipt", "html", None),
    ],
)
def test_a_file_is_named_for_its_number(call, bases, name, suffix, disposition):
    """A browser shows a PDF, saves what is for a printer, and needs no name for a page."""
    assert call("GET", f"{bases[name]}.{suffix}").headers.get("Content-Disposition") == disposition


def test_a_document_is_as_good_for_the_shipped_service(call, bases, shipped):
    """Both dialects print the same."""
    assert call("GET", f"{bases['invoice']}.pdf").body.startswith(b"%PDF-")


@every_document
@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_a_document_is_the_same_whenever_it_is_drawn(call, bases, advance, name, suffix):
    """Byte for byte, also on another day."""
    first = call("GET", f"{bases[name]}.{suffix}").body
    advance(days=1)

    assert call("GET", f"{bases[name]}.{suffix}").body == first


def test_an_invoice_opens_as_pdf(call, bill):
    """A reader finds number, buyer, lines and sums in it."""
    text = text_of(call("GET", f"{INVOICES}/{bill()['id']}/invoice.pdf").body)

    for part in ("Invoice INV-000001", "Kopi Kita", "José <b>", "Langganan", "Rp100.000", "-Rp10.000", "Rp99.900"):
        assert part in text


def test_a_receipt_opens_as_pdf(call, receipt):
    """A reader finds number, lines, method and total in it."""
    text = text_of(call("GET", f"/api/v1/receipts/{receipt['id']}/receipt.pdf").body)

    for part in ("Receipt RCPT-000001", "Kopi susu", "Rp37.000", "QRIS", "Total paid", "Rp111.000", "Thank you"):
        assert part in text


def test_a_pdf_is_as_old_as_what_it_shows(call, bill, still):
    """Its date of creation is the invoice's, and not that of the call."""
    reader = PdfReader(BytesIO(call("GET", f"{INVOICES}/{bill()['id']}/invoice.pdf").body))

    assert reader.metadata.creation_date == datetime.fromisoformat(still)
    assert reader.metadata.title == "Invoice INV-000001"


def test_a_long_invoice_has_several_pages(call, bill):
    """Every line is there, and the total comes after them."""
    lines = [{"description": f"Item {at}: {LONG}", "quantity": 1, "unitAmount": 1_000} for at in range(100)]
    pdf = call("GET", f"{INVOICES}/{bill(lines=lines)['id']}/invoice.pdf").body
    text = text_of(pdf)

    assert len(PdfReader(BytesIO(pdf)).pages) > 3
    assert all(f"Item {at}:" in text for at in range(100))
    assert text.index("Item 99:") < text.index("Amount due")


def test_without_its_library_a_pdf_is_not_mocked(call, bases, monkeypatch):
    """The refusal names the line that installs it; the other forms need none."""
    monkeypatch.setitem(sys.modules, "fpdf", None)
    answer = call("GET", f"{bases['invoice']}.pdf")

    assert answer.verdict == (501, "not_mocked")
    assert "pip install 'plugipay-testkit[documents]'" in answer.error["message"]
    assert call("GET", f"{bases['invoice']}.html").status == 200


class Tags(HTMLParser):
    """Reads a page, and keeps what is open and what was met."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.met = set()

    def handle_starttag(self, tag, attributes):
        """Remember a tag, and that it has to be closed."""
        self.met.add(tag)
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Expect what was opened last."""
        assert self.open.pop() == tag


@every_document
def test_a_page_is_well_formed(page, bases, name):
    """Every tag is closed in its place; there is no script, and nothing of another host."""
    html = page(bases[name])
    tags = Tags()
    tags.feed(html)

    assert html.startswith("<!doctype html>\n")
    assert tags.open == []
    assert tags.met.isdisjoint({"script", "img", "iframe", "b"})


def test_a_page_is_made_to_be_printed(page, bases):
    """It names a sheet, and how it looks there."""
    assert "@page { size: A4" in page(bases["invoice"])
    assert "@media print" in page(bases["invoice"])


def test_a_page_shows_text_as_text(page, bill):
    """What a merchant or a customer wrote is no markup."""
    html = page(f"{INVOICES}/{bill(memo='<script>alert(1)</script>')['id']}/invoice")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "José &lt;b&gt;, jose@example.com" in html


@every_document
@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_a_printout_fits_its_roll(printed, bases, name, width, columns):
    """No line is longer than the paper is wide, and the rules are exactly as long."""
    lines = printed(bases[name], width)

    assert max(len(line) for line in lines) == columns
    assert "-" * columns in lines


@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_long_texts_fit_a_roll(printed, bill, width, columns):
    """Words are wrapped, and a word that is too long is broken; amounts stand at the right edge."""
    long = [{"description": LONG, "quantity": 1_000_000, "unitAmount": 999_999_999}]
    lines = printed(f"{INVOICES}/{bill(lines=long, memo=LONG)['id']}/invoice", width)

    assert max(len(line) for line in lines) == columns
    assert any(line.endswith("Rp999.999.999.000.000") and len(line) == columns for line in lines)


def test_a_printout_shows_the_sale(printed, bases):
    """Number, line, method and total, with the total alone on its line."""
    lines = printed(bases["receipt"], 58)

    for line in (
        "Receipt RCPT-000001",
        "Paid with: QRIS",
        "Kopi susu",
        "  3 x Rp37.000         Rp111.000",
        "Total paid             Rp111.000",
    ):
        assert line in lines


@every_document
def test_a_printout_is_initialised_and_cut(call, bases, name):
    """A printer starts from a known state, and cuts once, at the end."""
    commands = call("GET", f"{bases[name]}.escpos?width=58").body

    assert commands.startswith(b"\x1b@")
    assert commands.endswith(CUT)
    assert commands.count(CUT) == 1


def test_a_printout_obeys_nobody_else(call, bill):
    """Commands in what a merchant wrote are not sent to the printer."""
    invoice = bill(memo="\x1b@open\x1bp\x00 drawer\x10\x14")
    commands = call("GET", f"{INVOICES}/{invoice['id']}/invoice.escpos").body

    assert commands.count(b"\x1b@") == 1
    assert COMMAND.sub(b"", commands).replace(b"\n", b"").decode().isprintable()


def test_a_roll_is_80_millimetres_wide_unless_told(call, bases):
    """Without a width, the wider paper is meant."""
    base = bases["receipt"]

    assert call("GET", f"{base}.escpos").body == call("GET", f"{base}.escpos?width=80").body


@every_document
@pytest.mark.parametrize("width", ["57", "0", "-58", "58.0", "wide", ""])
def test_other_rolls_are_refused(call, bases, name, width):
    """Paper is 58 or 80 millimetres wide."""
    answer = call("GET", f"{bases[name]}.escpos?width={width}")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "width")


@pytest.mark.parametrize(
    "document", ["invoices/inv_x/invoice", "receipts/rcpt_x/receipt", "checkout-sessions/cs_x/receipt"]
)
@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_there_are_no_documents_of_nothing(call, document, suffix):
    """What does not exist is not found."""
    assert call("GET", f"/api/v1/{document}.{suffix}").verdict == (404, "not_found")


@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_a_session_has_a_receipt_once_it_is_completed(call, open_session, suffix):
    """Before, the answer says how it stands."""
    session = open_session()
    answer = call("GET", f"{SESSIONS}/{session['id']}/receipt.{suffix}")

    assert answer.verdict == (404, "not_found")
    assert f"{session['id']} is open" in answer.error["message"]


@pytest.mark.parametrize("action", ["draft", "open", "pay", "void", "past_due", "uncollectible"])
def test_an_invoice_can_be_printed_in_any_state(call, bill, advance, page, action):
    """The paper says which."""
    state = {"status": "draft"} if action == "draft" else {}
    invoice = bill(**state, dueAt="2026-05-13T12:00:00Z")
    if action in {"pay", "void"}:
        call("POST", f"{INVOICES}/{invoice['id']}/{action}", {})
    advance(days={"past_due": 2, "uncollectible": 40}.get(action, 0))
    word = {"draft": "Draft", "open": "Open", "pay": "Paid", "void": "Void", "past_due": "Past due"}

    assert f"<dt>Status</dt><dd>{word.get(action, 'Uncollectible')}</dd>" in page(f"{INVOICES}/{invoice['id']}/invoice")


def test_an_invoice_leads_to_a_signed_address(call, bill, visit):
    """Whoever has it reads the same file without a key."""
    invoice = bill()
    answer = call("GET", f"{INVOICES}/{invoice['id']}/pdf")
    where = urlsplit(answer.headers["Location"])
    seen = visit("GET", f"{where.path}?{where.query}")

    assert answer.status == 303
    assert f"{where.scheme}://{where.netloc}" == "https://plugipay.com"
    assert seen.body == call("GET", f"{INVOICES}/{invoice['id']}/invoice.pdf").body


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (300, 404)])
def test_a_signed_address_holds_for_five_minutes(link, visit, advance, seconds, status):
    """Of the world's time."""
    advance(seconds=seconds)

    assert visit("GET", f"{link.path}?{link.query}").status == status


def test_a_signed_address_cannot_be_altered(bill, link, visit):
    """Neither the invoice nor the time nor the signature."""
    altered = (
        f"/i/{bill()['id']}/invoice.pdf?{link.query}",
        f"{link.path}?{link.query.replace('expires=1', 'expires=2')}",
        f"{link.path}?{link.query}0",
        f"{link.path}?expires=9999999999&signature=%C3%A9",
        link.path,
    )

    assert [visit("GET", target).verdict for target in altered] == [(404, "not_found")] * len(altered)


def test_a_receipt_looks_as_the_default_template_says(call, page, bases):
    """Thanks, footer, colour and the merchant's tax, taken out of the total."""
    config = {
        "thankYouText": "Sampai jumpa",
        "footerText": "Tidak dapat dikembalikan",
        "showTax": True,
        "taxLabel": "PB1",
        "taxRate": 0.1,
        "accentColor": "#aa3355",
    }
    call("POST", TEMPLATES, {"kind": "receipt", "name": "Warung", "config": config, "isDefault": True})
    html = page(bases["receipt"])

    for text in ("Sampai jumpa", "Tidak dapat dikembalikan", "PB1 included", "Rp10.091", "#aa3355"):
        assert text in html


def test_an_invoice_looks_as_the_template_it_names(call, page, bill):
    """One that names none has the default of its kind."""
    first, second = (
        call("POST", TEMPLATES, {"kind": "invoice", "name": terms, "config": {"termsText": terms}, "isDefault": True})
        for terms in ("Empat belas hari", "Tiga puluh hari")
    )
    named, usual = bill(templateId=first.data["id"]), bill(templateId="tpl_gone")

    assert second.data["isDefault"]
    assert "Empat belas hari" in page(f"{INVOICES}/{named['id']}/invoice")
    assert "Tiga puluh hari" in page(f"{INVOICES}/{usual['id']}/invoice")


def test_the_settings_give_the_brand(call, page, bases):
    """Name, colour and where the business is."""
    brand = {"brandName": "Kopi Kamu", "brandAccentColor": "#123456", "brandTagline": "Selalu hangat"}
    call("PATCH", SETTINGS, brand | {"businessAddress": "Jalan Melati 1", "businessTaxId": "09.254"})

    for name in ("invoice", "receipt"):
        html = page(bases[name])
        for text in ("Kopi Kamu", "#123456", "Selalu hangat", "Jalan Melati 1", "NPWP 09.254"):
            assert text in html


def test_the_settings_keep_an_older_look_of_receipts(call, page, bases):
    """It counts where no template is the default."""
    look = {"thankYouText": "Dah", "showTax": True, "merchantAddress": "Jalan Mawar 2"}
    call("PATCH", SETTINGS, {"receiptTemplate": look})
    html = page(bases["receipt"])

    for text in ("Dah", "PPN included", "Rp11.000", "Jalan Mawar 2"):
        assert text in html


def test_business_details_can_be_hidden(call, page, bases):
    """The name stays."""
    call("PATCH", SETTINGS, {"businessAddress": "Jalan Melati 1"})
    config = {"showBusinessDetails": False}
    call("POST", TEMPLATES, {"kind": "receipt", "name": "Bare", "config": config, "isDefault": True})

    assert "Jalan Melati 1" not in page(bases["receipt"])
    assert "Kopi Kita" in page(bases["receipt"])


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("Kopi", "ascii", "Kopi"),
        ("José", "ascii", "Jose"),
        ("Jose\N{COMBINING ACUTE ACCENT}", "cp1252", "José"),
        ("2 \N{MULTIPLICATION SIGN} 3 \N{EM DASH} 1", "ascii", "2 x 3 - 1"),
        ("\N{MINUS SIGN}Rp1", "cp1252", "-Rp1"),
        ("山", "cp1252", "?"),
        ("a\tb\x1b@c\N{ZERO WIDTH SPACE}", "ascii", "a b@c"),
    ],
)
def test_text_is_spelled_in_the_letters_there_are(text, encoding, written):
    """Accents go before letters do, and control characters always."""
    assert spelled(text, encoding) == written
