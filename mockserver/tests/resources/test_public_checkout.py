import pytest

from ..bodies import SESSION

SESSIONS = "/api/v1/checkout-sessions"
PUBLIC = "/api/v1/public/checkout"
MIB = 1024 * 1024
ASKED = SESSION | {
    "methods": ["qris", "va", "retail", "card"],
    "lineItems": [{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}],
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\r\n--cut\x00\xff--\r\n"
JPEG = b"\xff\xd8\xff\xe0 a picture"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 a picture"

BRAND = {
    "brandName": "Kopi Kamu",
    "brandLogoUrl": "https://shop.example/logo.png",
    "brandAccentColor": "#123456",
    "brandTagline": "Selalu hangat",
}
BUSINESS = {"businessPhone": "0812", "businessEmail": "halo@kopi.example", "businessAddress": "Jalan Melati 1"}


@pytest.fixture
def session(call):
    return call("POST", SESSIONS, ASKED).data


@pytest.fixture
def buy(visit, session):
    """Does what a buyer's browser does: `buy("charge", {"method": "va"})`."""
    return lambda action, body=None: visit("POST", f"{PUBLIC}/sessions/{session['id']}/{action}", body or {})


@pytest.fixture
def upload(visit, session):
    """Sends a picture as a form: `upload(PNG)`."""

    def send(content, field="file"):
        head = f'--cut-here\r\nContent-Disposition: form-data; name="{field}"; filename="proof.png"\r\n\r\n'.encode()
        body = head + content + b"\r\n--cut-here--\r\n"
        target = f"{PUBLIC}/sessions/{session['id']}/proof-image"
        return visit("POST", target, body, "multipart/form-data; boundary=cut-here")

    return send


@pytest.fixture
def invoice(call):
    customer = call("POST", "/api/v1/customers", {"name": "Ada"}).data["id"]
    lines = [{"description": "Kopi", "quantity": 2, "unitAmount": 50_000}]
    body = {"customerId": customer, "currency": "IDR", "lines": lines, "discount": 10_000, "tax": 9_900}
    return call("POST", "/api/v1/invoices", body).data


@pytest.fixture
def bundle(visit, session):
    """What the page of the session is told."""
    return lambda: visit("GET", f"{PUBLIC}/sessions/{session['id']}").data


@pytest.fixture
def dress(call):
    """Makes a template: `dress("checkout", isDefault=True, accentColor="#aa3355")`."""

    def make(kind, *, default=True, **config):
        body = {"kind": kind, "name": "Warung", "config": config, "isDefault": default}
        return call("POST", "/api/v1/templates", body).data

    return make


def test_a_buyer_sees_what_a_page_needs(visit, session):
    """The bundle of the browser SDK (SDK facts section 2.6)."""
    assert visit("GET", f"{PUBLIC}/sessions/{session['id']}").data == {
        "session": {
            "id": session["id"],
            "amount": 125_000,
            "currency": "IDR",
            "status": "open",
            "expiresAt": session["expiresAt"],
            "successUrl": "https://shop.example/thanks",
            "cancelUrl": "https://shop.example/cart",
            "lineItems": [{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}],
        },
        "methods": ["qris", "va", "retail", "card"],
        "catalog": [
            {"id": "qris", "label": "QRIS", "group": "qr", "currency": "IDR"},
            {"id": "va", "label": "Virtual account", "group": "va", "currency": "IDR"},
            {"id": "retail", "label": "Convenience store", "group": "retail", "currency": "IDR"},
            {"id": "card", "label": "Card", "group": "card", "currency": "IDR"},
        ],
        "branding": {"brandName": "Kopi Kita", "brandLogoUrl": None, "brandAccentColor": None, "brandTagline": None},
        "activeAdapters": ["managed"],
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "sessions/cs_x"),
        ("GET", "sessions/cs_x/receipt"),
        ("POST", "sessions/cs_x/charge"),
        ("POST", "sessions/cs_x/buyer-claim"),
        ("GET", "receipts/rcpt_x"),
        ("GET", "invoices/inv_x"),
    ],
)
def test_an_unknown_id_is_not_found(visit, method, path):
    """Nobody needs a key to learn that there is nothing."""
    assert visit(method, f"{PUBLIC}/{path}", {"method": "va"} if "charge" in path else {}).verdict == (404, "not_found")


