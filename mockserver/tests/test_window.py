"""The newest requests of a whole server are kept, and the older give way, whichever workspaces they are of."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.journal import Journal
from plugipay_mock.window import Window
from plugipay_mock.world import World

NOTHING = SimpleNamespace(body=b"")
OWN, ALL = 3, 5


def entry(size=0):
    """A request with a body of a size."""
    return SimpleNamespace(inbound=SimpleNamespace(body=b" " * size), outbound=NOTHING)


@pytest.fixture
def pair():
    """Two journals that keep two requests together."""
    window = Window(kept=2)
    return Journal(window), Journal(window)


def test_the_oldest_of_all_gives_way(pair):
    """A request of another workspace takes the place of an older one."""
    older, newer = pair
    older.add(entry())
    newer.add(entry())
    newer.add(entry())

    assert (len(older), len(newer)) == (0, 2)


def test_a_journal_of_its_own_is_in_nobody_s_way():
    """What is kept elsewhere does not count."""
    journal, other = Journal(), Journal(Window(kept=1))
    for _ in range(3):
        other.add(entry())
        journal.add(entry())

    assert (len(journal), len(other)) == (3, 1)


def test_bodies_give_way_by_their_size():
    """Large requests push out more than small ones do."""
    window = Window(most_bytes=10)
    older, newer = Journal(window), Journal(window)
    older.add(entry(4))
    older.add(entry(4))
    newer.add(entry(7))

    assert (len(older), len(newer), window.size) == (0, 1, 7)


def test_the_newest_is_kept_however_large():
    """One request may be larger than all together."""
    journal = Journal(window := Window(most_bytes=10))
    journal.add(entry(11))

    assert (len(journal), window.size) == (1, 11)


def test_what_was_cleared_takes_no_room(pair):
    """A workspace that was reset does not cost others theirs."""
    cleared, other = pair
    cleared.add(entry())
    cleared.clear()
    other.add(entry())
    other.add(entry())

    assert (len(cleared), len(other)) == (0, 2)


steps = st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 9))), max_size=60)


@given(steps)
def test_a_request_is_kept_as_long_as_both_limits_let_it(taken):
    """It is one of the newest of its journal and one of the newest of all; a cleared one is forgotten at once."""
    window = Window(kept=ALL)
    journals, kept, added = [Journal(window, kept=OWN) for _ in range(3)], [[], [], []], 0
    for number, size in taken:
        if size is None:
            journals[number].clear()
            kept[number] = []
            continue
        added += 1
        made = entry(size)
        journals[number].add(made)
        kept[number] = [*kept[number], (added, made)][-OWN:]
        kept = [[each for each in rows if each[0] > added - ALL] for rows in kept]

    assert [[id(each) for each in journal] for journal in journals] == [[id(each) for _, each in rows] for rows in kept]
    assert window.size == sum(len(each.inbound.body) for rows in kept for _, each in rows)


def test_workspaces_of_a_world_share_a_window():
    """One server keeps one number of requests."""
    world = World()
    world.enrol("Ada").journal.add(entry(4))
    world.enrol("Grace").journal.add(entry(5))

    assert world.journal._window.size == 9


def test_a_released_workspace_keeps_no_requests():
    """Its journal is forgotten with it."""
    world = World()
    workspace = world.enrol("Ada")
    workspace.journal.add(entry(4))
    world.release(workspace.account_id)

    assert (len(workspace.journal), world.journal._window.size) == (0, 0)
