import re
import resource
import subprocess
import sys
from importlib.metadata import version

import pytest

WITHOUT = """if True:
    import sys
    sys.modules[{missing!r}] = None
    sys.argv = ["plugipay-mock", *{arguments!r}]
    from plugipay_mock.__main__ import main
    main()
"""


@pytest.fixture
def run_without(python):
    """Runs the command line where a package is not installed."""

    def finish(missing, *arguments):
        command = python(WITHOUT.format(missing=missing, arguments=arguments))
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return finish


@pytest.mark.parametrize("arguments", [(), ("serve",), ("exec",)], ids=["plugipay-mock", "serve", "exec"])
def test_help_imports_no_server(run, arguments):
    """Help is shown before anything heavy is imported."""
    shown = run(*arguments, "--help", PYTHONPROFILEIMPORTTIME="1")
    imported = set(re.findall(r"\| +([\w.]+)$", shown.stderr, re.MULTILINE))

    assert shown.stdout.startswith("Usage: plugipay-mock")
    assert "plugipay_mock.cli.commands" in imported
    assert imported.isdisjoint({"fastapi", "httpx", "uvicorn", "pydantic", "orjson"})


@pytest.mark.parametrize("command", ["serve", "exec"])
def test_help_ends_with_an_example(run, command):
    """Each command shows one line to copy."""
    assert re.search(rf"Example: plugipay-mock {command} \S", run(command, "--help").stdout)


def test_the_version_is_the_distribution_s(run):
    """The command line knows which release it is of."""
    assert run("--version").stdout == f"plugipay-mock, version {version('plugipay-testkit')}\n"


def test_the_package_runs_as_a_module():
    """`python -m plugipay_mock` is the same command."""
    command = [sys.executable, "-m", "plugipay_mock", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)

    assert shown.stdout.startswith("Usage: plugipay-mock")


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [
        ("click", ["--help"]),
        ("uvicorn", ["serve", "--port", "0"]),
        ("pydantic", ["exec", "--", "true"]),
    ],
    ids=["click", "uvicorn", "pydantic"],
)
def test_a_missing_package_says_what_to_install(run_without, missing, arguments):
    """A plain install, whole or in part, names the exact `pip install` line instead of a traceback."""
    ended = run_without(missing, *arguments)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"plugipay-mock needs {missing}: pip install 'plugipay-testkit[server]'\n"


@pytest.mark.parametrize("command", ["fault", "serve", "requests"])
def test_help_is_shown_in_any_encoding(run, command):
    """Also where it lacks most letters."""
    shown = run(command, "--help", PYTHONIOENCODING="latin-1")

    assert (shown.returncode, shown.stderr) == (0, "")


def test_output_that_cannot_be_written_is_one_clear_line(tmp_path):
    """A full disk is told, not traced back."""
    with (tmp_path / "out").open("w") as out:
        ended = subprocess.run(
            [sys.executable, "-m", "plugipay_mock", "--help"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        )

    assert (ended.returncode, ended.stderr) == (1, "plugipay-mock: cannot write the output: File too large\n")
