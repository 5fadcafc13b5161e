"""How a fault is said, in one vocabulary for Python, HTTP, the command line and the request header.

One action, with its argument: `status=503`, `code=rate_limited`, `wait=2`, `hang`, `reset`, `reset=body`,
`truncate`, `html`, `content_type=text/plain`, `empty`, `drip=0.5`, `redirect=https://…`, `drop`, `skew=600`; and
options: `position`, `nth`, `times`, `every`, `until`, `probability`, `method`, `route`, `mode`, `message`,
`retry_after`, `header.NAME`, `field.NAME`. As text they are joined by semicolons: `status=503; times=2`.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, get_args

from plugipay_mock.clock import epoch, iso
from plugipay_mock.errors import CATALOGUE, ApiError, FieldProblem, InvalidRequest, made_up
from plugipay_mock.faults.actions import Action, Affected, Refusal, Replaced, Skewed
from plugipay_mock.faults.plan import Count, Match, Plan, Position
from plugipay_mock.message import Drip, Reset, Truncate, Wait

HEADER: Final = "X-Plugipay-Mock-Fault"
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MODES: Final = ("test", "live")
_LONGEST: Final = 24 * 3600.0
_LONGEST_WAIT: Final = 600.0
_NAMED: Final = re.compile(r"([\w-]+(?:\[\d+\]|\.[\w-]+)*): ")
"""How a message begins that names a field: `email: `, `lines[0].quantity: `."""

_PROXY_PAGE: Final = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"


@dataclass(frozen=True, slots=True)
class Options:
    """What was said of one fault, as text by name."""

    said: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """Return an option as it was said, or None."""
        return self.said.get(name)

    def number(self, name: str, low: float = 0.0, high: float = _LONGEST) -> float | None:
        """Return an option as a number within bounds, or None."""
        text = self.said.get(name)
        if text is None:
            return None
        try:
            number = float(text)
        except ValueError:
            refuse(name, "must be a number")
        if not low <= number <= high:
            refuse(name, f"must be from {low:g} to {high:g}")
        return number

    def whole(self, name: str, low: int = 1, high: int = 1_000_000) -> int | None:
        """Return an option as a whole number within bounds, or None."""
        number = self.number(name, low, high)
        if number is not None and number != int(number):
            refuse(name, "must be a whole number")
        return None if number is None else int(number)

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """Return an option that is one of a few words, in any case, or None."""
        text = self.said.get(name)
        found = None if text is None else next((word for word in allowed if word.lower() == text.lower()), None)
        if text is not None and found is None:
            refuse(name, f"must be one of {', '.join(allowed)}")
        return found

    def line(self, name: str) -> str | None:
        """Return an option that becomes the value of a header, or None."""
        text = self.said.get(name)
        if text is not None and not (text.isascii() and text.isprintable()):
            refuse(name, "must be printable ASCII")
        return text

    def under(self, prefix: str) -> dict[str, str]:
        """Return the options `prefix.NAME` by NAME."""
        if prefix in self.said:
            refuse(prefix, "needs a name after the dot")
        return {name.removeprefix(prefix): value for name, value in self.said.items() if name.startswith(prefix)}


def parse(text: str) -> dict[str, str]:
    """Read the text form into options; an action without an argument has the empty one."""
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def text_of(name: str, value: object) -> str:
    """Write an option as text; true says that an action without an argument is wanted."""
    if value is True and not name.startswith(_PREFIXES):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def of_header(text: str, chance: random.Random) -> Plan:
    """Make the plan of one request from its own header.

    Raises:
        InvalidRequest: naming the header, and what in it cannot be understood.
    """
    try:
        return plan(parse(text), "header", chance)
    except InvalidRequest as error:
        raise InvalidRequest(FieldProblem(HEADER, error.message)) from None


def plan(said: Mapping[str, str], plan_id: str, chance: random.Random) -> Plan:
    """Make a plan of options.

    Raises:
        InvalidRequest: naming the option that cannot be understood.
    """
    options = Options(said)
    actions = [name for name in _ACTIONS if name in said]
    if len(actions) != 1 and actions != ["status", "code"]:
        refuse("fault", f"needs exactly one action of: {', '.join(_ACTIONS)}")
    unknown = [name for name in said if not (name in _ACTIONS or name in _PLAIN or name.startswith(_PREFIXES))]
    if unknown:
        refuse(
            unknown[0], f"is not an option of a fault; there are {', '.join((*_PLAIN, 'header.NAME', 'field.NAME'))}"
        )
    positions, build = _ACTIONS[actions[0]]
    return Plan(
        id=plan_id,
        action=build(options),
        position=_position(options, positions),
        match=_match(options),
        count=_count(options),
        told=dict(said),
        chance=chance,
    )


def refuse(name: str, reason: str) -> NoReturn:
    """Refuse an option by name."""
    raise InvalidRequest(FieldProblem(name, reason))


def _position(options: Options, allowed: tuple[Position, ...]) -> Position:
    said = options.text("position") or allowed[0]
    if said not in get_args(Position):
        refuse("position", f"must be one of {', '.join(get_args(Position))}")
    if said not in allowed:
        refuse("position", f"must be {' or '.join(allowed)} for this action")
    return said


def _match(options: Options) -> Match:
    route = options.text("route")
    if route is not None and not route.startswith(("/", "*")):
        refuse("route", "must be a path or a pattern, such as /customers/{customer_id} or /customers/*")
    return Match(
        method=options.one_of("method", METHODS),
        route=route,
        mode=options.one_of("mode", MODES),
        headers=options.under("header."),
        fields=options.under("field."),
    )


def _count(options: Options) -> Count:
    until = options.text("until")
    try:
        moment = None if until is None else iso(epoch(until))
    except (ValueError, OverflowError):
        refuse("until", "must be an ISO 8601 time with an offset, such as 2026-05-12T10:42:00Z")
    named = {"nth", "every", "until", "probability"} & options.said.keys()
    return Count(
        nth=options.whole("nth"),
        times=options.whole("times") or (None if named else 1),
        every=options.whole("every"),
        until=moment,
        probability=options.number("probability", 0, 1),
    )


def _status(options: Options) -> Action:
    status = options.whole("status", 400, 599) or 500
    return Refusal(_error(options, status, options.text("code") or _code_of(status)))


def _code(options: Options) -> Action:
    code = options.text("code") or ""
    if code not in CATALOGUE:
        refuse("code", f"must be one of {', '.join(sorted(CATALOGUE))}")
    return Refusal(_error(options, CATALOGUE[code].status, code))


def _error(options: Options, status: int, code: str) -> ApiError:
    """Return an error in the form the server itself gives it: with the headers and the field of its code."""
    sentence = _SENTENCES.get(code) or _sentence(CATALOGUE.get(code)) or f"A fault plan answered {status}"
    message = options.text("message") or sentence
    if (status, code) == (InvalidRequest.status, InvalidRequest.code):
        named = _NAMED.match(message)
        field, reason = (named[1], message[named.end() :]) if named else ("body", message)
        return InvalidRequest(FieldProblem(field, reason))
    return made_up(status, code, message, dict(_NATURAL_HEADERS.get(code, {})) | _retry_after(options))


def _retry_after(options: Options) -> dict[str, str]:
    seconds = options.whole("retry_after", 0, 86_400)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _code_of(status: int) -> str:
    """Return the catalogue's code of a status, or the one the service has for trouble elsewhere."""
    codes = [code for code, kind in CATALOGUE.items() if kind.status == status]
    return codes[-1] if codes else "service_unavailable"


