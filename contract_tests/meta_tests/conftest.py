"""Runs tests of the suite against subjects put in the place of those the options name."""

from types import ModuleType

import httpcore  # noqa: F401  pytest inside pytest forgets what it imports; what is named here is imported once
import httpx  # noqa: F401
import pytest


class Instead:
    """A plugin that overrides fixtures of the real plugin, once those are known."""

    def __init__(self, **values):
        self.fixtures = ModuleType("subjects_under_judgement")
        for name, value in values.items():
            setattr(self.fixtures, name, pytest.fixture(scope="session", name=name)(lambda value=value: value))

    def pytest_collection(self, session):
        """Register the fixtures late, so that they win."""
        session.config.pluginmanager.register(self.fixtures)


@pytest.fixture
def judge(pytester):
    """Judge subjects by some tests of the suite, `server.test_keys::test_…`; returns passed, skipped and failed.

    `marked` leaves out what does not fit it, as `-m` does.
    """

    def run(*tests, marked="", **subjects):
        named = [f"plugipay_contract.{test}" for test in tests]
        arguments = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-m", marked, "--pyargs", *named]
        return pytester.inline_run(*arguments, plugins=[Instead(**subjects)]).listoutcomes()

    return run
