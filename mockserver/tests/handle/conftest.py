"""What the tests of the handle share: the same mock in each place, and a client that signs by itself."""

import httpx
import pytest

from plugipay_mock import Mock, ThreadServer, World
from plugipay_mock.handle.places import InProcess, Outside, Threaded


@pytest.fixture(scope="module", params=["in process", "in a thread", "outside"])
def place(request):
    """A mock in each of the places where one can run, shared by the tests of a module."""
    if request.param == "outside":
        with ThreadServer(World(webhooks="async")) as server:
            place = Outside(server.url)
            yield place
            place.close()
        return
    place = (InProcess if request.param == "in process" else Threaded)(World())
    yield place
    place.close()


@pytest.fixture
def mock(place, request):
    """A workspace of its own for each test."""
    with Mock(place, request.node.name) as mock:
        yield mock


@pytest.fixture
def ask(signing):
    """Sends a signed request to a mock: `ask(mock, "POST", "/customers", {"name": "Ada"})`, and returns its JSON."""

    def send(mock, method, path, body=None, key=None):
        with httpx.Client(transport=mock.transport(), auth=signing(key or mock.key)) as http:
            return http.request(method, f"{mock.base_url}/api/v1{path}", json=body).json()

    return send


@pytest.fixture
def customer(ask, mock):
    """A customer of the mock."""
    return ask(mock, "POST", "/customers", {"email": "ada@example.com"})["data"]
