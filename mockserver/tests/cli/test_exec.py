import json
import os
import signal
import subprocess
from types import SimpleNamespace

import pytest

from plugipay_mock.cli import executing
from plugipay_mock.seeds import ready_card
from plugipay_mock.signals import handled
from plugipay_mock.world import World


@pytest.fixture(scope="module")
def seen(run, python):
    """A command that tells its environment and its arguments, wrapped."""
    tell = "import json, os, sys; print(json.dumps([dict(os.environ), sys.argv[1:]])); print('err', file=sys.stderr)"
    ended = run("exec", "--", *python(tell), "--seed", "--help", "-x", KEPT="yes")
    environment, arguments = json.loads(ended.stdout)
    return SimpleNamespace(environment=environment, arguments=arguments, err=ended.stderr)


def test_the_command_finds_the_server_in_its_environment(seen):
    """The five variables of the SDKs are set, and nothing else of that name."""
    ours = {name: value for name, value in seen.environment.items() if name.startswith("PLUGIPAY_")}

    assert sorted(ours) == [
        "PLUGIPAY_ACCOUNT_ID",
        "PLUGIPAY_BASE_URL",
        "PLUGIPAY_KEY_ID",
        "PLUGIPAY_KEY_SECRET",
        "PLUGIPAY_SECRET",
    ]
    assert ours["PLUGIPAY_SECRET"] == ours["PLUGIPAY_KEY_SECRET"]


def test_the_command_keeps_the_rest_of_its_environment(seen):
    """What was set before is still set."""
    assert seen.environment["KEPT"] == "yes"


def test_the_command_keeps_its_own_options(seen):
    """Whatever stands behind the dashes belongs to the command."""
    assert seen.arguments == ["--seed", "--help", "-x"]


@pytest.mark.parametrize("options", [["-h"], ["--seed", "5"], ["--", "-x"]], ids=" ".join)
def test_the_dashes_can_be_left_out(run, options):
    """Whatever stands behind the command's name is the command's as well, down to dashes of its own."""
    assert run("exec", "echo", *options).stdout == " ".join(options) + "\n"


def test_an_option_nobody_knows_is_not_run(run):
    """A slip before the command is told, with exit code 2."""
    ended = run("exec", "--dialekt", "shipped", "--", "true")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "No such option '--dialekt'" in ended.stderr


def test_nothing_is_printed_beside_the_command(seen):
    """Output and errors are the command's alone."""
    assert seen.err == "err\n"


def test_the_command_can_use_what_it_finds(run, python):
    """A client made from the environment reaches the account in the environment."""
    code = """if True:
        from os import environ
        from plugipay import PlugipayClient

        client = PlugipayClient(
            key_id=environ["PLUGIPAY_KEY_ID"],
            secret=environ["PLUGIPAY_KEY_SECRET"],
            base_url=environ["PLUGIPAY_BASE_URL"],
        )
        print(client.account.get()["accountId"] == environ["PLUGIPAY_ACCOUNT_ID"])
    """

    assert run("exec", "--", *python(code)).stdout == "True\n"


def test_the_exit_code_is_the_command_s(run, python):
    """The wrapper ends as its command did."""
    assert run("exec", "--", *python("raise SystemExit(7)")).returncode == 7


def test_a_command_killed_by_a_signal_is_told_as_in_a_shell(run, python):
    """A command that a signal ended gives 128 and the number of the signal."""
    ended = run("exec", "--", *python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))

    assert ended.returncode == 128 + signal.SIGKILL


def test_an_unknown_command_is_127(run):
    """A command nobody has is told in one line, with the code shells use."""
    ended = run("exec", "--", "no-such-command")

    assert (ended.returncode, ended.stderr) == (127, "plugipay-mock: no-such-command: command not found\n")


def test_a_file_that_cannot_be_run_is_126(run, tmp_path):
    """A file that is no program is told in one line, with the code shells use."""
    text = tmp_path / "notes.txt"
    text.write_text("not a program")

    ended = run("exec", "--", str(text))

    assert ended.returncode == 126
    assert ended.stderr == f"plugipay-mock: {text}: Permission denied\n"


def test_a_command_is_required(run):
    """Without a command the way to call is shown."""
    ended = run("exec")

    assert ended.returncode == 2
    assert "Missing argument 'COMMAND...'" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_command(start, python, number):
    """A signal sent to the wrapper is the command's to handle, and its exit code is passed on."""
    code = f"""if True:
        import signal
        signal.signal({int(number)}, lambda *_: exit(3))
        print("ready", flush=True)
        while True:
            signal.pause()
    """
    running = start("exec", "--", *python(code))
    assert running.read_line() == "ready"

    assert running.end(number) == (3, "", "")


def test_a_signal_that_comes_while_the_command_starts_reaches_it(monkeypatch):
    """Between its start and the moment the wrapper knows it, nothing gets lost."""

    class Started(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            os.kill(os.getpid(), signal.SIGUSR1)

    monkeypatch.setattr(executing.subprocess, "Popen", Started)
    with handled([signal.SIGUSR1], lambda *_: None):
        code = executing.execute(World(), ["sleep", "5"], public_base=None)

    assert code == 128 + signal.SIGUSR1


def test_nothing_is_left_behind(start, python, is_listening):
    """When the wrapper was ended, neither server nor command is left."""
    code = """if True:
        import os, signal
        print(os.environ["PLUGIPAY_BASE_URL"], os.getpid(), flush=True)
        signal.pause()
    """
    running = start("exec", "--", *python(code))
    url, pid = running.read_line().split()
    assert is_listening(url)

    assert running.end(signal.SIGTERM)[0] == 128 + signal.SIGTERM
    assert not is_listening(url)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_options_shape_the_world(run, python):
    """Options before the dashes are those of the server."""
    ended = run("exec", "--seed", "7", "--", *python("import os; print(os.environ['PLUGIPAY_KEY_ID'])"))

    assert ended.stdout.strip() == ready_card(World(seed=7), "")["keys"]["test"]["key_id"]