def _sentence(kind: type[ApiError] | None) -> str:
    return "" if kind is None else (kind.__doc__ or "").partition("\n")[0]


def _wait(options: Options) -> Action:
    return Affected(Wait(options.number("wait", 0, _LONGEST_WAIT) or 0.0))


def _bare(name: str, action: Action) -> Callable[[Options], Action]:
    """Return what makes an action that takes no argument."""

    def build(options: Options) -> Action:
        if options.text(name):
            refuse(name, "takes no argument")
        return action

    return build


def _drip(options: Options) -> Action:
    return Affected(Drip(0.5 if options.text("drip") == "" else options.number("drip", 0, _LONGEST_WAIT) or 0.0))


def _reset(options: Options) -> Action:
    where = options.text("reset")
    if where not in {"", "body"}:
        refuse("reset", "takes no argument, or 'body' for the middle of the body")
    if where == "body":
        return Affected(Reset("body"))
    return Affected(Reset("connect" if options.text("position") in {None, "before"} else "head"))


def _replaced(status: int | None, media_type: str | None, body: bytes | None) -> Action:
    headers = () if media_type is None else (("Content-Type", media_type),)
    return Replaced(status, headers, body)


def _redirect(options: Options) -> Action:
    return Replaced(302, (("Location", options.line("redirect") or "/"),), b"")


_ANYWHERE: Final[tuple[Position, ...]] = ("before", "during", "after")
_DONE: Final[tuple[Position, ...]] = ("during", "after")
_LOST: Final[tuple[Position, ...]] = ("after",)
_FIRST: Final[tuple[Position, ...]] = ("before",)
_NATURAL_HEADERS: Final[Mapping[str, Mapping[str, str]]] = {
    "rate_limited": {"Retry-After": "1", "X-RateLimit-Remaining": "0"},
    "idempotency_in_progress": {"Retry-After": "1"},
    "method_not_allowed": {"Allow": "GET, HEAD"},
}
_SENTENCES: Final[Mapping[str, str]] = {
    "invalid_request": "body: was refused by a fault plan",
    "not_found": "Object of_a_fault_plan not found",
    "internal_error": "The service failed: a fault plan asked for it",
    "CANNOT_REVOKE_CURRENT": "id: is the session of a fault plan",
}
"""Where the messages of a code have a form, or the usual one would be untrue."""

_ACTIONS: Final[Mapping[str, tuple[tuple[Position, ...], Callable[[Options], Action]]]] = {
    "status": (_ANYWHERE, _status),
    "code": (_ANYWHERE, _code),
    "wait": (_ANYWHERE, _wait),
    "hang": (_ANYWHERE, _bare("hang", Affected(Wait(math.inf)))),
    "reset": (_ANYWHERE, _reset),
    "truncate": (_DONE, _bare("truncate", Affected(Truncate()))),
    "html": (_ANYWHERE, _bare("html", _replaced(502, "text/html", _PROXY_PAGE))),
    "content_type": (_DONE, lambda options: _replaced(None, options.line("content_type") or "text/plain", None)),
    "empty": (_ANYWHERE, _bare("empty", _replaced(None, None, b""))),
    "drip": (_DONE, _drip),
    "redirect": (_ANYWHERE, _redirect),
    "drop": (_LOST, _bare("drop", Affected(Reset("head")))),
    "skew": (_FIRST, lambda options: Skewed(options.number("skew", -_LONGEST) or 0.0)),
}
_PLAIN: Final = (
    "position", "nth", "times", "every", "until", "probability", "method", "route", "mode", "message", "retry_after",
)  # fmt: skip
_PREFIXES: Final = ("header.", "field.")
