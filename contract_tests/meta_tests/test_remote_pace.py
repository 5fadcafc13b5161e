"""The pace of a remote run: so many requests a second, fewer where the service says so, in made-up time."""

from dataclasses import dataclass, field

import httpx
import pytest

from plugipay_contract.remote.guard import Guard
from plugipay_contract.remote.pace import PATIENCE, PLANNED, REPEATS, Pace, Waiting, pause_of
from plugipay_contract.remote.transport import RemoteTransport

NOW = 1_800_000_000.0
URL = "https://service.invalid/api/v1/customers"


@dataclass
class Time:
    """Time that passes when somebody waits."""

    at: float = NOW
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds):
        """Let it pass."""
        self.waits.append(round(seconds, 6))
        self.at += seconds

    @property
    def waiting(self):
        """What a pace is given."""
        return Waiting(now=lambda: self.at, sleep=self.sleep)


@pytest.fixture(name="time")
def _time():
    return Time()


def limited(after=None):
    """An answer that says that this was too much."""
    return httpx.Response(429, headers={} if after is None else {"Retry-After": after})


def spent(reset, **more):
    """An answer that says that nothing is left."""
    return httpx.Response(200, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset), **more})


def service(time, *answers):
    """A service that gives these answers in turn, seen through a pace without a limit of its own."""
    told = iter(answers)
    return RemoteTransport(httpx.MockTransport(lambda _: next(told)), Guard(), Pace(0, time.waiting))


@pytest.mark.parametrize(("per_second", "gap"), [(10, 0.1), (2, 0.5), (0.5, 2)])
def test_requests_are_spaced_out(time, per_second, gap):
    """The first goes at once, each further one a gap after the one before."""
    pace = Pace(per_second, time.waiting)

    for _ in range(3):
        pace.wait("read")

    assert time.waits == [gap, gap]


def test_a_slow_caller_does_not_wait(time):
    """Who comes later than the gap goes at once."""
    pace = Pace(10, time.waiting)
    pace.wait("read")
    time.at += 1

    pace.wait("read")

    assert time.waits == []


def test_no_limit_is_no_wait(time):
    """A pace of nought spaces nothing out."""
    pace = Pace(0, time.waiting)

    for _ in range(3):
        pace.wait("write")

    assert time.waits == []


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (limited("12"), 12),
        (limited(), 1),
        (limited("soon"), 1),
        (spent(int(NOW) + 3), 3),
        (spent(int(NOW) - 3), 0),
        (spent("soon"), 0),
        (httpx.Response(200, headers={"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": str(int(NOW) + 3)}), 0),
        (httpx.Response(200), 0),
    ],
    ids=["retry-after", "429-alone", "odd-retry-after", "spent", "long-ago", "odd-reset", "one-left", "silent"],
)
def test_an_answer_says_how_long_to_wait(answer, seconds):
    """`Retry-After` of a 429, or the reset when nothing is left."""
    assert pause_of(answer, NOW) == seconds


def test_the_reset_is_by_the_clock_of_the_service():
    """A service whose clock is 100 seconds slow means seconds of its own."""
    date = httpx.Response(200, headers={"Date": "Fri, 15 Jan 2027 07:58:20 GMT"}).headers["Date"]

    assert pause_of(spent(int(NOW) - 97, Date=date), NOW) == 3


def test_one_class_does_not_hold_back_another(time):
    """With no write left, one may still read."""
    pace = Pace(0, time.waiting)
    pace.heed("write", spent(int(NOW) + 3))

    pace.wait("read")
    assert time.waits == []
    pace.wait("write")
    assert time.waits == [3]


def test_one_key_does_not_hold_back_another(time):
    """Each has buckets of its own, as far as anybody can tell."""
    paced = service(time, spent(int(NOW) + 3), httpx.Response(200), httpx.Response(200))
    ours, theirs = (httpx.Request("GET", URL, headers={"Authorization": f"x keyId=pk_{n}, scope=*"}) for n in "ab")

    paced.handle_request(ours)
    paced.handle_request(theirs)
    assert time.waits == []
    paced.handle_request(ours)
    assert time.waits == [3]


def test_a_planned_limit_is_the_answer(time):
    """A call that a fault limits is not sent again, which would use up the fault's next turn."""
    paced = service(time, limited("2"), httpx.Response(201))

    answer = paced.handle_request(httpx.Request("POST", URL, extensions={PLANNED: True}))

    assert (answer.status_code, time.waits) == (429, [])


def test_patience_has_an_end(time):
    """A service that asks for an hour is asked again after a minute."""
    pace = Pace(0, time.waiting)
    pace.heed("read", limited("3600"))

    pace.wait("read")

    assert time.waits == [PATIENCE]


def test_a_limited_call_is_sent_again(time):
    """When `Retry-After` is over, and the caller sees the answer to that."""
    transport = service(time, limited("2"), limited("5"), httpx.Response(201))

    assert transport.handle_request(httpx.Request("POST", URL)).status_code == 201
    assert time.waits == [2, 5]


def test_a_limited_call_is_not_sent_forever(time):
    """A signature is good for 300 seconds: after some repeats the caller sees the refusal."""
    transport = service(time, *[limited("60")] * (REPEATS + 1))

    assert transport.handle_request(httpx.Request("POST", URL)).status_code == 429
    assert sum(time.waits) < 300


def test_where_limits_are_judged_nobody_waits(time):
    """Without a pace, a refusal is the answer."""
    transport = RemoteTransport(httpx.MockTransport(lambda _: limited("2")), Guard(), None)

    assert (transport.handle_request(httpx.Request("POST", URL)).status_code, time.waits) == (429, [])
