"""What a run has made, so that it can be taken back."""

import re
from dataclasses import dataclass

import httpx

from plugipay_contract.remote.rules import MAKERS, Maker

KEY = re.compile(r"(?:keyId=|Bearer )([^,\s]+)")


@dataclass(frozen=True)
class Made:
    """An object that was made, and the id of the key that made it."""

    maker: Maker
    id: str
    key_id: str


class Logbook:
    """Everything that answers said was made, oldest first; a replay tells of nothing new."""

    def __init__(self) -> None:
        self._made: dict[str, Made] = {}

    def saw(self, operation: str, request: httpx.Request, answer: httpx.Response) -> None:
        """Take note of what an answer says was made."""
        maker = MAKERS.get(operation)
        if maker and answer.is_success and (thing_id := made_id(answer)):
            key = KEY.search(request.headers.get("Authorization", ""))
            self._made.setdefault(thing_id, Made(maker, thing_id, key[1] if key else ""))

    def newest_first(self) -> list[Made]:
        """All of it, so that what was made of something comes before that."""
        return [*self._made.values()][::-1]


def made_id(answer: httpx.Response) -> str | None:
    """The id of what was made; an uploaded file has a URL instead."""
    try:
        data = answer.json()["data"]
        found = data.get("id") or data.get("url")
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return found if isinstance(found, str) else None
