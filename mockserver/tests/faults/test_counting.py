"""How often a plan acts, and when."""

import pytest

from plugipay_mock.world import World

from ..bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def pattern(call, merchant):
    """Which of so many requests a plan fails: `pattern(5, nth=3)` is `..x..`."""

    def probe(number, **count):
        merchant.faults.add(status=503, **count)
        return "".join("x" if call("GET", CUSTOMERS).status == 503 else "." for _ in range(number))

    return probe


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ({}, "x......."),
        ({"times": 1}, "x......."),
        ({"times": 3}, "xxx....."),
        ({"nth": 1}, "x......."),
        ({"nth": 3}, "..x....."),
        ({"every": 1}, "xxxxxxxx"),
        ({"every": 3}, "..x..x.."),
        ({"every": 2, "times": 2}, ".x.x...."),
        ({"nth": 2, "every": 2}, ".x......"),
        ({"nth": 3, "every": 2}, "........"),
        ({"probability": 1}, "xxxxxxxx"),
        ({"probability": 0}, "........"),
        ({"probability": 1, "times": 2}, "xx......"),
    ],
)
def test_a_plan_acts_as_often_as_it_says(pattern, count, expected):
    """`nth` is one of the requests met, `times` how many, `every` each so many-th, `probability` a chance."""
    assert pattern(8, **count) == expected


def test_only_requests_that_are_met_count(call, merchant):
    """The second POST is failed, however many reads come between."""
    merchant.faults.add(status=503, method="POST", nth=2)
    outcomes = [call(method, CUSTOMERS, {} if method == "POST" else None).status for method in ("POST", "GET", "POST")]

    assert outcomes == [201, 200, 503]


def test_until_is_a_time_of_the_world(call, merchant, tenant):
    """A plan acts before its moment, on the clock of its workspace, and never from then on."""
    tenant.clock.freeze("2026-05-12T10:00:00Z")
    merchant.faults.add(status=503, until="2026-05-12T12:00:00+00:00")
    before = [call("GET", CUSTOMERS).status for _ in range(3)]
    tenant.clock.advance(hours=2)

    assert (before, call("GET", CUSTOMERS).status) == ([503] * 3, 200)


def test_until_is_a_time_of_the_world_for_buyers_too(call, merchant, tenant):
    """On a public page as well, the clock is that of the workspace."""
    session = call("POST", "/api/v1/checkout-sessions", SMALL_SESSION, key="1").data["id"]
    tenant.clock.set("2031-01-01T00:00:00Z")
    merchant.faults.add(status=503, until="2030-01-01T00:00:00Z")

    assert call("GET", f"/c/{session}").status == 200


def outcomes_of(signed_calls, seed, number=60):
    """What a chance of one third does to so many requests in a world of a seed."""
    call = signed_calls(World(seed=seed))
    account = call.keys["test"].account_id
    call.core.world.workspaces[account].faults.add(status=503, probability=1 / 3)
    return [call("GET", CUSTOMERS).status for _ in range(number)]


def test_chance_is_the_same_on_every_run(signed_calls):
    """Equal seeds fail the same requests; other seeds fail others."""
    assert outcomes_of(signed_calls, 1) == outcomes_of(signed_calls, 1) != outcomes_of(signed_calls, 2)


def test_chance_is_about_what_was_asked_for(signed_calls):
    """Of 300 requests with a chance of one third, roughly a hundred fail."""
    assert 60 < outcomes_of(signed_calls, 3, 300).count(503) < 140


def test_chances_of_workspaces_do_not_depend_on_each_other(world, call, merchant):
    """Requests of a neighbour use up nothing of a plan's chance."""
    draws = []
    for neighbour in (False, True):
        book = type(merchant.faults)(merchant.account_id, world.seed)
        other = type(merchant.faults)("acc_other", world.seed).add(status=503, probability=0.5)
        plan = book.add(status=503, probability=0.5)
        draws.append([plan.fires("2026") for _ in range(30) if not neighbour or other.fires("2026") or True])

    assert draws[0] == draws[1]


def test_a_header_may_have_a_chance(signed_calls):
    """The chance of a request's own fault is drawn from the seed of the world."""

    def outcomes(seed):
        call = signed_calls(World(seed=seed))
        headers = {"x-plugipay-mock-fault": "status=503; probability=0.5"}
        return [call("GET", CUSTOMERS, headers=headers).status for _ in range(40)]

    assert outcomes(1) == outcomes(1)
    assert set(outcomes(1)) == {200, 503}


def test_met_and_fired_are_counted(call, merchant):
    """A plan tells how many requests it met and on how many it acted."""
    plan = merchant.faults.add(status=503, every=2)
    for _ in range(5):
        call("GET", CUSTOMERS)

    assert (plan.met, plan.fired) == (5, 2)


def test_a_plan_that_is_spent_meets_no_more(call, merchant):
    """After its times a plan counts nothing."""
    plan = merchant.faults.add(status=503, times=1)
    for _ in range(3):
        call("GET", CUSTOMERS)

    assert plan.met == 1


def test_plans_that_never_acted_are_told(call, merchant):
    """A test that planned a failure and did not have it wants to know."""
    merchant.faults.add(status=503, route="/customers")
    idle = [merchant.faults.add(status=503, route="/invoices"), merchant.faults.add(status=503, nth=5)]
    call("GET", CUSTOMERS)

    assert merchant.faults.unfired() == idle


def test_a_copy_goes_its_own_way(merchant):
    """A copied book has come as far, and counts and draws apart from then on."""
    merchant.faults.add(status=503, probability=0.5)
    merchant.faults.plans[0].fires("2026")
    twin = merchant.faults.copy()
    drawn = [twin.plans[0].fires("2026") for _ in range(20)]

    assert merchant.faults.plans[0].met == 1
    assert [merchant.faults.plans[0].fires("2026") for _ in range(20)] == drawn
    assert twin.add(status=500).id == "flt_2"


def test_cleared_plans_act_no_more(call, merchant):
    """After `clear`, requests are answered."""
    merchant.faults.add(status=503, times=9)
    merchant.faults.clear()

    assert call("GET", CUSTOMERS).status == 200
