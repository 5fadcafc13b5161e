"""Every answer has one shape, whatever it says, and can be named afterwards by its request id."""

import re
import time
from datetime import datetime, timedelta

import pytest

from plugipay_contract import facts, recipes, wire
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.decoding import is_utf8
from plugipay_contract.every_route import CALLS, ROUTES
from plugipay_contract.subjects import Ability

CODES = {code.recipe: code for code in facts.CODES if code.recipe}
REQUEST_ID = re.compile(r"req_[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}")

each_refusal = pytest.mark.parametrize(
    "recipe",
    [
        pytest.param(
            recipe,
            id=recipe.__name__,
            marks=[pytest.mark.guess] if CODES[recipe.__name__].source.startswith("guess") else [],
        )
        for recipe in recipes.RECIPES
    ],
)


@pytest.fixture(scope="module")
def answer(server: Caller) -> Answer:
    """A plain success."""
    return server.call("GET", "/api/v1/customers")


def test_a_success_has_three_parts(answer: Answer) -> None:
    """Data, no error, and meta."""
    assert (set(answer.envelope), answer.envelope["error"]) == ({"data", "error", "meta"}, None)


def test_a_success_is_json(answer: Answer) -> None:
    """The content type says what the body is."""
    assert answer.headers["Content-Type"].partition(";")[0] == "application/json"


def test_a_success_is_in_utf_8(answer: Answer) -> None:
    """The content type does not name another charset: JSON has one."""
    assert is_utf8(answer.headers["Content-Type"])


def test_a_success_can_be_named(answer: Answer) -> None:
    """A request id is `req_` and 26 digits."""
    assert REQUEST_ID.fullmatch(answer.meta["requestId"])


def test_a_success_is_dated_in_utc(answer: Answer) -> None:
    """The timestamp is ISO 8601 and says that it is UTC."""
    assert datetime.fromisoformat(answer.meta["timestamp"]).utcoffset() == timedelta(0)


@pytest.mark.needs(Ability.SAME_CLOCK)
@pytest.mark.parametrize("target", ["customers", f"customers/{recipes.ABSENT}"], ids=["success", "refusal"])
def test_an_answer_is_dated_now(server: Caller, target: str) -> None:
    """The timestamp is when the answer was given."""
    now = datetime.fromisoformat(server.call("GET", f"/api/v1/{target}").meta["timestamp"]).timestamp()

    assert abs(now - time.time()) <= 60


@pytest.mark.guess
def test_the_header_repeats_the_request_id(answer: Answer) -> None:
    """Header and body name the request alike."""
    assert answer.headers.get("X-Request-Id") == answer.meta["requestId"]


@each_refusal
def test_a_refusal_has_the_status_and_code_of_the_catalogue(server: Caller, recipe: recipes.Recipe) -> None:
    """Each refusal is the row of the catalogue that names its recipe."""
    row = CODES[recipe.__name__]

    assert recipe(server).verdict == (row.status, row.code)


@each_refusal
def test_a_refusal_says_why(server: Caller, recipe: recipes.Recipe) -> None:
    """Each refusal has a message, in the documented form where there is one."""
    assert re.fullmatch(CODES[recipe.__name__].message or ".+", recipe(server).error["message"])


@each_refusal
def test_a_refusal_has_three_parts(server: Caller, recipe: recipes.Recipe) -> None:
    """No data, an error, and meta, as JSON."""
    refusal = recipe(server)

    assert (set(refusal.envelope), refusal.envelope["data"]) == ({"data", "error", "meta"}, None)
    assert refusal.headers["Content-Type"].partition(";")[0] == "application/json"


@each_refusal
def test_a_refusal_can_be_named(server: Caller, recipe: recipes.Recipe) -> None:
    """A refusal has a request id."""
    assert REQUEST_ID.fullmatch(recipe(server).meta["requestId"])


@pytest.mark.guess
@each_refusal
def test_the_header_repeats_the_id_of_a_refusal(server: Caller, recipe: recipes.Recipe) -> None:
    """Header and body name a refused request alike."""
    refusal = recipe(server)

    assert refusal.headers.get("X-Request-Id") == refusal.meta["requestId"]


def test_every_request_has_an_id_of_its_own(server: Caller) -> None:
    """No two answers carry the same id."""
    ids = {server.call("GET", "/api/v1/customers").meta["requestId"] for _ in range(20)}

    assert len(ids) == 20


def test_every_refusal_has_an_id_of_its_own(server: Caller) -> None:
    """What is refused is told apart as well, whether for one reason or for several."""
    easy = (recipes.invalid_email, recipes.wrong_secret, recipes.old_clock, recipes.absent_customer)
    ids = [recipe(server).meta["requestId"] for recipe in easy for _ in range(2)]

    assert len(set(ids)) == len(ids)


def test_an_unsigned_request_can_be_named(server: Caller) -> None:
    """Even a caller nobody knows is given a request id."""
    refusal = server.send(wire.Outgoing("GET", "/api/v1/customers"))

    assert REQUEST_ID.fullmatch(refusal.meta["requestId"])


@pytest.mark.guess
def test_the_header_repeats_the_id_of_an_unsigned_request(server: Caller) -> None:
    """Header and body name it alike even to a caller nobody knows."""
    refusal = server.send(wire.Outgoing("GET", "/api/v1/customers"))

    assert refusal.headers.get("X-Request-Id") == refusal.meta["requestId"]


@pytest.mark.guess
def test_an_empty_answer_can_be_named(server: Caller) -> None:
    """204 has no body, and its request id in the header."""
    customer = recipes.new_customer(server)

    answer = server.call("DELETE", recipes.path(customer), idempotency_key=recipes.unique())

    assert (answer.status, answer.body) == (204, b"")
    assert REQUEST_ID.fullmatch(answer.headers["X-Request-Id"])


@pytest.mark.guess
@pytest.mark.needs(Ability.AUTO_KEYS)
@pytest.mark.parametrize("operation", [each for each, route in ROUTES.items() if route.answer in {"file", "html"}])
def test_a_file_can_be_named(merchant: Caller, operation: str) -> None:
    """A file or a page has no `meta`, and its request id in the header."""
    call, method = CALLS[operation](merchant), operation.partition(" ")[0]
    answer = merchant.send(merchant.signed(method, call.target, call.body))

    assert REQUEST_ID.fullmatch(answer.headers.get("X-Request-Id", ""))
