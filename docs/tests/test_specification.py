"""The table of the specification names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TABLE = (PROJECT / "docs" / "specification.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(\w[\w/]+\.py::test_\w+)`", TABLE))))
def test_named_test_exists(named):
    """A test that the table names is defined in the file it names."""
    file, _, name = named.partition("::")
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))

    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_names_a_test():
    """No statement is listed without a test."""
    proved, _, _ = TABLE.partition("## Where the pages contradict themselves")
    rows = [row for row in proved.splitlines() if row.startswith("|") and not row.startswith(("| Section", "|---"))]

    assert [row for row in rows if "::test_" not in row] == []
