"""Waiting for something that another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE: Final = 5.0
_FIRST_PAUSE: Final = 0.001
_LONGEST_PAUSE: Final = 0.05


def until(look: Callable[[], T], timeout: float) -> T:
    """Look again and again until something is there, and return the last look.

    The pauses grow, and are added up: a clock may be frozen.
    """
    waited, pause = 0.0, _FIRST_PAUSE
    while not (seen := look()) and waited < timeout:
        time.sleep(pause)
        waited += pause
        pause = min(pause * 2, _LONGEST_PAUSE)
    return seen
