from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.clock import epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.pages import Slice, UnreadableCursorError
from plugipay_mock.store import Shelf, TakenError
from plugipay_mock.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    __pydantic_config__ = WIRE_NAMES
    PRIVATE = frozenset({"draft"})

    id: str
    created_at: str
    topic: str | None = None
    colour: str | None = None
    slug: str | None = None
    draft: str = ""


NOTES = Shelf(
    Note, title="Note", prefix="nte", filters=(("topic", "topic"), ("noteColour", "colour")), unique=("slug", "slug")
)


@pytest.fixture
def tenant(world):
    return world.enrol("anybody").tenants["test"]


@pytest.fixture
def notes(tenant):
    return tenant.collection(NOTES)


def note(number, moment=0, **facts):
    return Note(id=f"nte_{number}", created_at=iso(moment), **facts)


@contextmanager
def failing(world):
    """A transaction that comes to nothing."""
    with suppress(RuntimeError), world.transaction():
        yield
        raise RuntimeError


def numbers(page):
    """The numbers of the notes on a page."""
    return [int(row.split(b'"nte_')[1].split(b'"')[0]) for row in page.rows]


def walk(notes, asked, between=lambda: None):
    """The numbers on every page of a list, from the first to the last."""
    page = notes.page(asked)
    found = numbers(page)
    while page.cursor is not None:
        assert len(found) < 1000, "the walk goes in circles"
        between()
        page = notes.page(replace(asked, cursor=page.cursor))
        found += numbers(page)
    return found


def test_a_row_is_found_by_its_id(notes):
    """What was added is read back, private parts and all."""
    notes.add(note(1, topic="tea", draft="unsaid"))

    assert notes.get("nte_1") == note(1, topic="tea", draft="unsaid")


def test_an_unknown_id_finds_nothing(notes):
    """An id nobody has is None to get, and a KeyError to remove."""
    assert notes.get("nte_1") is None
    with pytest.raises(KeyError):
        notes.remove("nte_1")


def test_private_parts_are_not_on_pages(notes):
    """A page holds what callers may see."""
    notes.add(note(1, draft="unsaid"))

    assert notes.page(Slice()).rows == [
        b'{"id":"nte_1","createdAt":"1970-01-01T00:00:00.000Z","topic":null,"colour":null,"slug":null}'
    ]


def test_a_unique_value_is_taken_once(notes):
    """The second claim of a unique value is refused with the id of its owner."""
    notes.add(note(1, slug="a"))

    with pytest.raises(TakenError) as taken:
        notes.add(note(2, slug="a"))
    assert (taken.value.owner_id, taken.value.value) == ("nte_1", "a")


def test_a_row_is_found_by_its_unique_value(notes):
    """For as long as it has it, and is there."""
    notes.add(note(1, slug="a"))
    notes.add(note(2))
    notes.replace(note(1, slug="b"))
    found = (notes.owner("a"), notes.owner("b"))
    notes.remove("nte_1")

    assert found == (None, note(1, slug="b"))
    assert (notes.owner("b"), notes.owner("")) == (None, None)


def test_a_row_may_keep_its_unique_value(notes):
    """Replacing a row by one with the same unique value takes nothing from anybody."""
    notes.add(note(1, slug="a"))
    notes.replace(note(1, slug="a", topic="tea"))

    assert notes.get("nte_1").topic == "tea"


def test_a_unique_value_that_was_given_up_is_free(notes):
    """A row that changes its unique value leaves the old one to others."""
    notes.add(note(1, slug="a"))
    notes.replace(note(1, slug="b"))
    notes.add(note(2, slug="a"))

    assert notes.get("nte_2").slug == "a"


def test_a_cursor_of_another_walk_is_refused(notes):
    """A cursor cannot be used with other filters than it was given out for."""
    notes.add(note(1))
    notes.add(note(2))
    cursor = notes.page(Slice(limit=1)).cursor

    with pytest.raises(UnreadableCursorError):
        notes.page(Slice(limit=1, cursor=cursor, oldest_first=True))


@pytest.mark.parametrize(("oldest_first", "found"), [(True, [0, 1, 2, 3, 4]), (False, [4, 3, 2, 1, 0])])
def test_pages_follow_each_other(notes, oldest_first, found):
    """In either order, each page begins after the last row of the one before."""
    for number in range(5):
        notes.add(note(number, number))

    assert walk(notes, Slice(limit=2, oldest_first=oldest_first)) == found


def test_a_full_last_page_has_no_cursor(notes):
    """A page that ends with the last row does not promise more."""
    notes.add(note(1))
    notes.add(note(2))

    assert notes.page(Slice(limit=2)).cursor is None


def test_a_cursor_outlives_its_row(notes):
    """A walk goes on after the row its cursor stands on was removed."""
    for number in range(4):
        notes.add(note(number, number))
    page = notes.page(Slice(limit=2))
    notes.remove("nte_2")

    assert numbers(notes.page(Slice(limit=2, cursor=page.cursor))) == [1, 0]


def test_a_failed_transaction_takes_back_only_its_own_changes(world, notes):
    """What was there before a transaction stays, however it came there."""
    notes.add(note(1))
    with failing(world):
        notes.add(note(2))

    assert list(notes) == [note(1)]


def test_a_failed_transaction_takes_back_those_inside_it(world, notes):
    """A transaction inside another is only kept when the outer one is."""
    with failing(world), world.transaction():
        notes.add(note(1))

    assert list(notes) == []


