"""Runs tests of the suite against subjects put in the place of those the options name."""

from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

import httpcore  # noqa: F401  pytest inside pytest forgets what it imports; what is named here is imported once
import httpx  # noqa: F401
import pytest
from hypothesis import Phase, settings

from plugipay_contract.conftest import pytest_configure  # noqa: F401  the markers of what is imported here

settings.register_profile("unshrunk", phases=[Phase.explicit, Phase.generate])  # a failure is wanted, not a small one


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

    `marked` leaves out what does not fit it, as `-m` does, and `told` is what `--tb` says of failures.
    """

    def run(*tests, marked="", told="short", **subjects):
        named = [f"plugipay_contract.{test}" for test in tests]
        for test in named:
            import_module(test.partition("::")[0])  # or each run would import it anew
        arguments = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", f"--tb={told}", "-m", marked]
        arguments += ["--pyargs", *named]
        with profile("unshrunk"):
            return pytester.inline_run(*arguments, plugins=[Instead(**subjects)]).listoutcomes()

    return run


@contextmanager
def profile(name):
    """Let Hypothesis run by a profile."""
    before = settings.get_current_profile_name()
    settings.load_profile(name)
    try:
        yield
    finally:
        settings.load_profile(before)
