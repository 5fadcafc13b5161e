"""Moments of peace in a workspace where others may be at work."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import pytest

from plugipay_contract.caller import Caller, is_given

T = TypeVar("T")

TRIES: Final = 30


def tries(caller: Caller) -> range:
    """How often something is tried: once, or until a moment may have been quiet where others are at work."""
    return range(TRIES if is_given(caller) else 1)


def agree(caller: Caller, look: Callable[[], tuple[Any, Any]]) -> None:
    """Be sure that two things are equal; where others may change them meanwhile, that they are at some try."""
    seen, expected = look()
    for _ in tries(caller)[1:]:
        if seen == expected:
            break
        seen, expected = look()
    assert seen == expected


def at_once(caller: Caller, look: Callable[[], T], watch: Callable[[], Any]) -> tuple[T, Any]:
    """What two answers tell of one moment: the second was the same before and after the first.

    In a workspace of one's own deliveries under way change something now and then. Where others leave no such moment,
    the test is skipped. A sum that others raised and lowered again in between looks as if they had not: see `agree`.
    """
    for _ in range(TRIES):
        watched = watch()
        seen = look()
        if watch() == watched:
            return seen, watched
    if is_given(caller):
        pytest.skip("others are at work in this workspace, without a pause")
    raise AssertionError("answers to the same question differ each time, and nobody is at work in this workspace")
