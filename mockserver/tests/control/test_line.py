"""The line over HTTP, where what is at its other end does not do as a mock does."""

import socket
from contextlib import closing
from math import inf, nan

import h11
import pytest

from plugipay_mock.control.line import ControlError, HttpLine


@pytest.fixture
def silent():
    """The URL of a server that takes a connection, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def refusal():
    """Why an operation was not done: `refusal(url, body)`."""

    def send(url, body=None, **options):
        line = HttpLine(url, **options)
        with pytest.raises(ControlError) as refused:
            line.send("POST", "/webhooks/deliver", body)
        line.close()
        return refused.value.code, str(refused.value)

    return send


def test_a_mock_that_takes_long_is_not_taken_for_none(silent, refusal):
    """It is told how long it was waited for, and that it may still be at it."""
    code, told = refusal(silent, patience=0.05)

    assert (code, told) == (
        "timeout",
        f"The mock on {silent} has not finished after 0.05 s; it may still do what was asked",
    )


@pytest.mark.parametrize("url", ["http://xn--zz--/", "http://é..x", "http://[", "http://127.0.0.1:99999"])
def test_an_impossible_url_is_nobody(refusal, url):
    """The message names it."""
    code, told = refusal(url)

    assert code == "unreachable"
    assert told.startswith(f"No mock answers on {url.rstrip('/')}: ")


@pytest.mark.parametrize("number", [nan, inf])
def test_what_json_cannot_say_is_not_sent(silent, refusal, number):
    """A sentence says so."""
    code, told = refusal(silent, {"days": number})

    assert (code, told.partition(":")[0]) == ("unsendable", "What was to be sent is no JSON")


def test_a_token_of_any_letters_is_for_the_mock_to_judge(server):
    """A wrong one is refused there."""
    line = HttpLine(server.url, "é\udcff")
    assert line.send("GET", "")["seed"] == 0
    line.close()


def test_an_operation_after_ctrl_c_is_not_sent_on_a_connection_in_the_middle_of_something(server, monkeypatch):
    """Whoever broke one off can still clean up."""

    def interrupt(_):
        raise KeyboardInterrupt

    with closing(HttpLine(server.url)) as line:
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(h11.Connection, "start_next_cycle", interrupt)
            with pytest.raises(KeyboardInterrupt):
                line.send("GET", "")
        assert line.send("GET", "")["seed"] == 0