def test_a_session_is_found_in_every_workspace_and_mode(call, keys, visit):
    """The id alone tells whose session it is."""
    live = call("POST", SESSIONS, ASKED, by=keys["live"]).data

    assert visit("GET", f"{PUBLIC}/sessions/{live['id']}").data["session"]["id"] == live["id"]


def test_a_buyer_sees_that_time_is_over(visit, session, tenant):
    """The world's clock holds for buyers too."""
    tenant.clock.advance(days=1)

    assert visit("GET", f"{PUBLIC}/sessions/{session['id']}").data["session"]["status"] == "expired"


def test_a_refused_buyer_leaves_the_session_expired(call, visit, session, tenant, buy):
    """What time did is not undone with the request that found it."""
    tenant.clock.advance(days=1)

    assert buy("charge", {"method": "va"}).verdict == (409, "conflict")
    assert call("GET", f"{SESSIONS}/{session['id']}").data["status"] == "expired"
    assert [row["type"] for row in call("GET", "/api/v1/events").data] == ["plugipay.checkout_session.expired.v1"]


def test_a_card_is_paid_elsewhere(buy, session):
    """A method with a page of its own is a redirect."""
    assert buy("charge", {"method": "card"}).data == {"kind": "redirect", "redirectUrl": session["hostedUrl"]}


def test_a_transfer_is_explained(buy):
    """A virtual account comes with where to transfer what."""
    answer = buy("charge", {"method": "va"}).data
    account = answer["instructions"].pop("bankAccounts")

    assert answer == {
        "kind": "instructions",
        "instructions": {
            "heading": "Transfer to",
            "note": "Transfer exactly this amount; it is confirmed by itself.",
            "qrImageUrl": None,
            "amount": 125_000,
            "currency": "IDR",
        },
    }
    assert [(row["bankName"], row["accountHolder"], len(row["accountNumber"])) for row in account] == [
        ("BCA", "Kopi Kita", 14)
    ]


def test_a_code_to_scan_needs_no_network(buy):
    """The picture of a QR code is in its address."""
    told = buy("charge", {"method": "qris"}).data["instructions"]

    assert told["qrImageUrl"].startswith("data:image/svg+xml")


def test_a_choice_makes_the_session_pending(call, buy, session):
    """The merchant sees how the buyer will pay."""
    buy("charge", {"method": "va"})
    buy("charge", {"method": "qris"})
    shown = call("GET", f"{SESSIONS}/{session['id']}").data

    assert (shown["status"], shown["paymentMethod"], shown["adapter"]) == ("pending", "qris", None)


def test_a_method_the_shop_does_not_take_is_named(call, buy, session):
    """Only what the session offers can be chosen, and nothing changes."""
    answer = buy("charge", {"method": "paypal"})

    assert (answer.verdict, answer.error["message"]) == (
        (400, "invalid_request"),
        "method: must be one of qris, va, retail, card",
    )
    assert call("GET", f"{SESSIONS}/{session['id']}").data == session


def test_a_choice_needs_a_method(buy):
    """An empty choice is none."""
    answer = buy("charge", {})

    assert (answer.verdict, answer.error["message"]) == ((400, "invalid_request"), "method: is required")


def test_a_claim_waits_for_review(buy):
    """A buyer who says that the money is on its way sees that the merchant will look."""
    assert buy("buyer-claim").data["status"] == "pending_review"


def test_a_claim_may_show_a_proof(buy):
    """The address of a proof is an absolute one."""
    assert buy("buyer-claim", {"proofUrl": "proof.png"}).error["field"] == "proofUrl"
    assert buy("buyer-claim", {"proofUrl": "https://cdn.example/proof.png"}).status == 200


