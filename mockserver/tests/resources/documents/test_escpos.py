"""Documents as commands for a receipt printer."""

import re

import pytest

from .samples import LONG, every_document

INVOICES = "/api/v1/invoices"
CUT = b"\x1dV\x42\x00"
COMMAND = re.compile(rb"\x1b@|\x1b[aEd].|\x1d!.|\x1dV..", re.DOTALL)


@pytest.fixture
def printed(call):
    """The lines on a roll: `printed(base, 58)`."""
    return lambda base, width: COMMAND.sub(b"", call("GET", f"{base}.escpos?width={width}").body).decode().split("\n")


@every_document
@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_a_printout_fits_its_roll(printed, bases, name, width, columns):
    """No line is longer than the paper is wide, and the rules are exactly as long."""
    lines = printed(bases[name], width)

    assert max(len(line) for line in lines) == columns
    assert "-" * columns in lines


@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_long_texts_fit_a_roll(printed, bill, width, columns):
    """Words are wrapped, and a word that is too long is broken; amounts stand at the right edge."""
    long = [{"description": LONG, "quantity": 1_000_000, "unitAmount": 999_999_999}]
    lines = printed(f"{INVOICES}/{bill(lines=long, memo=LONG)['id']}/invoice", width)

    assert max(len(line) for line in lines) == columns
    assert any(line.endswith("Rp999.999.999.000.000") and len(line) == columns for line in lines)


def test_a_printout_shows_the_sale(printed, bases):
    """Number, line, method and total, with the total alone on its line."""
    lines = printed(bases["receipt"], 58)

    for line in (
        "Receipt RCPT-000001",
        "Paid with: QRIS",
        "Kopi susu",
        "  3 x Rp37.000         Rp111.000",
        "Total paid             Rp111.000",
    ):
        assert line in lines


@every_document
def test_a_printout_is_initialised_and_cut(call, bases, name):
    """A printer starts from a known state, and cuts once, at the end."""
    commands = call("GET", f"{bases[name]}.escpos?width=58").body

    assert commands.startswith(b"\x1b@")
    assert commands.endswith(CUT)
    assert commands.count(CUT) == 1


def test_a_printout_obeys_nobody_else(call, bill):
    """Commands in what a merchant wrote are not sent to the printer."""
    invoice = bill(memo="\x1b@open\x1bp\x00 drawer\x10\x14")
    commands = call("GET", f"{INVOICES}/{invoice['id']}/invoice.escpos").body

    assert commands.count(b"\x1b@") == 1
    assert COMMAND.sub(b"", commands).replace(b"\n", b"").decode().isprintable()


def test_a_roll_is_80_millimetres_wide_unless_told(call, bases):
    """Without a width, the wider paper is meant."""
    base = bases["receipt"]

    assert call("GET", f"{base}.escpos").body == call("GET", f"{base}.escpos?width=80").body


@every_document
@pytest.mark.parametrize("width", ["57", "0", "-58", "58.0", "wide", ""])
def test_other_rolls_are_refused(call, bases, name, width):
    """Paper is 58 or 80 millimetres wide."""
    answer = call("GET", f"{bases[name]}.escpos?width={width}")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "width")
