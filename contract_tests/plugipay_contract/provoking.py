"""One request per rule of `natural_errors.json` that must be refused at any route the rule is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from plugipay_contract import given, money, recipes, wire
from plugipay_contract.caller import Answer, Caller, Workspace, in_mode, is_given, is_spared
from plugipay_contract.facts import ROUTES, Route
from plugipay_contract.more_operations import MORE
from plugipay_contract.natural import Row
from plugipay_contract.operations import OPERATIONS, Call, Prepare
from plugipay_contract.other_operations import OTHERS
from plugipay_contract.pictures import FORM, PNG, form
from plugipay_contract.subjects import KeyPair

NOBODY = KeyPair("pk_test_nobody", "sk_test_nobody_has_this")
NOBODYS_ID = "nobody_01HX5M7QW9R2T4V6Y8Z0ABSENT"
NOBODYS_ACCOUNT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"
WORKING: dict[str, Prepare] = (
    OPERATIONS
    | MORE
    | OTHERS
    | {
        "POST /api/v1/webhooks/deliveries/{}/retry": lambda caller: Call(
            f"/api/v1/webhooks/deliveries/{given.waiting_delivery(caller)['id']}/retry", {}
        )
    }
)
"""A call of every write that its body would not fail."""


@dataclass(frozen=True)
class Attempt:
    """A request that must be refused, and whether it is about something that is there and must be left alone."""

    caller: Caller
    request: wire.Outgoing
    about_something: bool = False

    def made(self) -> Answer:
        """Send it."""
        return self.caller.send(self.request)

    def witness(self) -> tuple[Any, ...]:
        """What can be seen of its effects: the newest event, and the balances and the thing or list it is about.

        In a workspace that was given nothing can: others are at work there, and deliveries under way.
        """
        if is_given(self.caller):
            return ()
        targets = ["/api/v1/events?limit=1"]
        if self.about_something:
            path = self.request.target.partition("?")[0]
            shown = (path.rsplit("/", steps)[0] for steps in range(3))
            targets += ["/api/v1/ledger/balances", *[each for each in shown if is_shown(each)][:1]]
        return tuple(seen(self.caller, target) for target in targets)


def spare_given(caller: Caller, path: str) -> None:
    """Skip the test of a write that would spoil a workspace for whoever else is there."""
    if is_spared(caller, path):
        pytest.skip("it takes what a person has only one of, or moves the time of a workspace that was given")


_READS = [route for route in ROUTES if (route.method, route.answer) == ("GET", "envelope") and route.scope != "public"]
_SHOWN = [re.compile(re.sub(r"{[^}]*}", "[^/]+", route.path)) for route in _READS]
_WRITTEN_ONLY = {route.path for route in ROUTES} - {route.path for route in _READS}


def is_shown(path: str) -> bool:
    """Whether a path shows something; `events/replay` looks like an event's, and is not."""
    return path not in _WRITTEN_ONLY and any(form.fullmatch(path) for form in _SHOWN)


def seen(caller: Caller, target: str) -> Any:
    """What a list or an object is, or why it is not shown."""
    answer = caller.call("GET", target)
    return answer.data if answer.verdict == (200, None) else answer.verdict


def plain(caller: Caller, route: Route, **headers: str) -> Attempt:
    """A call of a route about nobody in particular, without a body."""
    return Attempt(caller, caller.signed(route.method, target(route), **headers))


def target(route: Route, thing: str = NOBODYS_ID) -> str:
    """Where a route leads for one thing."""
    return re.sub(r"{[^}]*}", thing, route.path)


def request(caller: Caller, route: Route, call: Call, **headers: str) -> wire.Outgoing:
    """A working call, signed where its route wants that."""
    if call.media is not None:
        headers["content_type"] = call.media
    if route.scope == "public":
        return caller.unsigned(route.method, call.target, call.body, **headers)
    return caller.signed(route.method, call.target, call.body, **headers)


