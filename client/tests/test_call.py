"""How ids and fields get into a call."""

import re
from enum import Enum

import pytest

from plugipay._call import UNSET, changed, given, segment


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cus_1", "cus_1"),
        ("a/b", "a%2Fb"),
        ("../plans", "..%2Fplans"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("?x=1#y", "%3Fx%3D1%23y"),
        ("é 🎈", "%C3%A9%20%F0%9F%8E%88"),
        ("\n", "%0A"),
    ],
)
def test_an_id_is_one_segment(value, expected):
    """Whatever is in an id, it stays within its segment of the path."""
    assert segment(value) == expected


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_id_that_is_another_path_is_a_value_error(value):
    """The ids that would fold the path are refused."""
    with pytest.raises(ValueError, match="is not an id"):
        segment(value)


@pytest.mark.parametrize("value", [None, 7, ["cus_1"]])
def test_an_id_that_is_no_text_is_a_type_error(value):
    """An id is text, and the error names what was passed."""
    with pytest.raises(TypeError, match=re.escape(f"{value!r} is not an id")):
        segment(value)


def test_a_member_of_an_enum_is_its_value():
    """In queries as in bodies, whatever text Python gives it."""
    status = Enum("Status", {"OPEN": "open"}, type=str)

    assert given(status=status.OPEN) == {"status": "open"}


def test_none_is_not_given_to_a_create():
    """Where nothing is there to be cleared, None means not given."""
    assert given(a=None, b="", c=0, d=False) == {"b": "", "c": 0, "d": False}


def test_none_is_given_to_an_update():
    """Where something is there to be cleared, only UNSET means not given."""
    assert changed(a=None, b=UNSET, c="") == {"a": None, "c": ""}
