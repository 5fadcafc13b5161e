"""Every error a caller can meet at each route: its status, its code, the field it names, and that nothing changed."""

import re

import pytest

from plugipay_contract import facts, natural, provoking
from plugipay_contract.caller import Caller, Workspace, enrol
from plugipay_contract.natural import ROWS, RULES, Row, Rule
from plugipay_contract.subjects import Ability, skip_without

MORE_THAN_ANY_BUCKET = 1000

each_row = pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=str(row),
            marks=[
                *([pytest.mark.needs(Ability.AUTO_KEYS, *map(Ability, row.needs))] if row.needs else []),
                *([pytest.mark.guess] if row.guessed else []),
            ],
        )
        for row in ROWS
    ],
)


def each_of(*rules: Rule) -> pytest.MarkDecorator:
    """One test per rule and route."""
    return pytest.mark.parametrize(
        ("rule", "route"),
        [
            pytest.param(rule, route, id=f"{rule}-{route}", marks=[pytest.mark.guess] if rule.guessed else [])
            for rule in rules
            for route in rule.routes
        ],
    )


def judge(attempt: provoking.Attempt, error: Rule | Row, *, changes: bool = False) -> None:
    """Make an attempt, and compare what comes of it."""
    before = attempt.witness()
    answer = attempt.made()

    told = (answer.verdict, answer.error.get("field"))
    assert told == ((error.status, error.code), error.field)
    assert re.fullmatch(natural.message_of(error), answer.error["message"])
    assert changes or attempt.witness() == before


@pytest.mark.thorough
@each_of(*(rule for rule in RULES if rule.recipe))
def test_a_rule_holds_at_every_route(somewhere: Workspace, rule: Rule, route: facts.Route) -> None:
    """What is wrong with a call is told in the same way everywhere, and nothing is done."""
    judge(provoking.PROVOKE[str(rule.recipe)](somewhere, route), rule)


@each_row
def test_an_operation_refuses_as_the_table_says(somewhere: Workspace, row: Row) -> None:
    """What an operation refuses by itself has its status, its code and its field, and nothing is done."""
    judge(provoking.attempt_of(somewhere, row), row, changes=row.changes)


@pytest.mark.guess
@pytest.mark.parametrize("path", sorted({route.path for route in facts.ROUTES}))
def test_every_path_names_its_methods(server: Caller, path: str) -> None:
    """A method the path does not have is 405, and those it has are named."""
    known = {route.method for route in facts.ROUTES if route.path == path}
    wrong = next(method for method in ("PUT", "PATCH", "DELETE", "POST") if method not in known)
    answer = server.call(wrong, path.replace("{", "").replace("}", ""))

    named = {method.strip() for method in answer.headers.get("Allow", "").split(",")}
    assert answer.verdict == (405, "method_not_allowed")
    assert known <= named


@pytest.mark.needs(Ability.SHIPPED)
@each_of(*(rule for rule in RULES if rule.applies == "guarded"))
def test_a_guarded_route_wants_a_key(shipped_server: Caller, rule: Rule, route: facts.Route) -> None:
    """In the dialect `shipped` a guarded write without an idempotency key is 400, before its body is looked at."""
    if route.person_only:
        pytest.skip("closed to keys in this dialect")
    judge(provoking.plain(shipped_server, route), rule)


@pytest.mark.needs(Ability.SHIPPED)
@each_of(*(rule for rule in RULES if rule.applies == "person"))
def test_a_person_s_route_takes_no_key(shipped_server: Caller, rule: Rule, route: facts.Route) -> None:
    """In the dialect `shipped` no key is let in where a person must be signed in."""
    judge(provoking.plain(shipped_server, route, idempotency_key="k"), rule)


@pytest.mark.needs(Ability.SHIPPED)
@each_of(*(rule for rule in RULES if rule.code == "timestamp_skew"))
def test_an_old_clock_is_a_skew(shipped_server: Caller, rule: Rule, route: facts.Route) -> None:
    """In the dialect `shipped` a clock that is too far off has a name of its own."""
    if route.source == "python 0.1.0":
        pytest.skip("unknown in this dialect")
    here = Workspace(shipped_server, shipped_server.using("live"))
    judge(provoking.old_clock(here, route), rule)


@pytest.fixture(scope="module")
def exhausted(limited_server: Caller) -> Caller:
    """A workspace whose buckets are empty, and stay so: its time stands still."""
    skip_without(limited_server.subject, Ability.AUTO_KEYS, Ability.CLOCK, Ability.RATE_LIMITS)
    caller = enrol(limited_server).test
    caller.control("clock/freeze", {})
    reads, exports, writes = ("GET", "customers"), ("GET", "reports/ledger.csv"), ("DELETE", "customers/cus_nobody")
    for method, path in (reads, exports, writes):
        answers = (caller.call(method, f"/api/v1/{path}").status for _ in range(MORE_THAN_ANY_BUCKET))
        assert 429 in answers, f"{MORE_THAN_ANY_BUCKET} calls of {method} {path} at one moment were all allowed"
    return caller


@pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK, Ability.RATE_LIMITS)
@each_of(*(rule for rule in RULES if rule.code == "rate_limited"))
def test_every_route_is_limited(exhausted: Caller, rule: Rule, route: facts.Route) -> None:
    """Once its bucket is empty a route refuses, whatever it is asked."""
    answer = provoking.plain(exhausted, route).made()

    assert answer.verdict == (rule.status, rule.code)
