"""Times each test from the start of its setup to the end of its teardown, and tells medians by name.

The last line of the output is JSON: the µs of `test_nothing`, and of what is measured. Both kinds of tests take turns.
It runs in the peers' environments, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Generator

import pytest

_spent: defaultdict[str, list[int]] = defaultdict(list)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller say how many tests of each kind there are."""
    parser.addoption("--tests", type=int, default=10, help="of each kind")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make many of each test."""
    metafunc.parametrize("number", range(metafunc.config.getoption("--tests")))


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Let the tests take turns."""
    items.sort(key=lambda item: item.callspec.params["number"])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Function) -> Generator[None, object, object]:
    """Time one test."""
    began = time.perf_counter_ns()
    done = yield
    _spent[item.originalname].append(time.perf_counter_ns() - began)
    return done


def pytest_unconfigure() -> None:
    """Tell the medians."""
    print("\n" + json.dumps({name: statistics.median(spent) / 1e3 for name, spent in _spent.items()}))
