import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.ids import Ids

moments = st.integers(min_value=0, max_value=253_402_300_799)


@pytest.fixture
def ids():
    return Ids(7, "somebody")


def test_an_id_is_a_prefix_and_a_ulid(ids):
    """An identifier is its prefix, an underscore, and 26 characters of Crockford's alphabet."""
    assert re.fullmatch(r"cus_[0-9A-HJKMNP-TV-Z]{26}", ids.new("cus", 1_700_000_000))


@pytest.mark.parametrize(
    ("now", "time_part"), [(0, "0000000000"), (0.001, "0000000001"), (1_700_000_000, "01HF7YAT00"), (-5, "0000000000")]
)
def test_an_id_begins_with_its_moment(ids, now, time_part):
    """The first ten characters tell the millisecond, as in every ULID; before 1970 they are zero."""
    assert ids.new("x", now).startswith(f"x_{time_part}")


def test_equal_seeds_and_owners_give_equal_ids():
    """Two sources of the same seed and owner give the same identifiers in the same order."""
    one, other = Ids(7, "a"), Ids(7, "a")

    assert [one.new("cus", 0) for _ in range(3)] == [other.new("cus", 0) for _ in range(3)]


@pytest.mark.parametrize("other", [Ids(8, "a"), Ids(7, "b")], ids=["seed", "owner"])
def test_another_seed_or_owner_gives_other_ids(other):
    """Seed and owner both decide the identifiers."""
    assert Ids(7, "a").new("cus", 0) != other.new("cus", 0)


def test_ids_of_one_moment_differ(ids):
    """Ten thousand identifiers of one millisecond are ten thousand identifiers."""
    assert len({ids.new("cus", 0) for _ in range(10_000)}) == 10_000


@given(moments, moments)
def test_ids_sort_by_their_moment(one, other):
    """Of two identifiers, the one of the earlier moment sorts first."""
    earlier, later = (Ids(0, "a").new("x", moment)[:12] for moment in sorted((one, other)))

    assert earlier <= later


def test_a_token_is_reproducible_hexadecimal():
    """Made-up key material has the length asked for, and is the same for the same seed."""
    token = Ids(7, "key").token(48)

    assert re.fullmatch(r"[0-9a-f]{48}", token)
    assert token == Ids(7, "key").token(48)
