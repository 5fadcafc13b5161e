"""The contract's data is complete, consistent, and every row of it is proved somewhere."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import plugipay_contract
from plugipay_contract import every_route, facts, operations, recipes, states
from plugipay_contract.more_operations import MORE

SUITE = Path(plugipay_contract.__file__).parent
SCOPE = re.compile(r"plugipay:[a-z]+:[a-z]+|any key|public|operator")

each_code = pytest.mark.parametrize("row", facts.CODES, ids=lambda row: f"{row.side}-{row.code}")
each_route = pytest.mark.parametrize("route", facts.ROUTES, ids=str)


def names_in(folder):
    """The names of all tests in a folder of the suite."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (SUITE / folder).glob("test_*.py"))
    return {node.name for tree in trees for node in tree.body if getattr(node, "name", "").startswith("test_")}


@each_code
def test_a_code_is_proved(row):
    """Every code names a test on its own side that proves it, unless only a planned fault reaches it."""
    fault_only = {"internal_error", "upstream_error", "service_unavailable"}

    assert row.proof in names_in(row.side) or (row.proof is None and row.code in fault_only)


@each_code
def test_a_code_is_retryable_as_the_specification_says(row):
    """500 and above, or no answer at all: nothing else is worth repeating."""
    assert row.retryable == (row.code in {"timeout", "network_error"} or (row.status or 0) >= 500)


@each_code
def test_a_message_form_is_a_pattern(row):
    """The form of a message is a regular expression that does not match nothing."""
    assert not re.fullmatch(row.message or ".", "")


def test_every_recipe_is_in_the_catalogue():
    """What can be provoked is listed, and what is listed can be provoked."""
    assert {row.recipe for row in facts.CODES if row.recipe} == {recipe.__name__ for recipe in recipes.RECIPES}


def test_no_code_is_listed_twice():
    """One row per code."""
    assert max(Counter(row.code for row in facts.CODES).values()) == 1


def test_every_documented_code_is_listed():
    """The codes of the specification's own table are all there."""
    documented = {
        (0, "timeout"),
        (0, "network_error"),
        (400, "invalid_request"),
        (401, "invalid_signature"),
        (401, "invalid_timestamp"),
        (403, "insufficient_scope"),
        (404, "not_found"),
        (409, "idempotency_conflict"),
        (429, "rate_limited"),
    }

    assert documented <= {(row.status, row.code) for row in facts.CODES}


def test_all_routes_are_there():
    """156 routes: 143 of the service's own specification, ten of operators, three of the first Python package."""
    assert Counter(route.source for route in facts.ROUTES) == {"service": 143, "sdk": 10, "python 0.1.0": 3}


def test_the_methods_are_as_counted():
    """71 GET, 58 POST, 12 PATCH, 11 DELETE, 4 PUT."""
    counted = {"GET": 71, "POST": 58, "PATCH": 12, "DELETE": 11, "PUT": 4}

    assert Counter(route.method for route in facts.ROUTES) == counted


def test_the_official_methods_are_as_counted():
    """102 of the Python package in 24 namespaces, and 14 beyond it in Node's (SDK facts section 0)."""
    python, others = facts.METHODS["python 0.1.0"], facts.METHODS["node and go"]

    assert (len(python), len({name.partition(".")[0] for name in python}), len(others - python)) == (102, 24, 14)


def test_every_route_has_a_working_call():
    """What the suite can ask of every route is asked of each."""
    assert every_route.CALLS.keys() == {route.operation for route in facts.ROUTES}


def test_an_idle_action_is_a_route():
    """Actions without fields, and uploads, are named as the route table names them."""
    assert {route.operation for route in facts.ROUTES} >= every_route.IDLE | every_route.UPLOADS


def test_no_route_is_listed_twice():
    """One row per method and path, whatever its parameters are called."""
    assert len({route.operation for route in facts.ROUTES}) == len(facts.ROUTES)


