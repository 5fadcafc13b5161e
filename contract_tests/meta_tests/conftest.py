"""Runs tests of the suite against subjects put in the place of those the options name."""

from contextlib import contextmanager
from types import ModuleType

import pytest
from hypothesis import Phase, settings

from plugipay_contract.conftest import pytest_configure  # noqa: F401  the markers of what is imported here

WITHOUT = ("-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception")
"""Leaves no files behind, and does not look for garbage after each run."""

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


class Told:
    """A plugin that keeps what a run says of its tests."""

    def __init__(self):
        self.passed, self.skipped, self.failed = [], [], []

    def pytest_collectreport(self, report):
        """Keep what could not be collected."""
        if report.failed:
            self.failed.append(report)

    def pytest_runtest_logreport(self, report):
        """Keep what came of a test; that it could be set up and torn down says nothing."""
        if report.when == "call" or not report.passed:
            getattr(self, report.outcome).append(report)


@pytest.fixture
def judge(tmp_path, monkeypatch):
    """Judge subjects by some tests of the suite, `server.test_keys::test_…`; returns passed, skipped and failed.

    `marked` leaves out what does not fit it, as `-m` does, `told` is what `--tb` says of failures, and `most` is after
    how many the rest is left out. There are hundreds of these runs: what they import stays imported, and only our
    plugin is loaded.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(*tests, marked="", told="short", most=0, **subjects):
        named = [f"plugipay_contract.{test}" for test in tests]
        options = ["-p", "pytest_plugipay.plugin", f"--tb={told}", f"--maxfail={most}", "-m", marked]
        heard = Told()
        with profile("unshrunk"):
            pytest.main([*WITHOUT, *options, "--pyargs", *named], plugins=[heard, Instead(**subjects)])
        return heard.passed, heard.skipped, heard.failed

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
