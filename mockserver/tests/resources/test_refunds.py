"""The room of the refunds."""

import pytest

from plugipay_mock.actor import Actor
from plugipay_mock.clock import iso
from plugipay_mock.dialect import SHIPPED
from plugipay_mock.errors import InvalidTransition
from plugipay_mock.events import Cause
from plugipay_mock.lifecycle import states
from plugipay_mock.resources.checkout_sessions.model import SESSIONS, CheckoutSession
from plugipay_mock.resources.customers.model import CUSTOMERS, Customer
from plugipay_mock.resources.invoices import model as invoices
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.ledger.model import LEDGER
from plugipay_mock.resources.refunds.model import CHARGES, LIFE_CYCLE, Charge, Refund
from plugipay_mock.resources.refunds.model import REFUNDS as SHELF
from plugipay_mock.world import World

REFUNDS = "/api/v1/refunds"
BIRTH = {"id": "rf_1", "arn": "", "account_id": "acc_1", "created_at": iso(0), "updated_at": iso(0)}


@pytest.fixture
def opened(act):
    """Opens a checkout session: `opened(methods=("va",))`."""

    def open_session(amount=100_000, methods=("qris",)):
        hand = act()
        session = CheckoutSession(
            **hand.birth(SESSIONS),
            workspace_name="Kopi Kita",
            mode="test",
            amount=amount,
            currency="IDR",
            methods=methods,
            success_url="https://shop.example/thanks",
            cancel_url="https://shop.example/cart",
            hosted_url="https://plugipay.com/c/x",
            expires_at=iso(hand.tenant.clock.now() + 3600),
        )
        return hand.add(SESSIONS, session)

    return open_session


@pytest.fixture
def sold(act, opened):
    """A checkout session a provider was paid for: `sold("va_bca", amount=5)`."""

    def sell(method="qris", amount=100_000):
        hand = act()
        session = opened(amount, (method,)).pay(method, hand.new_id("chg"), hand.now)
        return hand.replace(SESSIONS, session, "checkout_session.completed")

    return sell


@pytest.fixture
def invoice(act):
    """An open invoice of 111,000 rupiah."""
    hand = act()
    customer = hand.add(CUSTOMERS, Customer(**hand.birth(CUSTOMERS)))
    lines = [invoices.line("li_1", description="Beans", quantity=1, unit_amount=100_000)]
    fresh = invoices.draft(
        hand.birth(INVOICES), position=0, lines=lines, customer_id=customer.id, currency="IDR", tax=11_000
    )
    return hand.add(INVOICES, invoices.finalize(fresh, hand.now, hosted_url="https://plugipay.com/i/x"))


@pytest.fixture
def paid(act, invoice):
    """The invoice after it was paid: `paid()` with money that came another way, `paid("chg_1")` by a provider."""
    return lambda charge=None, method=None: act().replace(
        INVOICES, invoices.pay(invoice, invoice.created_at, charge=charge, method=method), "invoice.paid"
    )


@pytest.fixture
def refund(call):
    """Asks for a refund of a session: `refund(session, amount=5)`."""
    return lambda session, **fields: call(
        "POST", REFUNDS, {"sourceType": "checkout_session", "sourceId": session.id} | fields
    )


def moves(entries):
    return [(entry["code"], entry["direction"], entry["amount"]) for entry in entries]


def test_a_refund_shows_the_fields_of_the_sdk_type(refund, sold, merchant, still):
    """It names the charge and never the session."""
    session = sold()
    answer = refund(session, amount=40_000, reason="duplicate", metadata={"ticket": "7"})

    assert answer.status == 201
    assert answer.data == {
        "id": answer.data["id"],
        "arn": f"forjio:plugipay:sgp1:{merchant.account_id}:refund/{answer.data['id']}",
        "accountId": merchant.account_id,
        "chargeId": session.payment_id,
        "invoiceId": None,
        "amount": 40_000,
        "currency": "IDR",
        "reason": "duplicate",
        "status": "succeeded",
        "failureCode": None,
        "failureMessage": None,
        "metadata": {"ticket": "7"},
        "createdAt": still,
        "updatedAt": still,
    }


def test_without_an_amount_all_that_remains_is_refunded(refund, sold):
    """Parts that went back before are not given back again."""
    session = sold()
    refund(session, amount=30_000)

    assert refund(session).data["amount"] == 70_000


def test_a_reason_left_out_is_that_the_customer_asked(refund, sold):
    """The field is never null."""
    assert refund(sold()).data["reason"] == "requested_by_customer"


def test_parts_add_up_to_the_whole_and_not_beyond(refund, sold):
    """The last rupiah can be refunded, one more cannot."""
    session = sold()
    statuses = [refund(session, amount=amount).status for amount in (60_000, 40_001, 40_000, 1)]

    assert statuses == [201, 400, 201, 400]


def test_a_refund_of_too_much_names_the_amount_and_what_is_left(refund, sold):
    """The message says how much would have been possible."""
    session = sold()
    refund(session, amount=60_000)
    answer = refund(session, amount=40_001)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")
    assert "40000 of 100000 IDR" in answer.error["message"]


