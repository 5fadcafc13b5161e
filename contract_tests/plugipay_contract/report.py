"""The proof of the catalogue: which code was reached how, at which operation, by which passing test, on which subject.

`python -m plugipay_contract.report REPORT.json …` joins the reports of several runs and prints them as Markdown.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugipay_contract import facts

Row = dict[str, Any]

INTRODUCTION = """# Contract report

Every error code of the catalogue, and how a passing test reached it by a real call: `natural` is the caller's own
doing, `fault` was planned. Behind each stands how many operations it was seen at. Written by
`pytest --pyargs plugipay_contract --plugipay-report FILE`.
"""


def rows_of(subject: str, nodeid: str, sights: Iterable[Sequence[Any]]) -> list[Row]:
    """What one passing test saw."""
    names = ("side", "code", "status", "how", "operation")
    return [{"subject": subject, "test": nodeid, **dict(zip(names, sight, strict=True))} for sight in sights]


def condensed(rows: Iterable[Row]) -> list[Row]:
    """One row per code, way, operation and subject, with the first test that proves it and how many do."""
    tests: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in rows:
        tests[row["side"], row["code"], row["status"], row["how"], row["operation"], row["subject"]].append(row["test"])
    names = ("side", "code", "status", "how", "operation", "subject")
    return [
        {**dict(zip(names, key, strict=True)), "test": min(found), "tests": len(set(found))}
        for key, found in sorted(tests.items())
    ]


def missing(rows: Iterable[Row]) -> list[str]:
    """The codes of the catalogue that no passing test reached."""
    reached = {(row["side"], row["code"]) for row in rows}
    return [f"{row.side} {row.code}" for row in facts.CODES if (row.side, row.code) not in reached]


def markdown(rows: Sequence[Row]) -> str:
    """The matrix as a table: a row per code, a column per subject."""
    subjects = sorted({row["subject"] for row in rows})
    head = ["| Side | Status | Code | " + " | ".join(subjects) + " |", "|---|---|---|" + "---|" * len(subjects)]
    return "\n".join([INTRODUCTION, *head, *(line(code, rows, subjects) for code in facts.CODES), ""])


def line(code: facts.Code, rows: Sequence[Row], subjects: Sequence[str]) -> str:
    """One code of the table."""
    own = [row for row in rows if (row["side"], row["code"]) == (code.side, code.code)]
    cells = [cell([row for row in own if row["subject"] == subject]) for subject in subjects]
    return f"| {code.side} | {'any' if code.status is None else code.status} | `{code.code}` | {' | '.join(cells)} |"


def cell(rows: Sequence[Row]) -> str:
    """How one subject reached one code."""
    ways: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        ways[row["how"]].add(row["operation"])
    return ", ".join(f"{how} {len(ways[how])}" for how in ("natural", "fault") if how in ways) or "**not reached**"


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write Markdown and, beside it, JSON."""
    path.with_suffix(".md").write_text(markdown(rows), "utf-8")
    path.with_suffix(".json").write_text(json.dumps({"rows": rows}, indent=1) + "\n", "utf-8")


def joined(reports: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows of several reports."""
    return [row for report in reports for row in report["rows"]]


if __name__ == "__main__":
    given = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:])
    sys.stdout.write(markdown(joined(given)))
