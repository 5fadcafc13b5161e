import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.pages import Slice, UnreadableCursorError, read_cursor, write_cursor

positions = st.integers(min_value=0, max_value=2**64 - 1)
marks = st.integers(min_value=0, max_value=2**32 - 1)


@given(positions, marks)
def test_a_cursor_is_read_as_it_was_written(position, mark):
    """A cursor gives back the position it continues after."""
    assert read_cursor(write_cursor(position, mark), mark) == position


@given(positions, marks)
def test_a_cursor_needs_no_escaping(position, mark):
    """A cursor starts with `cur_` and holds only characters that stand in a query as they are."""
    assert re.fullmatch(r"cur_[A-Za-z0-9_-]+", write_cursor(position, mark))


@given(positions, marks, marks)
def test_a_cursor_of_another_list_is_refused(position, mark, other):
    """A cursor is only good for the list that gave it out."""
    if mark != other:
        with pytest.raises(UnreadableCursorError, match="belongs to a list with other filters"):
            read_cursor(write_cursor(position, mark), other)


@given(st.text(max_size=15), marks)
def test_any_other_text_is_no_cursor(text, mark):
    """A text no list gave out is refused, whatever it is."""
    with pytest.raises(UnreadableCursorError, match="is not a cursor that a list gave out"):
        read_cursor(text, mark)


@pytest.mark.parametrize(
    "other",
    [Slice(oldest_first=True), Slice(filters={"email": "a@b.co"}), Slice(after=1.0), Slice(before=1.0)],
    ids=["order", "filter", "after", "before"],
)
def test_every_filter_marks_a_walk(other):
    """Whatever changes which rows come, or in which order, changes the mark."""
    assert Slice().mark("Customer") != other.mark("Customer")


def test_the_collection_marks_a_walk():
    """Two collections give out different cursors for the same slice."""
    assert Slice().mark("Customer") != Slice().mark("Invoice")


@pytest.mark.parametrize("other", [Slice(limit=5), Slice(cursor="cur_x")], ids=["limit", "cursor"])
def test_the_page_size_may_change_on_the_way(other):
    """Neither the limit nor the cursor is part of the mark."""
    assert Slice().mark("Customer") == other.mark("Customer")


def test_the_order_of_filters_does_not_matter():
    """Two filters mark a walk the same in either order."""
    one, other = Slice(filters={"a": "1", "b": "2"}), Slice(filters={"b": "2", "a": "1"})

    assert one.mark("Customer") == other.mark("Customer")


def test_a_slice_from_the_top_has_no_cursor():
    """Starting again keeps everything but the cursor."""
    assert Slice(limit=3, cursor="cur_x", after=1.0).from_the_top() == Slice(limit=3, after=1.0)
