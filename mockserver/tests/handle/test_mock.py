"""A workspace by its handle: the same in every place."""

import httpx
import pytest

from plugipay_mock import Mock, running
from plugipay_mock.control.line import ControlError

from ..bodies import SESSION

NOON = "2026-05-12T12:00:00.000Z"


def test_its_key_opens_it(mock, ask):
    """What the handle calls its key is let in, and leads into its workspace."""
    assert ask(mock, "POST", "/customers", {})["data"]["accountId"] == mock.account_id


def test_it_answers_over_http(mock, signing):
    """The URL answers, whether or not a server was running before."""
    answer = httpx.get(f"{mock.url}/api/v1/account", auth=signing(mock.key), trust_env=False)

    assert answer.status_code == 200


def test_its_transport_answers_any_host(mock, signing):
    """Code that has an address of its own reaches the mock all the same."""
    with httpx.Client(transport=mock.transport(), auth=signing(mock.key)) as http:
        answer = http.post("https://plugipay.com/api/v1/customers", json={})

    assert answer.json()["data"]["accountId"] == mock.account_id


def test_the_environment_tells_where_it_is(mock):
    """The variables are those that `plugipay-mock exec` sets."""
    assert mock.env() == {
        "PLUGIPAY_BASE_URL": mock.url,
        "PLUGIPAY_KEY_ID": mock.key_id,
        "PLUGIPAY_KEY_SECRET": mock.secret,
        "PLUGIPAY_SECRET": mock.secret,
        "PLUGIPAY_ACCOUNT_ID": mock.account_id,
    }


def test_its_webhooks_wait_to_be_delivered(mock, ask):
    """Whatever the server does by itself, which is not the same everywhere."""
    inbox = mock.webhooks.inbox()
    ask(mock, "POST", "/customers", {})

    assert mock.webhooks.manner == "collect"
    assert [each.attempts for each in mock.webhooks.deliver()] == [1]
    assert inbox.names == ["customer.created"]


def test_a_mock_of_ones_own_leaves_nothing_open():
    """Whatever listened for it is gone behind the block."""
    with running() as mock:
        url = mock.webhooks.inbox().url

    with pytest.raises(httpx.ConnectError):
        httpx.post(url, content=b"{}", trust_env=False)


def test_a_receiver_s_path_begins_with_a_slash(mock):
    """Behind a host without one there would be another host."""
    with pytest.raises(ValueError, match="path='hooks' must begin with a slash"):
        mock.webhooks.deliver_to(lambda _environ, _start: [], "hooks")


def test_a_live_mock_has_a_live_key(place, ask):
    """The mode is that of the key, and of what the key makes."""
    with Mock(place, "live", mode="live") as mock:
        ask(mock, "POST", "/customers", {})

        assert mock.key_id.startswith("pk_live_")
        assert mock.events.names == ["customer.created"]


def test_scopes_limit_its_key(place, ask):
    """A mock that was asked for scopes has a key with these and no others."""
    with Mock(place, "reader", scopes=["plugipay:read"]) as mock:
        assert ask(mock, "POST", "/customers", {})["error"]["code"] == "insufficient_scope"


def test_its_clock_can_stand_from_the_start(place):
    """A moment given at the start is the time."""
    with Mock(place, "frozen", freeze=NOON) as mock:
        assert mock.clock.now() == NOON


def test_another_key_may_do_what_it_says(mock, ask):
    """A key can be added with scopes of its own."""
    reader = mock.keys(scopes=["plugipay:read"])

    assert reader.scopes == ("plugipay:read",)
    assert ask(mock, "POST", "/customers", {}, reader)["error"]["code"] == "insufficient_scope"


def test_a_key_of_the_other_mode_can_be_added(mock):
    """Keys have the mode of the mock unless another is asked for."""
    assert [mock.keys().mode, mock.keys(mode="live").mode] == ["test", "live"]


def test_a_bearer_key_has_no_secret(mock):
    """A single key is sent whole, and has nothing to sign with."""
    assert mock.keys(bearer=True).secret == ""


def test_a_platform_key_acts_for_another_workspace(mock, signing):
    """With a platform key, `fresh` is how to have somebody to act for."""
    merchant, platform = mock.fresh(), mock.keys(platform=True)
    with httpx.Client(transport=mock.transport(), auth=signing(platform)) as http:
        headers = {"X-Plugipay-On-Behalf-Of": merchant.account_id}
        answer = http.post(f"{mock.base_url}/api/v1/customers", json={}, headers=headers)

    assert answer.json()["data"]["accountId"] == merchant.account_id


def test_a_secret_is_not_shown(mock):
    """Neither the handle nor a key shows its secret when it is printed."""
    assert mock.secret not in repr([mock, mock.key])


def test_a_fresh_workspace_is_empty(mock, ask, customer):
    """What is in one workspace is not in another of the same mock."""
    assert ask(mock.fresh(), "GET", "/customers")["data"] == []


def test_fresh_workspaces_go_with_the_first(place):
    """Whatever was opened from a workspace is released with it."""
    with Mock(place, "parent") as mock:
        fresh = mock.fresh()

    with pytest.raises(ControlError, match=f"No workspace has the account id or key id {fresh.account_id}"):
        fresh.state()


