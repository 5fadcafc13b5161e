"""The room of the payouts."""

import pytest

from plugipay_mock.lifecycle import states
from plugipay_mock.resources.fields import LARGEST_AMOUNT
from plugipay_mock.resources.payouts.model import LIFE_CYCLE

PAYOUTS_ROUTE = "/api/v1/payouts"
BANK = {"bankName": "BCA", "bankAccountNumber": "1234567890", "bankAccountHolder": "PT Kopi Kita"}
ACTIONS = {
    "cancel": {},
    "mark-in-transit": {"reference": None},
    "mark-paid": {"reference": None},
    "mark-failed": {"failureReason": "account closed"},
}
PATHS_TO = {
    "pending": [],
    "in_transit": ["mark-in-transit"],
    "paid": ["mark-in-transit", "mark-paid"],
    "failed": ["mark-failed"],
    "cancelled": ["cancel"],
}
LEADS_TO = {
    ("pending", "cancel"): "cancelled",
    ("pending", "mark-in-transit"): "in_transit",
    ("pending", "mark-failed"): "failed",
    ("in_transit", "mark-paid"): "paid",
    ("in_transit", "mark-failed"): "failed",
}
PAIRS = [(state, action) for state in PATHS_TO for action in ACTIONS]


@pytest.fixture
def funds(earn):
    """A balance of 100,000 rupiah."""
    earn(100_000)


@pytest.fixture
def pay_out(call, funds):
    """Asks for a payout: `pay_out(60_000)`."""
    return lambda amount=60_000, **fields: call(
        "POST", PAYOUTS_ROUTE, {"amount": amount, "currency": "IDR"} | BANK | fields
    )


@pytest.fixture
def payout_in(call, pay_out):
    """A payout brought into a state: `payout_in("paid")`."""

    def bring(state):
        payout = pay_out().data
        for action in PATHS_TO[state]:
            payout = call("POST", f"{PAYOUTS_ROUTE}/{payout['id']}/{action}", ACTIONS[action]).data
        return payout

    return bring


@pytest.fixture
def balance(call):
    """What could be paid out now."""
    return lambda: call("GET", f"{PAYOUTS_ROUTE}/balance").data


@pytest.fixture
def seen(call, balance, told):
    """Everything a refusal must leave alone."""
    return lambda: (call("GET", PAYOUTS_ROUTE).data, balance(), told())


def test_a_new_payout_is_pending_and_shows_the_fields_of_the_sdk_type(pay_out, merchant, still):
    """Everything that has not happened yet is null."""
    payout = pay_out(note="May").data

    assert payout == {
        "id": payout["id"],
        "accountId": merchant.account_id,
        "amount": 60_000,
        "currency": "IDR",
        "status": "pending",
        "method": "manual",
        "bankCode": None,
        **BANK,
        "note": "May",
        "reference": None,
        "failureReason": None,
        "ledgerTransactionId": None,
        "processedAt": None,
        "completedAt": None,
        "createdAt": still,
        "updatedAt": still,
    }


def test_a_payout_is_created_and_told(pay_out, told):
    """The answer is 201, and the log has the event."""
    assert pay_out().status == 201
    assert told() == ["payout.created"]


@pytest.mark.parametrize(
    ("amount", "status"), [(100_000, 201), (100_001, 400), (LARGEST_AMOUNT, 400), (1, 201), (0, 400), (-1, 400)]
)
def test_a_payout_is_at_most_the_available_balance(pay_out, amount, status):
    """The balance is the limit, to the rupiah."""
    assert pay_out(amount).status == status


def test_a_payout_over_the_balance_is_refused_naming_amount_and_balance(pay_out, told):
    """The message says how much could be paid out, and nothing is kept."""
    pay_out(60_000)
    answer = pay_out(40_001)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")
    assert "40000 IDR" in answer.error["message"]
    assert told() == ["payout.created"]


@pytest.mark.parametrize("amount", [1.0, 1.5, "1", True, None, 10**400, [1]])
def test_an_amount_that_is_no_whole_number_is_refused_by_name(pay_out, amount):
    """Money is a whole number in a sane range."""
    answer = pay_out(amount)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")


def test_a_balance_in_rupiah_pays_no_cents_out(pay_out):
    """Every currency has a balance of its own."""
    assert pay_out(1, currency="USD").error["field"] == "amount"


