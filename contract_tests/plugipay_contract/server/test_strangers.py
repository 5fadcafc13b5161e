"""What another merchant made, or the other mode holds: it is neither shown, nor named, nor touched."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from plugipay_contract import facts, money, recipes, strangers
from plugipay_contract.caller import Caller, Workspace, enrol
from plugipay_contract.closed import skip_closed
from plugipay_contract.natural import RULES, STATUS
from plugipay_contract.strangers import EVERYTHING, FILTERS, REFERENCES, Reference, seen
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS)

FOREIGN, CROSSED = "another merchant's id", "the other mode's id"


@pytest.fixture
def stranger(server: Caller) -> Workspace:
    """A workspace that has nothing to do with the first."""
    return enrol(server)


def cases(values: Iterable[Any]) -> list[Any]:
    """Cases by their names; deliveries are there only where a server delivers to an address that nobody has."""
    needs = pytest.mark.needs(Ability.DELIVERS)
    return [pytest.param(each, id=str(each), marks=[needs] if "deliveries" in str(each) else []) for each in values]


def each_route(name: str) -> pytest.MarkDecorator:
    """One test per route of a rule."""
    (rule,) = (rule for rule in RULES if rule.name == name)
    return pytest.mark.parametrize("route", cases(rule.routes))


def refusals(callers: list[Caller], route: facts.Route, owner: Caller) -> set[tuple[Any, ...]]:
    """What callers are told of an object of somebody else, once it is sure that nobody sees an effect."""
    skip_closed(owner, route.operation)
    call = strangers.CALLS[route.operation](owner)
    lists = [(each, strangers.witnesses(route)) for each in (owner, *callers)]
    before = [seen(caller, *names) for caller, names in lists]
    told = {(*strangers.sent_by(caller, route, call).verdict,) for caller in callers}

    assert [seen(caller, *names) for caller, names in lists] == before
    return told


@pytest.mark.thorough
@each_route(FOREIGN)
def test_another_merchants_object_is_absent(workspace: Workspace, stranger: Workspace, route: facts.Route) -> None:
    """An object of another workspace is not found in either mode, whatever is to be done to it, and stays as it is."""
    told = refusals([stranger.test, stranger.live], route, workspace.test)

    assert told == {(STATUS["not_found"], "not_found")}


@pytest.mark.thorough
@each_route(CROSSED)
def test_the_other_modes_object_is_a_mismatch(workspace: Workspace, route: facts.Route) -> None:
    """A test object is out of a live key's reach, whatever is to be done to it, and stays as it is."""
    told = refusals([workspace.live], route, workspace.test)

    assert told == {(STATUS["mode_mismatch"], "mode_mismatch")}


each_reference = pytest.mark.parametrize("reference", REFERENCES, ids=str)


def told(caller: Caller, reference: Reference, value: Any) -> tuple[int, Any]:
    """What a caller is told about a field."""
    answer = reference.made_by(caller, value)
    return answer.status, answer.error.get("field")


@each_reference
def test_a_field_names_nothing_of_another_merchant(merchant: Caller, stranger: Workspace, reference: Reference) -> None:
    """A field that names what another workspace has is refused as one that names nothing, and nothing is done."""
    theirs = reference.theirs(stranger.test)
    before = seen(stranger.test, *EVERYTHING)

    assert told(merchant, reference, theirs) == (400, reference.field)
    assert seen(stranger.test, *EVERYTHING) == before


@each_reference
def test_a_field_names_nothing_of_the_other_mode(workspace: Workspace, reference: Reference) -> None:
    """A field of a test object names nothing of live mode, and nothing is done there."""
    theirs = reference.theirs(workspace.live)
    before = seen(workspace.live, *EVERYTHING)

    assert told(workspace.test, reference, theirs) == (400, reference.field)
    assert seen(workspace.live, *EVERYTHING) == before


@pytest.mark.parametrize("asked", cases(FILTERS))
def test_a_filter_shows_nothing_of_another_merchant(merchant: Caller, stranger: Workspace, asked: str) -> None:
    """A list filtered by what another workspace has shows its owner something, and anybody else nothing."""
    name, parameter = asked.split()
    target = f"/api/v1/{name}?{parameter}={FILTERS[asked](stranger.test)}"

    rows = [caller.call("GET", target).data for caller in (stranger.test, merchant)]
    assert (bool(rows[0]), rows[1]) == (True, [])


@pytest.mark.parametrize("which", ["another merchant", "the other mode"])
def test_a_made_up_event_shows_nothing_of_others(workspace: Workspace, stranger: Workspace, which: str) -> None:
    """An event that is triggered about somebody else's customer does not show that customer, and its owner has none."""
    owner = stranger.test if which == "another merchant" else workspace.live
    theirs = recipes.new_customer(owner, email=recipes.address(), name="Somebody else")
    before = seen(owner, "events")
    answer = money.post(
        workspace.test, "/api/v1/events/trigger", {"type": "customer.updated", "aggregateId": theirs["id"]}
    )

    shown = json.dumps(answer.envelope)
    assert [theirs[name] in shown for name in ("email", "name")] == [False, False]
    assert seen(owner, "events") == before


def test_a_paper_wears_nothing_of_another_merchant(merchant: Caller, stranger: Workspace) -> None:
    """An invoice that names another workspace's template is refused, or printed without a word of it."""
    config = {"kind": "invoice", "name": "Theirs", "config": {"footerText": "Words of somebody else"}}
    theirs = money.made(money.post(stranger.test, "/api/v1/templates", config))
    body = money.invoice_body(merchant, templateId=theirs["id"])
    answer = money.post(merchant, "/api/v1/invoices", body)

    if answer.status == 201:
        page = merchant.call("GET", f"/api/v1/invoices/{answer.data['id']}/invoice.html")
        assert b"Words of somebody else" not in page.body
