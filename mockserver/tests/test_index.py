"""By what rows are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.index import Index

POSITIONS = st.lists(st.integers(0, 50), unique=True, max_size=20)


class Thing:
    colour = "red"


@pytest.fixture
def index():
    return Index("colour")


def test_the_value_is_that_of_the_attribute(index):
    """What is compared is an attribute of the object."""
    assert index.value_of(Thing()) == "red"


@given(POSITIONS)
def test_positions_ascend(positions):
    """However rows were entered, a value's are found in the order of creation."""
    index = Index("colour")
    for position in positions:
        index.enter(position, "red")

    assert list(index.positions("red")) == sorted(positions)


@given(POSITIONS, POSITIONS)
def test_what_left_is_not_found(positions, leaving):
    """A row that left a value is found by it no more, the others are."""
    index = Index("colour")
    for position in {*positions, *leaving}:
        index.enter(position, "red")
    for position in leaving:
        index.leave(position, "red")

    assert set(index.positions("red")) == set(positions) - set(leaving)


@pytest.mark.parametrize("value", [None, "blue"])
def test_another_value_is_not_found(index, value):
    """Neither is none at all."""
    index.enter(7, value)

    assert not index.positions("red")
    assert not index.positions("None")


@pytest.mark.parametrize(("before", "after"), [("red", "blue"), (None, "blue"), ("blue", "blue")])
def test_a_row_moves_to_its_new_value(index, before, after):
    """Also from no value, and to the same."""
    index.enter(7, before)
    index.move(7, before, after)

    assert (list(index.positions("red")), list(index.positions("blue"))) == ([], [7])


def test_a_row_moves_to_no_value(index):
    """Then nothing finds it."""
    index.enter(7, "red")
    index.move(7, "red", None)

    assert not index.positions("red")


def test_a_copy_goes_its_own_way(index):
    """What is entered there is not found here, however many rows a value has."""
    index.enter(1, "red")
    index.enter(2, "red")
    index.enter(3, "blue")
    twin = index.copy()
    twin.enter(4, "red")
    twin.enter(5, "blue")

    assert [list(index.positions(each)) for each in ("red", "blue")] == [[1, 2], [3]]
    assert [list(twin.positions(each)) for each in ("red", "blue")] == [[1, 2, 4], [3, 5]]
