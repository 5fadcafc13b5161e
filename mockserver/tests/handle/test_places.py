"""Where a mock runs, and that a socket is opened when somebody asks for one."""

import asyncio
import threading

import httpx
import pytest

import plugipay_mock
from plugipay_mock import World
from plugipay_mock.control.line import ControlError
from plugipay_mock.handle.places import InProcess, Outside, Threaded


def served():
    """How many threads of this process serve a mock."""
    return sum(thread.name == "plugipay-mock" for thread in threading.enumerate())


def test_in_process_there_is_no_server_until_somebody_asks():
    """The thread is started by the first look at the URL, and stopped at the end."""
    before = served()
    with plugipay_mock.running() as mock:
        assert (served() - before, mock.url.startswith("http://127.0.0.1:"), served() - before) == (0, True, 1)

    assert served() == before


def test_threads_that_ask_at_once_share_a_server(eager_threads):
    """Whoever looks at the URL first starts the server, and everybody is told of that one."""
    before = served()
    with plugipay_mock.running() as mock:
        urls = eager_threads(8, lambda: mock.url)

        assert (len(set(urls)), served() - before) == (1, 1)


def test_pages_are_where_the_server_is():
    """Hosted pages are at the service's address, until a URL is asked for, and again after a rest."""
    world = World()
    place = InProcess(world)
    said = [world.public_base, place.url, world.public_base]
    place.rest()
    place.close()

    assert (said[0], said[1] == said[2], world.public_base) == ("https://plugipay.com", True, "https://plugipay.com")


def test_a_thread_keeps_its_pages():
    """In a thread, hosted pages are at the server from the start and for good."""
    world = World()
    place = Threaded(world)
    place.rest()
    place.close()

    assert world.public_base == place.base_url


def test_nobody_there_is_said():
    """A URL at which nothing answers is named."""
    place = Outside("http://127.0.0.1:9")
    with pytest.raises(ControlError, match=r"No mock answers on http://127\.0\.0\.1:9"):
        place.line.send("GET", "")
    place.close()


def test_it_can_be_called_asynchronously(mock, signing):
    """The asynchronous transport answers in any event loop, one after the other."""

    async def ask():
        async with httpx.AsyncClient(transport=mock.async_transport(), auth=signing(mock.key)) as http:
            return (await http.post(f"{mock.base_url}/api/v1/customers", json={"name": "Ada"})).json()

    assert [asyncio.run(ask())["data"]["name"] for _ in range(2)] == ["Ada", "Ada"]


def test_an_asynchronous_answer_that_breaks_off_is_an_error(mock, signing):
    """What a fault does to the connection reaches an asynchronous client as httpx reports it."""
    mock.fault("truncate")

    async def ask():
        async with httpx.AsyncClient(transport=mock.async_transport(), auth=signing(mock.key)) as http:
            await http.get(f"{mock.base_url}/api/v1/account")

    with pytest.raises(httpx.RemoteProtocolError):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"dialect": "sed"}, "there is no dialect 'sed'; there are seed, shipped"),
        ({"mode": "prod"}, "there is no mode 'prod'; there are test, live"),
        ({"seed": "x"}, "seed='x' is no whole number"),
        ({"seed": True}, "seed=True is no whole number"),
    ],
)
def test_what_a_mock_cannot_be_is_refused(asked, told):
    """The refusal lists what there is."""
    with pytest.raises(ValueError, match=told), plugipay_mock.running(**asked):
        pass


def test_running_takes_a_seed():
    """Another seed gives another workspace."""
    with plugipay_mock.running() as one, plugipay_mock.running(seed=7) as other:
        assert one.account_id != other.account_id
