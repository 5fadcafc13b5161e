"""How documents look: as templates and settings say."""

INVOICES = "/api/v1/invoices"
TEMPLATES = "/api/v1/templates"
SETTINGS = "/api/v1/checkout/settings"


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
