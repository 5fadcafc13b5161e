"""Every route, asked as the Node and the Go package ask: the referee signs their very bytes, and the server does it."""

import json
from uuid import uuid4

import pytest

from plugipay_contract import facts, money, provoking, wire
from plugipay_contract.caller import Answer, Caller, enrol
from plugipay_contract.every_route import CALLS, IDLE, MAKE_TROUBLE, ROUTES, TEXT, UPLOADS, with_text
from plugipay_contract.habits import BEARERS, BY_HAND, GENERATED, HABITS, Habit
from plugipay_contract.recipes import new_customer, unique
from plugipay_contract.subjects import Ability, skip_without

Outcome = tuple[int, str | None]

REFUSED: dict[str, Outcome] = {
    "GET /api/v1/invoices/{}/pdf": (303, None),
    **{route.operation: (401, "invalid_key") for route in facts.ROUTES if route.scope == "operator"},
}
"""What no key gets: by the docs a redirect is answered, and operators have the browser session that no key is."""

PLATFORM: dict[str, Outcome] = {
    route.operation: (403, "insufficient_scope") for route in facts.ROUTES if route.scope == "plugipay:platform:admin"
}
"""What a Bearer key never gets, since none is minted that makes a platform."""

SHIPPED: dict[str, Outcome] = {
    **REFUSED,
    **{route.operation: (403, "person_only") for route in facts.ROUTES if route.person_only},
    **{route.operation: (404, "not_found") for route in facts.ROUTES if route.source == "python 0.1.0"},
}
"""The same by the newest evidence: people's own routes are not for keys, and some paths never were."""

SHOWN = (
    "POST /api/v1/customers",
    "PATCH /api/v1/customers/{}",
    "POST /api/v1/plans",
    "PATCH /api/v1/plans/{}",
    "POST /api/v1/invoices",
    "POST /api/v1/payouts",
    "POST /api/v1/payouts/{}/mark-failed",
    "PATCH /api/v1/payouts/bank-account",
    "POST /api/v1/templates",
    "PATCH /api/v1/templates/{}",
    "PATCH /api/v1/webhooks/{}",
    "PATCH /api/v1/checkout/settings",
    "PATCH /api/v1/account",
    "POST /api/v1/api-keys",
    "POST /api/v1/workspaces",
    "PATCH /api/v1/workspaces/{}",
)
"""Whose answers repeat a text that was sent."""


def of(*methods: str) -> list[str]:
    """The operations with one of these methods and fields of their own."""
    return [each for each in CALLS if each.partition(" ")[0] in methods and each not in IDLE | UPLOADS]


def written(caller: Caller, habit: Habit, operation: str) -> tuple[Caller, wire.Outgoing]:
    """A working call of a route, prepared by the referee and written by habit; and whose it is."""
    route = ROUTES[operation]
    if route.method != "GET":
        provoking.spare_given(caller, route.path)
    if operation in MAKE_TROUBLE:
        skip_without(caller.subject, Ability.SETTLES)
    call = CALLS[operation](caller)
    assert bool(call.body) == (route.method in {"POST", "PUT", "PATCH"} and operation not in IDLE)
    guarded = route.key_policy == "required"
    request = habit.write(route.method, call.target, call.query, with_text(call.body), guarded=guarded)
    return (caller.using(call.by) if call.by else caller), request


def delivered(caller: Caller, habit: Habit, request: wire.Outgoing) -> Answer:
    """A request with the proof that the habit gives: a signature, or a Bearer key minted for it."""
    if not habit.bearer:
        return caller.send(caller.sign(request))
    key = money.made(money.post(caller, "/api/v1/api-keys", {"name": "Bearer"}))["key"]
    return caller.send(request.having("Authorization", f"Bearer {key}"))


def outcome(caller: Caller, habit: Habit, operation: str) -> Outcome:
    """Status and code of a working call."""
    holder, request = written(caller, habit, operation)
    answer = delivered(holder, habit, request)
    return answer.status, answer.code


def expected(operation: str, habit: Habit, refused: dict[str, Outcome] = REFUSED) -> Outcome:
    """The success of the table, or the refusal that is documented."""
    listed = {**refused, **(PLATFORM if habit.bearer else {})}
    return listed.get(operation, (ROUTES[operation].status, None))


def kind(answer: Answer) -> str:
    """What the packages take an answer for (SDK facts section 4)."""
    media = answer.headers.get("content-type", "").partition(";")[0]
    if not answer.body:
        return "empty" if answer.status == 204 else "nothing"
    if media == "application/json":
        return "envelope" if answer.envelope.keys() == {"data", "error", "meta"} else "some JSON"
    return "html" if media == "text/html" else "file"


