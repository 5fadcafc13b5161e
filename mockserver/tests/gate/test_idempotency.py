import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.gate.idempotency import Replays
from plugipay_mock.message import Outbound
from plugipay_mock.seeds import EVERYTHING, mint

CUSTOMERS = "/api/v1/customers"
HELD_BACK = {"x-plugipay-mock-fault": "wait=60; position=during"}
DAY = 24 * 3600.0


def names(call):
    """The names of all customers, newest first."""
    return [row["name"] for row in call("GET", CUSTOMERS).data]


def test_replay_returns_the_first_answer(call):
    """The same key and request give the same status, body and request id again."""
    first = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    again = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert (again.status, again.body) == (201, first.body)
    assert again.headers["X-Request-Id"] == first.headers["X-Request-Id"]


def test_replay_makes_nothing(call):
    """A replayed creation leaves one object."""
    for _ in range(3):
        call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert names(call) == ["Ada"]


def test_no_body_is_as_good_as_an_empty_object(call):
    """Some SDKs send one where others send the other."""
    first, again = (call("POST", CUSTOMERS, body, key="order-1") for body in (None, {}))

    assert (again.status, again.body) == (201, first.body)


def test_replay_is_marked(call):
    """Only the second answer says that it is one."""
    first, again = (call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1") for _ in range(2))

    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_replay_outlives_the_object(call):
    """The first answer is given again, though its object is gone."""
    first = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    call("DELETE", f"{CUSTOMERS}/{first.data['id']}")

    assert call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1").body == first.body


def test_an_empty_answer_is_replayed(call):
    """A deletion that is repeated is 204 again, not 404."""
    target = f"{CUSTOMERS}/{call('POST', CUSTOMERS, {}).data['id']}"
    answers = [call("DELETE", target, key="order-1") for _ in range(2)]

    assert [(answer.status, answer.body) for answer in answers] == [(204, b"")] * 2


@pytest.mark.parametrize(
    "body", [b'{"name":"Ada","phone":"1"}', b'{"phone":"1","name":"Ada"}', b'{ "name":"\\u0041da",\n"phone":"1" }']
)
def test_json_is_compared_by_what_it_says(call, body):
    """Spacing, order of names and escapes do not make another request."""
    first = call("POST", CUSTOMERS, {"name": "Ada", "phone": "1"}, key="order-1")

    assert call("POST", CUSTOMERS, body, key="order-1").body == first.body


@pytest.mark.parametrize("body", [{"name": "ada"}, {"name": "Ada", "phone": None}, {}, b"", b"{"])
def test_another_body_conflicts(call, body):
    """The same key with another body is refused, and does nothing."""
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    answer = call("POST", CUSTOMERS, body, key="order-1")

    assert answer.verdict == (409, "idempotency_conflict")
    assert answer.error["message"].startswith("Idempotency-Key order-1 was already used for POST /api/v1/customers")
    assert names(call) == ["Ada"]


def test_another_path_conflicts(call):
    """The same key on another path is refused."""
    made = call("POST", CUSTOMERS, {}, key="order-1")

    assert call("DELETE", f"{CUSTOMERS}/{made.data['id']}", key="order-1").verdict == (409, "idempotency_conflict")


def test_another_path_is_another_key_where_the_dialect_says_so(shipped, call):
    """In the shipped dialect a key belongs to one method and path."""
    made = call("POST", CUSTOMERS, {}, key="order-1")

    assert call("DELETE", f"{CUSTOMERS}/{made.data['id']}", key="order-1").status == 204


def test_the_query_is_not_compared(call):
    """A query makes no other request."""
    first = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert call("POST", f"{CUSTOMERS}?x=1", {"name": "Ada"}, key="order-1").body == first.body


@pytest.mark.parametrize(
    ("method", "target", "body", "status"),
    [
        ("POST", CUSTOMERS, {"email": "not-an-email"}, 400),
        ("PATCH", f"{CUSTOMERS}/cus_nobody", {}, 404),
        ("POST", CUSTOMERS, {"externalId": "taken"}, 409),
    ],
)
def test_a_refusal_leaves_the_key_free(call, method, target, body, status):
    """What did not commit is not remembered."""
    call("POST", CUSTOMERS, {"externalId": "taken"})

    assert call(method, target, body, key="order-1").status == status
    assert call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1").status == 201


def test_a_key_is_remembered_for_a_day(call, tenant):
    """Just before 24 hours of world time have passed, the first answer is given again."""
    tenant.clock.freeze()
    first = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    tenant.clock.advance(hours=23, minutes=59, seconds=59)

    assert call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1").body == first.body


def test_a_key_is_free_after_a_day(call, tenant):
    """After 24 hours of world time the same request is a new one."""
    tenant.clock.freeze()
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    tenant.clock.advance(hours=24)
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert names(call) == ["Ada", "Ada"]


def test_keys_of_two_modes_are_independent(call, keys):
    """The same key in the other mode is another key."""
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert call("POST", CUSTOMERS, {"name": "Grace"}, by=keys["live"], key="order-1").status == 201


def test_keys_of_two_workspaces_are_independent(world, call):
    """The same key in another workspace is another key."""
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    stranger = mint(world, world.enrol("Stranger"), "test", EVERYTHING)

    assert call("POST", CUSTOMERS, {"name": "Grace"}, by=stranger, key="order-1").status == 201


def test_a_key_belongs_to_the_workspace_acted_on(call, keys, merchant):
    """A platform that repeats a merchant's request is given the merchant's answer."""
    first = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}
    again = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1", by=keys["platform"], headers=acting)

    assert again.body == first.body


