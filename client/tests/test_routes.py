"""Every route anybody has evidence for, and the one operation that goes there."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

OPERATIONS = json.loads(Path(__file__).with_name("operations.json").read_text("utf-8"))
TABLE = Path(__file__).parents[2] / "contract_tests/plugipay_contract/data/routes.json"
ROUTES = {
    f"{route['method']} {re.sub(r'{[^}]+}', '{}', route['path'])}": route
    for route in json.loads(TABLE.read_text("utf-8"))["routes"]
    if route["source"] != "python 0.1.0"  # three paths that the service does not have
}
NARROW = {"gift_cards.balance"}  # the Node package reads one answer in two ways
READS = {"file": {"bytes", "text"}, "html": {"text"}, "empty": {"nothing"}}  # and an envelope, everything else


def template(row):
    """Return method and path of an operation, with `{}` for each id."""
    sent = row["sends"].partition("?")[0]
    for argument in row.get("args", ()):
        if isinstance(argument, str):
            sent = sent.replace(f"/{quote(argument, safe='')}", "/{}", 1)
    return sent


def test_every_route_has_one_operation():
    """A route without an operation fails, and so does an operation on a path nobody knows, or a second one."""
    reached = Counter(template(row) for name, row in OPERATIONS.items() if name not in NARROW)

    assert reached == Counter(ROUTES.keys())


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_reads_what_its_route_answers(name):
    """Pages where the route has pages, files where it has files, and nothing where it answers nothing."""
    route, answers = ROUTES[template(OPERATIONS[name])], OPERATIONS[name]["answers"]

    assert answers.startswith("page of ") == route["paged"]
    assert (answers in {"bytes", "text", "nothing"}) == (route["answer"] in READS)
    assert answers in READS.get(route["answer"], {answers})