def test_cents_are_paid_out_from_cents(earn, pay_out):
    """What came in as dollars goes out as dollars."""
    earn(4_900, "USD")

    assert pay_out(4_900, currency="USD").data["status"] == "pending"


def test_the_balance_locks_what_is_on_its_way(balance, pay_out):
    """A pending payout leaves the ledger alone, and its money is not available twice."""
    pay_out(60_000)

    assert balance() == {"ledgerBalance": 100_000, "locked": 60_000, "available": 40_000, "currency": "IDR"}


@pytest.mark.parametrize(
    ("state", "ledger_balance", "locked"),
    [
        ("pending", 100_000, 60_000),
        ("in_transit", 100_000, 60_000),
        ("paid", 40_000, 0),
        ("failed", 100_000, 0),
        ("cancelled", 100_000, 0),
    ],
)
def test_the_balance_moves_with_the_payout(balance, payout_in, state, ledger_balance, locked):
    """Money is locked while it is under way, and gone when it has arrived."""
    payout_in(state)

    assert balance() == {
        "ledgerBalance": ledger_balance,
        "locked": locked,
        "available": ledger_balance - locked,
        "currency": "IDR",
    }


def test_the_balance_of_a_new_workspace_is_nothing(balance):
    """Zero is told as zero."""
    assert balance() == {"ledgerBalance": 0, "locked": 0, "available": 0, "currency": "IDR"}


@pytest.mark.parametrize(("state", "action"), PAIRS)
def test_every_action_in_every_state_leads_on_or_is_refused(call, payout_in, state, action):
    """The states are those of the API page; everything else is an invalid transition."""
    payout = payout_in(state)
    answer = call("POST", f"{PAYOUTS_ROUTE}/{payout['id']}/{action}", ACTIONS[action])

    if (state, action) in LEADS_TO:
        assert (answer.status, answer.data["status"]) == (200, LEADS_TO[state, action])
    else:
        assert answer.verdict == (409, "invalid_transition")


@pytest.mark.parametrize(("state", "action"), [pair for pair in PAIRS if pair not in LEADS_TO])
def test_an_invalid_transition_changes_nothing(call, payout_in, seen, state, action):
    """Neither the payout nor the balance nor the log notices."""
    payout = payout_in(state)
    before = seen()
    call("POST", f"{PAYOUTS_ROUTE}/{payout['id']}/{action}", ACTIONS[action])

    assert seen() == before


def test_the_refusal_names_the_way_out(call, payout_in):
    """The message says where the action would have been possible."""
    payout = payout_in("paid")
    answer = call("POST", f"{PAYOUTS_ROUTE}/{payout['id']}/mark-failed", ACTIONS["mark-failed"])

    assert answer.error["message"] == (
        f"Payout {payout['id']} is paid; mark failed is possible from pending or in_transit"
    )


@pytest.mark.parametrize(
    ("state", "events"),
    [
        ("in_transit", ["payout.in_transit"]),
        ("paid", ["payout.in_transit", "payout.paid"]),
        ("failed", ["payout.failed"]),
        ("cancelled", ["payout.cancelled"]),
    ],
)
def test_every_change_is_told(payout_in, told, state, events):
    """Each action has its event."""
    payout_in(state)

    assert told() == ["payout.created", *events]


def test_a_paid_payout_is_in_the_books_under_its_transaction(call, payout_in):
    """The payout names the transaction, and its entries name the payout."""
    payout = payout_in("paid")
    entries = call("GET", f"/api/v1/ledger?txId={payout['ledgerTransactionId']}&order=asc").data

    assert [(entry["code"], entry["direction"], entry["amount"]) for entry in entries] == [
        ("payout", "debit", 60_000),
        ("cash", "credit", 60_000),
    ]
    assert {(entry["sourceType"], entry["sourceId"]) for entry in entries} == {("payout", payout["id"])}


def test_moments_are_stamped_on_the_way(call, pay_out, advance):
    """`processedAt` is the departure, `completedAt` the arrival."""
    target = f"{PAYOUTS_ROUTE}/{pay_out().data['id']}"
    advance(hours=1)
    call("POST", f"{target}/mark-in-transit", {"reference": "TRF-1"})
    advance(hours=1)
    paid = call("POST", f"{target}/mark-paid", {"reference": None}).data

    assert (paid["processedAt"], paid["completedAt"]) == ("2026-05-12T13:00:00.000Z", "2026-05-12T14:00:00.000Z")
    assert paid["updatedAt"] == paid["completedAt"]


