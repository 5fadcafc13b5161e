"""How a command finds a server, and what it says when it finds none, or something else."""

import json
import re
import threading

import pytest

from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

from .invoking import invoke


@pytest.mark.parametrize(
    "content",
    ["", "no json", "[]", "{}", '{"base_url":5}', '{"base_url":"http://127.0.0.1:1","control_token":5}', "[" * 100_000],
    ids=lambda content: content[:60] or "nothing",
)
def test_a_ready_file_of_something_else_is_exit_code_2(tmp_path, content):
    """A file that no mock has written leads nowhere."""
    file = tmp_path / "ready.json"
    file.write_text(content, encoding="utf-8")

    assert invoke("state", "--ready-file", str(file)).exit_code == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[", "nonsense", "ftp://127.0.0.1", "http://"])
def test_nobody_there_is_exit_code_3(url):
    """The message says where somebody was looked for, and what to do."""
    failed = invoke("state", "--url", url)

    assert (failed.exit_code, failed.stdout) == (3, "")
    assert re.fullmatch(r"plugipay-mock: No mock answers on [^\n]+; start one, or say --url\n", failed.stderr)


STRANGE = [
    b"",
    b"<html></html>",
    b"[" * 100_000,
    b"{}",
    b"[]",
    b'{"error":"Not found"}',
    b'{"error":null}',
    b'{"error":{}}',
    b'{"error":{"code":1}}',
    b'{"error":null,"data":5}',
    b'{"error":null,"data":[1],"meta":[]}',
    b'{"error":null,"data":{},"meta":{"requestId":7}}',
    b'{"error":{"code":"not_found","message":"No such route"},"meta":{"requestId":"req_01"}}',
]


@pytest.mark.parametrize("answer", STRANGE, ids=lambda answer: answer[:80].decode() or "nothing")
def test_another_server_is_exit_code_3(answer, httpserver_of):
    """What answers and is no mock is told apart, also where it says JSON, or is the API itself."""
    failed = invoke("state", "--url", httpserver_of(answer))

    assert failed.exit_code == 3
    assert failed.stderr == "plugipay-mock: What answered is not a mock (HTTP 200)\n"


@pytest.mark.parametrize(
    ("command", "status", "media_type"),
    [(["clock", "run"], 204, ""), (["reset"], 204, ""), (["requests"], 200, "application/x-ndjson")],
    ids=["nothing", "nothing for a removal", "JSON Lines"],
)
def test_another_server_without_an_envelope_is_exit_code_3(command, status, media_type, httpserver_of):
    """One that agrees to whatever it is asked has done nothing of it."""
    failed = invoke(*command, "--url", httpserver_of(b"", status, media_type))

    assert (failed.exit_code, failed.stderr) == (3, f"plugipay-mock: What answered is not a mock (HTTP {status})\n")


@pytest.fixture
def httpserver_of():
    """A server of something else: `httpserver_of(b"<html>")` is its URL."""
    import http.server  # noqa: PLC0415

    running = []

    def serve(answer, status=200, media_type="text/html"):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_DELETE = do_GET  # noqa: N815  the names are those of its base

            def log_message(self, *told):
                """Say nothing."""

        running.append(http.server.HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=running[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_port}"

    yield serve
    for each in running:
        each.shutdown()
        each.server_close()


@pytest.fixture
def ready_file(server, tmp_path):
    """A file such as `serve --ready-file` writes."""
    file = tmp_path / "ready.json"
    file.write_text(json.dumps({"base_url": server.url}), encoding="utf-8")
    return str(file)


def test_a_server_is_found_by_the_environment(server):
    """The variable the SDKs read is enough."""
    assert invoke("state", PLUGIPAY_BASE_URL=server.url).exit_code == 0


def test_a_server_is_found_by_its_ready_file(ready_file):
    """No URL has to be copied."""
    assert invoke("state", "--ready-file", ready_file).exit_code == 0


def test_the_command_line_comes_before_the_environment(server, ready_file):
    """A ready file or a URL that is said wins over the variable; a URL over a file."""
    elsewhere = "http://127.0.0.1:1"

    assert invoke("state", "--ready-file", ready_file, PLUGIPAY_BASE_URL=elsewhere).exit_code == 0
    assert invoke("state", "--url", server.url, PLUGIPAY_BASE_URL=elsewhere).exit_code == 0
    assert invoke("state", "--url", elsewhere, "--ready-file", ready_file).exit_code == 3


def test_a_token_is_shown(tmp_path):
    """By option, by environment, or out of the ready file."""
    with ThreadServer(World(), token="open-sesame") as guarded:
        file = tmp_path / "ready.json"
        file.write_text(json.dumps({"base_url": guarded.url, "control_token": "open-sesame"}), encoding="utf-8")
        outcomes = [
            invoke("state", "--url", guarded.url).exit_code,
            invoke("state", "--url", guarded.url, "--token", "open-sesame").exit_code,
            invoke("state", "--url", guarded.url, PLUGIPAY_MOCK_TOKEN="open-sesame").exit_code,
            invoke("state", "--ready-file", str(file)).exit_code,
        ]

    assert outcomes == [1, 0, 0, 0]
