import pytest


@pytest.fixture
def ticking(tenant):
    """The merchant's test clock, frozen, moving by half a second with every request."""
    tenant.clock.freeze("2026-05-12T10:42:00Z")
    tenant.clock.tick_every(0.5)
    return tenant.clock


def test_each_request_has_a_time_of_its_own(call, ticking):
    """On a frozen clock that ticks, requests are told apart by exactly the step."""
    told = [call("POST", "/api/v1/customers", {}).data["createdAt"] for _ in range(3)]

    assert told == ["2026-05-12T10:42:00.500Z", "2026-05-12T10:42:01.000Z", "2026-05-12T10:42:01.500Z"]


def test_a_refused_request_ticks_too(call, ticking):
    """What the core meets counts, whatever becomes of it."""
    told = [call("GET", "/api/v1/customers/cus_none").meta["timestamp"] for _ in range(2)]

    assert told == ["2026-05-12T10:42:00.500Z", "2026-05-12T10:42:01.000Z"]


def test_an_answer_and_its_objects_have_one_time(call, ticking):
    """The clock moves once for a request, not again for what it does."""
    answer = call("POST", "/api/v1/customers", {})

    assert answer.meta["timestamp"] == answer.data["createdAt"]


def test_acting_for_a_merchant_ticks_the_clock_of_the_merchant(call, keys, merchant, ticking):
    """A partner's request is one on the clock of the workspace it acts on."""
    behalf = {"x-plugipay-on-behalf-of": merchant.account_id}
    customer = call("POST", "/api/v1/customers", {}, by=keys["platform"], headers=behalf)

    assert customer.data["createdAt"] == "2026-05-12T10:42:00.500Z"


def test_other_workspaces_do_not_tick(call, keys, ticking):
    """A request moves the clock of the workspace it is about, and no other."""
    call("GET", "/api/v1/customers", by=keys["live"])

    assert ticking.now() == 1_778_582_520