def test_a_null_reference_keeps_the_earlier_one(call, pay_out):
    """The SDKs always send the field; null says nothing new."""
    target = f"{PAYOUTS_ROUTE}/{pay_out().data['id']}"
    call("POST", f"{target}/mark-in-transit", {"reference": "TRF-1"})

    assert call("POST", f"{target}/mark-paid", {"reference": None}).data["reference"] == "TRF-1"


def test_a_failure_needs_its_reason(call, pay_out):
    """The body is not optional here."""
    answer = call("POST", f"{PAYOUTS_ROUTE}/{pay_out().data['id']}/mark-failed", {})

    assert (answer.status, answer.error["field"]) == (400, "failureReason")


def test_a_failed_payout_tells_its_reason(payout_in):
    """What the caller said is kept."""
    assert payout_in("failed")["failureReason"] == "account closed"


def test_without_a_bank_account_every_missing_field_is_named(call, funds):
    """A payout must know where to go."""
    answer = call("POST", PAYOUTS_ROUTE, {"amount": 1, "currency": "IDR"})

    assert [problem["field"] for problem in answer.error["details"]] == list(BANK)


def test_bank_fields_fall_back_to_the_saved_account(call, pay_out):
    """What the payout does not say, the saved account says."""
    call("PATCH", f"{PAYOUTS_ROUTE}/bank-account", {"bankCode": "014"} | BANK)
    payout = call("POST", PAYOUTS_ROUTE, {"amount": 1, "currency": "IDR", "bankName": "Mandiri", "bankCode": None}).data

    assert {name: payout[name] for name in ("bankCode", *BANK)} == {"bankCode": "014"} | BANK | {"bankName": "Mandiri"}


def test_an_unconfigured_bank_account_says_so(call):
    """Before anything is saved every field is null."""
    assert call("GET", f"{PAYOUTS_ROUTE}/bank-account").data == {
        "bankCode": None,
        **dict.fromkeys(BANK),
        "configured": False,
    }


def test_a_saved_bank_account_is_shown(call):
    """Saving answers what reading shows, and the second saving replaces the first."""
    call("PATCH", f"{PAYOUTS_ROUTE}/bank-account", {"bankCode": "014"} | BANK)
    saved = call("PATCH", f"{PAYOUTS_ROUTE}/bank-account", BANK | {"bankName": "Mandiri"}).data

    assert saved == {"bankCode": None, **BANK, "bankName": "Mandiri", "configured": True}
    assert call("GET", f"{PAYOUTS_ROUTE}/bank-account").data == saved


@pytest.mark.parametrize("name", BANK)
def test_a_bank_account_needs_its_three_fields(call, name):
    """The refusal names the one that is missing."""
    answer = call("PATCH", f"{PAYOUTS_ROUTE}/bank-account", {key: BANK[key] for key in BANK if key != name})

    assert (answer.status, answer.error["field"]) == (400, name)


def test_a_payout_keeps_the_account_it_was_asked_for(call, pay_out):
    """Moving house does not redirect money that is under way."""
    payout = pay_out().data
    call("PATCH", f"{PAYOUTS_ROUTE}/bank-account", BANK | {"bankAccountNumber": "9"})

    assert call("GET", f"{PAYOUTS_ROUTE}/{payout['id']}").data == payout


def test_payouts_are_listed_by_status(call, payout_in):
    """The filter follows every change of state."""
    cancelled, pending = payout_in("cancelled"), payout_in("pending")

    assert [payout["id"] for payout in call("GET", PAYOUTS_ROUTE).data] == [pending["id"], cancelled["id"]]
    assert call("GET", f"{PAYOUTS_ROUTE}?status=cancelled").data == [cancelled]


def test_an_unknown_status_is_refused_by_name(call):
    """`canceled` with one l is no state of a payout."""
    answer = call("GET", f"{PAYOUTS_ROUTE}?status=canceled")

    assert (answer.status, answer.error["field"]) == (400, "status")


def test_every_state_can_be_reached():
    """The table has no dead row."""
    assert states(LIFE_CYCLE, "pending") == set(PATHS_TO)


def test_an_unknown_payout_is_not_found(call):
    """The refusal names the id."""
    answer = call("GET", f"{PAYOUTS_ROUTE}/po_missing")

    assert (answer.verdict, answer.error["message"]) == ((404, "not_found"), "Payout po_missing not found")
