"""`trigger`, `listen` and `deliveries`, against a server that delivers in the background."""

import json
import re
import signal

import pytest

from plugipay_mock.handle.waiting import until
from plugipay_mock.webhooks import Inbox

PATIENCE = 60


@pytest.fixture(scope="module")
def url(start, tmp_path_factory):
    """Where a server of its own answers."""
    ready = tmp_path_factory.mktemp("webhooks") / "ready.json"
    served = start("serve", "--port", "0", "--quiet", "--ready-file", str(ready))
    return json.loads(served.wait_for(ready))["base_url"]


@pytest.fixture
def inbox():
    """Where an app takes webhooks."""
    listening = Inbox()
    yield listening
    listening.close()


@pytest.fixture
def listening(start, inbox, url):
    """The command, forwarding to the inbox; its first line was read."""
    command = start("listen", "--forward-to", inbox.url, "--url", url, "--json")
    inbox.secrets.append(json.loads(command.read_line())["secret"])
    return command


def test_listen_forwards_what_trigger_tells(run, inbox, listening, url):
    """The app is told, and its answer is printed."""
    done = run("trigger", "invoice.paid", "--set", "total=5", "--set", "metadata.order=seven", "--url", url)
    printed = json.loads(listening.read_line())

    assert done.returncode == 0, done.stderr
    assert "plugipay.invoice.paid.v1" in done.stdout
    assert (inbox[0].object["total"], inbox[0].object["metadata"]) == (5, {"order": "seven"})
    assert (printed["type"], printed["responseCode"]) == ("plugipay.invoice.paid.v1", 200)


def test_listen_opens_its_endpoint_again_after_a_reset(run, inbox, listening, url):
    """It tells the new secret, goes on, and ends in good order."""
    run("reset", "--url", url)
    inbox.secrets.append(json.loads(listening.read_line())["secret"])
    run("trigger", "invoice.paid", "--url", url)
    printed = json.loads(listening.read_line())

    assert (inbox.names, printed["responseCode"]) == (["invoice.paid"], 200)
    assert listening.end(signal.SIGINT) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_listen_ends_quietly_and_closes_its_endpoint(run, listening, inbox, url, number):
    """After Ctrl-C the app is told nothing more; other signals that end it do the same."""
    code, _, err = listening.end(number)
    run("trigger", "invoice.paid", "--url", url)

    assert (code, err) == (0, "")
    assert list(inbox) == []


def test_listen_prints_for_people(start, run, inbox, url):
    """The secret first, then a line for each answer."""
    command = start("listen", "--forward-to", inbox.url, "--url", url, "--event", "refund.*")
    first = command.read_line()
    inbox.secrets.append(first.rpartition(" ")[2])
    run("trigger", "refund.issued", "--url", url)
    second = command.read_line()
    command.end(signal.SIGINT)

    assert first.startswith(f"Forwarding to {inbox.url}; the secret is whsec_")
    assert "200  plugipay.refund.issued.v1" in second


def test_deliveries_lists_what_became_of_each(run, listening, inbox, url):
    """One line for each, or JSON."""
    inbox.answer(503)
    run("trigger", "payout.paid", "--url", url)
    listening.read_line()
    told = run("deliveries", "--status", "pending", "--url", url).stdout
    shown = [json.loads(line) for line in run("deliveries", "--json", "--url", url).stdout.splitlines()]

    assert "plugipay.payout.paid.v1" in told
    assert "HTTP 503  again at" in told
    assert shown[-1]["attempts"] == 1


def test_the_example_of_a_key_with_dots_works(run, url):
    """As the help has it."""
    (example,) = re.findall(r"\((metadata\S+=\S+)\)", " ".join(run("trigger", "--help").stdout.split()))
    told = json.loads(run("trigger", "invoice.paid", "--set", example, "--json", "--url", url).stdout)

    assert told["data"]["object"]["metadata"] == {"order": "A7"}


@pytest.mark.parametrize("wrong", [["invoice.melted"], ["invoice.paid", "--set", "totl=5"]], ids=str)
def test_what_is_unknown_is_one_clear_line(run, url, wrong):
    """Exit code 1, and what is wrong."""
    done = run("trigger", *wrong, "--url", url)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


@pytest.mark.parametrize("constant", ["NaN", "-Infinity"])
def test_set_takes_for_text_what_json_lacks(run, inbox, listening, url, constant):
    """A number that is none is sent as the word it is."""
    run("trigger", "invoice.paid", "--set", f"metadata.order={constant}", "--url", url)
    listening.read_line()

    assert inbox[0].object["metadata"] == {"order": constant}


@pytest.mark.parametrize("wrong", ["total", "=5", "a..b=5"])
def test_set_wants_a_key_and_a_value(run, url, wrong):
    """Exit code 2, as for every command line that makes no sense."""
    done = run("trigger", "invoice.paid", "--set", wrong, "--url", url)

    assert (done.returncode, "write KEY=VALUE" in done.stderr) == (2, True)


def test_set_says_nothing_twice(run, url):
    """A key holds one value."""
    done = run("trigger", "invoice.paid", "--set", "total=5", "--set", "total.x=6", "--url", url)

    assert done.returncode == 2


def test_serve_delivers_as_it_is_told(run, start, tmp_path, inbox):
    """With `--webhooks collect`, what happens waits until `listen` or somebody else asks."""
    ready = tmp_path / "ready.json"
    served = start("serve", "--port", "0", "--quiet", "--ready-file", str(ready), "--webhooks", "collect")
    url = json.loads(served.wait_for(ready))["base_url"]
    command = start("listen", "--forward-to", inbox.url, "--url", url, "--json")
    inbox.secrets.append(json.loads(command.read_line())["secret"])
    run("trigger", "invoice.paid", "--url", url)
    until(lambda: len(inbox), PATIENCE)
    command.end(signal.SIGINT)

    assert inbox.names == ["invoice.paid"]