def test_a_read_ignores_its_key(call):
    """A key on a GET is signed, and otherwise means nothing."""
    call("GET", CUSTOMERS, key="order-1")
    call("POST", CUSTOMERS, {"name": "Ada"})

    assert [row["name"] for row in call("GET", CUSTOMERS, key="order-1").data] == ["Ada"]


def test_an_empty_key_is_no_key(call):
    """Two requests with an empty key are two requests."""
    for _ in range(2):
        call("POST", CUSTOMERS, {"name": "Ada"}, key="")

    assert names(call) == ["Ada", "Ada"]


def test_a_key_has_at_most_255_characters(call):
    """255 characters are a key, one more is refused."""
    assert call("POST", CUSTOMERS, {}, key="k" * 255).status == 201
    assert call("POST", CUSTOMERS, {}, key="k" * 256).error["message"] == (
        "Idempotency-Key: must be at most 255 characters"
    )


def test_no_key_is_required(call):
    """The specification's client may leave a key out."""
    assert call("POST", CUSTOMERS, {}).status == 201


def test_a_key_is_required_where_the_dialect_says_so(shipped, call):
    """In the shipped dialect a guarded write without a key is refused, with the field to fill."""
    answer = call("POST", CUSTOMERS, {})

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == "Idempotency-Key"


def test_a_twin_of_a_call_under_way_is_refused(call):
    """While the first answer is held back, the same request is told to come again."""
    request = call.request("POST", CUSTOMERS, {"name": "Ada"}, key="order-1", headers=HELD_BACK)
    call.core.handle(request)
    twin = call.send(request)

    assert twin.verdict == (409, "idempotency_in_progress")
    assert twin.headers["Retry-After"] == "1"
    assert names(call) == ["Ada"]


def test_a_twin_is_given_the_answer_once_it_is_out(call):
    """When the first answer has left, its twin is a replay."""
    request = call.request("POST", CUSTOMERS, {"name": "Ada"}, key="order-1", headers=HELD_BACK)
    first = call.core.handle(request)
    first.settled()

    assert call.send(request).body == first.body


def test_another_body_conflicts_even_under_way(call):
    """A key in flight is taken: another request with it conflicts at once."""
    call.core.handle(call.request("POST", CUSTOMERS, {"name": "Ada"}, key="order-1", headers=HELD_BACK))

    assert call("POST", CUSTOMERS, {"name": "Grace"}, key="order-1").verdict == (409, "idempotency_conflict")


def test_the_oldest_record_gives_way():
    """A store that is full forgets the oldest answer first."""
    replays = Replays(most=2)
    for name in ("a", "b", "c"):
        replays.remember(name, "POST /", b"", Outbound(201, {}, b""), 0.0)

    assert [replays.meeting(name, b"", 0.0) == "first" for name in ("a", "b", "c")] == [True, False, False]


@given(most=st.integers(1, 40), count=st.integers(0, 200))
def test_a_full_store_keeps_the_newest(most, count):
    """However many keys there were, no more than the most are kept, and all but the oldest eighth of those."""
    replays = Replays(most)
    for number in range(count):
        replays.remember(str(number), "POST /", b"", Outbound(201, {}, b""), 0.0)

    newest = range(count)[-(most - most // 8) :]
    assert len(replays) == min(most, count)
    assert {replays.meeting(str(number), b"", 0.0) for number in newest} <= {"replay"}


def test_what_has_expired_is_not_kept():
    """A key that comes a day after all others finds the store empty."""
    replays = Replays(most=20)
    for number in range(20):
        replays.remember(str(number), "POST /", b"", Outbound(201, {}, b""), 0.0)

    replays.remember("late", "POST /", b"", Outbound(201, {}, b""), DAY)

    assert len(replays) == 1


def test_a_key_that_is_used_anew_is_kept_once():
    """A key that had expired and comes again has one record: its new one."""
    replays = Replays(most=20)
    for fingerprint, now in ((b"old", 0.0), (b"new", DAY - 1), (b"old", DAY)):
        replays.remember("a" if fingerprint == b"old" else "b", "POST /", fingerprint, Outbound(201, {}, b""), now)

    assert len(replays) == 2
    assert replays.meeting("a", b"old", DAY + 1) == "replay"


@given(st.binary(), st.lists(st.one_of(st.binary(), st.text())))
def test_an_answer_is_given_again_byte_for_byte(whole, pieces):
    """Whether a body is kept whole or in pieces, its record gives the same bytes."""
    body = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces) if pieces else whole
    replays = Replays()
    replays.remember("a", "POST /", b"", Outbound(201, {"X-A": "1"}, body), 0.0, tuple(pieces))
    again = replays.repeat("a", "a", "POST /", "replay")

    assert (again.status, again.headers, again.body) == (201, {"X-A": "1"}, body)
