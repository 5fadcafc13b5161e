"""The page about errors says what `natural_errors.json` says. `UPDATE_DOCS=1` writes it."""

import os
from pathlib import Path

from plugipay_contract import natural

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
HEAD = """# Errors by operation

Every error a caller can meet by what it does itself. Written from the contract's data
(`contract_tests/plugipay_contract/data/natural_errors.json`); the suite provokes each of them, at every route it is
about, and compares status, code and field, and `x-plugipay-errors` in the OpenAPI document with this.

What can be planned as a fault besides is in [Faults](faults.md); how often each code is reached, in
[the report](contract-report.md).
"""
RULES = ["## At many routes", "", "| What is wrong | Answer | Field | Where | Source |", "|---|---|---|---|---|"]
ROWS = ["## At one operation", "", "| Operation | What is wrong | Answer | Field | Source |", "|---|---|---|---|---|"]


def answer(error):
    """Status and code, or where they are said."""
    return f"{error.status} `{error.code}`" if error.code else "what its life cycle refuses with"


def field(error):
    """The field that is named, if any is."""
    return f"`{error.field}`" if error.field else ""


def rule(error):
    """One line about a rule."""
    count = len(error.routes)
    where = f"{error.applies}: {count} operations" if count else "every path"
    return f"| {error.name} | {answer(error)} | {field(error)} | {where} | {error.source} |"


def row(error):
    """One line about an operation."""
    return f"| `{error.operation}` | {error.name} | {answer(error)} | {field(error)} | {error.source} |"


def page():
    """The whole page."""
    rows = sorted(natural.ROWS, key=lambda each: each.operation.partition(" ")[2])
    lines = [HEAD, *RULES, *map(rule, natural.RULES), "", *ROWS, *map(row, rows)]
    return "\n".join(lines) + "\n"


def test_the_page_is_current():
    """The page says what the data says; after a change, `UPDATE_DOCS=1` mends it."""
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(page(), "utf-8")

    assert PAGE.read_text("utf-8") == page()
