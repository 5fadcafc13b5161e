"""The table of natural errors is complete: every route, every code, every name in it leads somewhere."""

import pytest

from plugipay_contract import facts, given, natural, provoking

from .test_facts import names_in

UNPROVOKED = {"internal_error", "upstream_error", "service_unavailable"}
"""What only a planned fault brings about."""

WITHOUT_ERRORS = {"GET /api/v1/config"}
"""Nobody needs a key for it, nobody is named, and nothing is sent."""

each_rule = pytest.mark.parametrize("rule", natural.RULES, ids=str)
each_row = pytest.mark.parametrize("row", natural.ROWS, ids=str)
each_error = pytest.mark.parametrize("error", natural.RULES + natural.ROWS, ids=str)


@pytest.mark.parametrize("route", facts.ROUTES, ids=str)
def test_a_route_has_its_errors(route):
    """No route is forgotten."""
    assert bool(natural.codes_of(route)) == (route.operation not in WITHOUT_ERRORS)


def test_every_natural_code_is_met_somewhere():
    """Each code of the catalogue that a caller can provoke is in a rule, a row or a life cycle."""
    named = {error.code for error in natural.RULES + natural.ROWS if error.code}
    refusals = set().union(*natural.REFUSALS.values())

    assert named | refusals == {code.code for code in facts.CODES if code.side == "server"} - UNPROVOKED


@each_error
def test_an_error_is_in_the_catalogue(error):
    """Status and code are a row of the catalogue."""
    listed = {(code.status, code.code) for code in facts.CODES}

    assert (error.status, error.code) in listed | {(None, None)}


@each_rule
def test_a_rule_is_provoked_or_proved(rule):
    """It has a recipe or names the test that proves it, and never both."""
    assert (rule.recipe in provoking.PROVOKE) != (rule.proof in names_in("server"))


@each_rule
def test_a_rule_is_about_some_routes(rule):
    """Nothing is told of nobody, but for methods that no path has."""
    assert rule.routes or rule.code == "method_not_allowed"


def test_every_recipe_is_used():
    """What can be provoked is in the table."""
    assert {rule.recipe for rule in natural.RULES if rule.recipe} == set(provoking.PROVOKE)


@each_row
def test_a_row_is_about_a_route(row):
    """Its operation is one of the route table."""
    assert row.operation in {route.operation for route in facts.ROUTES}


@each_row
def test_a_row_says_where_it_comes_from(row):
    """The source is a document, a fact, a guess, or nobody but this kit."""
    assert row.source.startswith(("specification", "API docs", "SDK", "guess", "this kit's own"))


def test_no_two_rows_have_one_name():
    """A failing test says which row it is."""
    assert len({str(row) for row in natural.ROWS}) == len(natural.ROWS)


def test_everything_given_is_needed():
    """What rows start from is made, and what is made is started from."""
    assert {row.given for row in natural.ROWS} == set(given.GIVEN)


def test_every_write_can_be_tried():
    """For each write a merchant or a buyer can make there is a call that works."""
    writes = {route.operation for route in facts.ROUTES if route.method != "GET" and route.scope != "operator"}

    assert set(provoking.WORKING) == writes


def test_what_has_no_fields_is_a_write():
    """The writes without fields are in the route table."""
    writes = {route.operation for route in facts.ROUTES if route.method != "GET"}

    assert natural.WITHOUT_FIELDS - writes == frozenset()
