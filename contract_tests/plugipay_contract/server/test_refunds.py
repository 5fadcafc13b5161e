"""Refunds: never more than came in, in any number of parts, and kept when the provider refuses."""

from typing import Any

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

FIELDS = {
    *("id", "arn", "accountId", "chargeId", "invoiceId", "amount", "currency", "reason", "status"),
    *("failureCode", "failureMessage", "metadata", "createdAt", "updatedAt"),
}
TOO_MUCH = (400, "invalid_request")


@pytest.fixture
def paid(server: Caller) -> money.Thing:
    """A session that brought in 50,000 rupiah."""
    return money.paid_session(server)


@pytest.fixture
def refused(server: Caller, retail: money.Thing) -> Answer:
    """The answer to a refund that the provider refuses."""
    return money.refund(server, retail, 20_000)


@pytest.fixture
def retail(server: Caller) -> money.Thing:
    """A session paid at a shop's counter, which no provider gives back (a guess of this kit)."""
    return money.settled(server, money.new_session(server), method="retail")


def test_a_refund_has_every_field(server: Caller, paid: money.Thing) -> None:
    """Nothing is left out, and neither source field is there."""
    row = set(money.refund(server, paid).data)

    assert (FIELDS - row, {"sourceType", "sourceId"} & row) == (set(), set())


def test_a_refund_id_has_its_prefix(server: Caller, paid: money.Thing) -> None:
    """`rf_`."""
    assert money.refund(server, paid).data["id"].startswith(facts.ID_FORMS["refund"].beginnings)


def test_a_refund_names_its_charge(server: Caller, paid: money.Thing) -> None:
    """A manual payment goes by the session's id."""
    assert money.refund(server, paid).data["chargeId"] == paid["paymentId"]


def test_without_an_amount_all_is_given_back(server: Caller, paid: money.Thing) -> None:
    """All that is left."""
    money.refund(server, paid, 20_000)

    assert money.refund(server, paid).data["amount"] == 30_000


def test_a_charge_is_a_name_too(server: Caller, paid: money.Thing) -> None:
    """`chargeId` alone is enough."""
    answer = money.post(server, "/api/v1/refunds", {"chargeId": paid["paymentId"], "amount": 1})

    assert answer.verdict == (201, None)


def test_an_invoice_can_be_refunded(server: Caller) -> None:
    """Money of an invoice goes back as well, and the refund names it."""
    invoice = money.paid_invoice(server)
    row = money.made(money.post(server, "/api/v1/refunds", {"sourceType": "invoice", "sourceId": invoice["id"]}))

    assert (row["invoiceId"], row["amount"]) == (invoice["id"], invoice["total"])


def test_a_session_s_refund_names_no_invoice(server: Caller, paid: money.Thing) -> None:
    """What was paid without an invoice is given back without one."""
    refund = money.made(money.refund(server, paid))

    assert [each["invoiceId"] for each in (refund, money.reread(server, "refunds", refund))] == [None, None]


def test_a_refund_names_something(server: Caller) -> None:
    """Nothing to give back without a charge."""
    assert money.post(server, "/api/v1/refunds", {"amount": 1}).verdict == TOO_MUCH


def test_parts_add_up(server: Caller, paid: money.Thing) -> None:
    """Three parts may take all there is."""
    parts = [money.refund(server, paid, amount).verdict for amount in (20_000, 20_000, 10_000)]

    assert parts == [(201, None)] * 3


@pytest.mark.parametrize("before", [[], [50_000], [20_000, 29_999], [1]], ids=str)
def test_no_more_than_is_left(server: Caller, paid: money.Thing, before: list[int]) -> None:
    """One rupiah beyond what is left is refused by name."""
    for amount in before:
        money.made(money.refund(server, paid, amount))
    answer = money.refund(server, paid, 50_000 - sum(before) + 1)

    assert (answer.verdict, answer.error["field"]) == (TOO_MUCH, "amount")


def test_a_refused_excess_leaves_the_rest(server: Caller, paid: money.Thing) -> None:
    """After a refusal what was left is still left."""
    money.refund(server, paid, 50_001)

    assert money.refund(server, paid, 50_000).verdict == (201, None)