by_every_habit = pytest.mark.parametrize(
    "habit",
    [pytest.param(each, id=each.name, marks=() if each in BY_HAND else pytest.mark.thorough) for each in HABITS],
)


@by_every_habit
@pytest.mark.parametrize("operation", of("GET"))
def test_a_read_is_answered(someone: Caller, operation: str, habit: Habit) -> None:
    """With the query in either order, and its spaces in either spelling."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@by_every_habit
@pytest.mark.parametrize("operation", of("POST", "PUT", "PATCH"))
def test_a_write_is_done(someone: Caller, operation: str, habit: Habit) -> None:
    """With its fields in either order, and its texts raw or escaped."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@pytest.mark.parametrize("habit", [*BY_HAND, BEARERS[0]], ids=str)
@pytest.mark.parametrize("operation", sorted(IDLE))
def test_an_action_takes_an_empty_object(someone: Caller, operation: str, habit: Habit) -> None:
    """The hand-written methods send `{}` where there is nothing to say."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@pytest.mark.parametrize("habit", [*GENERATED, BEARERS[1]], ids=str)
@pytest.mark.parametrize("operation", sorted(IDLE))
def test_an_action_takes_no_body(someone: Caller, operation: str, habit: Habit) -> None:
    """The generated methods send nothing where there is nothing to say."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@by_every_habit
@pytest.mark.parametrize("operation", of("DELETE"))
def test_a_deletion_is_done(someone: Caller, operation: str, habit: Habit) -> None:
    """Without a body, and mostly without an idempotency key."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@pytest.mark.parametrize("habit", GENERATED, ids=str)
def test_a_deletion_takes_an_empty_object(someone: Caller, habit: Habit) -> None:
    """The generated methods send `{}` even when they delete the account."""
    provoking.spare_given(someone, "/api/v1/account")
    request = habit.write("DELETE", "/api/v1/account", {}, None, guarded=False)
    spoken = wire.Outgoing(
        request.method, request.target, {**request.headers, "Content-Type": "application/json"}, b"{}"
    )

    assert delivered(someone, habit, spoken).verdict == (200, None)


@by_every_habit
@pytest.mark.parametrize("operation", sorted(UPLOADS))
def test_an_upload_is_taken(someone: Caller, operation: str, habit: Habit) -> None:
    """A form, signed as if it were empty."""
    assert outcome(someone, habit, operation) == expected(operation, habit)


@pytest.mark.parametrize("habit", BY_HAND, ids=str)
@pytest.mark.parametrize("operation", SHOWN)
def test_a_text_arrives(someone: Caller, operation: str, habit: Habit) -> None:
    """Raw UTF-8 and escaped signs are the text they stand for."""
    holder, request = written(someone, habit, operation)
    answer = delivered(holder, habit, request)

    assert json.dumps(TEXT, ensure_ascii=False) in json.dumps(answer.data, ensure_ascii=False)


@by_every_habit
def test_a_filter_finds_its_row(someone: Caller, habit: Habit) -> None:
    """A space is a space however it is spelled, and a plus sign is a plus sign."""
    named = f"No 7 & co + {unique()}"
    customer = new_customer(someone, externalId=named)
    request = habit.write("GET", "/api/v1/customers", {"limit": 5, "externalId": named}, None, guarded=False)

    assert [row["id"] for row in delivered(someone, habit, request).data] == [customer["id"]]


@pytest.mark.parametrize("operation", [each for each in CALLS if each not in REFUSED])
def test_an_answer_is_what_the_packages_read(someone: Caller, operation: str) -> None:
    """An envelope says it is JSON, a page that it is HTML, a file that it is neither, and 204 says nothing."""
    holder, request = written(someone, BY_HAND[0], operation)
    answer = delivered(holder, BY_HAND[0], request)

    assert kind(answer) == ROUTES[operation].answer


def test_an_offer_to_upgrade_is_passed_over(someone: Caller) -> None:
    """Java's HTTP client makes one with every request; who takes none, acts as if there were none (RFC 9110, 7.8)."""
    offer = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAEAAEAAAAIAAAABAAMAAABk"}
    said = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    request = wire.Outgoing("POST", "/api/v1/customers", {**said, **offer}, b'{"name":"Ada"}')

    assert someone.send(someone.sign(request)).data["name"] == "Ada"


@pytest.mark.thorough
@pytest.mark.needs("shipped")
@pytest.mark.parametrize("habit", BY_HAND, ids=str)
@pytest.mark.parametrize("operation", CALLS)
def test_the_shipped_service_does_it_too(shipped_server: Caller, operation: str, habit: Habit) -> None:
    """Keys are sent where they are wanted and nowhere else, and that is enough."""
    merchant = enrol(shipped_server).test

    assert outcome(merchant, habit, operation) == expected(operation, habit, SHIPPED)
