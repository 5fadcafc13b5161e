"""What commands print for programs to read."""

import io
import json
import sys

import click
import pytest

from plugipay_mock.cli.lines import json_line


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii", "cp1252"])
def test_a_value_is_told_in_any_encoding(monkeypatch, encoding):
    """What is printed is JSON, whatever letters there are to print it with."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", printed)

    click.echo(json_line({"name": "Renée 🎈"}))

    printed.seek(0)
    assert json.loads(printed.read()) == {"name": "Renée 🎈"}


def test_letters_are_told_as_they_are(monkeypatch):
    """Where there are all of them, a person can read them."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", printed)

    click.echo(json_line("Renée 🎈"))

    printed.seek(0)
    assert printed.read() == '"Renée 🎈"\n'