@pytest.mark.parametrize(("picture", "kind"), [(PNG, "png"), (JPEG, "jpg"), (WEBP, "webp")])
def test_a_picture_is_taken_as_proof(buy, upload, picture, kind):
    """What it is, its bytes say, whatever its name."""
    buy("buyer-claim")
    proof = upload(picture).data

    assert proof["url"] == f"/api/v1/files/{proof['fileName']}"
    assert proof["fileName"].endswith(f".{kind}")
    assert proof["fileSize"] == len(picture)


def test_a_proof_is_served(buy, upload, visit):
    """The merchant can look at the picture, byte for byte."""
    buy("buyer-claim")

    assert visit("GET", upload(PNG).data["url"]).body == PNG


def test_a_picture_is_no_secret_field(call, buy, upload, session):
    """The session shows the SDKs' fields and no proof."""
    buy("buyer-claim")
    upload(PNG)

    assert call("GET", f"{SESSIONS}/{session['id']}").data.keys() == session.keys()


def test_a_proof_is_taken_only_during_review(call, upload, session):
    """Before a claim there is nothing to prove."""
    answer = upload(PNG)

    assert answer.verdict == (409, "conflict")
    assert call("GET", f"{SESSIONS}/{session['id']}").data == session


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7", b"<svg></svg>", b"RIFF\x10\x00\x00\x00WAVE"])
def test_a_proof_must_be_a_picture(buy, upload, content):
    """Anything but PNG, JPEG and WEBP is refused by name."""
    buy("buyer-claim")
    answer = upload(content)

    assert (answer.verdict, answer.error["message"]) == (
        (400, "invalid_request"),
        "file: must be a PNG, JPEG or WEBP picture",
    )


def test_a_proof_must_be_in_its_field(buy, upload):
    """The field is called `file`."""
    buy("buyer-claim")

    assert upload(PNG, field="image").error["message"] == "file: is required"


def test_a_proof_as_json_is_refused(buy):
    """Uploads are forms (SDK facts section 3)."""
    buy("buyer-claim")
    answer = buy("proof-image", {"file": "aGk="})

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "Content-Type")


def test_a_picture_of_four_mebibytes_is_taken(buy, upload):
    """The limit belongs to what is allowed, though other bodies are limited to one."""
    buy("buyer-claim")

    assert upload(PNG.ljust(4 * MIB, b"\0")).data["fileSize"] == 4 * MIB


@pytest.mark.parametrize("size", [4 * MIB + 1, 5 * MIB])
def test_a_larger_picture_is_refused(buy, upload, size):
    """A byte more is too much, be it for the picture or for the body."""
    buy("buyer-claim")

    assert upload(PNG.ljust(size, b"\0")).verdict == (413, "payload_too_large")


def test_a_receipt_follows_completion(call, visit, buy, session):
    """Nobody needs a key to see it, and before there is none."""
    before = visit("GET", f"{PUBLIC}/sessions/{session['id']}/receipt")
    buy("buyer-claim")
    call("POST", f"{SESSIONS}/{session['id']}/confirm", {})
    after = visit("GET", f"{PUBLIC}/sessions/{session['id']}/receipt").data

    assert (before.verdict, before.error["message"]) == (
        (404, "not_found"),
        f"Checkout session {session['id']} is open; it has a receipt once it is paid",
    )
    assert (after["sourceId"], after["total"]) == (session["id"], 125_000)
    assert visit("GET", f"{PUBLIC}/receipts/{after['id']}").data == after


def test_a_buyers_act_tells_where_it_came_from(call, submit, session):
    """The event of a payment on a page names the page's request, and no key."""
    answer = submit(f"/c/{session['id']}", action="pay", method="va")
    (event,) = call("GET", "/api/v1/events").data

    assert event["metadata"] == {
        "mode": "test",
        "requestId": answer.headers["X-Request-Id"],
        "source": "checkout",
    }


