"""The commands that speak to a running server."""

import json
import os
import pty
import re
import signal
import subprocess
import sysconfig
import threading
from pathlib import Path

import pytest

from ..bodies import SESSION, SMALL_SESSION
from .invoking import invoke

SCRIPT = Path(sysconfig.get_path("scripts"), "plugipay-mock")
CUSTOMERS = "/api/v1/customers"
COMMANDS = ["fault", "settle", "requests", "keys", "state", "reset", "snapshot", "restore"]
CLOCK = ["show", "freeze", "set", "advance", "run"]


@pytest.fixture
def tell(server, shop):
    """Runs a command against the server, whose workspace is as on the first day: `tell("fault", "status=503")`."""
    invoke("reset", "--url", server.url)
    return lambda *arguments: invoke(*arguments, "--url", server.url)


def rows(result):
    """The objects a command printed, one a line."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_fault_is_planned_and_acts(tell, shop):
    """The plan is answered, and the next request fails."""
    assert tell("fault", "status=503; route=/customers").stdout.startswith("id=flt_1  status=503  route=/customers")
    assert [shop("GET", CUSTOMERS).status for _ in range(2)] == [503, 200]


def test_faults_are_listed(tell, shop):
    """With how often each acted; or only those that never did."""
    tell("fault", "status=503")
    tell("fault", "hang; nth=9")
    shop("GET", CUSTOMERS)

    assert [row["fired"] for row in rows(tell("fault", "--json"))] == [1, 0]
    assert [row["id"] for row in rows(tell("fault", "--unfired", "--json"))] == ["flt_2"]


def test_faults_are_cleared(tell):
    """Afterwards there are none; a plan given at once is the only one."""
    tell("fault", "status=503")
    assert tell("fault", "--clear").stdout == ""
    assert rows(tell("fault", "--json")) == []
    tell("fault", "status=503")
    tell("fault", "--clear", "hang")
    assert ["hang" in row for row in rows(tell("fault", "--json"))] == [True]


def test_a_clock_is_moved(tell):
    """Every move tells the time it leads to."""
    assert tell("clock", "freeze", "2026-05-12T10:42:00Z").stdout == "2026-05-12T10:42:00.000Z  frozen\n"
    assert tell("clock", "advance", "--days", "1", "--hours", "2").stdout == "2026-05-13T12:42:00.000Z  frozen\n"
    assert tell("clock", "set", "2027-01-01T00:00:00Z").stdout == "2027-01-01T00:00:00.000Z  frozen\n"
    assert tell("clock", "show").stdout == "2027-01-01T00:00:00.000Z  frozen\n"
    assert tell("clock", "run").stdout.endswith("  running\n")


def test_what_falls_due_is_told(tell, shop):
    """Events of the way are listed."""
    session = shop("POST", "/api/v1/checkout-sessions", SMALL_SESSION).data["id"]
    told = tell("clock", "advance", "--days", "2").stdout.splitlines()

    assert re.fullmatch(rf"  \S+Z  plugipay\.checkout_session\.expired\.v1  {session}", told[1])


def test_a_clock_is_told_as_json(tell):
    """With what happened."""
    (told,) = rows(tell("clock", "freeze", "2026-05-12T10:42:00Z", "--json"))

    assert told == {"now": "2026-05-12T10:42:00.000Z", "frozen": True, "happened": []}


@pytest.mark.parametrize(
    ("options", "status"),
    [([], "completed"), (["--method", "qris"], "completed"), (["--outcome", "expired"], "expired")],
)
def test_a_session_is_settled(tell, shop, options, status):
    """It ends as its buyer would end it, and its new state is told."""
    session = shop("POST", "/api/v1/checkout-sessions", SESSION).data["id"]

    assert tell("settle", session, *options).stdout == f"{session}  {status}\n"
    assert shop("GET", f"/api/v1/checkout-sessions/{session}").data["status"] == status


def test_what_was_settled_is_told_as_json(tell, shop):
    """Whole, as the API shows it."""
    session = shop("POST", "/api/v1/checkout-sessions", SMALL_SESSION).data["id"]
    (told,) = rows(tell("settle", session, "--json"))

    assert told == shop("GET", f"/api/v1/checkout-sessions/{session}").data


def test_requests_are_listed(tell, shop):
    """One a line, with status, call, code and id."""
    request_id = shop("GET", f"{CUSTOMERS}/cus_none").meta["requestId"]

    assert re.fullmatch(rf"\S+Z  404  GET    {CUSTOMERS}/cus_none  not_found  {request_id}\n", tell("requests").stdout)


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ([], 3),
        (["--method", "POST"], 1),
        (["--status", "404"], 1),
        (["--path", "/customers/{id}"], 1),
        (["--code", "not_found"], 1),
        (["--fault", "flt_1"], 0),
        (["--key-id", "pk_none"], 0),
        (["--limit", "2"], 2),
    ],
)
def test_requests_are_filtered(tell, shop, options, number):
    """By what was asked and what came of it."""
    shop("GET", CUSTOMERS)
    shop("POST", CUSTOMERS, {})
    shop("GET", f"{CUSTOMERS}/cus_none")

    assert len(rows(tell("requests", "--json", *options))) == number


def test_requests_of_nobody_are_listed(tell, shop):
    """What named no key is found as well."""
    shop.send(shop.request("GET", CUSTOMERS), headers={})

    assert "invalid_signature" in tell("requests", "--unclaimed").stdout


def test_requests_are_followed(server, shop, start_following):
    """New requests appear as they come, until Ctrl-C ends it in good order."""
    shop("GET", f"{CUSTOMERS}/cus_first")
    following = start_following("requests", "--follow", "--json", "--url", server.url)
    assert json.loads(following.stdout.readline())["path"]
    shop("GET", f"{CUSTOMERS}/cus_second")
    while json.loads(following.stdout.readline())["path"] != f"{CUSTOMERS}/cus_second":
        pass
    following.send_signal(signal.SIGINT)
    _, complaints = following.communicate(timeout=60)

    assert (following.returncode, complaints) == (0, "")


@pytest.fixture
def start_following():
    """Starts a command that does not end by itself."""
    started = []

    def start(*arguments):
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        started.append(
            subprocess.Popen(
                [SCRIPT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
            )
        )
        watchdog = threading.Timer(20, started[-1].kill)
        watchdog.daemon = True
        watchdog.start()
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.communicate()


def test_keys_are_listed_minted_revoked_and_rotated(tell):
    """Each change tells the key it is about."""
    known = len(rows(tell("keys", "--json")))
    (minted,) = rows(tell("keys", "--mint", "--scope", "plugipay:read", "--platform", "--json"))
    assert minted["scopes"] == ["plugipay:platform:admin", "plugipay:read"]
    (revoked,) = rows(tell("keys", "--revoke", minted["keyId"], "--json"))
    assert revoked["revoked"] is True
    (successor,) = rows(tell("keys", "--rotate", minted["keyId"], "--json"))
    assert successor["scopes"] == minted["scopes"]
    assert len(rows(tell("keys", "--json"))) == known + 2


def test_a_key_is_minted_for_the_mode_that_is_meant(tell):
    """`--mode live` gives a live key."""
    assert rows(tell("keys", "--mint", "--mode", "live", "--json"))[0]["mode"] == "live"


@pytest.mark.parametrize(
    ("options", "way_out"),
    [
        (["--revoke", ""], "want the id of a key"),
        (["--rotate", ""], "want the id of a key"),
        (["--scope", "plugipay:read"], "add --mint"),
        (["--platform"], "add --mint"),
        (["--rotate", "pk_none", "--scope", "plugipay:read"], "add --mint"),
    ],
)
def test_an_option_of_keys_that_would_do_nothing_is_told(tell, options, way_out):
    """Exit code 2, and nothing is listed as if nothing had been asked."""
    wrong = tell("keys", *options)

    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert way_out in wrong.stderr


def test_the_state_is_shown(tell, shop):
    """What is in the workspace."""
    shop("POST", CUSTOMERS, {})

    assert rows(tell("state", "--json"))[0]["objects"]["Customer"] == 1
    assert "objects={'Customer': 1" in tell("state").stdout


@pytest.mark.parametrize("name", ["before", "a/b ü", ".."])
def test_a_snapshot_is_restored(tell, shop, name):
    """What was done since is taken back."""
    assert tell("snapshot", name).stdout == f"name={name}\n"
    shop("POST", CUSTOMERS, {})
    assert rows(tell("restore", name, "--json")) == [{"name": name}]
    assert shop("GET", CUSTOMERS).data == []


def test_a_workspace_is_reset(tell, shop):
    """Nothing is left but its keys."""
    shop("POST", CUSTOMERS, {})

    assert tell("reset").stdout == f"accountId={shop.keys['test'].account_id}\n"
    assert shop("GET", CUSTOMERS).data == []


def test_another_workspace_can_be_meant(tell, shop):
    """By any key of it."""
    platform = shop.keys["platform"]

    assert rows(tell("state", "--account", platform.id, "--json"))[0]["accountId"] == platform.account_id


def test_another_mode_can_be_meant(tell):
    """Each mode has a clock of its own."""
    tell("clock", "freeze", "2026-05-12T10:42:00Z", "--mode", "live")

    assert tell("clock", "show", "--mode", "live").stdout == "2026-05-12T10:42:00.000Z  frozen\n"
    assert tell("clock", "show").stdout.endswith("running\n")


def test_a_fault_of_live_mode_meets_no_call_of_test_mode(tell, shop):
    """`--mode` is an option of the plan."""
    tell("fault", "status=503", "--mode", "live")

    assert shop("GET", CUSTOMERS).status == 200
    assert shop("GET", CUSTOMERS, by=shop.keys["live"]).status == 503


def test_the_requests_of_a_mode_are_listed(tell, shop):
    """Those of both when none is named."""
    shop("GET", CUSTOMERS)
    shop("GET", CUSTOMERS, by=shop.keys["live"])

    assert [row["mode"] for row in rows(tell("requests", "--mode", "live", "--json"))] == ["live"]
    assert len(rows(tell("requests", "--json"))) == 2


def test_the_keys_of_a_mode_are_listed(tell):
    """Those of both when none is named."""
    assert {row["mode"] for row in rows(tell("keys", "--mode", "live", "--json"))} == {"live"}
    assert {row["mode"] for row in rows(tell("keys", "--json"))} == {"test", "live"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["fault", "stauts=503"], "fault: needs exactly one action"),
        (["fault", "status=200"], "status: must be from 400 to 599"),
        (["clock", "set", "tomorrow"], "at: must be an ISO 8601 time"),
        (["clock", "advance", "--days", "-1"], "days: must be at least 0"),
        (["restore", "never"], "Snapshot never not found"),
        (["settle", "cs_none"], "cs_none is no checkout session or invoice of this workspace in test mode"),
        (["keys", "--revoke", "pk_none"], "Key pk_none not found"),
        (["state", "--account", "acc_none"], "No workspace has the account id or key id acc_none"),
    ],
)
def test_a_refusal_is_one_line_and_exit_code_1(tell, arguments, reason):
    """What the server does not want is told as it says it."""
    refused = tell(*arguments)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert re.fullmatch(r"plugipay-mock: [^\n]+\n", refused.stderr)
    assert reason in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["fault", "--colour"],
        ["clock", "set"],
        ["clock", "advance", "--days", "many"],
        ["clock", "advance", "--days", "nan"],
        ["clock", "advance", "--seconds", "inf"],
        ["snapshot", "\udcff"],
        ["trigger", "invoice.paid", "--set", "total=\udcff"],
        ["state", "--account", "\udcff"],
        ["requests", "--limit", "0"],
        ["snapshot"],
        ["state", "--mode", "prod"],
        ["reset", "--mode", "live"],
        ["snapshot", "a", "--mode", "live"],
        ["restore", "a", "--mode", "live"],
        ["fault", "--clear", "--mode", "live"],
        ["keys", "--revoke", "pk_none", "--mode", "live"],
        ["settle"],
        ["settle", "cs_1", "--outcome", "lost"],
        ["state", "--ready-file", "/nowhere/ready.json"],
    ],
)
def test_a_command_line_without_sense_is_exit_code_2(tell, arguments):
    """As with any command."""
    assert tell(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "command", [*([name] for name in COMMANDS), *(["clock", name] for name in CLOCK)], ids=" ".join
)
def test_help_has_an_example_and_the_exit_codes(command):
    """Whoever writes a script finds what it can rely on."""
    shown = " ".join(invoke(*command, "--help").stdout.split())

    assert f"Example: plugipay-mock {' '.join(command)}" in shown
    assert "Exit codes: 0 done; 1 refused" in shown
    assert "3 no mock was reached." in shown


def on_a_terminal(*arguments):
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([SCRIPT, *arguments], stdout=theirs, stdin=subprocess.DEVNULL) as running:
        running.wait(20)
    os.close(theirs)
    written = os.read(ours, 65536)
    os.close(ours)
    return written


def test_nothing_is_coloured_for_whoever_wants_no_colour(server, shop, monkeypatch):
    """`NO_COLOR` holds on a terminal, as for other commands."""
    monkeypatch.setenv("NO_COLOR", "1")
    shop("GET", f"{CUSTOMERS}/cus_none")

    assert b"\x1b" not in on_a_terminal("requests", "--url", server.url)


def test_colour_is_for_terminals(server, shop, run):
    """On a terminal a refusal is red; in a pipe nothing is coloured."""
    shop("GET", f"{CUSTOMERS}/cus_none")
    assert b"\x1b[31m404\x1b[0m" in on_a_terminal("requests", "--url", server.url)
    assert "\x1b" not in run("requests", "--url", server.url).stdout
