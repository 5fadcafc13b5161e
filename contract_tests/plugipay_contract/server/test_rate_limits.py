"""How often one may call: counted per workspace and mode, reads apart from writes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from plugipay_contract import facts, limits, money, pictures, provoking, recipes
from plugipay_contract.caller import Answer, Caller, Workspace, enrol
from plugipay_contract.subjects import Ability, KeyPair

LIMITED = (429, "rate_limited")
RATES = {"read": (100, 1), "write": (20, 1), "heavy": (5, 60)}
"""So many calls in so many seconds."""

NOBODY = f"/api/v1/customers/{recipes.ABSENT}"

needs_limits = pytest.mark.needs(Ability.RATE_LIMITS, Ability.AUTO_KEYS)


@pytest.fixture
def limited(limited_server: Caller) -> Workspace:
    """A workspace with full buckets, whose time stands still where it can: then no bucket refills."""
    workspace = enrol(limited_server)
    if Ability.CLOCK in limited_server.subject.abilities:
        for caller in (workspace.test, workspace.live):
            caller.control("clock/freeze", {})
    return workspace


def write(caller: Caller) -> Answer:
    """One call of the write class; it counts although it finds nothing."""
    return caller.call("DELETE", NOBODY, idempotency_key=recipes.unique())


def read(caller: Caller) -> Answer:
    """One call of the read class."""
    return caller.call("GET", "/api/v1/customers")


def export(caller: Caller) -> Answer:
    """One heavy call."""
    return caller.call("GET", "/api/v1/reports/ledger.csv")


def burst(call: Callable[[], Answer]) -> list[Answer]:
    """The answers to a hundred calls, many at a time so that the bucket has no leisure to refill."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda _: call(), range(100)))


def exhaust(caller: Caller, call: Callable[[Caller], Answer] = write) -> Answer:
    """The answer that says a bucket is empty: that of the writes, unless others are called."""
    limited = [answer for answer in burst(lambda: call(caller)) if answer.status == 429]
    assert limited, "a hundred calls at once were all allowed"
    return limited[0]


def with_a_bearer_key(caller: Caller) -> Callable[[Caller], Answer]:
    """A way to write with a Bearer key of a workspace."""
    bearer = money.made(money.post(caller, "/api/v1/api-keys", {"name": "Till"}))["key"]
    request = caller.unsigned("DELETE", NOBODY, authorization=f"Bearer {bearer}")
    return lambda caller: caller.send(request)


def unsigned(server: Caller) -> Answer:
    """A call of somebody unknown."""
    return server.send(server.unsigned("GET", NOBODY))


def created(server: Caller) -> Answer:
    """A write that is done."""
    return money.post(server, "/api/v1/customers")


def removed(server: Caller) -> Answer:
    """A write with nothing to say."""
    return server.call("DELETE", recipes.path(recipes.new_customer(server)))


def replayed(server: Caller) -> Answer:
    """A write done before."""
    signed = server.signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())
    return [server.send(signed) for _ in range(2)][1]


def uploaded(server: Caller) -> Answer:
    """A picture taken."""
    return money.post(server, "/api/v1/uploads/image", pictures.form(), content_type=pictures.FORM)


def seen_by_a_buyer(server: Caller) -> Answer:
    """A session shown without a key."""
    return server.send(server.unsigned("GET", f"/api/v1/public/checkout/sessions/{money.new_session(server)['id']}"))


@pytest.mark.parametrize("recipe", [*recipes.RECIPES, unsigned], ids=lambda recipe: recipe.__name__)
def test_refusals_tell_the_limits(server: Caller, recipe: recipes.Recipe) -> None:
    """A refused call says how many more are allowed."""
    assert set(recipe(server).headers) >= {name.lower() for name in limits.LIMITS}


@pytest.mark.parametrize(
    "recipe",
    [
        *(read, created, removed, replayed, export),
        *(pytest.param(each, marks=pytest.mark.needs(Ability.AUTO_KEYS)) for each in (uploaded, seen_by_a_buyer)),
    ],
)
def test_answers_tell_the_limits(server: Caller, recipe: recipes.Recipe) -> None:
    """An answer of whatever kind says how many more are allowed, whether or not a limiter is on."""
    assert set(recipe(server).headers) >= {name.lower() for name in limits.LIMITS}


