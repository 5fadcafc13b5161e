"""What the tests of faults share: the three ways to run, each with a signing client."""

import httpx
import pytest

from plugipay_mock.seeds import EVERYTHING, mint
from plugipay_mock.serve import ThreadServer
from plugipay_mock.transport import Transport
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"
PATIENT = httpx.Timeout(30)


@pytest.fixture(scope="package")
def served_world(signed_calls):
    """A world served over real HTTP, which the tests of this folder share; each takes a workspace of its own."""
    world = World()
    signed_calls(world)
    with ThreadServer(world) as server:
        yield world, server.url


@pytest.fixture(params=["in process", "over HTTP"])
def door(request, served_world, signing):
    """A client of a fresh workspace, and the workspace: `door.http`, `door.workspace`, `door.faults`."""
    return open_door(request.param, served_world, signing, request)


@pytest.fixture
def in_process(request, served_world, signing):
    """The door without a socket."""
    return open_door("in process", served_world, signing, request)


@pytest.fixture
def over_http(request, served_world, signing):
    """The door of a real socket."""
    return open_door("over HTTP", served_world, signing, request)


class Way:
    """One way to reach a workspace of a test's own."""

    def __init__(self, http, world, workspace):
        self.http = http
        self.world = world
        self.workspace = workspace
        self.faults = workspace.faults

    def create(self, key="order-1", **headers):
        """Ask for a customer."""
        return self.http.post(CUSTOMERS, json={"name": "Ada"}, headers={"Idempotency-Key": key} | headers)

    def made(self):
        """How many customers there are."""
        return self.workspace.tenants["test"].counts().get("Customer", 0)


def open_door(kind, served_world, signing, request):
    world, url = served_world
    name = request.node.nodeid
    with world.lock:
        workspace = world.enrol(name)
        key = mint(world, workspace, "test", EVERYTHING)
    transport = Transport(world) if kind == "in process" else None
    base = "http://plugipay.mock" if kind == "in process" else url
    http = httpx.Client(base_url=base, transport=transport, auth=signing(key), timeout=PATIENT, trust_env=False)
    request.addfinalizer(http.close)
    return Way(http, world, workspace)
