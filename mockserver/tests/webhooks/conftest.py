"""What the tests of receivers share: a mock, and a signed hand on its API."""

import httpx
import pytest

from plugipay_mock import running


@pytest.fixture
def mock():
    """A workspace in a world of its own."""
    with running() as held:
        yield held


@pytest.fixture
def api(mock, signing):
    """A signed httpx client."""
    with httpx.Client(transport=mock.transport(), base_url=mock.base_url, auth=signing(mock.key)) as client:
        yield client