@pytest.mark.needs(Ability.AUTO_KEYS)
@pytest.mark.parametrize("rate_class", RATES)
def test_the_limit_depends_on_the_class(merchant: Caller, rate_class: str) -> None:
    """100 reads and 20 writes a second, 5 heavy calls a minute: each route tells the limit of its class."""
    routes = [route for route in facts.ROUTES if route.rate_class == rate_class and route.scope != "public"]
    told = {str(route): provoking.plain(merchant, route).made().headers[limits.LIMIT] for route in routes}

    assert told == {str(route): str(RATES[rate_class][0]) for route in routes}


def test_remaining_is_within_the_limit(server: Caller) -> None:
    """What remains is a whole number, not above the limit."""
    answer = server.call("GET", "/api/v1/account")

    assert 0 <= int(answer.headers["X-RateLimit-Remaining"]) <= 100


@pytest.mark.needs(Ability.SAME_CLOCK)
def test_reset_is_a_second_of_this_epoch(server: Caller) -> None:
    """The reset is epoch seconds, at most a minute away."""
    reset = int(server.call("GET", "/api/v1/account").headers["X-RateLimit-Reset"])

    assert abs(reset - time.time()) <= 60


@needs_limits
def test_a_burst_is_limited(limited: Workspace) -> None:
    """More writes than the bucket holds are refused."""
    assert exhaust(limited.test).verdict == LIMITED


@needs_limits
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_every_method_that_writes_is_a_write(limited: Workspace, method: str) -> None:
    """Creations and changes are limited as deletions are."""
    target = {"POST": "/api/v1/customers", "PUT": "/api/v1/adapters/xendit", "PATCH": NOBODY}[method]

    assert exhaust(limited.test, lambda caller: caller.call(method, target, {"neverHeardOf": 1})).verdict == LIMITED


@needs_limits
def test_a_heavy_call_is_rare(limited: Workspace) -> None:
    """Five exports a minute, and no sixth."""
    assert [export(limited.test).status for _ in range(6)] == [200] * 5 + [429]


@needs_limits
def test_live_calls_are_limited(limited: Workspace) -> None:
    """The live mode has its own buckets, and they have a bottom."""
    assert exhaust(limited.live).verdict == LIMITED


@needs_limits
def test_bearer_keys_are_limited(limited: Workspace) -> None:
    """However a key is shown, its calls count."""
    assert exhaust(limited.test, with_a_bearer_key(limited.test)).verdict == LIMITED


@needs_limits
@pytest.mark.needs(Ability.CLOCK)
def test_the_keys_of_a_workspace_share(limited: Workspace) -> None:
    """The limit is the workspace's: what one key has used up, no other has left."""
    minted = money.made(money.post(limited.test, "/api/v1/api-keys", {"name": "Till"}))
    exhaust(limited.test)

    assert write(limited.test.using(KeyPair(minted["keyId"], minted["secret"]))).verdict == LIMITED


@needs_limits
def test_a_limited_call_says_when_to_come_again(limited: Workspace) -> None:
    """The refusal carries `Retry-After` in whole seconds, one at least."""
    assert int(exhaust(limited.test).headers["Retry-After"]) >= 1


@needs_limits
@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("call", "calls"), [(write, 20), (export, 5)])
def test_who_comes_again_when_told_is_let_in(limited: Workspace, call: Callable[[Caller], Answer], calls: int) -> None:
    """`Retry-After` is as long as it takes until one more call is allowed: longer where few are."""
    refusal = [call(limited.test) for _ in range(calls + 1)][-1]
    assert refusal.verdict == LIMITED
    limited.test.control("clock/advance", {"seconds": int(refusal.headers["Retry-After"])})

    assert call(limited.test).status != 429


@needs_limits
@pytest.mark.parametrize("call", [write, export])
def test_nobody_is_sent_away_for_longer_than_a_bucket_fills(
    limited: Workspace, call: Callable[[Caller], Answer]
) -> None:
    """`Retry-After` ends no later than `X-RateLimit-Reset`, when everything is allowed again."""
    refusal = exhaust(limited.test, call)
    now = datetime.fromisoformat(refusal.meta["timestamp"]).timestamp()

    assert int(refusal.headers["Retry-After"]) <= int(refusal.headers[limits.RESET]) - int(now)


