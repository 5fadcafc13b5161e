import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest

from plugipay_mock.handle.waiting import until
from plugipay_mock.seeds import ready_card
from plugipay_mock.world import World

ACCOUNT = "/api/v1/account"
NO_FILE = "what is there is no regular file; name another path"


@pytest.fixture
def ready_file(tmp_path):
    return tmp_path / "ready.json"


@pytest.fixture
def serve(start, ready_file):
    """Starts a server on a free port, and returns it with its card as soon as its ready file is there."""

    def begin(*options):
        running = start("serve", "--port", "0", "--ready-file", ready_file, *options)
        return running, json.loads(running.wait_for(ready_file))

    return begin


@pytest.fixture(scope="module")
def shared(start, tmp_path_factory):
    """A server that several tests look at, and what it showed."""
    file = tmp_path_factory.mktemp("shared") / "ready.json"
    running = start("serve", "--port", "0", "--ready-file", file)
    card = json.loads(running.wait_for(file))
    banner = list(iter(running.read_line, "Try it"))
    return SimpleNamespace(card=card, banner="\n".join(banner), example=running.read_line())


def get(url, path=ACCOUNT, **how):
    return httpx.get(url + path, trust_env=False, **how)


def bearer(key):
    return {"Authorization": f"Bearer {key}"}


def test_the_ready_file_means_that_requests_are_answered(serve):
    """The moment the file appears, the keys in it open the server in it."""
    _, card = serve()

    assert (
        get(card["base_url"], headers=bearer(card["bearer"]["test"])).json()["data"]["accountId"]
        == (card["account_id"])
    )


def test_the_ready_file_holds_what_a_client_needs(shared):
    """The file has the base URL, the account, and a pair for each purpose."""
    card = shared.card

    assert urlsplit(card["base_url"]).hostname == "127.0.0.1"
    assert card["account_id"].startswith("acc_")
    assert list(card["keys"]) == ["test", "live", "read_only", "platform", "revoked"]
    assert all(set(pair) == {"key_id", "secret"} for pair in card["keys"].values())


def test_the_banner_shows_url_and_keys(shared):
    """Everything in the ready file can be read off the banner."""
    card = shared.card
    pairs = [part for pair in card["keys"].values() for part in pair.values()]
    shown = [card["base_url"], card["account_id"], *pairs, *card["bearer"].values()]

    assert [text for text in shown if text not in shared.banner] == []


def test_the_banner_s_example_works(shared):
    """The line after "Try it", run as it stands, prints the brand of the workspace."""
    program, *arguments = shlex.split(shared.example)
    tried = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)

    assert (program, tried.stdout, tried.stderr) == ("python", "Kopi Kita\n", "")


