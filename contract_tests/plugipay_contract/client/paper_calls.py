"""Calls about papers: bills, receipts, their files, and how they look. From the SDK facts and the route table."""

from plugipay_contract.client.api_call import ApiCall, call

MAIL = {"to": "ada@example.com"}
LOOK = {"footerText": "Thank you"}


def files(namespace: str, prefix: str, path: str, page: str) -> tuple[ApiCall, ...]:
    """The calls for one paper as a PDF, as a page, and for a receipt printer."""
    thing = path.rpartition("/")[2]
    return (
        call(f"{namespace}.{prefix}pdf", f"GET {path}/{page}.pdf", thing).giving("bytes").beyond,
        call(f"{namespace}.{prefix}html", f"GET {path}/{page}.html", thing).giving("text").beyond,
        call(f"{namespace}.{prefix}escpos", f"GET {path}/{page}.escpos", thing, width=58)
        .asking({"width": "58"})
        .giving("bytes")
        .beyond,
    )


RECEIPTS = (
    *files("receipts", "", "/receipts/rcpt_1", "receipt"),
    call("receipts.email", "POST /receipts/rcpt_1/email", "rcpt_1", **MAIL).sending(**MAIL).beyond,
    call("receipts.email", "POST /receipts/rcpt_1/email", "rcpt_1").sending().beyond,
    *files("checkout_sessions", "receipt_", "/checkout-sessions/cs_1", "receipt"),
    call("checkout_sessions.receipt", "GET /checkout-sessions/cs_1/receipt", "cs_1").beyond,
    call("checkout_sessions.receipt_link", "GET /checkout-sessions/cs_1/receipt-link", "cs_1").beyond,
    call("checkout_sessions.email_receipt", "POST /checkout-sessions/cs_1/receipt/email", "cs_1", **MAIL)
    .sending(**MAIL)
    .beyond,
)

INVOICES = (
    *files("invoices", "", "/invoices/inv_1", "invoice"),
    call("invoices.signed_pdf", "GET /invoices/inv_1/pdf", "inv_1").giving("bytes").beyond,
    call("invoices.receipt", "GET /invoices/inv_1/receipt", "inv_1").beyond,
    call("invoices.send", "POST /invoices/inv_1/send", "inv_1").sending().beyond,
)

TEMPLATES = (
    call("templates.list", "GET /templates", kind="receipt").asking({"kind": "receipt"}).giving("list"),
    call("templates.get", "GET /templates/tpl_1", "tpl_1"),
    call("templates.create", "POST /templates", kind="receipt", name="Plain", config=LOOK, is_default=True)
    .sending(kind="receipt", name="Plain", config=LOOK, isDefault=True)
    .beyond,
    call("templates.create", "POST /templates", kind="receipt", name="Plain", document=LOOK).sending(
        kind="receipt", name="Plain", config=LOOK
    ),
    call("templates.update", "PATCH /templates/tpl_1", "tpl_1", name="Fancy").sending(name="Fancy"),
    call("templates.make_default", "POST /templates/tpl_1/make-default", "tpl_1").sending(),
    call("templates.duplicate", "POST /templates/tpl_1/duplicate", "tpl_1").sending(),
    call("templates.preview", "POST /templates/preview", kind="receipt", document=LOOK)
    .sending(kind="receipt", config=LOOK)
    .giving("text"),
    call("templates.delete", "DELETE /templates/tpl_1", "tpl_1").giving("nothing"),
)

REPORTS = (
    call("reports.ledger_csv", "GET /reports/ledger.csv", from_="2026-01-01", to="2026-02-01", currency="IDR")
    .asking({"from": "2026-01-01", "to": "2026-02-01", "currency": "IDR"})
    .giving("text")
    .beyond,
)

PAPERS = RECEIPTS + INVOICES + TEMPLATES + REPORTS
