"""Sends an operation requests that Schemathesis makes up, and holds each answer against everything there is."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from plugipay_contract import facts, judgement
from plugipay_contract.caller import Caller

from .hand import as_response, outgoing
from .stock import ids_in, makers_of, working_call

EXAMPLES = int(os.environ.get("PLUGIPAY_FUZZ_EXAMPLES", "25"))
"""How many requests are made up for an operation."""

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
REJECTION = (checks.negative_data_rejection,)
"""Not for a query: what is wrong with it may be gone once it is written as text."""


def attack(operation: APIOperation, visit: Callable[[], Caller], examples: int = EXAMPLES) -> None:
    """Try an operation with right and wrong requests, each by a caller of its own; the same ones on every run.

    A third of them are about an object that is there, and a third would work but for some fields, where one knows how.
    """
    made_up = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]).flatmap(
        lambda mode: operation.as_strategy(generation_mode=mode)
    )

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=made_up, data=st.data())
    def answered_as_described(case: Case, data: st.DataObject) -> None:
        caller = visit()
        meant = data.draw(st.sampled_from([as_made_up, about_something, nearly_working]))
        meant(case, caller, data)
        strict = meant is as_made_up and case.method != "GET"
        judge(case, caller, (*CHECKS, *REJECTION) if strict else CHECKS)

    answered_as_described()


def as_made_up(_case: Case, _caller: Caller, _data: st.DataObject) -> None:
    """Let a request be what it is."""


def about_something(case: Case, caller: Caller, data: st.DataObject) -> None:
    """Let a path lead to an object."""
    if makers := makers_of(case.operation.path):
        made = data.draw(st.sampled_from(makers))(caller)
        case.path_parameters = {next(iter(case.path_parameters)): made["id"]}


def nearly_working(case: Case, caller: Caller, data: st.DataObject) -> None:
    """Leave of a body what would work, but for some fields."""
    call = working_call(facts.operation(case.method, case.operation.path), caller)
    if call is None:
        return
    case.path_parameters = case.path_parameters | ids_in(case.operation.path, call.target)
    if isinstance(case.body, dict) and isinstance(call.body, dict):
        taken: set[str] = data.draw(st.sets(st.sampled_from(sorted(case.body)), max_size=2)) if case.body else set()
        case.body = call.body | {field: case.body[field] for field in taken}


def judge(case: Case, caller: Caller, wanted: tuple[Any, ...]) -> None:
    """Send a case, and hold the answer against everything there is to hold it against."""
    answer = caller.send(caller.sign(outgoing(case, caller)))
    complaints = judgement.drain()
    assert answer.code != "invalid_signature"
    case.validate_response(as_response(case, caller, answer), checks=list(wanted))
    assert complaints == []
