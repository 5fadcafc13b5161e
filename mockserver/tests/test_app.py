import subprocess
import sys

import pytest

from plugipay_mock.app import create_app, create_core, create_door
from plugipay_mock.message import Inbound
from plugipay_mock.world import World


def imported_by(code):
    """The modules a fresh Python has after running some code."""
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_a_core_serves_the_rooms(world):
    """The core answers what the rooms declare."""
    assert create_core(world).handle(Inbound("GET", b"/health", {}, b"")).status == 200


def test_two_apps_share_their_world(world):
    """All state is the world's: an application has none of its own."""
    assert create_app(world) is not create_app(world)
    assert create_core(world).world is create_core(world).world is world


def test_worlds_share_nothing(signed_calls):
    """What happens in one world is not seen in another of the same seed."""
    one, other = signed_calls(World()), signed_calls(World())
    one("POST", "/api/v1/customers", {"name": "Ada"})

    assert other("GET", "/api/v1/customers").data == []


def test_a_door_waits_with_fastapi():
    """A server that is never asked for its description never imports FastAPI."""
    code = "from plugipay_mock.app import create_door; from plugipay_mock import World; create_door(World())"

    assert "fastapi" not in imported_by(code)


def test_a_door_waits_with_what_draws_pages():
    """A server whose pages nobody opens never imports templates and QR codes."""
    code = "from plugipay_mock.app import create_door; from plugipay_mock import World; create_door(World())"

    assert imported_by(code).isdisjoint({"jinja2", "segno"})


def test_importing_the_package_imports_nothing_else():
    """The front door opens the house, and no room of it."""
    assert imported_by("import plugipay_mock").isdisjoint({"fastapi", "httpx", "uvicorn", "pydantic"})


@pytest.mark.parametrize("create", [create_app, create_core, create_door])
def test_rooms_are_wired_when_a_server_is_made(world, create):
    """However a world comes to be served, its rooms react to each other."""
    create(world)

    assert world.wiring.reactions