@needs_limits
def test_what_is_limited_is_not_done(limited: Workspace) -> None:
    """There is as much as was answered to be there, and nothing of what was refused."""
    answers = burst(lambda: money.post(limited.test, "/api/v1/customers"))
    made = {answer.data["id"] for answer in answers if answer.status == 201}

    assert LIMITED in {answer.verdict for answer in answers}
    assert {row["id"] for row in money.listed(limited.test, "customers", "?limit=100")} == made


@needs_limits
def test_nothing_remains_when_limited(limited: Workspace) -> None:
    """The refusal says that no call is left."""
    assert exhaust(limited.test).headers["X-RateLimit-Remaining"] == "0"


@needs_limits
def test_twenty_writes_are_within_the_limit(limited: Workspace) -> None:
    """A full bucket holds twenty writes."""
    assert {write(limited.test).status for _ in range(20)} == {404}


@needs_limits
@pytest.mark.parametrize(("call", "left"), [(write, "19"), (read, "99"), (export, "4")])
def test_each_call_takes_one(limited: Workspace, call: Callable[[Caller], Answer], left: str) -> None:
    """The first call leaves one less than there were."""
    assert call(limited.test).headers["X-RateLimit-Remaining"] == left


@needs_limits
@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("call", "rate_class"), [(write, "write"), (read, "read"), (export, "heavy")])
def test_reset_is_when_the_bucket_is_full(
    limited: Workspace, call: Callable[[Caller], Answer], rate_class: str
) -> None:
    """An empty bucket of writes is full in a second and one of heavy calls in a minute, rounded up."""
    calls, seconds = RATES[rate_class]
    refusal = [call(limited.test) for _ in range(calls + 1)][-1]
    now = datetime.fromisoformat(refusal.meta["timestamp"]).timestamp()

    assert refusal.verdict == LIMITED
    assert seconds <= int(refusal.headers[limits.RESET]) - now <= seconds + 1


@needs_limits
def test_a_limited_call_tells_the_limits(limited: Workspace) -> None:
    """The refusal has all three headers as well."""
    assert set(exhaust(limited.test).headers) >= {name.lower() for name in limits.LIMITS}


@needs_limits
def test_reads_are_counted_apart_from_writes(limited: Workspace) -> None:
    """With no write left, one may still read."""
    exhaust(limited.test)

    assert limited.test.call("GET", "/api/v1/account").verdict == (200, None)


@needs_limits
def test_live_is_counted_apart_from_test(limited: Workspace) -> None:
    """With no test write left, one may still write in live mode."""
    exhaust(limited.test)

    assert write(limited.live).verdict == (404, "not_found")


@needs_limits
def test_workspaces_are_counted_apart(limited: Workspace, limited_server: Caller) -> None:
    """One workspace's burst is not another's."""
    exhaust(limited.test)

    assert write(enrol(limited_server).test).verdict == (404, "not_found")


@needs_limits
def test_an_unproven_call_does_not_count(limited: Workspace) -> None:
    """Who cannot sign cannot empty somebody else's bucket."""
    impostor = limited.test.using(KeyPair(limited.test.key.key_id, "sk_test_nobody_has_this"))
    write(limited.test)
    burst(lambda: write(impostor))

    assert write(limited.test).verdict == (404, "not_found")


@needs_limits
def test_a_replay_counts_as_well(limited: Workspace) -> None:
    """A bucket is emptied by replays like by anything else."""
    signed = limited.test.signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())

    assert LIMITED in {answer.verdict for answer in burst(lambda: limited.test.send(signed))}


@needs_limits
@pytest.mark.needs(Ability.CLOCK)
def test_a_bucket_refills(limited: Workspace) -> None:
    """Twenty writes a second: a second later a spent bucket is full again."""
    exhaust(limited.test)
    limited.test.control("clock/advance", {"seconds": 1})

    assert write(limited.test).headers["X-RateLimit-Remaining"] == "19"


@needs_limits
@pytest.mark.needs(Ability.CLOCK)
def test_a_bucket_refills_bit_by_bit(limited: Workspace) -> None:
    """A little more than a twentieth of a second later there is one more write, and no other."""
    exhaust(limited.test)
    limited.test.control("clock/advance", {"seconds": 0.06})

    assert [write(limited.test).status for _ in range(2)] == [404, 429]