def test_a_stale_ready_file_does_not_count(start, ready_file):
    """A file an earlier server left is replaced by one that is true."""
    ready_file.write_text("{}")
    running = start("serve", "--port", "0", "--ready-file", ready_file)
    running.read_line()

    assert get(json.loads(ready_file.read_text())["base_url"], "/health").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_server_cleanly(serve, ready_file, is_listening, number):
    """On each of them the server goes without a word, with exit code 0, and takes its ready file with it."""
    running, card = serve()
    code, _, err = running.end(number)

    assert (code, err) == (0, "")
    assert not ready_file.exists()
    assert not is_listening(card["base_url"])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("closed", ["<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_server_ends_cleanly_that_has_nowhere_to_write(tmp_path, closed):
    """What the event loop opens first must not take the place of standard output."""
    ready_file = tmp_path / "ready.json"
    command = f'exec "{sys.executable}" -m plugipay_mock serve --port 0 --ready-file "{ready_file}" {closed}'
    with subprocess.Popen(["/bin/sh", "-c", command]) as server:
        until(ready_file.exists, 30)
        server.terminate()

        assert server.wait(30) == 0


def test_the_ready_file_goes_before_the_server_does(serve, ready_file, is_listening):
    """A server that waits for a receiver while it stops answers nobody, and says so."""
    running, card = serve()
    with socket.create_server(("127.0.0.1", 0)) as receiver:
        receiver.settimeout(20)
        host, port = receiver.getsockname()
        control(card, "/webhooks", {"url": f"http://{host}:{port}/"})
        control(card, "/webhooks/trigger", {"type": "invoice.paid"})
        with receiver.accept()[0]:
            running.process.send_signal(signal.SIGTERM)
            while is_listening(card["base_url"]):
                pass
            left, ended = ready_file.exists(), running.process.poll()

    assert (left, ended) == (False, None)


def control(card, path, body):
    """Has a control operation done."""
    httpx.post(card["base_url"] + "/_mock" + path, json=body, trust_env=False).raise_for_status()


def test_a_server_leaves_the_ready_file_of_a_later_one(serve, start, ready_file):
    """Whoever took the path over still answers when the first has stopped."""
    first, card = serve()
    later = start("serve", "--port", "0", "--ready-file", ready_file)
    later.read_line()
    first.end(signal.SIGTERM)

    assert json.loads(ready_file.read_text())["base_url"] != card["base_url"]


def test_a_quiet_server_prints_nothing(serve):
    """With `--quiet` not a byte is written, from start to end."""
    running, _ = serve("--quiet")

    assert running.end(signal.SIGTERM) == (0, "", "")


def test_a_taken_port_is_one_clear_line(run):
    """Where somebody listens already, the command says so, says what to do, and fails."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"plugipay-mock: cannot listen on 127.0.0.1:{port}: ")
    assert ended.stderr.endswith("; choose another --port, or 0 for a free one\n")
    assert ended.stderr.count("\n") == 1


def test_an_impossible_ready_file_is_one_clear_line(run, tmp_path):
    """A ready file that cannot be written is told in a sentence, not in a traceback."""
    ended = run("serve", "--port", "0", "--ready-file", str(tmp_path / "missing" / "ready.json"))

    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert "ready.json" in ended.stderr


def test_a_ready_file_that_would_replace_something_else_is_one_clear_line(run, tmp_path):
    """A pipe that waits at the path is not deleted; the command says so, and fails."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ended = run("serve", "--port", "0", "--ready-file", str(pipe))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"plugipay-mock: cannot write {pipe}: {NO_FILE}\n"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])  # noqa: S104  it must be refused
def test_other_machines_are_kept_out(run, host):
    """An address others can reach is refused, unless one means it."""
    ended = run("serve", "--port", "0", "--host", host)

    assert ended.returncode == 2
    assert "add --allow-remote to mean it" in ended.stderr


def test_other_machines_are_let_in_on_request(serve):
    """With `--allow-remote` any address of this machine is listened on."""
    _, card = serve("--host", "0.0.0.0", "--allow-remote")  # noqa: S104  it must be possible

    assert get(f"http://127.0.0.1:{urlsplit(card['base_url']).port}", "/health").status_code == 200


def test_options_shape_the_world(serve):
    """Seed, dialect and limits are those of the command line."""
    _, card = serve("--seed", "7", "--dialect", "shipped", "--rate-limits")
    answer = get(card["base_url"], headers=bearer(card["bearer"]["test"]))

    assert card["keys"] == ready_card(World(seed=7), "")["keys"]
    assert answer.json()["error"]["code"] == "person_only"
    assert answer.headers["X-RateLimit-Remaining"] == "99"


def test_keys_need_not_enrol_themselves(serve):
    """With `--no-auto-keys`, a pair nobody minted is unknown."""
    _, card = serve("--no-auto-keys")
    forged = {"Authorization": "Plugipay-HMAC-SHA256 keyId=pk_test_auto_ci, scope=*, signature=00"}

    assert get(card["base_url"], headers=forged).json()["error"]["code"] == "invalid_key"
