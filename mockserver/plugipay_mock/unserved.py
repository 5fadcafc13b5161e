"""Routes the service has and this mock does not serve yet: they answer 501 `not_mocked`, never a misleading 404.

A row leaves this list when its room arrives; a test compares served and unserved with the contract's route table.
"""

from __future__ import annotations

from typing import Final

_METHODS_AND_PATHS: Final = """
"""

UNSERVED: Final = tuple(
    (method, path)
    for *methods, path in (line.split() for line in _METHODS_AND_PATHS.split("\n") if line)
    for method in methods
)
