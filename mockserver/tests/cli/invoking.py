"""Runs a command in this process, as a shell would run it."""

from click.testing import CliRunner

from plugipay_mock.cli.commands import main


def invoke(*arguments, **environment):
    """What a command prints, and its exit code."""
    return CliRunner(env={"PLUGIPAY_BASE_URL": None} | environment).invoke(main, arguments)
