"""Composes docs/coverage.md: every route of the contract's table, and every other one that is served."""

import ast
import inspect
import json
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from plugipay_mock import dialect
from plugipay_mock.dialect import LEGACY, SEED, SHIPPED
from plugipay_mock.resources import ROOMS
from plugipay_mock.unserved import UNSERVED

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "coverage.md"
TABLE = PROJECT / "contract_tests" / "plugipay_contract" / "data" / "routes.json"

HEAD = """# What the mock serves

Written from the code and the contract's route table by `UPDATE_DOCS=1 pytest mockserver/tests/test_coverage_page.py`;
without `UPDATE_DOCS` the same test fails when the page is out of date. {served} of the {known} routes in the table are
served, and {beside} more: health checks, public pages, and what only a consumer calls.

- **Rules** means that answers follow the rules of the service as far as anybody has written them down; **shapes**, that
  routes, types and codes are right and little happens behind them.
- Source: `service`, generated from the service's own specification; `sdk`, written by hand in all three SDKs; `python
  0.1.0`, only in the official Python package; `page`, no API route, or one that only consumers are seen to call.
- In `seed` (the default) everything works that is not said to differ. What nobody documents is
  [guessed](guesses.md); what a room guessed for itself stands below its routes.
- `GET /openapi.json` describes what the running dialect serves, status by status. Every answer of every test is held
  against it, and `tox run -e schemathesis` sends each operation requests that are made up from it, right and wrong.
"""
ROWS = "| Route | Scope | Source | Dialects |\n|---|---|---|---|\n"


def shape(method, path):
    """A route without the names of its parameters."""
    return method, re.sub(r"{\w+}", "{}", path)


def known():
    """The rows of the contract's table, by method and path."""
    rows = json.loads(TABLE.read_text(encoding="utf-8"))["routes"]
    return {shape(row["method"], row["path"]): row for row in rows}


def page():
    """The whole page."""
    table = known()
    served = {shape(route.method, route.path) for room in ROOMS for route in room.served}
    head = HEAD.format(served=len(served & table.keys()), known=len(table), beside=len(served - table.keys()))
    rooms = [section(room, table) for room in sorted(ROOMS, key=lambda room: room.name)]
    return "\n".join([head, *rooms, unserved(), dialects()])


def section(room, table):
    """What one room serves, on what grounds, and what it guessed."""
    rows = "".join(line(route, table.get(shape(route.method, route.path))) for route in sorted(room.served, key=place))
    notes = "".join(f"- {note}\n" for note in guesses(room))
    below = f"\nGuesses:\n\n{notes}" if notes else ""
    return f"## {room.name.replace('-', ' ').capitalize()} ({room.basis})\n\n{ROWS}{rows}{below}"


def place(route):
    """Where a route stands in its table."""
    return route.path, route.method


def line(route, row):
    """One row of a table."""
    source = "page" if row is None else row["source"]
    return f"| `{route.method} {route.path}` | {route.scope} | {source} | {'; '.join(differences(route))} |\n"


def differences(route):
    """How the dialects differ at a route."""
    if route.person_only:
        yield "`shipped`: 403 `person_only`"
    if route.path.startswith(LEGACY):
        yield "`shipped`: 404"
    elif route.key == "required" and not route.person_only:
        yield "`shipped`: 400 without an idempotency key"
    if route.legacy is not None:
        yield "`seed`: also what Python 0.1.0 sends"


def guesses(room):
    """The sentences in the documentation of a room's modules that speak of a guess."""
    package = room.routes.declared[0].handler.__module__.rpartition(".")[0]
    folder = Path(import_module(package).__file__).parent
    for file in sorted(folder.glob("*.py")):
        text = " ".join((ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split())
        for sentence in re.split(r"(?<=\.)\s+(?=[A-Z])", text):
            if "uess" in sentence:
                listed = sentence.removeprefix("Guesses: ")
                yield from [sentence] if listed == sentence else listed.rstrip(".").split("; ")


def unserved():
    """What the service has and the mock has not."""
    rows = "".join(f"- `{method} {path}`\n" for method, path in UNSERVED) or "Nothing that is known of.\n"
    return f"## Not served (501 `not_mocked`)\n\n{rows}"


def dialects():
    """Every point at which the dialects differ."""
    rows = "".join(
        f"| `{name}` | {getattr(SEED, name)} | {getattr(SHIPPED, name)} | {said} |\n" for name, said in points()
    )
    return f"## Dialects\n\n| Point | `seed` | `shipped` | What it is |\n|---|---|---|---|\n{rows}"


def points():
    """The fields of a dialect with what is written below each."""
    tree = ast.parse(inspect.getsource(dialect))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Dialect")
    for field, said in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr):
            yield field.target.id, " ".join(ast.literal_eval(said.value).split()).replace("|", "\\|")