def working(here: Workspace, route: Route) -> tuple[Caller, Call]:
    """A call of a route that could succeed, and who may make it."""
    if route.method == "GET":
        platform = route.scope == "plugipay:platform:admin"
        return here.test.using("platform") if platform else here.test, Call(target(route))
    call = WORKING[route.operation](here.test) if route.scope != "operator" else Call(target(route), {})
    if isinstance(call.body, bytes):
        call = call._replace(body=form(call.body), media=FORM)
    return here.test if call.by is None else here.test.using(call.by), call


def altered(here: Workspace, route: Route, alter: Callable[[Call], Call], **headers: str) -> Attempt:
    """A working call made wrong."""
    caller, call = working(here, route)
    headers.setdefault("idempotency_key", recipes.unique())
    return Attempt(caller, request(caller, route, alter(call), **headers), about_something=True)


def unknown_key(here: Workspace, route: Route) -> Attempt:
    """A key pair nobody has."""
    signed = here.test.using(NOBODY).signed(route.method, target(route))
    return Attempt(here.test, signed)


def revoked_key(here: Workspace, route: Route) -> Attempt:
    """A key that was good once."""
    return plain(here.test.using("revoked"), route)


def wrong_secret(here: Workspace, route: Route) -> Attempt:
    """A known key with a secret nobody has."""
    impostor = here.test.using(KeyPair(here.test.key.key_id, NOBODY.secret))
    return Attempt(here.test, impostor.signed(route.method, target(route)))


def unsigned(here: Workspace, route: Route) -> Attempt:
    """No word of who calls."""
    return Attempt(here.test, here.test.unsigned(route.method, target(route)))


def old_clock(here: Workspace, route: Route) -> Attempt:
    """A request signed an hour ago."""
    bare = here.test.unsigned(route.method, target(route))
    return Attempt(here.test, here.test.sign(bare, late=3600))


def mixed_pair(here: Workspace, route: Route) -> Attempt:
    """The test key with the live secret."""
    mixed = here.test.using(KeyPair(here.test.key.key_id, in_mode(here, "live").key.secret))
    return Attempt(here.test, mixed.signed(route.method, target(route)))


def other_mode(here: Workspace, route: Route) -> Attempt:
    """A test key that asks for live mode."""
    return plain(here.test, route, x_plugipay_mode="live")


def on_behalf(here: Workspace, route: Route) -> Attempt:
    """An ordinary key that acts for somebody."""
    return plain(here.test, route, x_plugipay_on_behalf_of=NOBODYS_ACCOUNT)


def on_behalf_of_nobody(here: Workspace, route: Route) -> Attempt:
    """A platform that acts for a merchant nobody enrolled."""
    return plain(here.test.using("platform"), route, x_plugipay_on_behalf_of=NOBODYS_ACCOUNT)


def read_only(here: Workspace, route: Route) -> Attempt:
    """A key that may only read."""
    return plain(here.test.using("read_only"), route, idempotency_key=recipes.unique())


def narrow(here: Workspace, route: Route) -> Attempt:
    """A key minted for one thing, used for another (that keys come in pairs is a guess of this kit)."""
    other = "plugipay:invoice:read" if "invoice" not in route.scope else "plugipay:customer:read"
    minted = money.made(money.post(here.test, "/api/v1/api-keys", {"name": "narrow", "scopes": [other]}))
    caller = here.test.using(KeyPair(minted["keyId"], minted["secret"]))
    return Attempt(here.test, caller.signed(route.method, target(route), idempotency_key=recipes.unique()))


def merchants_key(here: Workspace, route: Route) -> Attempt:
    """A merchant's key where operators work."""
    return plain(here.test, route)


def absent(here: Workspace, route: Route) -> Attempt:
    """A working call about what nobody has."""
    pattern = re.sub(r"{[^}]*}", "([^/?]+)", route.path)

    def about_nobody(call: Call) -> Call:
        found = re.match(pattern, call.target)
        if found is None:
            raise ValueError(f"{call.target} is no call of {route}")
        return call._replace(target=call.target.replace(found[1], NOBODYS_ID))

    return altered(here, route, about_nobody)