def test_a_transaction_inside_another_fails_alone(world, notes):
    """What an inner transaction takes back leaves the outer one's changes in place."""
    with world.transaction():
        notes.add(note(1))
        with failing(world):
            notes.remove("nte_1")

    assert list(notes) == [note(1)]


def test_a_transaction_hides_no_error(world):
    """Whatever ends a transaction goes on to whoever began it."""
    with pytest.raises(ZeroDivisionError), world.transaction():
        _ = 1 / 0


def test_kinds_are_kept_apart(tenant):
    """Each kind has a collection of its own, always the same one."""
    assert tenant.collection(NOTES) is tenant.collection(NOTES)


actions = st.sampled_from(["add", "add", "add", "replace", "remove"])
picks = st.integers(min_value=0, max_value=9)
facts = st.fixed_dictionaries(
    {
        "topic": st.sampled_from([None, "tea", "milk"]),
        "colour": st.sampled_from([None, "red"]),
        "slug": st.sampled_from([None, None, None, "a", "b"]),
        "draft": st.just("unsaid"),
    }
)
changes = st.lists(st.tuples(actions, picks, facts), max_size=10)
transactions = st.lists(st.tuples(changes, st.sampled_from([False, False, True])), max_size=5)
bounds = st.sampled_from([None, None, None, 2, 5, 8])
slices = st.builds(
    Slice,
    limit=st.integers(min_value=1, max_value=4),
    oldest_first=st.booleans(),
    filters=st.sampled_from([{}, {}, {"topic": "tea"}, {"noteColour": "red"}, {"topic": "tea", "noteColour": "red"}]),
    after=bounds,
    before=bounds,
)


class PlainNotes:
    """The same collection as a list that is searched from end to end."""

    def __init__(self):
        self.rows = []
        self.fresh = count()

    def change(self, notes, action, at, given_facts):
        """Make one change here and there; a unique value that is taken changes neither."""
        if action == "add":
            self._put(notes.add, len(self.rows), note(next(self.fresh), at, **given_facts))
        elif self.rows and action == "replace":
            at %= len(self.rows)
            self._put(notes.replace, at, replace(self.rows[at], **given_facts))
        elif self.rows:
            notes.remove(self.rows.pop(at % len(self.rows)).id)

    def _put(self, put, at, row):
        if any(row.slug and other.slug == row.slug and other.id != row.id for other in self.rows):
            with pytest.raises(TakenError):
                put(row)
        else:
            put(row)
            self.rows[at : at + 1] = [row]

    def walk(self, asked):
        """The numbers a walk must find."""
        wanted = [row for row in self.rows if self._matches(row, asked)]
        ordered = sorted(wanted, key=lambda row: row.created_at)
        return [int(row.id[4:]) for row in (ordered if asked.oldest_first else reversed(ordered))]

    @staticmethod
    def _matches(row, asked):
        shown = {"topic": row.topic, "noteColour": row.colour}
        created = epoch(row.created_at)
        return (
            all(shown[name] == value for name, value in asked.filters.items())
            and (asked.after is None or created >= asked.after)
            and (asked.before is None or created < asked.before)
        )


def both(steps):
    """A collection and its plain twin after some transactions, of which some fail."""
    world = World()
    notes, plain = world.enrol("anybody").tenants["test"].collection(NOTES), PlainNotes()
    for made, fails in steps:
        before = copy(plain.rows)
        with failing(world) if fails else world.transaction():
            for change in made:
                plain.change(notes, *change)
        if fails:
            plain.rows = before
    return notes, plain


@given(transactions)
def test_a_collection_holds_what_a_list_would_hold(steps):
    """After any transactions, kept and failed, the rows are those of a plain list, in the order of creation."""
    notes, plain = both(steps)

    assert list(notes) == plain.rows
    assert len(notes) == len(plain.rows)
    assert all(row.id in notes and notes.get(row.id) == row for row in plain.rows)


@given(transactions, slices)
def test_a_walk_finds_what_a_search_would_find(steps, asked):
    """Any filters, bounds, order and page size give the rows of a full search, though times go backwards."""
    notes, plain = both(steps)

    assert walk(notes, asked) == plain.walk(asked)


@given(transactions, slices, st.lists(st.tuples(picks, facts), min_size=1))
def test_rows_that_come_meanwhile_neither_hide_nor_repeat_a_row(steps, asked, coming):
    """Rows that were there when a walk began are found once each, in order, whatever is added between its pages."""
    notes, plain = both(steps)
    expected = plain.walk(asked)
    late = iter(coming)

    def add_one():
        for moment, given_facts in late:
            plain.change(notes, "add", moment, given_facts | {"slug": None})
            return

    found = walk(notes, asked, between=add_one)

    assert [number for number in found if number in expected] == expected
    assert len(found) == len(set(found))


def test_an_object_reads_the_same_at_hand_and_from_its_row(notes):
    """Among more objects than are at hand, each is what was stored, private fields and all."""
    stored = [note(number, topic="a" if number % 2 else None, draft=f"draft {number}") for number in range(40)]
    for each in stored:
        notes.add(each)

    assert [notes.get(each.id) for each in stored] == stored
    assert [notes.get(each.id) for each in reversed(stored)] == stored[::-1]


def test_an_object_at_hand_is_taken_back_with_its_row(world, notes):
    """After a failed change an object reads as before it, though the changed one was the last that was seen."""
    notes.add(note(1, topic="before"))
    with failing(world):
        notes.replace(note(1, topic="after"))
        assert notes.get("nte_1").topic == "after"

    assert notes.get("nte_1").topic == "before"