def test_nothing_left_refuses_a_refund_without_an_amount(refund, sold):
    """All of nothing is no refund."""
    session = sold()
    refund(session)

    assert refund(session).error["field"] == "amount"


@pytest.mark.parametrize("amount", [0, -1, 1.0, "1", True, 10**400])
def test_an_amount_that_is_no_whole_positive_number_is_refused_by_name(refund, sold, amount):
    """Money is a whole number above nothing."""
    answer = refund(sold(), amount=amount)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")


def test_a_pending_refund_counts_against_what_remains(refund, sold):
    """Money on its way back cannot go back twice."""
    session = sold("va")
    refund(session, amount=60_000)

    assert refund(session, amount=40_001).status == 400


@pytest.mark.parametrize("method", ["qris", "ewallet", "card", "paypal", "gopay"])
def test_most_methods_refund_at_once(refund, sold, told, method):
    """The money is back, and the log says so."""
    answer = refund(sold(method))

    assert (answer.status, answer.data["status"]) == (201, "succeeded")
    assert told()[-1] == "refund.issued"


@pytest.mark.parametrize("method", ["va", "va_bca"])
def test_a_virtual_account_is_refunded_a_day_later(call, refund, sold, advance, method):
    """The refund waits on the world clock and then succeeds by itself."""
    pending = refund(sold(method)).data
    events = advance(hours=23), advance(hours=1)
    after = call("GET", f"{REFUNDS}/{pending['id']}").data

    assert (pending["status"], after["status"]) == ("pending", "succeeded")
    assert events == ([], ["refund.issued"])
    assert after["updatedAt"] == "2026-05-13T12:00:00.000Z"


def test_a_pending_refund_is_not_in_the_books_yet(tenant, refund, sold, advance):
    """The ledger moves when the money does."""
    refund(sold("va"))
    before = len(tenant.collection(LEDGER))
    advance(days=1)

    assert (before, len(tenant.collection(LEDGER))) == (2, 4)


def test_a_store_refuses_and_the_refund_stays_on_record(call, refund, sold, told):
    """The answer is 422, the row is failed and says why."""
    session = sold("retail")
    answer = refund(session)
    rows = call("GET", REFUNDS).data

    assert answer.verdict == (422, "unprocessable")
    assert [(row["status"], row["failureCode"], row["amount"]) for row in rows] == [
        ("failed", "refund_not_supported", 100_000)
    ]
    assert rows[0]["id"] in answer.error["message"]
    assert told()[-1] == "refund.failed"


def test_a_refused_refund_takes_nothing_from_what_remains(tenant, refund, sold):
    """Neither the charge nor the books notice."""
    session = sold("retail")
    refund(session)

    assert tenant.collection(CHARGES).get(session.payment_id).remaining == 100_000
    assert len(tenant.collection(LEDGER)) == 2


def test_a_refused_refund_is_replayed_to_its_key(call, refund, sold):
    """The same key asks for nothing new: one row, one answer."""
    body = {"sourceType": "checkout_session", "sourceId": sold("retail").id}
    first, second = (call("POST", REFUNDS, body, key="refund-1") for _ in range(2))

    assert (first.verdict, second.body) == ((422, "unprocessable"), first.body)
    assert len(call("GET", REFUNDS).data) == 1


def test_a_store_that_a_merchant_confirmed_refuses_nothing(act, opened, refund):
    """Where no provider took the money, none can refuse to give it back."""
    hand, session = act(), opened(methods=("retail",))
    claimed = session.charge("retail", hand.now).claim(None, hand.now).confirm(hand.now)
    hand.replace(SESSIONS, claimed, "checkout_session.completed")
    answer = refund(session)

    assert (answer.status, answer.data["chargeId"]) == (201, session.id)


def test_a_refund_is_booked_against_cash(call, refund, sold):
    """One transaction, named after the refund."""
    refunded = refund(sold(), amount=40_000).data
    entries = call("GET", f"/api/v1/ledger?sourceType=refund&sourceId={refunded['id']}&order=asc").data

    assert moves(entries) == [("refunds", "debit", 40_000), ("cash", "credit", 40_000)]


def test_a_charge_is_named_by_its_id(call, sold):
    """The id of the session's payment is enough."""
    session = sold()

    assert call("POST", REFUNDS, {"chargeId": session.payment_id}).data["amount"] == 100_000


def test_naming_the_charge_twice_consistently_is_fine(refund, sold):
    """Charge and source may both be said."""
    session = sold()

    assert refund(session, chargeId=session.payment_id).status == 201