def unknown_field(here: Workspace, route: Route) -> Attempt:
    """A working call with a field more."""
    return altered(here, route, lambda call: call._replace(body={**call.body, "neverHeardOf": 1}))


def half_a_body(here: Workspace, route: Route) -> Attempt:
    """A body that ends too soon."""
    return altered(here, route, lambda call: call._replace(body=b'{"name": "Ada"'))


def huge_body(here: Workspace, route: Route) -> Attempt:
    """One byte more than a mebibyte, from nobody in particular."""
    body = recipes.padded(recipes.MEBIBYTE + 1)
    return Attempt(here.test, here.test.signed(route.method, target(route), body))


def reused_key(here: Workspace, route: Route) -> Attempt:
    """A call that succeeds, and another body under its key."""
    if route.path.endswith("/retry"):
        pytest.skip("what can be sent again needs a receiver: see test_sent_again")
    spare_given(here.test, route.path)
    caller, call = working(here, route)
    key = recipes.unique()
    first = caller.send(request(caller, route, call, idempotency_key=key))
    if first.status >= 300:
        raise ValueError(f"{route} was to succeed, and answered {first.body!r:.200}")
    other = call._replace(body={"other": 1}, media=None)
    return Attempt(caller, request(caller, route, other, idempotency_key=key), about_something=True)


def long_key(here: Workspace, route: Route) -> Attempt:
    """An idempotency key of one character too many."""
    return altered(here, route, lambda call: call, idempotency_key="k" * 256)


def no_limit(here: Workspace, route: Route) -> Attempt:
    """A page of so many rows as nobody can count."""
    return Attempt(here.test, here.test.signed("GET", f"{target(route)}?limit=many"))


def no_cursor(here: Workspace, route: Route) -> Attempt:
    """A cursor no list ever gave out."""
    return Attempt(here.test, here.test.signed("GET", f"{target(route)}?cursor=nowhere"))


PROVOKE: dict[str, Callable[[Workspace, Route], Attempt]] = {
    recipe.__name__: recipe
    for recipe in (
        unknown_key,
        revoked_key,
        wrong_secret,
        unsigned,
        old_clock,
        mixed_pair,
        other_mode,
        on_behalf,
        on_behalf_of_nobody,
        read_only,
        narrow,
        merchants_key,
        absent,
        unknown_field,
        half_a_body,
        huge_body,
        reused_key,
        long_key,
        no_limit,
        no_cursor,
    )
}


def attempt_of(here: Workspace, row: Row) -> Attempt:
    """The request of a row, once what it needs is there."""
    caller = in_mode(here, row.by) if row.by in {"test", "live"} else here.test.using(row.by)
    thing = given.GIVEN[row.given](caller)
    place = target(row.route, thing["code"] if "{code}" in row.route.path else thing.get("id", NOBODYS_ID))
    call = Call(place + row.query, *filled(row.body, thing))
    sent = request(caller, row.route, call, idempotency_key=recipes.unique())
    return Attempt(caller, sent, about_something=True)


def filled(body: Any, thing: money.Thing) -> tuple[Any, None, str | None]:
    """A body with what was to be filled in, no list, and its type when it is no JSON."""
    if isinstance(body, dict) and "$upload" in body:
        content = {"picture": PNG, "text": b"no picture"}.get(body["$upload"]) or PNG.ljust(body["$upload"], b"\0")
        whole = form(content, body.get("$field", "file").encode())
        return whole.rpartition(b"--")[0] if body.get("$cut") else whole, None, FORM
    return with_fields(body, thing), None, None


def with_fields(body: Any, thing: money.Thing) -> Any:
    """The same JSON with every `$name` replaced by that field of a thing."""
    if not isinstance(body, dict):
        return body
    return {
        name: thing[value[1:]] if isinstance(value, str) and value.startswith("$") else value
        for name, value in body.items()
    }
