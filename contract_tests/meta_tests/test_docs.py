"""The page about the suite: its tables are generated, and its commands work. `UPDATE_DOCS=1` writes the tables."""

import inspect
import json
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from plugipay_contract import facts
from plugipay_contract.remote import rules
from plugipay_contract.subjects import Ability
from plugipay_mock import ThreadServer, World, ready_card
from pytest_plugipay import _options, _proof, _remote

from .test_teeth import BROKEN_PAIRS, BROKEN_SERVERS, CLIENTS

DOCS = Path(__file__).parents[2] / "docs"
PAGE, REPORT = DOCS / "contract.md", DOCS / "contract-report.md"
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL) for line in block.splitlines()
]
SOME = {
    "plugipay_contract.client": "plugipay_contract.client.test_signing",
    "plugipay_contract.server": "plugipay_contract.server.test_signature",
    "plugipay_contract.pair": "plugipay_contract.pair.test_faults",
}
"""Tests enough to see what a command finds; to look at all takes five seconds."""

RUNS = {"process", "thread", "inprocess"}


def abilities():
    """Every ability with what it means, in the words of its definition."""
    lines = inspect.getsource(Ability).splitlines()
    told = dict(re.findall(r'= "(\w+)"\n    """(.*?)"""', "\n".join(lines), re.DOTALL))
    return [
        "| Ability | What the subject can do |",
        "|---|---|",
        *(f"| `{n}` | {t} |" for n, t in sorted(told.items())),
    ]


def mutants():
    """Every broken subject with what is wrong and who notices."""
    clients = CLIENTS + BROKEN_PAIRS.mutants
    rows = [("server", mutant) for mutant in BROKEN_SERVERS] + [("client", each) for each in clients]
    body = [f"| {side} | {mutant.wrong} | `{mutant.caught_by.partition('.')[2]}` |" for side, mutant in rows]
    return [f"{len(BROKEN_SERVERS)} servers and {len(clients)} clients.", "", *HEAD, *body]


def withheld():
    """Every request that a remote run does not send."""
    rows = (f"| {' '.join(row.methods)} | `{row.under}` | {row.why} | {row.source} |" for row in rules.WITHHELD)
    return ["| Methods | Paths that begin with | Why | Source |", "|---|---|---|---|", *rows]


def steps(maker):
    """How something is taken back, in a cell of a table."""
    return ", then ".join(f"`{step}`" for step, _ in maker.undo) or "nothing"


def makes():
    """Everything a remote run makes, and how it takes that back."""
    makers = {maker.kind: maker for maker in reversed(rules.MAKERS.values())}.values()
    steps = (", then ".join(f"`{step}`" for step, _ in maker.undo) or "nothing" for maker in makers)
    rows = (
        f"| {maker.kind} | {undo} | {maker.stays or 'nothing'} |" for maker, undo in zip(makers, steps, strict=True)
    )
    return [rules.LASTING, "", "| Made | Taken back by | What stays |", "|---|---|---|", *rows]


HEAD = ["| Subject | What is wrong | Caught by |", "|---|---|---|"]
TABLES = {"abilities": abilities, "mutants": mutants, "withheld": withheld, "makes": makes}


def generated(name):
    """What stands behind a mark of the page."""
    return f"<!-- {name} -->\n\n" + "\n".join(TABLES[name]()) + "\n"


def update(name):
    """Put a table in the place of the one that is there."""
    page = PAGE.read_text("utf-8")
    before, mark, rest = page.partition(f"<!-- {name} -->\n")
    _, heading, after = rest.partition("\n## ")
    assert mark
    PAGE.write_text(before + generated(name) + heading + after, "utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_current(name):
    """The page says what the code says; after a change, `UPDATE_DOCS=1` mends it."""
    if os.environ.get("UPDATE_DOCS"):
        update(name)

    assert generated(name).strip() in PAGE.read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_understood(pytester, command):
    """Every command of the page finds tests to run; here it looks at a few."""
    pytester.makefile(".json", ready=json.dumps(ready_card(World(), "http://127.0.0.1:9")))
    shorter = {"-n": [], "2": [], "plugipay_contract": SOME.values()}
    said = [part for each in shlex.split(command)[1:] for part in shorter.get(each, [SOME.get(each, each)])]
    collecting = ["--collect-only", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    result = pytester.run(sys.executable, "-m", "pytest", *said, *collecting)

    # The gate sees that nothing ran, and says so.
    assert result.ret == (pytest.ExitCode.TESTS_FAILED if "--plugipay-gate" in command else pytest.ExitCode.OK)


def test_a_file_named_is_there():
    """What the page says of the suite's own files can be looked up."""
    named = re.findall(r"`(plugipay_contract/[\w./]+)`", PAGE.read_text("utf-8"))

    assert named
    assert [name for name in named if not (PAGE.parents[1] / "contract_tests" / name).exists()] == []


def test_every_option_is_explained():
    """Each option of the suite is on the page."""
    sources = (inspect.getsource(part) for part in (_options, _proof, _remote))
    names = [name for source in sources for name in re.findall(r'"(--plugipay-[\w-]+)"', source)]
    fixtures_only = {"--plugipay-allow-network"}

    assert [name for name in names if name not in PAGE.read_text("utf-8") and name not in fixtures_only] == []


def test_a_stranger_is_judged_by_one_key(pytester):
    """The first command, at a server with nothing but an address and a key pair."""
    world = World()
    with ThreadServer(world) as server:
        key = ready_card(world, server.url)["keys"]["test"]
        given = {"http://127.0.0.1:8080": server.url, "pk_test_yours": key["key_id"], "sk_test_yours": key["secret"]}
        arguments = [given.get(part, part) for part in shlex.split(COMMANDS[0])[1:]]
        arguments += ["-p", "no:cacheprovider", "-q", "-m", "quick", "--plugipay-abilities", "none"]  # it is no mock
        result = pytester.run(sys.executable, "-m", "pytest", *arguments)

    outcomes = result.parseoutcomes()
    assert (result.ret, outcomes["passed"] > 400, outcomes["skipped"] > 0) == (0, True, True)


def test_the_published_report_has_every_code():
    """A row per code of the catalogue, reached in every way of running."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in REPORT.read_text("utf-8").splitlines()]
    head, *body = [row for row in rows if len(row) > 1 and "---" not in row]

    assert set(head[3:]) == RUNS
    assert {(row[0], row[2].strip("`")) for row in body} == {(code.side, code.code) for code in facts.CODES}
    assert not [row for row in body if "**not reached**" in row]
