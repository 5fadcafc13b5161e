"""One key, one call: a repeat gets the first answer, anything else under the same key is refused."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller, Workspace
from plugipay_contract.server.conftest import Crowd

CONFLICT = (409, "idempotency_conflict")
MARK = "Idempotent-Replayed"
PREVIEW = "/api/v1/templates/preview"

SAME_JSON = {
    "other-order": b'{"email":"ada@example.com","name":"\xc3\x89lodie"}',
    "other-spacing": b'{ "name": "\xc3\x89lodie",\n "email": "ada@example.com" }',
    "other-escaping": rb'{"name":"\u00c9lodie","email":"ada@example.com"}',
}


@pytest.fixture
def key() -> str:
    """An idempotency key nobody has used before."""
    return recipes.unique()


def create(caller: Caller, key: str, body: object = None) -> Answer:
    """A customer created under a key."""
    return caller.call("POST", "/api/v1/customers", {"name": "Ada"} if body is None else body, idempotency_key=key)


def test_a_replay_returns_the_first_answer(server: Caller, key: str) -> None:
    """The repeat has the status and the very bytes of the first answer."""
    first, second = create(server, key), create(server, key)

    assert (second.status, second.body) == (first.status, first.body)


def test_a_replay_creates_nothing(server: Caller, key: str) -> None:
    """The work is done once."""
    email = recipes.address()
    create(server, key, {"email": email})
    create(server, key, {"email": email})

    assert len(server.call("GET", f"/api/v1/customers?email={email}").data) == 1


@pytest.mark.guess
def test_a_replay_is_marked(server: Caller, key: str) -> None:
    """The repeat says that it is one."""
    create(server, key)

    assert create(server, key).headers.get(MARK) == "true"


@pytest.mark.guess
def test_a_first_answer_is_not_marked(server: Caller, key: str) -> None:
    """The first answer does not say it is a repeat."""
    assert MARK not in create(server, key).headers


def test_every_replay_is_the_same(server: Caller, key: str) -> None:
    """The third call gets what the first one got."""
    first, _, third = create(server, key), create(server, key), create(server, key)

    assert third.body == first.body


def test_a_replay_outlives_the_object(server: Caller, key: str) -> None:
    """The first answer is remembered as it was, whatever became of the object."""
    first = create(server, key)
    server.call("DELETE", recipes.path(first.data), idempotency_key=recipes.unique())

    assert create(server, key).body == first.body


@pytest.mark.thorough
def test_a_replay_outlives_many_writes(crowd: Crowd) -> None:
    """An answer is remembered for a day, however much is done in it."""
    assert create(crowd.caller, crowd.key, crowd.body).body == crowd.first.body


def test_a_replay_is_of_the_same_type(server: Caller, key: str) -> None:
    """What is no JSON the first time is none the second time either."""
    body = {"kind": "receipt", "config": {"footerText": "Thanks"}}
    first, second = (server.call("POST", PREVIEW, body, idempotency_key=key) for _ in range(2))

    assert first.headers["Content-Type"].startswith("text/html")
    assert (second.headers.get("Content-Type"), second.body) == (first.headers["Content-Type"], first.body)


def test_an_update_is_replayed(server: Caller, key: str) -> None:
    """A repeated PATCH answers as the first did, and does not undo what came between."""
    path = recipes.path(recipes.new_customer(server))
    first = server.call("PATCH", path, {"name": "Ada"}, idempotency_key=key)
    server.call("PATCH", path, {"name": "Grace"}, idempotency_key=recipes.unique())

    second = server.call("PATCH", path, {"name": "Ada"}, idempotency_key=key)

    assert second.body == first.body
    assert server.call("GET", path).data["name"] == "Grace"


def test_a_deletion_is_replayed(server: Caller, key: str) -> None:
    """A repeated DELETE succeeds again instead of finding nothing."""
    path = recipes.path(recipes.new_customer(server))
    server.call("DELETE", path, idempotency_key=key)

    second = server.call("DELETE", path, idempotency_key=key)

    assert second.status == 204


@pytest.mark.guess
def test_a_replayed_deletion_is_marked(server: Caller, key: str) -> None:
    """The repeat says that it is one, also where there is nothing else to say."""
    path = recipes.path(recipes.new_customer(server))
    server.call("DELETE", path, idempotency_key=key)

    assert server.call("DELETE", path, idempotency_key=key).headers.get(MARK) == "true"


def test_another_body_under_the_same_key_conflicts(server: Caller) -> None:
    """A key belongs to one body."""
    assert recipes.reused_key(server).verdict == CONFLICT


def test_a_conflict_leaves_the_first_answer_in_place(server: Caller, key: str) -> None:
    """After a conflict the right repeat still gets the first answer."""
    first = create(server, key)
    create(server, key, {"name": "Grace"})

    assert create(server, key).body == first.body


@pytest.mark.guess
@pytest.mark.parametrize("body", SAME_JSON.values(), ids=SAME_JSON)
def test_the_same_json_in_other_bytes_is_a_replay(server: Caller, key: str, body: bytes) -> None:
    """Key order, spacing and escaping of the body do not matter."""
    first = create(server, key, '{"name":"Élodie","email":"ada@example.com"}'.encode())

    assert create(server, key, body).body == first.body


@pytest.mark.guess
def test_another_path_under_the_same_key_conflicts(server: Caller, key: str) -> None:
    """A key belongs to one path."""
    other = recipes.path(recipes.new_customer(server))
    create(server, key)

    assert server.call("PATCH", other, {"name": "Ada"}, idempotency_key=key).verdict == CONFLICT


@pytest.mark.guess
def test_another_method_under_the_same_key_conflicts(server: Caller, key: str) -> None:
    """A key belongs to one method."""
    path = recipes.path(recipes.new_customer(server))
    server.call("PATCH", path, {"name": "Ada"}, idempotency_key=key)

    assert server.call("DELETE", path, {"name": "Ada"}, idempotency_key=key).verdict == CONFLICT


@pytest.mark.guess
def test_a_refused_call_leaves_its_key_free(server: Caller, key: str) -> None:
    """After a 400 the same key may carry the mended body."""
    create(server, key, {"email": "not-an-email"})

    assert create(server, key, {"email": "ada@example.com"}).verdict == (201, None)


@pytest.mark.guess
def test_a_call_that_found_nothing_leaves_its_key_free(server: Caller, key: str) -> None:
    """After a 404 the same key may be used elsewhere."""
    server.call("PATCH", f"/api/v1/customers/{recipes.ABSENT}", {"name": "Ada"}, idempotency_key=key)

    assert create(server, key).verdict == (201, None)


@pytest.mark.guess
def test_a_call_without_the_scope_leaves_its_key_free(server: Caller, key: str) -> None:
    """After a 403 the same key may be used by a key that may."""
    reader = server.using("read_only")
    create(reader, key)

    assert create(server.using(reader.key.mode), key).verdict == (201, None)


@pytest.mark.guess
def test_a_replay_still_needs_the_scope(server: Caller, key: str) -> None:
    """A stored answer is not handed to a key that could not have asked for it."""
    reader = server.using("read_only")
    create(server.using(reader.key.mode), key)

    assert create(reader, key).verdict == (403, "insufficient_scope")


def test_a_key_is_ignored_when_reading(server: Caller, key: str) -> None:
    """A GET with a used key is simply answered."""
    create(server, key)

    assert server.call("GET", "/api/v1/customers", idempotency_key=key).verdict == (200, None)


def test_a_read_does_not_use_up_a_key(server: Caller, key: str) -> None:
    """A key sent along with a GET is still free for a write."""
    server.call("GET", "/api/v1/customers", idempotency_key=key)

    assert create(server, key).verdict == (201, None)


def test_keys_are_separate_by_mode(server: Caller, key: str) -> None:
    """The live mode knows nothing of the test mode's keys."""
    create(server, key)

    assert create(server.using("live"), key, {"name": "Grace"}).verdict == (201, None)


def test_keys_are_separate_by_workspace(server: Caller, elsewhere: Workspace, key: str) -> None:
    """Two workspaces may use the same key."""
    create(server, key)

    assert create(elsewhere.test, key, {"name": "Grace"}).verdict == (201, None)


def test_without_a_key_every_call_counts(server: Caller) -> None:
    """Two writes without a key make two customers."""
    first, second = (server.call("POST", "/api/v1/customers", {"name": "Ada"}) for _ in range(2))

    assert first.data["id"] != second.data["id"]