def test_a_draft_is_not_shown(visit, invoice):
    """An invoice has no page before it is finalized."""
    assert visit("GET", f"{PUBLIC}/invoices/{invoice['id']}").verdict == (404, "not_found")


def test_an_invoice_is_shown_to_its_payer(call, visit, invoice):
    """Who knows the id sees what to pay, and not who else may owe."""
    call("POST", f"/api/v1/invoices/{invoice['id']}/finalize", {})
    shown = visit("GET", f"{PUBLIC}/invoices/{invoice['id']}").data

    assert shown["branding"]["brandName"] == "Kopi Kita"
    assert "customerId" not in shown["invoice"]
    assert {name: shown["invoice"][name] for name in ("number", "status", "total", "amountDue", "amountPaid")} == {
        "number": "INV-000001",
        "status": "open",
        "total": 99_900,
        "amountDue": 99_900,
        "amountPaid": 0,
    }


def test_buyers_see_the_brand(call, visit, bundle, invoice):
    """On the page of a session and of an invoice, as the settings say now."""
    call("POST", f"/api/v1/invoices/{invoice['id']}/finalize", {})
    call("PATCH", "/api/v1/checkout/settings", BRAND)

    assert bundle()["branding"] == BRAND
    assert visit("GET", f"{PUBLIC}/invoices/{invoice['id']}").data["branding"] == BRAND


def test_without_a_template_none_is_told(bundle):
    """`checkoutTemplate` is optional (SDK facts section 2.6)."""
    assert "checkoutTemplate" not in bundle()


def test_a_page_is_told_its_template(call, bundle, dress):
    """What to say at the end, and who the business is; its colour goes before the brand's."""
    call("PATCH", "/api/v1/checkout/settings", BRAND | BUSINESS)
    dress("checkout", successMessage="Sampai jumpa", showBusinessDetails=True, accentColor="#aa3355")

    assert bundle()["checkoutTemplate"] == {"successMessage": "Sampai jumpa", "showBusinessDetails": True} | BUSINESS
    assert bundle()["branding"] == BRAND | {"brandAccentColor": "#aa3355"}


def test_a_business_can_stay_hidden(call, bundle, dress):
    """A page is not told what it shall not show."""
    call("PATCH", "/api/v1/checkout/settings", BUSINESS)
    dress("checkout")

    assert bundle()["checkoutTemplate"] == {"successMessage": None, "showBusinessDetails": False} | dict.fromkeys(
        BUSINESS
    )


def test_a_session_may_name_its_template(call, visit, dress):
    """Another may be the default."""
    named = dress("checkout", successMessage="Sampai jumpa")
    dress("checkout", successMessage="Dah")
    session = call("POST", SESSIONS, ASKED | {"templateId": named["id"]}).data

    told = visit("GET", f"{PUBLIC}/sessions/{session['id']}").data["checkoutTemplate"]
    assert told["successMessage"] == "Sampai jumpa"


def test_an_invoice_has_the_colour_of_its_template(call, visit, invoice, dress):
    """As its document has."""
    call("POST", f"/api/v1/invoices/{invoice['id']}/finalize", {})
    dress("invoice", accentColor="#aa3355")

    assert visit("GET", f"{PUBLIC}/invoices/{invoice['id']}").data["branding"]["brandAccentColor"] == "#aa3355"


def test_a_page_is_told_who_takes_the_money(call, keys, visit, bundle):
    """The providers that are connected; in live mode nobody is, until somebody connects one."""
    before = bundle()["activeAdapters"]
    call("PUT", "/api/v1/adapters/manual", {"instructions": "Bayar di kasir"})
    live = call("POST", SESSIONS, ASKED, by=keys["live"]).data

    assert (before, bundle()["activeAdapters"]) == (["managed"], ["managed", "manual"])
    assert visit("GET", f"{PUBLIC}/sessions/{live['id']}").data["activeAdapters"] == []