def test_a_fresh_workspace_can_go_first(mock):
    """A `with` releases a fresh workspace early, and only once."""
    with mock.fresh() as fresh:
        pass

    with pytest.raises(ControlError, match="No workspace"):
        fresh.state()


def test_threads_may_open_fresh_workspaces_at_once(mock, eager_threads):
    """Each thread has a workspace of its own."""
    assert len({fresh.account_id for fresh in eager_threads(8, mock.fresh)}) == 8


@pytest.mark.parametrize("wrong", [{"freeze": "noon"}, {"scopes": ["plugipay:read"] * 101}], ids=["freeze", "scopes"])
def test_a_workspace_that_cannot_be_as_asked_is_not_left(place, wrong):
    """What was opened for it is released, so that its name is free."""
    with pytest.raises(ControlError, match=r"^(at|scopes): "):
        Mock(place, "spoilt", **wrong)

    with Mock(place, "spoilt") as mock:
        assert mock.state()["requests"] == 0


def test_equal_names_give_equal_ids(place):
    """A name that is used again has the ids and keys it had."""
    told = []
    for _ in range(2):
        with Mock(place, "again") as mock:
            told.append((mock.account_id, mock.key_id, mock.secret))

    assert told[0] == told[1]


def test_a_name_is_taken_while_it_is_open(mock, place):
    """Two open workspaces of one name would be one: refused, with the way out."""
    with Mock(place, "taken"), pytest.raises(ControlError, match="choose another name"):
        Mock(place, "taken")


def test_a_session_is_settled(mock, ask):
    """What a client returned can be settled as it is, and a payment method chosen."""
    session = ask(mock, "POST", "/checkout-sessions", SESSION)["data"]

    assert mock.settle(session, method="va")["paymentMethod"] == "va"


def test_a_session_is_settled_by_its_id(mock, ask):
    """An id is enough, and the outcome can be another."""
    session = ask(mock, "POST", "/checkout-sessions", SESSION)["data"]

    assert mock.settle(session["id"], "failed")["status"] == "failed"


def test_a_snapshot_is_restored(mock, ask):
    """Whatever was made after a snapshot is gone when it is restored."""
    mock.snapshot()
    ask(mock, "POST", "/customers", {})
    mock.restore()

    assert ask(mock, "GET", "/customers")["data"] == []


NAMES = ["a/b", "a?b", "a#b", "..", "50%25", "ü x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_snapshot_may_have_any_name(mock, ask, name):
    """Also one that would mean something else in a path."""
    mock.snapshot(name)
    ask(mock, "POST", "/customers", {})
    mock.restore(name)

    assert ask(mock, "GET", "/customers")["data"] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_doctor_names_a_request_nobody_sent(mock, name):
    """Whatever its id is said to be."""
    with pytest.raises(ControlError) as refused:
        mock.doctor(name)

    assert (refused.value.code, name in str(refused.value)) == ("not_found", True)


def test_a_snapshot_goes_with_its_workspace(place):
    """A workspace that is opened again under its name knows nothing of snapshots taken before."""
    with Mock(place, "snapped") as mock:
        name = mock.snapshot("before")
    with Mock(place, "snapped") as mock, pytest.raises(ControlError, match="Snapshot before not found; take it first"):
        mock.restore(name)


def test_a_reset_empties_it(mock, ask, customer):
    """After a reset there is nothing but the keys."""
    mock.reset()

    assert (len(mock.events), ask(mock, "GET", "/customers")["data"]) == (0, [])


def test_its_state_is_counted(mock, customer):
    """The state tells how much of what there is."""
    assert mock.state()["objects"]["Customer"] == 1


def test_recent_requests_have_those_of_unknown_keys(mock, ask):
    """A request that names no key there is belongs to no workspace, and is told all the same."""
    key = type(mock.key)("pk_test_typo", "sk_test_typo", "test", ())
    ask(mock, "GET", "/customers", None, key)

    assert [(request.status, request.error["code"]) for request in mock.recent(5)] == [(401, "invalid_key")]


def test_requests_of_unknown_keys_before_it_are_not_told(mock, ask):
    """What nobody could be blamed for before a workspace was opened is not its own."""
    ask(mock, "GET", "/customers", None, type(mock.key)("pk_test_typo", "sk_test_typo", "test", ()))

    assert mock.fresh().recent(5) == []


def test_the_doctor_explains_the_last_401(mock, ask):
    """The diagnosis of the last refusal says what to do, in a sentence."""
    ask(mock, "GET", "/customers", None, type(mock.key)(mock.key_id, "sk_test_wrong", "test", ()))

    assert mock.doctor().mistakes == ("wrong-secret",)


def test_the_doctor_has_nothing_to_explain(mock, customer):
    """Without a 401 there is no diagnosis."""
    assert mock.doctor() is None


def test_a_closed_pool_is_nobodys(mock, ask):
    """A client that is closed does not take the connections of others with it."""
    mock.transport().close()

    assert ask(mock, "GET", "/customers")["data"] == []