@each_route
def test_a_route_is_well_formed(route):
    """A path below `/api/v1`, and a scope anybody can have."""
    assert re.fullmatch(r"/api/v1(/[\w.{}-]+)+", route.path)
    assert SCOPE.fullmatch(route.scope)


@each_route
def test_reading_needs_no_idempotency_key(route):
    """A GET takes no key and counts as a read, unless it is an export."""
    if route.method == "GET":
        assert (route.key_policy, route.rate_class in {"read", "heavy"}) == ("none", True)
    else:
        assert route.rate_class in {"write", "heavy"}


@each_route
def test_204_is_empty(route):
    """Nothing else is."""
    assert (route.status == 204) == (route.answer == "empty")


@each_route
def test_a_page_is_a_list_in_the_envelope(route):
    """Only a GET of a whole collection is paged."""
    assert not route.paged or (route.method, route.answer, "{" in route.path) == ("GET", "envelope", False)


@each_route
def test_a_scope_fits_its_method(route):
    """One reads with a read scope and writes with any other."""
    action = route.scope.rpartition(":")[2]

    assert (action == "read") <= (route.method == "GET")
    assert (route.method == "GET") <= (action not in {"write", "create"})


each_cycle = pytest.mark.parametrize("cycle", facts.LIFE_CYCLES, ids=str)
each_action = pytest.mark.parametrize(
    ("cycle", "action"), [(cycle, action) for cycle in facts.LIFE_CYCLES for action in cycle.actions], ids=str
)


@each_cycle
def test_an_end_is_an_end(cycle):
    """No action moves an object out of a terminal state into another."""
    ways_out = {state for action in cycle.actions for state in action.from_ if action.to not in {"same", None}}

    assert not ways_out & set(cycle.terminal)


@each_cycle
def test_every_state_can_be_made(cycle):
    """For each state there is a way into it."""
    assert {state for kind, state in states.WAYS if kind == cycle.name} == set(cycle.states)


@each_cycle
def test_a_life_cycle_is_of_a_collection(cycle):
    """The collection is a route of the table."""
    assert f"GET {cycle.collection}" in {route.operation for route in facts.ROUTES}


@each_cycle
def test_a_refusal_is_in_the_catalogue(cycle):
    """What an illegal action is answered with is a listed code."""
    assert (cycle.refusal in {row.code for row in facts.CODES}) == bool(cycle.actions)


@each_action
def test_an_action_is_a_route(cycle, action):
    """Method and path are a row of the route table."""
    assert facts.operation(action.method, action.path) in {route.operation for route in facts.ROUTES}


@each_action
def test_an_action_moves_between_states(cycle, action):
    """From, to and stays are states of the cycle."""
    assert {*action.from_, *action.stays, action.to} <= {*cycle.states, "same", None}


@each_action
def test_an_action_writes_a_known_event(cycle, action):
    """Its event is one of the 33."""
    assert action.event in {None, *(event.name for event in facts.EVENT_TYPES)}


def test_there_are_33_types_of_events():
    """By Node 0.12."""
    assert len({event.name for event in facts.EVENT_TYPES}) == 33


def test_no_two_things_share_a_prefix():
    """Nor does anything have another's as an alternative."""
    prefixes = [prefix for form in facts.ID_FORMS.values() for prefix in (form.prefix, *form.also)]

    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize("field", facts.MONEY_FIELDS, ids=str)
def test_money_is_sent_somewhere(field):
    """Every amount belongs to an operation of the route table."""
    assert facts.operation(*field.operation.split(" ")) in {route.operation for route in facts.ROUTES}


@pytest.mark.parametrize("name", operations.OPERATIONS | MORE)
def test_a_working_call_is_of_a_write(name):
    """Every operation that is tried is a write of the route table, and not a buyer's."""
    (route,) = [route for route in facts.ROUTES if route.operation == name]

    assert (route.method != "GET", route.scope != "public") == (True, True)
