"""A server that has many customers before it answers: `python -m benchmarks.growth_server PORT COUNT FACTS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.filling import Filled, inbound
from benchmarks.recipes import Recipe
from plugipay_mock.serve import Server

_SAMPLES = 100
_WALK = 200


def main(port: int, count: int, facts: Path) -> None:
    """Fill, write down what may be asked for, and serve."""
    filled = Filled()
    step = max(1, count // _SAMPLES)
    ids = [
        json.loads(answer.body)["data"]["id"]
        for number, answer in enumerate(filled.create(count))
        if number % step == 0
    ]
    numbers = [number * step for number in range(count // step)]
    cursors = _cursors(filled)
    root = "/api/v1/customers"
    told = {
        "get": [f"{root}/{each}" for each in ids],
        "first page": [f"{root}?limit=20"],
        "deep page": [f"{root}?limit=20&order=asc&cursor={cursor}" for cursor in cursors],
        "filter by email": [f"{root}?email=budi-fill-{number}@example.com" for number in numbers],
        "filter by externalId": [f"{root}?externalId=crm-fill-{number}" for number in numbers],
    }
    facts.write_text(json.dumps(told), encoding="utf-8")
    Server(filled.world, port=port).run()


def _cursors(filled: Filled) -> list[str]:
    """Return the cursors of a walk of large pages from the oldest row on."""
    found: list[str] = []
    path = "/api/v1/customers?limit=100&order=asc"
    asked = path
    while len(found) < _WALK:
        meta = json.loads(filled.core.handle(inbound(Recipe("GET", asked), "walk")).body)["meta"]
        if meta["cursor"] is None:
            break
        found.append(meta["cursor"])
        asked = f"{path}&cursor={meta['cursor']}"
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
