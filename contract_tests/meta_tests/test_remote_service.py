"""A whole run at a service that is not ours: green but for what is wrong there, gentle, and gone without a trace."""

import json

import pytest

from plugipay_contract import money
from plugipay_contract.remote.marks import NAME, PREFIX

from .elsewhere import Elsewhere
from .remote_run import remote_run

MEANT = {
    "test_a_bad_field_is_told": "other words",
    "test_a_refusal_reads_field_and_reason": "other words",
    "test_a_refusal_says_why": "other words",
    "test_an_email_must_be_an_address": "other words",
    "test_an_id_of_another_form_is_not_found": "other words",
    "test_an_unknown_route_is_not_found": "other words",
    "test_the_documented_error_is_raised": "other words",
    "test_the_field_is_one_of_the_details": "other words",
    "test_the_message_names_the_customer": "other words",
    "test_refunds_of_a_charge_are_found": "a missing route",
}
"""The tests that must fail at this service, each for what is different there on purpose."""

GONE = {
    "customers": lambda row: False,
    "checkout-sessions": lambda row: False,
    "plans": lambda row: not row["active"],
    "invoices": lambda row: row["status"] in {"void", "uncollectible"},
    "subscriptions": lambda row: row["status"] in {"canceled", "incomplete"},
    "payouts": lambda row: row["status"] in {"cancelled", "failed"},
    "webhooks": lambda row: False,
    "templates": lambda row: False,
}
"""The rows of a list that count as taken back, where the API only ends a thing and does not delete it."""


@pytest.fixture(scope="module", name="service")
def _service():
    with Elsewhere() as service:
        service.seeded = service.asked("POST", "/api/v1/checkout-sessions", money.session_body())
        yield service


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory):
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module", name="run")
def _run(folder, service):
    suite = ["plugipay_contract.server", "plugipay_contract.pair", "-m", "quick"]
    return remote_run(folder, service, *suite, "--plugipay-drift", str(folder / "drift"))


@pytest.fixture(name="found")
def _found(run, folder):
    return json.loads((folder / "drift.json").read_text("utf-8"))


def rows_of(service, resource):
    """All rows of a list of the service."""
    rows, cursor = [], ""
    while True:
        page = service.page(f"/api/v1/{resource}?limit=100{cursor}")
        rows += page["data"]
        if not page["meta"].get("hasMore"):
            return rows
        cursor = f"&cursor={page['meta']['cursor']}"


def test_only_what_is_wrong_there_fails(run):
    """Tests of the other words and of the missing route fail, and no others."""
    assert {name.partition("[")[0] for name in run.outcomes["failed"]} == set(MEANT)


def test_most_of_what_one_key_can_show_is_judged(run):
    """More than 500 quick tests pass at a service of which one key is known and no ability."""
    assert len(run.outcomes["passed"]) > 500


def test_the_first_request_reads(run, service):
    """The mode is proven by reading, before anything else."""
    first = service.seen[0]

    assert (first.method, first.target, first.header("X-Plugipay-Mode")) == ("GET", "/api/v1/account", "test")


def test_another_type_is_drift(run, found):
    """Each operation that answers an invoice is named, with the path, what was expected and what was found."""
    line = "POST /api/v1/invoices 201: data.collectionAttempts: integer expected, string found"

    assert line in run.text
    assert {row[2] for row in found["differing"] if "invoices" in row[0]} <= {
        "data.collectionAttempts",
        "data[].collectionAttempts",
    }


def test_a_missing_route_is_drift(run):
    """A route that was never anything but absent is named."""
    assert "GET /api/v1/refunds 404: status: 200 expected, never anything but 404 not_found found" in run.text


def test_nothing_else_is_drift(found):
    """What is right there is not named."""
    named = {row[0] for row in found["differing"] if "/invoices" not in row[0]}

    assert named == {"GET /api/v1/refunds"}


def test_a_further_field_is_no_difference(found):
    """It is told apart from what differs."""
    assert {row[1] for row in found["added"] if "/customers" in row[0]} == {"data.loyaltyTier", "data[].loyaltyTier"}


def test_nothing_live_is_sent(run, service):
    """No live key, no live mode, and nothing on behalf of anybody."""
    sent = {(name, value) for request in service.seen for name, value in request.headers.items()}

    assert not [value for name, value in sent if name == "Authorization" and "_live_" in value]
    assert {value for name, value in sent if name in {"X-Plugipay-Mode", "X-Plugipay-On-Behalf-Of"}} == {"test"}


def test_limits_are_heeded(run, service):
    """The run waits when the service says that nothing is left, so that hardly a call is too much."""
    assert service.waited > 0
    assert service.limited < len(service.seen) / 100


@pytest.mark.parametrize("resource", GONE)
def test_what_can_be_taken_back_is(found, service, resource):
    """Afterwards there is only what was there before, and what the report names."""
    stays = {thing for _, thing, _ in found["left"]} | {service.seeded["id"]}

    assert [row["id"] for row in rows_of(service, resource) if not GONE[resource](row) and row["id"] not in stays] == []


def test_what_stays_is_there_and_named(run, found, service):
    """Completed sessions, paid invoices, refunds and whose they are: counted in the terminal, each with its id."""
    sessions = {row["id"] for row in rows_of(service, "checkout-sessions")} - {service.seeded["id"]}

    assert {thing for kind, thing, _ in found["left"] if kind == "checkout session"} == sessions
    assert f"checkout session {len(sessions)}" in run.text.partition("stays: ")[2]
    assert {kind for kind, _, _ in found["left"]} == {"checkout session", "customer", "invoice", "refund"}


def test_what_stays_carries_the_mark(run, found, service):
    """Leftovers can be found by it."""
    stays = {thing for _, thing, _ in found["left"]}
    marks = {row["metadata"][NAME] for row in rows_of(service, "checkout-sessions") if row["id"] in stays}

    assert marks == {found["mark"]}
    assert found["mark"].startswith(PREFIX)


def test_what_is_skipped_says_why(run):
    """An ability or a key the subject lacks, or what a remote run does not do and why."""
    reasons = {line.partition(": ")[2] for line in run.text.splitlines() if line.startswith("SKIPPED")}
    known = ("the subject lacks: ", "the subject has no ", "the subject was given without ", "a remote run ")

    assert [reason for reason in reasons if not reason.startswith(known)] == []
    assert "a remote run uses no live key" in reasons
