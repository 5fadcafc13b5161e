"""The page that says what is served; `UPDATE_DOCS=1` writes it."""

import os
import re

import pytest

from plugipay_mock.unserved import UNSERVED

from . import coverage_page


@pytest.fixture(scope="module")
def written():
    """The page as it is in the documentation."""
    if os.environ.get("UPDATE_DOCS"):
        coverage_page.PAGE.write_text(coverage_page.page(), encoding="utf-8")
    return coverage_page.PAGE.read_text(encoding="utf-8")


def test_the_page_is_current(written):
    """What is written is what the code says."""
    assert written == coverage_page.page()


def test_every_known_route_is_on_the_page(written):
    """A row of the contract's table is served, or listed among those that are not."""
    named = {coverage_page.shape(*route) for route in re.findall(r"`([A-Z]+) (/[^`]*)`", written)}

    assert coverage_page.known().keys() <= named


def test_a_route_is_on_the_page_once(written):
    """Served or not, never both."""
    named = [coverage_page.shape(*route) for route in re.findall(r"`([A-Z]+) (/api/[^`]*)` \|", written)]

    assert len(named) == len(set(named))
    assert {coverage_page.shape(*route) for route in UNSERVED}.isdisjoint(named)
