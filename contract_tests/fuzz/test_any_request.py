"""Whatever is sent, the answer is one that the OpenAPI document describes, and never the server's own failure."""

import pytest

from plugipay_contract import facts
from plugipay_contract.caller import enrol

from .attack import attack

BEYOND_THE_TABLE = {
    "GET /health",
    "GET /api/v1/health",
    "GET /api/v1/plans/{}/prices",
    "GET /api/v1/files/{}",
    "GET /i/{}/invoice.pdf",
    *(f"{method} /{page}/{{}}" for page in "ci" for method in ("GET", "POST")),
    "GET /r/{}",
    *(f"GET /{page}/{{}}" for page in ("portal", "onboarding", "billing/checkout")),
}
OPERATIONS = {
    "seed": {route.operation for route in facts.ROUTES} | BEYOND_THE_TABLE,
    "shipped": {route.operation for route in facts.ROUTES if route.source != "python 0.1.0"} | BEYOND_THE_TABLE,
}


@pytest.mark.parametrize("dialect", OPERATIONS)
def test_every_operation_is_tried(described, dialect):
    """What is described is what is tried below."""
    assert set(described[dialect]) == OPERATIONS[dialect]


@pytest.mark.parametrize(
    ("dialect", "name"), [(dialect, name) for dialect, names in OPERATIONS.items() for name in sorted(names)]
)
def test_any_request_is_answered_as_described(servers, described, dialect, name):
    """A request made up for an operation is answered as its description says, and refused if its body is wrong."""
    server = servers[dialect]
    is_for_platforms = " /api/v1/admin/" in name

    attack(described[dialect][name], lambda: server.using("platform") if is_for_platforms else enrol(server).test)
