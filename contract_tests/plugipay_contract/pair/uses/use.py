"""What it means to use a method: what must be there first, the call, and the fact its answer must show.

What must be there is made by the referee, and so is every look at the server afterwards: the client under judgement
does nothing but the one call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability

Thing = dict[str, Any]
Given = Callable[[Caller], Thing]


class Scene(NamedTuple):
    """A call that was made: who looks at the server, what was there before, and what was answered, as plain Python."""

    caller: Caller
    thing: Thing
    answer: Any

    def fields(self, *names: str) -> Thing:
        """Some fields of the answer; those that are not there are missing."""
        return {name: self.answer[name] for name in names if name in self.answer}

    def now(self, target: str) -> Any:
        """What the server says at a path below `/api/v1/`."""
        return money.made(self.caller.call("GET", f"/api/v1/{target}"))


Seen = tuple[Any, Any]
"""What was seen, and what should have been."""

PDF, ESCPOS = b"%PDF-", b"\x1b@"
"""How a document for people begins, and one for a receipt printer."""

Shows = Callable[[Scene], Seen]


ALONE = (Ability.AUTO_KEYS,)
"""What it takes to have a workspace with nothing else in it, and nobody else at work."""


def nothing(_: Caller) -> Thing:
    """Nothing must be there first."""
    return {}


@dataclass(frozen=True)
class Use:
    """One use of a method.

    Attributes:
        call: Makes the call with a client, on what was there first.
        shows: The fact that proves it.
        given: What must be there first.
        key: The subject's key to use instead of that of the fresh workspace.
        extras: Whether only a client with the kit's extras takes these arguments.
        refused: Status and code of the refusal, for what no key may do.
        needs: What the server must be able to do beyond the API.
    """

    call: Callable[[Any, Thing], Any]
    shows: Shows | None = None
    given: Given = nothing
    key: str | None = None
    extras: bool = False
    refused: tuple[int, str] | None = None
    needs: tuple[Ability, ...] = ()


def plain(answer: Any) -> Any:
    """An answer as plain Python, however the client wraps it: an object as a dictionary, a page as its rows."""
    if hasattr(answer, "to_dict"):
        return answer.to_dict()
    rows = getattr(answer, "data", answer)
    return [plain(row) for row in rows] if isinstance(rows, list) else answer


def has(**expected: Any) -> Shows:
    """The answer has these fields; a function stands for what it makes of the thing that was there."""

    def shows(scene: Scene) -> Seen:
        wanted = {name: value(scene.thing) if callable(value) else value for name, value in expected.items()}
        return scene.fields(*wanted), wanted

    return shows


def same(**expected: Any) -> Shows:
    """The answer is the thing that was there, with these fields."""
    return has(id=lambda thing: thing["id"], **expected)


def whole(scene: Scene) -> Seen:
    """The answer is the thing that was there, field by field."""
    return scene.answer, scene.thing


def stored(collection: str, **expected: Any) -> Shows:
    """The answer has these fields, and the server keeps what was answered."""

    def shows(scene: Scene) -> Seen:
        seen, wanted = has(**expected)(scene)
        return (seen, scene.answer), (wanted, scene.now(f"{collection}/{scene.answer['id']}"))

    return shows


def only(scene: Scene) -> Seen:
    """The list holds the thing that was there, and nothing else."""
    return [row["id"] for row in scene.answer], [scene.thing["id"]]


def gone(collection: str) -> Shows:
    """Nothing is answered, and the thing is not there any more."""

    def shows(scene: Scene) -> Seen:
        answer = scene.caller.call("GET", f"/api/v1/{collection}/{scene.thing['id']}")
        return (scene.answer, answer.verdict), (None, (404, "not_found"))

    return shows


def lacks(collection: str) -> Shows:
    """Nothing is answered, and the list does not hold the thing any more."""

    def shows(scene: Scene) -> Seen:
        left = [row["id"] for row in scene.now(collection)]
        return (scene.answer, [each for each in left if each == scene.thing["id"]]), (None, [])

    return shows


def as_served(target: str, start: bytes) -> Shows:
    """A file is answered that begins as files of its kind do, and is the server's byte for byte.

    Args:
        target: Where it is below `/api/v1/`; `{}` is the id of what was there.
    """

    def shows(scene: Scene) -> Seen:
        served = scene.caller.call("GET", f"/api/v1/{target}".replace("{}", scene.thing["id"])).body
        return (scene.answer[: len(start)], scene.answer == served), (start, True)

    return shows


def tells(about: str) -> Shows:
    """A page is answered that names a field of what was there."""
    return lambda scene: (scene.thing[about] in scene.answer, True)


def sends(address: str) -> Shows:
    """It was sent, and to whom."""
    return has(sent=True, to=address)
