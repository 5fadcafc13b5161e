import ast
import re
from pathlib import Path

import pytest

from plugipay_mock import resources
from plugipay_mock.resources import ROOMS
from plugipay_mock.route import ANY_KEY, OPERATOR, PUBLIC

HOUSE = Path(resources.__file__).parent
FOLDERS = sorted(card.parent for card in HOUSE.glob("*/__init__.py"))
ROUTES = [route for room in ROOMS for route in room.served]

BESIDE_THE_TABLE = {("GET", "/api/v1/plans/{plan_id}/prices")}
"""No SDK has it, and a consumer calls it."""

every_room = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


def imports(folder):
    """The full names of all modules the files of a room import from."""
    for file in folder.glob("**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def shape(path):
    """A path without the names of its parameters."""
    return re.sub(r"{\w+}", "{}", path)


@pytest.fixture(scope="module")
def table(suite_data):
    """The contract's columns, by method and path."""
    rows = suite_data("data/routes.json")["routes"]
    return {(row["method"], shape(row["path"])): row for row in rows}


def test_every_folder_is_a_room():
    """There are as many rooms as folders, each under a name of its own."""
    assert len(ROOMS) == len({room.name for room in ROOMS}) == len(FOLDERS)


@every_room
def test_a_room_hands_in_its_card(folder):
    """Each folder is one of the listed rooms."""
    room = getattr(resources, folder.name).ROOM

    assert room in ROOMS
    assert room.served


@every_room
def test_rooms_have_the_same_furniture(folder):
    """Whoever knows one room finds routes and wire in every other."""
    assert {"__init__.py", "routes.py", "wire.py"} <= {file.name for file in folder.iterdir()}


@every_room
def test_a_room_knows_no_framework(folder):
    """Rooms import neither a web framework nor an HTTP client."""
    assert {name.partition(".")[0] for name in imports(folder)}.isdisjoint({"fastapi", "starlette", "httpx", "uvicorn"})


@every_room
def test_a_room_never_calls_another(folder):
    """Rooms may share what things are, and never how they are served or spelled."""
    foreign = re.compile(rf"plugipay_mock\.resources\.(?!{folder.name}\b)\w+\.(routes|wire)\b")

    assert [name for name in imports(folder) if foreign.match(name)] == []


@every_room
def test_what_a_thing_is_knows_no_request(folder):
    """A model is computed from values: it imports neither routes nor wire, nor who is calling."""
    model = folder / "model.py"
    tree = ast.parse(model.read_text(encoding="utf-8") if model.exists() else "")
    modules = {node.module.rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert modules.isdisjoint({"routes", "wire", "actor", "world"})


@every_route
def test_every_route_states_a_scope(route):
    """A route is public, open to any key or to none, or needs `plugipay:<resource>:<action>`."""
    assert route.scope in {PUBLIC, ANY_KEY, OPERATOR} or re.fullmatch(r"plugipay:[a-z]+:[a-z]+", route.scope)


@every_route
def test_every_route_stands_in_the_contract(route, table):
    """Scope, key policy, rate class, success and person-only are those of the contract's table."""
    row = table.get((route.method, shape(route.path)))
    if row is None:
        assert route.scope == PUBLIC or (route.method, route.path) in BESIDE_THE_TABLE
        return
    columns = ("scope", "key_policy", "rate_class", "status", "person_only")

    assert (route.scope, route.key, route.rate, route.status, route.person_only) == tuple(row[name] for name in columns)
