"""One row of a table of broken subjects."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A subject that is wrong in one way, and the test named for the rule it breaks."""

    name: str
    wrong: str
    caught_by: str
    breach: Callable
