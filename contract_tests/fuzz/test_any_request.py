"""Whatever is sent, the answer is one that the OpenAPI document describes, and never the server's own failure.

Schemathesis makes requests up from the document, right and wrong ones, for every operation of both dialects. Half of
them are about objects that are there, and bodies that would work but for some fields. What is made up is the same on
every run.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from plugipay_contract import facts, judgement
from plugipay_contract.caller import enrol

from .hand import as_response, outgoing
from .stock import ids_in, makers_of, working_call

EXAMPLES = int(os.environ.get("PLUGIPAY_FUZZ_EXAMPLES", "15"))
"""How many requests are made up for an operation."""

BEYOND_THE_TABLE = {
    "GET /health",
    "GET /api/v1/health",
    "GET /api/v1/plans/{}/prices",
    "GET /api/v1/files/{}",
    "GET /i/{}/invoice.pdf",
    *(f"{method} /{page}/{{}}" for page in "ci" for method in ("GET", "POST")),
    "GET /r/{}",
}
OPERATIONS = {
    "seed": {route.operation for route in facts.ROUTES} | BEYOND_THE_TABLE,
    "shipped": {route.operation for route in facts.ROUTES if route.source != "python 0.1.0"} | BEYOND_THE_TABLE,
}
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
REJECTION = [checks.negative_data_rejection]
"""Only for bodies: what is wrong with a query may be gone once it is written as text."""


@pytest.mark.parametrize("dialect", OPERATIONS)
def test_every_operation_is_tried(described, dialect):
    """What is described is what is tried below."""
    assert set(described[dialect]) == OPERATIONS[dialect]


@pytest.mark.parametrize(
    ("dialect", "name"), [(dialect, name) for dialect, names in OPERATIONS.items() for name in sorted(names)]
)
def test_any_request_is_answered_as_described(servers, described, dialect, name):
    """A request made up for an operation is answered as its description says, and refused if its body is wrong."""
    server, operation = servers[dialect], described[dialect][name]
    made_up = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]).flatmap(
        lambda mode: operation.as_strategy(generation_mode=mode)
    )

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=made_up, data=st.data())
    def answered_as_described(case, data):
        caller = server.using("platform") if " /api/v1/admin/" in name else enrol(server).test
        meant = data.draw(st.sampled_from(["as made up", "an object that is there", "nearly a working call"]))
        if meant == "an object that is there":
            about_something(case, caller, data)
        if meant == "nearly a working call":
            nearly_working(case, caller, name, data)
        judge(case, caller, [*CHECKS, *REJECTION] if meant == "as made up" and case.body else CHECKS)

    answered_as_described()


def about_something(case, caller, data):
    """Let a path lead to an object."""
    if makers := makers_of(case.operation.path):
        made = data.draw(st.sampled_from(makers))(caller)
        case.path_parameters = {next(iter(case.path_parameters)): made["id"]}


def nearly_working(case, caller, name, data):
    """Leave of a body what would work, but for some fields."""
    call = working_call(name, caller)
    if call is None:
        return
    case.path_parameters = case.path_parameters | ids_in(case.operation.path, call.target)
    if isinstance(case.body, dict) and isinstance(call.body, dict):
        taken = data.draw(st.sets(st.sampled_from(sorted(case.body)), max_size=2)) if case.body else set()
        case.body = call.body | {field: case.body[field] for field in taken}


def judge(case, caller, wanted):
    """Send a case, and hold the answer against everything there is to hold it against."""
    answer = caller.send(caller.sign(outgoing(case, caller)))
    assert answer.code != "invalid_signature"
    case.validate_response(as_response(case, caller, answer), checks=wanted)
    assert judgement.drain() == []
