"""Markers, known gaps and the bridge to the options, which live in the pytest plugin."""

from collections.abc import Generator, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from plugipay_contract import judgement, observations
from plugipay_contract.deliveries import patience_with
from plugipay_contract.receiver import Inbox, Receiver, receiving
from plugipay_contract.subjects import ServerSubject

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Register the suite's markers."""
    config.addinivalue_line("markers", "needs(*abilities): skipped when the subject lacks one of these abilities")
    config.addinivalue_line("markers", "guess: nobody documents this; leave it out with -m 'not guess'")
    config.addinivalue_line("markers", "thorough: many calls, or seconds of waiting; left out of -m quick")
    config.addinivalue_line("markers", "quick: everything that is not thorough; set by the suite itself")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is quick, and expect the listed gaps of the subject to fail."""
    gaps = known_gaps(config.option.plugipay_gaps)
    for item in items:
        if HERE not in item.path.parents:
            continue
        if not item.get_closest_marker("thorough"):
            item.add_marker("quick")
        for reason in (reason for part, reason in gaps.items() if part in item.nodeid):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def known_gaps(name: str | None) -> dict[str, str]:
    """Test-id part and reason of every gap in a file, or in one of the suite's own lists.

    One gap per line, `part of a test id: reason`; a listed test must fail, and one that passes says so.
    """
    if not name:
        return {}
    listed = files("plugipay_contract").joinpath("known_gaps", f"{name}.txt")
    text = listed.read_text("utf-8") if listed.is_file() else Path(name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {part: reason for part, _, reason in (line.partition(": ") for line in lines)}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """Let no test answer for what was seen on the way to another that never began."""
    try:
        return (yield)
    except BaseException:
        observations.drain()
        judgement.drain()
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Keep which codes a test saw; fail it when one is not in the catalogue, or an answer not as it must be."""
    try:
        result = yield
    finally:
        sights, complaints = observations.drain(), judgement.drain()
        item.user_properties.append((observations.PROPERTY, observations.as_property(sights)))
    unlisted = sorted({f"{sight.status} {sight.code} at {sight.operation}" for sight in sights if not sight.listed})
    if unlisted:
        message = f"answered what neither catalogue.json nor natural_errors.json lists: {', '.join(unlisted)}"
        pytest.fail(message, pytrace=False)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
    return result


@pytest.fixture(scope="session")
def receiver(plugipay_subject: ServerSubject) -> Iterator[Receiver]:
    """Who listens to webhooks on loopback."""
    with receiving(patience_with(plugipay_subject)) as receiver:
        yield receiver


@pytest.fixture
def inbox(receiver: Receiver) -> Inbox:
    """Where one endpoint may lead."""
    return receiver.inbox()
