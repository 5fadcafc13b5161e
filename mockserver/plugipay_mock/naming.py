"""How people name a route: by its template, whatever they call its parameters, or by a pattern for paths."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

_PREFIX: Final = "/api/v1"
_PARAMETER: Final = re.compile(r"{[^{}/]*}")


def is_meant(wanted: str, template: str, path: str) -> bool:
    """Say whether a name means a route, or the path of a request; `/api/v1` may be left out, `*` is anything."""
    if _shape(wanted) == _shape(template):
        return True
    return fnmatchcase(path, wanted) or fnmatchcase(path.removeprefix(_PREFIX), wanted)


@lru_cache(maxsize=512)
def _shape(template: str) -> str:
    return _PARAMETER.sub("{}", template.removeprefix(_PREFIX))
