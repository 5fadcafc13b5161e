"""How a diagnosis is told: two texts with their first difference, as JSON and for a terminal."""

import json

import pytest

from plugipay_mock.doctor import Diagnosis
from plugipay_mock.doctor.diagnosis import printable


def compared(verified, signed):
    return Diagnosis(sentence="Sign it as sent", mistakes=("one",), verified=verified, signed=signed)


@pytest.mark.parametrize(
    ("verified", "signed", "difference"),
    [
        ("GET\n/a?b", "GET\n/a", (2, 3)),
        ("GET\n/a", "get\n/a", (1, 1)),
        ("GET\n/a", "GET\r\n/a", (1, 4)),
        ("GET\n/a\nkey", "GET\n/a", (3, 1)),
        ("GET\n/a", "GET\n/a\n", (3, 1)),
        ("GET\n/a", "GET\n/a", None),
        ("GET\n/a", None, None),
        (None, None, None),
    ],
)
def test_the_first_difference_is_found(verified, signed, difference):
    """Line and column are counted from 1; equal texts, and one alone, do not differ."""
    assert compared(verified, signed).difference == difference


def test_the_terminal_form_marks_the_difference():
    """The lines that differ have an arrow, and a caret where they part."""
    assert compared("GET\n/a?b=1\n5", "GET\n/a\n5").text().splitlines() == [
        "Sign it as sent",
        "mistakes: one",
        "",
        "the server verified",
        "    1  GET",
        "  > 2  /a?b=1",
        "         ^",
        "    3  5",
        "",
        "the client signed",
        "    1  GET",
        "  > 2  /a",
        "         ^",
        "    3  5",
    ]


def test_the_terminal_form_shows_what_cannot_be_seen():
    r"""A carriage return is shown as \r."""
    assert "  > 1  GET\\r" in compared("GET\n/a", "GET\r\n/a").text()


def test_the_terminal_form_cuts_long_lines():
    """A long line is shown around its difference."""
    lines = compared("a" * 500 + "b" + "c" * 500, "a" * 500 + "d").text().splitlines()

    assert max(map(len, lines)) < 120
    assert [line[line.index("a") :] for line in lines if "aa" in line] == [
        f"{'a' * 40}b{'c' * 59}…",
        f"{'a' * 40}d",
    ]


def test_a_diagnosis_without_texts_is_one_sentence():
    """Where no text was compared, none is shown."""
    assert Diagnosis(sentence="The key is sent right").text() == "The key is sent right"


def test_a_diagnosis_survives_json():
    """What was told over HTTP reads back as it was."""
    diagnosis = compared("GET\n/a", "get\n/a")

    assert Diagnosis.read(json.loads(json.dumps(diagnosis.show()))) == diagnosis


def test_json_tells_the_difference():
    """A program finds line and column."""
    assert compared("GET\n/a", "get\n/a").show()["difference"] == {"line": 1, "column": 1}


def test_secrets_are_made_unreadable():
    """A secret is veiled wherever it stands."""
    diagnosis = Diagnosis(sentence="hush", verified="a hush b", signed="hush").without(["hush", ""])

    assert diagnosis == Diagnosis(sentence="…", verified="a … b", signed="…")


def test_a_printed_text_cannot_command_a_terminal():
    """Escape sequences and line breaks are spelled out."""
    assert printable("a\x1b[31m\nb é") == "a\\x1b[31m\\nb é"
