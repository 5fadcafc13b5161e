"""What another merchant made, or the other mode holds: it is neither shown, nor named, nor touched."""

import json
from collections.abc import Iterable
from typing import Any

import httpx
import pytest

from plugipay_contract import facts, money, recipes, strangers
from plugipay_contract.caller import Caller, Workspace, in_mode, is_given
from plugipay_contract.closed import skip_closed
from plugipay_contract.natural import RULES, STATUS
from plugipay_contract.provoking import spare_given
from plugipay_contract.strangers import EVERYTHING, FILTERS, REFERENCES, Reference, seen
from plugipay_contract.subjects import Ability

FOREIGN, CROSSED = "another merchant's id", "the other mode's id"


def cases(values: Iterable[Any]) -> list[Any]:
    """Cases by their names; deliveries are there only where a server delivers to an address that nobody has."""
    needs = pytest.mark.needs(Ability.DELIVERS)
    return [pytest.param(each, id=str(each), marks=[needs] if "deliveries" in str(each) else []) for each in values]


def each_route(name: str) -> pytest.MarkDecorator:
    """One test per route of a rule."""
    (rule,) = (rule for rule in RULES if rule.name == name)
    return pytest.mark.parametrize("route", cases(rule.routes))


def refusals(callers: list[Caller], route: facts.Route, owner: Caller) -> set[tuple[Any, ...]]:
    """What callers are told of an object of somebody else, once it is sure that nobody sees an effect.

    Where others are at work, and change every list, its owner can do afterwards what the callers tried.
    """
    skip_closed(owner, route.operation)
    spare_given(owner, route.path)
    call = strangers.CALLS[route.operation](owner)
    lists = [(each, strangers.witnesses(route)) for each in (owner, *callers)]
    before = [seen(caller, *names) for caller, names in lists]
    told = {(*strangers.sent_by(caller, route, call).verdict,) for caller in callers}

    assert [seen(caller, *names) for caller, names in lists] == before
    assert not is_given(owner) or strangers.sent_by(owner, route, call).status < httpx.codes.BAD_REQUEST
    return told


@pytest.mark.thorough
@each_route(FOREIGN)
def test_another_merchants_object_is_absent(someone: Caller, elsewhere: Workspace, route: facts.Route) -> None:
    """An object of another workspace is not found in either mode, whatever is to be done to it, and stays as it is."""
    told = refusals([elsewhere.test, elsewhere.live], route, someone)

    assert told == {(STATUS["not_found"], "not_found")}


@pytest.mark.thorough
@each_route(CROSSED)
def test_the_other_modes_object_is_a_mismatch(somewhere: Workspace, route: facts.Route) -> None:
    """A test object is out of a live key's reach, whatever is to be done to it, and stays as it is."""
    told = refusals([in_mode(somewhere, "live")], route, somewhere.test)

    assert told == {(STATUS["mode_mismatch"], "mode_mismatch")}


each_reference = pytest.mark.parametrize("reference", REFERENCES, ids=str)


def told(caller: Caller, reference: Reference, value: Any) -> tuple[int, Any]:
    """What a caller is told about a field."""
    answer = reference.made_by(caller, value)
    return answer.status, answer.error.get("field")


@each_reference
def test_a_field_names_nothing_of_another_merchant(someone: Caller, elsewhere: Workspace, reference: Reference) -> None:
    """A field that names what another workspace has is refused as one that names nothing, and nothing is done."""
    theirs = reference.theirs(elsewhere.test)
    before = seen(elsewhere.test, *EVERYTHING)

    assert told(someone, reference, theirs) == (400, reference.field)
    assert seen(elsewhere.test, *EVERYTHING) == before


@each_reference
def test_a_field_names_nothing_of_the_other_mode(somewhere: Workspace, reference: Reference) -> None:
    """A field of a test object names nothing of live mode, and nothing is done there."""
    live = in_mode(somewhere, "live")
    theirs = reference.theirs(live)
    before = seen(live, *EVERYTHING)

    assert told(somewhere.test, reference, theirs) == (400, reference.field)
    assert seen(live, *EVERYTHING) == before


@pytest.mark.parametrize("asked", cases(FILTERS))
def test_a_filter_shows_nothing_of_another_merchant(someone: Caller, elsewhere: Workspace, asked: str) -> None:
    """A list filtered by what another workspace has shows its owner something, and anybody else nothing."""
    name, parameter = asked.split()
    target = f"/api/v1/{name}?{parameter}={FILTERS[asked](elsewhere.test)}"

    rows = [caller.call("GET", target).data for caller in (elsewhere.test, someone)]
    assert (bool(rows[0]), rows[1]) == (True, [])


@pytest.mark.parametrize("which", ["another merchant", "the other mode"])
def test_a_made_up_event_shows_nothing_of_others(somewhere: Workspace, elsewhere: Workspace, which: str) -> None:
    """An event that is triggered about somebody else's customer does not show that customer, and its owner has none."""
    owner = elsewhere.test if which == "another merchant" else in_mode(somewhere, "live")
    theirs = recipes.new_customer(owner, email=recipes.address(), name="Somebody else")
    before = money.log_of(owner, theirs)
    answer = money.post(
        somewhere.test, "/api/v1/events/trigger", {"type": "customer.updated", "aggregateId": theirs["id"]}
    )

    shown = json.dumps(answer.envelope)
    assert [theirs[name] in shown for name in ("email", "name")] == [False, False]
    assert money.log_of(owner, theirs) == before


def test_a_paper_wears_nothing_of_another_merchant(someone: Caller, elsewhere: Workspace) -> None:
    """An invoice that names another workspace's template is refused, or printed without a word of it."""
    config = {"kind": "invoice", "name": "Theirs", "config": {"footerText": "Words of somebody else"}}
    theirs = money.made(money.post(elsewhere.test, "/api/v1/templates", config))
    body = money.invoice_body(someone, templateId=theirs["id"])
    answer = money.post(someone, "/api/v1/invoices", body)

    if answer.status == 201:
        page = someone.call("GET", f"/api/v1/invoices/{answer.data['id']}/invoice.html")
        assert b"Words of somebody else" not in page.body
