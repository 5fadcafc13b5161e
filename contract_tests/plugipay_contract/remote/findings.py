"""What a run at a service that others use has found, as data that travels between processes, and in words."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plugipay_contract.remote.cleanup import Cleaned
from plugipay_contract.remote.drift import ROUTES, Drift, never_served
from plugipay_contract.remote.rules import LASTING

Findings = dict[str, Any]

SHOWN = 20
"""How many differences a terminal shows; the file has them all."""


def of_a_run(service: str, mark: str, drift: Drift, cleaned: Cleaned) -> Findings:
    """What one process has found."""
    return {
        "service": service,
        "mark": mark,
        "answers": [[*key, times] for key, times in sorted(drift.answers.items())],
        "differing": [[*key, times] for key, times in sorted(drift.differing.items())],
        "examples": [[*key, example] for key, example in sorted(drift.examples.items()) if example],
        "added": [[*key, times] for key, times in sorted(drift.added.items())],
        "undone": dict(sorted(cleaned.undone.items())),
        "left": [list(each) for each in cleaned.left],
    }


def joined(runs: Iterable[Findings]) -> Findings:
    """What several processes have found together."""
    runs = list(runs)
    rows = {name: _summed(row for run in runs for row in run[name]) for name in ("answers", "differing", "added")}
    undone = sum((Counter(run["undone"]) for run in runs), Counter[str]())
    left, examples = ([row for run in runs for row in run[name]] for name in ("left", "examples"))
    absent = never_served(Counter({(row[0], row[1]): row[2] for row in rows["answers"]}))
    rows["differing"] = sorted([*rows["differing"], *map(list, absent)])
    first = {"service": runs[0]["service"], "mark": runs[0]["mark"]}
    return {**first, **rows, "undone": dict(sorted(undone.items())), "left": left, "examples": examples}


def _summed(rows: Iterable[list[Any]]) -> list[list[Any]]:
    times: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        times[tuple(row[:-1])] += row[-1]
    return [[*key, count] for key, count in sorted(times.items())]


def line_of(row: list[Any]) -> str:
    """One difference: `GET /api/v1/customers/{} 200: data.metadata: object of strings expected, array found`."""
    operation, status, path, said, times = row
    return f"{operation} {status}: {path}: {said}" + (f" ({times} times)" if times > 1 else "")


def line_with_example(row: list[Any], examples: list[list[Any]]) -> str:
    """The same, with the id of a request by which the service finds what happened."""
    example = next((each[-1] for each in examples if each[:-1] == row[:-1]), None)
    return line_of(row) + (f", such as `{example}`" if example else "")


def conclusion(found: Findings) -> str:
    """The drift in one line."""
    operations = {row[0] for row in found["answers"]} & set(ROUTES)
    seen = f"{counted(sum(row[-1] for row in found['answers']), 'answer')} of {counted(len(operations), 'operation')}"
    more = f"; {counted(len(found['added']), 'field')} beyond the contract" if found["added"] else ""
    if found["differing"]:
        return f"{counted(len(found['differing']), 'difference')} from the contract in {seen}{more}"
    return f"no drift: {seen} have the shape of the contract{more}"


def counted(number: int, noun: str) -> str:
    """A number of things: `1 answer`, `2 answers`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def cleaning(found: Findings) -> list[str]:
    """What was taken back and what stays, per kind."""
    lines = tally(found["undone"], [row[0] for row in found["left"]]).split("; ")
    return [*lines, f"everything that has place for it carries the mark {found['mark']}. {LASTING}"]


def tally(undone: Mapping[str, int], left: Iterable[str]) -> str:
    """How many of each kind were taken back, and how many stay: `taken back: customer 2; stays: refund 1`."""
    parts = {"taken back": undone, "stays": Counter(left)}
    told = {name: ", ".join(f"{kind} {n}" for kind, n in sorted(part.items())) for name, part in parts.items()}
    return "; ".join(f"{name}: {words or 'nothing'}" for name, words in told.items())


def summary(found: Findings) -> list[str]:
    """What a terminal shows at the end."""
    rows = [line_of(row) for row in found["differing"][:SHOWN]]
    more = len(found["differing"]) - SHOWN
    return [conclusion(found), *rows, *([f"… and {more} more"] if more > 0 else []), *cleaning(found)]


def markdown(found: Findings) -> str:
    """Everything, to be kept."""
    parts = [
        f"# Drift report of {found['service']}",
        conclusion(found).capitalize() + ".",
        _section("Differences", [f"- {line_with_example(row, found['examples'])}" for row in found["differing"]]),
        _section("Fields beyond the contract", [f"- {row[0]}: {row[1]}" for row in found["added"]]),
        _section("Cleaned up", [f"- {line}" for line in cleaning(found)]),
        _section("What stays", [f"- {kind} `{thing}`: {why}" for kind, thing, why in found["left"]]),
        _section("Operations called", [f"- {row[0]}: {row[1]}, {row[2]} times" for row in found["answers"]]),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([f"## {title}", "", *(lines or ["None."])])


def write(path: Path, found: Findings) -> None:
    """Write Markdown and, beside it, JSON."""
    path.with_suffix(".md").write_text(markdown(found), "utf-8")
    path.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