def test_an_unpaid_session_has_nothing_to_give(server: Caller) -> None:
    """Only what came in can go back."""
    assert money.refund(server, money.new_session(server), 1).status in {400, 409}


@pytest.mark.parametrize("reason", ["duplicate", "fraudulent", "requested_by_customer", "other"])
def test_a_refund_keeps_its_reason(server: Caller, paid: money.Thing, reason: str) -> None:
    """One of four."""
    assert money.refund(server, paid, reason=reason).data["reason"] == reason


def test_a_reason_is_one_of_four(server: Caller, paid: money.Thing) -> None:
    """Free text is refused by name."""
    answer = money.refund(server, paid, reason="changed my mind")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "reason")


def test_a_refund_keeps_its_metadata(server: Caller, paid: money.Thing) -> None:
    """As sent."""
    assert money.refund(server, paid, metadata={"ticket": "7"}).data["metadata"] == {"ticket": "7"}


def test_refunds_of_a_charge_are_found(server: Caller, paid: money.Thing) -> None:
    """`chargeId` filters."""
    row = money.made(money.refund(server, paid, 1))

    assert money.listed(server, "refunds", f"?chargeId={paid['paymentId']}") == [row]


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_refused_refund_is_unprocessable(refused: Answer) -> None:
    """422 when the provider refuses."""
    assert refused.verdict == (422, "unprocessable")


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
@pytest.mark.parametrize(("name", "kind"), [("status", "failed"), ("amount", 20_000)])
def test_a_refused_refund_is_kept(server: Caller, retail: money.Thing, refused: Answer, name: str, kind: Any) -> None:
    """The row stays, as `failed`, with what was asked for."""
    assert refused.status == 422
    assert [row[name] for row in money.listed(server, "refunds", f"?chargeId={retail['paymentId']}")] == [kind]


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_refused_refund_says_why(server: Caller, retail: money.Thing, refused: Answer) -> None:
    """`failureCode` and `failureMessage` are the provider's."""
    assert refused.status == 422
    (row,) = money.listed(server, "refunds", f"?chargeId={retail['paymentId']}")

    assert all((row["failureCode"], row["failureMessage"]))


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_failed_refund_does_not_count(server: Caller, retail: money.Thing, refused: Answer) -> None:
    """All is still left: asking for all of it is refused by the provider again, not for being too much."""
    assert refused.status == 422
    assert money.refund(server, retail, 50_000).verdict == (422, "unprocessable")


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES, Ability.AUTO_KEYS)
def test_a_refused_refund_moves_no_money(merchant: Caller) -> None:
    """Neither the ledger nor the balance knows of it."""
    session = money.settled(merchant, money.new_session(merchant), method="retail")
    before = (money.account_balances(merchant), money.balance(merchant))
    money.refund(merchant, session, 20_000)

    assert (money.account_balances(merchant), money.balance(merchant)) == before


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_refused_refund_is_replayed(server: Caller, retail: money.Thing) -> None:
    """A repeat under the same key gets the same refusal, and leaves one row."""
    body, key = {"chargeId": retail["paymentId"]}, recipes.unique()
    first, second = (server.call("POST", "/api/v1/refunds", body, idempotency_key=key) for _ in range(2))

    assert (second.status, second.body) == (422, first.body)
    assert len(money.listed(server, "refunds", f"?chargeId={retail['paymentId']}")) == 1


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_pending_refund_counts(server: Caller) -> None:
    """What is promised back cannot be promised twice."""
    session = money.settled(server, money.new_session(server), method="va")
    pending = money.made(money.refund(server, session, 40_000))

    assert (pending["status"], money.refund(server, session, 10_001).verdict) == ("pending", TOO_MUCH)


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_pending_refund_is_not_issued_yet(server: Caller) -> None:
    """What the provider has not decided on is told to nobody."""
    session = money.settled(server, money.new_session(server), method="va")

    assert money.events_of(server, money.made(money.refund(server, session))) == []