def test_naming_two_payments_is_refused_by_name(refund, sold):
    """A charge that did not pay the source contradicts it."""
    answer = refund(sold(), chargeId=sold().payment_id)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "chargeId")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "chargeId"),
        ({"sourceType": "invoice"}, "sourceId"),
        ({"sourceId": "cs_1"}, "sourceType"),
        ({"sourceType": "payout", "sourceId": "po_1"}, "sourceType"),
        ({"chargeId": "chg_missing"}, "chargeId"),
        ({"sourceType": "checkout_session", "sourceId": "cs_missing"}, "sourceId"),
        ({"sourceType": "invoice", "sourceId": "inv_missing"}, "sourceId"),
        ({"chargeId": "chg_1", "reason": "customer_request"}, "reason"),
        ({"chargeId": "chg_1", "currency": "IDR"}, "currency"),
    ],
)
def test_a_refund_that_names_no_payment_is_refused_by_name(call, body, field):
    """The refusal names the field at fault."""
    answer = call("POST", REFUNDS, body)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), field)


def test_an_unpaid_session_has_nothing_to_refund(refund, opened):
    """The message says in which state it is."""
    answer = refund(opened())

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "sourceId")
    assert answer.error["message"].endswith("is open")


def test_an_unpaid_invoice_has_nothing_to_refund(call, invoice):
    """An open invoice is a demand, not money."""
    answer = call("POST", REFUNDS, {"sourceType": "invoice", "sourceId": invoice.id})

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "sourceId")


def test_an_invoice_paid_another_way_goes_by_its_own_id(call, paid):
    """Money without a provider has no other charge id."""
    bill = paid()
    refunded = call("POST", REFUNDS, {"chargeId": bill.id}).data

    assert (refunded["chargeId"], refunded["invoiceId"], refunded["amount"]) == (bill.id, bill.id, 111_000)


def test_an_invoice_a_provider_was_paid_for_goes_by_the_charge(call, paid):
    """The refund names both the charge and the invoice."""
    bill = paid("chg_1")
    refunded = call("POST", REFUNDS, {"sourceType": "invoice", "sourceId": bill.id}).data

    assert (refunded["chargeId"], refunded["invoiceId"]) == ("chg_1", bill.id)


def test_a_method_decides_for_an_invoice_as_for_a_session(call, paid):
    """An invoice that was paid at a store is refused like a session."""
    bill = paid("chg_1", "retail")

    assert call("POST", REFUNDS, {"chargeId": bill.charge}).verdict == (422, "unprocessable")


def test_refunds_are_listed_by_charge_and_status(call, refund, sold):
    """Filters work alone and together, newest first."""
    quick, slow = sold(), sold("va")
    ids = [refund(session, amount=1).data["id"] for session in (quick, slow, quick)]
    found = {
        query: [row["id"] for row in call("GET", f"{REFUNDS}?{query}").data]
        for query in ("", "status=pending", f"chargeId={quick.payment_id}", f"chargeId={slow.payment_id}&status=failed")
    }

    assert list(found.values()) == [ids[::-1], [ids[1]], [ids[2], ids[0]], []]


def test_python_may_list_by_source(call, refund, sold):
    """The official Python client's filter is honoured in the specification's dialect."""
    first, _ = sold(), refund(sold())
    refunded = refund(first).data

    assert call("GET", f"{REFUNDS}?sourceId={first.id}").data == [refunded]


def test_the_service_ignores_the_filter_by_source(signed_calls):
    """As shipped, the parameter is passed over, and everything is listed."""
    world = World(dialect=SHIPPED)
    call = signed_calls(world)
    tenant = world.workspaces[call.keys["test"].account_id].tenants["test"]
    hand = Actor(world=world, tenant=tenant, now=iso(0), cause=Cause("clock"))
    hand.add(SHELF, Refund(**BIRTH, charge_id="chg_1", amount=1, currency="IDR", source_id="cs_1"))

    assert len(call("GET", f"{REFUNDS}?sourceId=cs_missing").data) == 1


def test_an_unknown_refund_is_not_found(call):
    """The refusal names the id."""
    answer = call("GET", f"{REFUNDS}/rf_missing")

    assert (answer.verdict, answer.error["message"]) == ((404, "not_found"), "Refund rf_missing not found")


@pytest.mark.parametrize("status", ["pending", "succeeded", "failed"])
@pytest.mark.parametrize("action", ["succeed", "refuse"])
def test_only_a_pending_refund_moves(status, action):
    """What has succeeded or failed is final."""
    before = Refund(**BIRTH, charge_id="chg_1", amount=1, currency="IDR", source_id="cs_1", status=status)
    if status == "pending":
        assert getattr(before, action)(iso(1)).status == {"succeed": "succeeded", "refuse": "failed"}[action]
    else:
        with pytest.raises(InvalidTransition):
            getattr(before, action)(iso(1))


def test_every_state_can_be_reached():
    """The table has no dead row."""
    assert states(LIFE_CYCLE, "pending") == {"pending", "succeeded", "failed"}


def test_what_remains_is_what_came_less_what_went():
    """A charge counts what was taken from it."""
    charge = Charge(
        id="chg_1", source_type="invoice", source_id="inv_1", currency="IDR", captured=10, created_at=iso(0)
    )

    assert charge.take(3).take(4).remaining == 3
