import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.errors import RateLimited
from plugipay_mock.gate.limits import Buckets
from plugipay_mock.seeds import EVERYTHING, mint

CUSTOMERS = "/api/v1/customers"
NOW = 1_747_046_520.0

classes = pytest.mark.parametrize(
    ("rate_class", "calls", "seconds"), [("read", 100, 1), ("write", 20, 1), ("heavy", 5, 60)]
)


@pytest.fixture
def limited(world, merchant):
    """A world that limits, with the merchant's clocks standing."""
    world.rate_limits = True
    for tenant in merchant.tenants.values():
        tenant.clock.freeze("2025-05-12T10:42:00Z")


def spend(buckets, rate_class, calls, now):
    for _ in range(calls):
        buckets.take(rate_class, now)


def told(answer):
    """What the three headers of an answer say: limit, remaining, reset."""
    return tuple(int(answer.headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset"))


@classes
def test_a_class_has_its_calls(rate_class, calls, seconds):
    """100 reads and 20 writes a second, 5 heavy calls a minute pass; the next is refused."""
    buckets = Buckets()
    spend(buckets, rate_class, calls, NOW)

    with pytest.raises(RateLimited, match=f"Too many {rate_class} requests: {calls} per {seconds} s are allowed"):
        buckets.take(rate_class, NOW)


@classes
def test_a_spent_bucket_is_full_again_after_its_time(rate_class, calls, seconds):
    """After the time of the class, all its calls are there again, and no more."""
    buckets = Buckets()
    spend(buckets, rate_class, calls, NOW)
    spend(buckets, rate_class, calls, NOW + seconds)

    with pytest.raises(RateLimited):
        buckets.take(rate_class, NOW + seconds)


@pytest.mark.parametrize(("rate_class", "calls", "wait"), [("read", 100, "1"), ("write", 20, "1"), ("heavy", 5, "12")])
def test_a_refusal_says_how_long_to_wait(rate_class, calls, wait):
    """`Retry-After` is the time until one more call, in whole seconds."""
    buckets = Buckets()
    spend(buckets, rate_class, calls, NOW)

    with pytest.raises(RateLimited) as refused:
        buckets.take(rate_class, NOW)
    assert refused.value.headers == {"Retry-After": wait}


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=40))
def test_whoever_waits_as_told_may_call(pauses):
    """Whatever came before, a caller that waits for `Retry-After` is let in."""
    buckets, now = Buckets(), NOW
    for pause in pauses:
        now += pause
        try:
            buckets.take("heavy", now)
        except RateLimited as refused:
            now += int(refused.headers["Retry-After"])
            buckets.take("heavy", now)


def test_a_clock_set_back_locks_nobody_out():
    """Whoever waits as told is let in, though the clock was set back a day in between."""
    buckets, yesterday = Buckets(), NOW - 86_400
    spend(buckets, "write", 20, NOW)
    with pytest.raises(RateLimited) as refused:
        buckets.take("write", yesterday)

    buckets.take("write", yesterday + int(refused.value.headers["Retry-After"]))


def test_a_refused_call_costs_nothing():
    """A call that was refused does not put off the next one."""
    buckets = Buckets()
    spend(buckets, "heavy", 5, NOW)
    with pytest.raises(RateLimited):
        buckets.take("heavy", NOW + 11)

    buckets.take("heavy", NOW + 12)


@pytest.mark.parametrize(
    ("rate_class", "calls", "remaining", "reset"),
    [("heavy", 0, "5", "1747046520"), ("heavy", 2, "3", "1747046544"), ("read", 1, "99", "1747046521")],
)
def test_headers_tell_remaining_calls_and_reset(rate_class, calls, remaining, reset):
    """`Reset` is the first whole epoch second at which the bucket is full again."""
    buckets = Buckets()
    spend(buckets, rate_class, calls, NOW)
    headers = buckets.headers(rate_class, NOW)

    assert (headers["X-RateLimit-Remaining"], headers["X-RateLimit-Reset"]) == (remaining, reset)


def test_limits_are_off_by_default(call, tenant):
    """A world does not limit unless it is told to, and says so in every answer."""
    tenant.clock.freeze("2025-05-12T10:42:00Z")
    answers = [call("POST", CUSTOMERS, {}) for _ in range(21)]

    assert {answer.status for answer in answers} == {201}
    assert told(answers[-1]) == (20, 20, 1_747_046_520)


def test_a_limited_world_refuses_the_21st_write_of_a_second(limited, call):
    """Beyond the limit the answer is 429, with all four headers."""
    answers = [call("POST", CUSTOMERS, {}) for _ in range(21)]

    assert [answer.status for answer in answers[:20]] == [201] * 20
    assert answers[20].verdict == (429, "rate_limited")
    assert told(answers[20]) == (20, 0, 1_747_046_521)
    assert answers[20].headers["Retry-After"] == "1"


def test_every_call_counts_down(limited, call):
    """Each answer tells how many calls are left."""
    assert [told(call("GET", CUSTOMERS))[1] for _ in range(3)] == [99, 98, 97]


def test_calls_that_fail_later_count(limited, call):
    """A token is taken once the key is proven, whatever becomes of the call."""
    call("GET", f"{CUSTOMERS}/cus_nobody")

    assert told(call("GET", CUSTOMERS))[1] == 98


def test_calls_that_prove_no_key_do_not_count(limited, call):
    """A request that anybody could have sent takes nothing from a workspace."""
    call.send(call.request("GET", CUSTOMERS), target=b"/api/v1/account")

    assert told(call("GET", CUSTOMERS))[1] == 99


def test_reads_and_writes_have_buckets_of_their_own(limited, call):
    """Writing leaves the reads alone."""
    call("POST", CUSTOMERS, {})

    assert told(call("GET", CUSTOMERS))[:2] == (100, 99)


def test_keys_of_a_workspace_share_a_bucket(limited, call, keys):
    """A second key is no way around the limit."""
    call("GET", CUSTOMERS)

    assert told(call("GET", CUSTOMERS, by=keys["read_only"]))[1] == 98


def test_modes_have_buckets_of_their_own(limited, call, keys):
    """Test traffic does not slow down live traffic."""
    call("GET", CUSTOMERS)

    assert told(call("GET", CUSTOMERS, by=keys["live"]))[1] == 99


def test_workspaces_have_buckets_of_their_own(limited, world, call):
    """One merchant's traffic does not slow down another's."""
    call("GET", CUSTOMERS)
    stranger = mint(world, world.enrol("Stranger"), "test", EVERYTHING)

    assert told(call("GET", CUSTOMERS, by=stranger))[1] == 99


@pytest.mark.parametrize("target", ["/health", "/api/v1/nowhere", "/api/v1/plans"])
def test_every_answer_carries_the_headers(call, target):
    """Public routes, unknown ones and those not served yet tell the limits too."""
    limit, remaining, _ = told(call("GET", target))

    assert (limit, remaining) == (100, 100)
