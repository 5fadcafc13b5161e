"""How often one may call: counted per workspace and mode, reads apart from writes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller, Workspace, enrol
from plugipay_contract.subjects import Ability, KeyPair

LIMITS = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
LIMITED = (429, "rate_limited")

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
    return caller.call("DELETE", f"/api/v1/customers/{recipes.ABSENT}", idempotency_key=recipes.unique())


def burst(call: Callable[[], Answer]) -> list[Answer]:
    """The answers to a hundred calls, many at a time so that the bucket has no leisure to refill."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda _: call(), range(100)))


def exhaust(caller: Caller) -> Answer:
    """The answer that says the write bucket is empty."""
    limited = [answer for answer in burst(lambda: write(caller)) if answer.status == 429]
    assert limited, "a hundred writes at once were all allowed"
    return limited[0]


@pytest.mark.parametrize("recipe", [recipes.absent_customer, recipes.invalid_email, recipes.reused_key])
def test_refusals_tell_the_limits(server: Caller, recipe: recipes.Recipe) -> None:
    """A refused call says how many more are allowed."""
    assert set(recipe(server).headers) >= {name.lower() for name in LIMITS}


def test_answers_tell_the_limits(server: Caller) -> None:
    """An answer says how many more are allowed, whether or not a limiter is on."""
    assert set(server.call("GET", "/api/v1/account").headers) >= {name.lower() for name in LIMITS}


@pytest.mark.parametrize(("method", "limit"), [("GET", "100"), ("DELETE", "20")], ids=["reads", "writes"])
def test_the_limit_depends_on_the_class(server: Caller, method: str, limit: str) -> None:
    """100 reads a second, 20 writes a second."""
    answer = server.call(method, f"/api/v1/customers/{recipes.ABSENT}", idempotency_key=recipes.unique())

    assert answer.headers["X-RateLimit-Limit"] == limit


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
def test_a_limited_call_says_when_to_come_again(limited: Workspace) -> None:
    """The refusal carries `Retry-After` in whole seconds, one at least."""
    assert int(exhaust(limited.test).headers["Retry-After"]) >= 1


@needs_limits
def test_nothing_remains_when_limited(limited: Workspace) -> None:
    """The refusal says that no call is left."""
    assert exhaust(limited.test).headers["X-RateLimit-Remaining"] == "0"


@needs_limits
def test_twenty_writes_are_within_the_limit(limited: Workspace) -> None:
    """A full bucket holds twenty writes."""
    assert {write(limited.test).status for _ in range(20)} == {404}


@needs_limits
def test_each_call_takes_one(limited: Workspace) -> None:
    """The first call leaves nineteen of twenty."""
    assert write(limited.test).headers["X-RateLimit-Remaining"] == "19"


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
