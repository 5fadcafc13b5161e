"""A body is checked field by field: of another kind, left out, no word of a list, no moment."""

import pytest

from plugipay_contract import sent, wrong
from plugipay_contract.caller import Workspace
from plugipay_contract.subjects import Ability

OF_ONE_WORKSPACE = {*sent.OF_ONE_WORKSPACE, *(name for name in wrong.TAKEN if "/adapters/" in name)}
TAKEN = [
    pytest.param(name, marks=[pytest.mark.needs(Ability.AUTO_KEYS)] if name in OF_ONE_WORKSPACE else (), id=name)
    for name in wrong.TAKEN
]


@pytest.mark.parametrize("operation", wrong.WRITINGS)
def test_a_field_of_another_kind_is_refused(somewhere: Workspace, operation: str) -> None:
    """What is no text, number, truth, list or object where it should be one is a bad request."""
    writing = wrong.writing(somewhere, operation)

    assert writing.taken(wrong.of_another_kind(writing.body, wrong.BESIDES.get(operation, {}))) == []


@pytest.mark.guess
def test_an_item_s_field_of_another_kind_is_refused(somewhere: Workspace) -> None:
    """So is it within the items of a session, though the SDKs look into none."""
    writing = wrong.writing(somewhere, "POST /api/v1/checkout-sessions")
    items = wrong.of_another_kind(writing.body["lineItems"][0], {})

    assert writing.taken((what, {**writing.body, "lineItems": [item]}) for what, item in items) == []


@pytest.mark.guess
@pytest.mark.parametrize("operation", wrong.NUMBERED)
def test_a_number_is_not_below_zero(somewhere: Workspace, operation: str) -> None:
    """Less than nothing is no amount, and no count of anything (documented for days of trial)."""
    writing = wrong.writing(somewhere, operation)

    assert writing.taken(wrong.below_zero(writing.body, wrong.BESIDES.get(operation, {}))) == []


@pytest.mark.parametrize("operation", wrong.REQUIRED)
def test_a_required_field_is_not_left_out(somewhere: Workspace, operation: str) -> None:
    """A body that lacks what it must have, or has null there, is a bad request."""
    writing = wrong.writing(somewhere, operation)

    assert writing.taken(wrong.left_out(writing.body, wrong.REQUIRED[operation])) == []


@pytest.mark.parametrize("operation", wrong.CHOSEN)
def test_a_word_is_one_of_its_list(somewhere: Workspace, operation: str) -> None:
    """A word that is none of those a field may be is a bad request."""
    writing = wrong.writing(somewhere, operation)

    assert writing.taken(wrong.of_no_list(writing.body, wrong.CHOSEN[operation])) == []


@pytest.mark.parametrize("operation", wrong.MOMENTS)
def test_a_moment_is_one(somewhere: Workspace, operation: str) -> None:
    """A text that is no time of any day is a bad request where a moment is due."""
    writing = wrong.writing(somewhere, operation)

    assert writing.taken(wrong.of_no_time(writing.body, wrong.MOMENTS[operation])) == []


@pytest.mark.parametrize("operation", TAKEN)
def test_every_word_of_its_list_is_taken(somewhere: Workspace, operation: str) -> None:
    """Each of the words that a field may be is taken, and shown where the answer has the field."""
    tries = [(wrong.writing(somewhere, operation), fields) for fields in wrong.TAKEN[operation]]

    assert [fields for writing, fields in tries if not writing.keeps(fields)] == []
