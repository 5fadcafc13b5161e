"""Finding by its mark what runs have left that were killed before they could clean up."""

from collections.abc import Iterator
from typing import Any

import httpx

from plugipay_contract.remote.cleanup import Send, listed_by, rows_of
from plugipay_contract.remote.made import Made
from plugipay_contract.remote.marks import NAME, PREFIX
from plugipay_contract.remote.rules import MAKERS, Maker


def leftovers(key_id: str, send: Send) -> Iterator[Made]:
    """Everything in the lists of a service that carries the mark of some run, and has not ended; what was last first.

    An invoice shows no mark, and is found by its customer.
    """
    for maker in reversed(MAKERS.values()):
        for row in found_again(maker, key_id, send):
            if is_marked(row, maker) and not maker.has_ended(row):
                made = Made(maker, row["id"], key_id)
                yield from listed_by(made, maker.owns, send) if maker.owns else ()
                yield made


def found_again(maker: Maker, key_id: str, send: Send) -> Iterator[dict[str, Any]]:
    """All rows of the list where things of a kind are found again; of a route that is not there, none."""
    target = maker.listed
    while target:
        answer = send(Made(maker, "", key_id), f"GET {target}", None)
        yield from rows_of(answer)
        follows = cursor_of(answer)
        target = follows and f"{maker.listed}&cursor={follows}"


def cursor_of(answer: httpx.Response) -> str | None:
    """Where the next page begins, if there is one."""
    try:
        meta = answer.json()["meta"]
        return str(meta["cursor"]) if meta.get("hasMore") and meta.get("cursor") else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def is_marked(row: dict[str, Any], maker: Maker) -> bool:
    """Whether a row carries the mark of some run."""
    place = row.get(maker.mark or "")
    mark = place.get(NAME) if isinstance(place, dict) else place
    return isinstance(mark, str) and mark.startswith(f"{PREFIX}-")
