"""`plugipay-mock doctor`, and what `serve` says of a request it does not let in."""

import hashlib
import hmac
import json
import signal
import time

import httpx
import pytest
from click.testing import CliRunner

from plugipay_mock.cli.commands import main

TARGET = "/api/v1/customers?limit=2"
TOLD = "The query is left out of the signed path: sign the path and the query, exactly as they are sent"


def signed(key_id, secret, target, at):
    """The headers of a GET that were signed for this target."""
    text = "\n".join(("GET", target, str(at), hashlib.sha256(b"").hexdigest()))
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return {
        "Authorization": f"Plugipay-HMAC-SHA256 keyId={key_id}, scope=*, signature={signature}",
        "X-Plugipay-Timestamp": str(at),
    }


@pytest.fixture
def doctor():
    """Runs the command in this process: `doctor("--request", file).output`."""
    return lambda *arguments, **env: CliRunner().invoke(main, ["doctor", *map(str, arguments)], env=env)


@pytest.fixture
def saved(tmp_path):
    """Saves a GET whose query was left out when it was signed: `saved("pk_test_1", "sk_test_1")`."""

    def save(key_id="pk_test_1", secret="sk_test_1", target="/api/v1/customers", at=1_747_046_520):
        lines = [f"{name}: {value}" for name, value in signed(key_id, secret, target, at).items()]
        file = tmp_path / "request.txt"
        file.write_text("\r\n".join((f"GET {TARGET} HTTP/1.1", *lines, "", "")), encoding="utf-8", newline="")
        return file

    return save


@pytest.fixture(scope="module")
def serve(start, tmp_path_factory):
    """Starts a server, and returns it with its card."""

    def begin(*options):
        file = tmp_path_factory.mktemp("serve") / "ready.json"
        running = start("serve", "--port", "0", "--quiet", "--ready-file", file, *options)
        return running, json.loads(running.wait_for(file))

    return begin


@pytest.fixture(scope="module")
def explaining(serve):
    """A server that explains, and its card."""
    return serve("--explain")


def refused(card):
    """What a server answers to a query that was not signed."""
    pair = card["keys"]["test"]
    headers = signed(pair["key_id"], pair["secret"], "/api/v1/customers", int(time.time()))
    return httpx.get(card["base_url"] + TARGET, headers=headers, trust_env=False)


def test_a_saved_request_is_examined(doctor, saved):
    """With the secret from the environment, a saved request is told what is wrong with it."""
    told = doctor("--request", saved(), "--secret-env", "SECRET", SECRET="sk_test_1")

    assert told.exit_code == 0
    assert told.output.startswith(f"{TOLD}\nmistakes: query-left-out\n")


def test_a_saved_request_that_is_right_is_told_so(doctor, saved):
    """A request that would be let in is told to be right, however old it is."""
    told = doctor("--request", saved(target=TARGET), "--secret-env", "SECRET", SECRET="sk_test_1")

    assert told.output.startswith("The request is signed right\n")


def test_a_diagnosis_is_told_as_json(doctor, saved):
    """A program reads the names of the mistakes."""
    told = doctor("--request", saved(), "--secret-env", "SECRET", "--json", SECRET="sk_test_1")

    assert json.loads(told.output)["mistakes"] == ["query-left-out"]


def test_a_secret_that_was_mistaken_for_another_is_told(doctor, saved):
    """Secrets of further variables are tried too, and told by the variable's name."""
    file = saved(secret="sk_live_2", target=TARGET)
    told = doctor("--request", file, "--secret-env", "OWN", "--secret-env", "B", OWN="sk_test_1", B="sk_live_2")

    assert "secret-of-the-other-mode" in told.output
    assert "$B" in told.output


def test_a_request_to_a_new_server_needs_no_secret(doctor, saved):
    """Pairs that enrol themselves, and the keys of a new server, are known."""
    assert TOLD in doctor("--request", saved("pk_test_auto_a", "sk_test_auto_a")).output


def test_a_saved_request_without_a_key_is_examined(doctor, tmp_path):
    """A request that says nobody's key can be examined too."""
    file = tmp_path / "request.txt"
    file.write_bytes(b"GET /api/v1/account HTTP/1.1\r\nHost: x\r\n\r\n")

    assert "authorization-missing" in doctor("--request", file).output


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "--secret-env"),
        (["--secret-env", "NOT_SET"], "NOT_SET is not set"),
        (["req_1"], "Give a REQUEST_ID, or a saved request"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_refused(doctor, saved, options, why):
    """What is missing is said in the usual way, with the usual exit code."""
    told = doctor("--request", saved(), *options)

    assert told.exit_code == 2
    assert why in told.output


def test_a_server_is_asked_for_a_request(doctor, explaining):
    """By the request id of a refusal, the server tells what was wrong."""
    _, card = explaining
    told = doctor(refused(card).headers["X-Request-Id"], "--url", card["base_url"])

    assert told.output.startswith(f"{TOLD}\n")


@pytest.mark.parametrize("name", ["req_of_nobody", "../../clock", "a?b", "a#b"])
def test_a_request_nobody_knows_is_refused(doctor, explaining, name):
    """An id that is not in the journal is named, whatever it would mean in a path, and the command ends with 1."""
    told = doctor(name, "--url", explaining[1]["base_url"])

    assert (told.exit_code, told.stdout, name in told.stderr) == (1, "", True)


def test_serve_explains_in_the_answer(explaining):
    """With --explain, the 401 itself says what to change."""
    assert refused(explaining[1]).json()["error"]["details"]["sentence"] == TOLD


def test_serve_prints_one_line_for_a_refusal(serve):
    """The console tells each refusal in one line, without its query; the answer stays faithful."""
    running, card = serve()
    answer = refused(card)
    _, _, err = running.end(signal.SIGINT)

    assert set(answer.json()["error"]) == {"code", "message"}
    key, request_id = card["keys"]["test"]["key_id"][:12], answer.headers["X-Request-Id"]
    assert err == f"401 invalid_signature GET /api/v1/customers by {key}… ({request_id}): {TOLD}\n"
