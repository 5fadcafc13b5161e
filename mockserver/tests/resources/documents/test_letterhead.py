"""How documents look: as templates and settings say, a receipt as they said when it was issued."""

import pytest

INVOICES = "/api/v1/invoices"
TEMPLATES = "/api/v1/templates"
SETTINGS = "/api/v1/checkout/settings"
BRAND = {"brandName": "Kopi Kamu", "brandAccentColor": "#123456", "brandTagline": "Selalu hangat"}
BUSINESS = {"businessAddress": "Jalan Melati 1", "businessTaxId": "09.254"}
LOOK = {
    "thankYouText": "Sampai jumpa",
    "footerText": "Tidak dapat dikembalikan",
    "showTax": True,
    "taxLabel": "PB1",
    "taxRate": 0.1,
    "accentColor": "#aa3355",
}


@pytest.fixture
def dress(call):
    """Makes a template of receipts the default: `dress(showTax=True)`."""

    def make(**config):
        return call("POST", TEMPLATES, {"kind": "receipt", "name": "Warung", "config": config, "isDefault": True}).data

    return make


def test_a_receipt_looks_as_the_default_template_says(page, issue, dress):
    """Thanks, footer, colour and the merchant's tax, taken out of the total."""
    dress(**LOOK)
    html = page(issue())

    for text in ("Sampai jumpa", "Tidak dapat dikembalikan", "PB1 included", "Rp10.091", "#aa3355"):
        assert text in html


def test_an_invoice_looks_as_the_template_it_names(call, page, bill):
    """One that names none, or one that is gone, has the default of its kind."""
    first, second = (
        call("POST", TEMPLATES, {"kind": "invoice", "name": terms, "config": {"termsText": terms}, "isDefault": True})
        for terms in ("Empat belas hari", "Tiga puluh hari")
    )
    named, usual = bill(templateId=first.data["id"]), bill()

    assert second.data["isDefault"]
    assert "Empat belas hari" in page(f"{INVOICES}/{named['id']}/invoice")
    assert "Tiga puluh hari" in page(f"{INVOICES}/{usual['id']}/invoice")
    call("DELETE", f"{TEMPLATES}/{first.data['id']}")
    assert "Tiga puluh hari" in page(f"{INVOICES}/{named['id']}/invoice")


def test_the_settings_give_the_brand(call, page, bill, issue):
    """Name, colour and where the business is."""
    call("PATCH", SETTINGS, BRAND | BUSINESS)

    for base in (f"{INVOICES}/{bill()['id']}/invoice", issue()):
        html = page(base)
        for text in ("Kopi Kamu", "#123456", "Selalu hangat", "Jalan Melati 1", "NPWP 09.254"):
            assert text in html


def test_the_settings_keep_an_older_look_of_receipts(call, page, issue):
    """It counts where no template is the default."""
    look = {"thankYouText": "Dah", "showTax": True, "merchantAddress": "Jalan Mawar 2", "merchantTaxId": "01.2"}
    call("PATCH", SETTINGS, {"receiptTemplate": look})
    html = page(issue())

    for text in ("Dah", "PPN included", "Rp11.000", "Jalan Mawar 2", "NPWP 01.2"):
        assert text in html


def test_the_older_look_may_hide_the_business(call, page, issue):
    """`showMerchantAddress` is what templates call `showBusinessDetails`."""
    call("PATCH", SETTINGS, BUSINESS | {"receiptTemplate": {"showMerchantAddress": False}})

    assert "Jalan Melati 1" not in page(issue())


def test_business_details_can_be_hidden(call, page, issue, dress):
    """The name stays, and so does what is written below it."""
    call("PATCH", SETTINGS, {"businessAddress": "Jalan Melati 1", "brandTagline": "Selalu hangat"})
    dress(showBusinessDetails=False)
    html = page(issue())

    assert "Jalan Melati 1" not in html
    assert "Kopi Kita" in html
    assert "Selalu hangat" in html


def test_a_receipt_says_one_thing_everywhere(call, page, issue, dress, read):
    """As data, as a document and as a hosted page: one tax, one merchant, one look."""
    call("PATCH", SETTINGS, BRAND | BUSINESS)
    dress(**LOOK)
    base = issue()
    said = call("GET", base.removesuffix("/receipt")).data
    printed = ("Kopi Kamu", "Selalu hangat", "NPWP 09.254", "PB1 included", "Rp10.091", "#aa3355", "Sampai jumpa")

    assert (said["taxAmount"], said["subtotal"]) == (10_091, 100_909)
    assert said["merchant"] == {
        "name": "Kopi Kamu",
        "address": "Jalan Melati 1",
        "phone": None,
        "email": None,
        "taxId": "09.254",
    }
    assert said["template"] == LOOK | {"cashierLabel": None, "showBusinessDetails": True}
    for html in (page(base), read(f"/r/{said['id']}")):
        assert [text for text in printed if text not in html] == []


def test_a_receipt_stays_what_it_was(call, page, issue, dress, read):
    """Settings and templates that change later change no receipt, in none of its forms."""
    base = issue()
    receipt_id = base.split("/")[4]

    def forms():
        return call("GET", f"/api/v1/receipts/{receipt_id}").data, page(base), read(f"/r/{receipt_id}")

    before = forms()
    call("PATCH", SETTINGS, BRAND | BUSINESS | {"receiptTemplate": {"thankYouText": "Dah"}})
    dress(**LOOK)

    assert forms() == before


def test_a_template_without_a_colour_has_the_brand_s(call, issue, dress):
    """The receipt says in which colour it was drawn."""
    call("PATCH", SETTINGS, BRAND)
    dress(thankYouText="Dah")
    receipt = call("GET", issue().removesuffix("/receipt")).data

    assert receipt["template"]["accentColor"] == "#123456"
