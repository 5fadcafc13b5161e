"""Trouble on demand: for each kind, what a careful receiver makes of it, and what a careless one does."""

import json

import pytest

from plugipay import PlugipaySignatureError, verify_webhook
from plugipay_mock.control.line import ControlError
from plugipay_mock.deliveries.trouble import MEANINGS


class Careless:
    """Believes whatever arrives, as often as it arrives, in whatever order."""

    def __init__(self):
        self.secrets = []
        self.shipped = []
        self.names = {}

    def __call__(self, environ, start_response):
        """Answer one request (WSGI)."""
        body = environ["wsgi.input"].read()
        try:
            self.take(body, environ.get("HTTP_X_PLUGIPAY_SIGNATURE"))
        except PlugipaySignatureError as error:
            start_response("400 Bad Request", [])
            return [error.code.encode()]
        start_response("200 OK", [])
        return []

    def take(self, body, signature):
        """Act on one delivery."""
        self.act(json.loads(body))

    def act(self, event):
        """Ship what was paid, and remember what customers are called."""
        thing = event["data"]["object"]
        if event["type"] == "plugipay.invoice.paid.v1":
            self.shipped.append(thing["id"])
        if event["type"].startswith("plugipay.customer."):
            self.names[thing["id"]] = thing["name"]


class Careful(Careless):
    """Verifies, remembers event ids, and does not let an older state overwrite a newer one."""

    def __init__(self):
        super().__init__()
        self.seen = set()
        self.changed = {}

    def take(self, body, signature):
        """Act on one delivery that is genuine and new."""
        event = verify_webhook(body, signature, self.secrets).raw
        if event["id"] not in self.seen:
            self.seen.add(event["id"])
            self.act(event)

    def act(self, event):
        """Act on an event, unless a later one about the same object was here before."""
        about = event["data"]["aggregateId"]
        if event["occurredAt"] >= self.changed.get(about, ""):
            self.changed[about] = event["occurredAt"]
            super().act(event)


@pytest.fixture
def pair(mock):
    """A careful and a careless receiver of the same events, and what opened them."""
    careful, careless = Careful(), Careless()
    for receiver in (careful, careless):
        receiver.endpoint = mock.webhooks.deliver_to(receiver)
        receiver.secrets.append(receiver.endpoint.secret)
    return careful, careless


def both(mock, kind, **how):
    """Make the same trouble for both receivers."""
    mock.webhooks.trouble(kind, times=2, **how)


def test_every_kind_of_trouble_is_explained():
    """Each kind has a sentence."""
    assert set(MEANINGS) == {
        *("duplicate", "reorder", "delay", "drop", "timeout"),
        *("wrong_secret", "former_secret", "stale", "altered"),
    }


def test_without_trouble_both_do_the_same(mock, pair):
    """Care makes no difference on a good day."""
    careful, careless = pair
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.webhooks.deliver()

    assert careful.shipped == careless.shipped == ["inv_1"]


def test_a_duplicate_is_shipped_once_by_who_remembers(mock, pair):
    """The same event arrives twice, and both deliveries are taken."""
    careful, careless = pair
    both(mock, "duplicate")
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.webhooks.deliver()

    assert (careful.shipped, careless.shipped) == (["inv_1"], ["inv_1", "inv_1"])
    assert [each.attempts for each in mock.webhooks.deliveries()] == [2, 2]


def test_a_lost_answer_is_shipped_once_by_who_remembers(mock, pair):
    """The receiver acted, its answer did not arrive in time, and the event comes again."""
    careful, careless = pair
    both(mock, "timeout")
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.webhooks.deliver()
    assert {each.error for each in mock.webhooks.deliveries()} == {"timed out after 10000ms"}
    mock.clock.advance(minutes=1)
    mock.webhooks.deliver()

    assert (careful.shipped, careless.shipped) == (["inv_1"], ["inv_1", "inv_1"])


def test_out_of_order_the_newer_state_wins_by_who_compares(mock, pair, api, enter):
    """The creation arrives after the change."""
    careful, careless = pair
    both(mock, "reorder", event="customer.created")
    customer = enter("Ada")
    mock.clock.advance(seconds=1)
    api.patch(f"/api/v1/customers/{customer['id']}", json={"name": "Ada Lovelace"})
    mock.webhooks.deliver()

    assert (careful.names, careless.names) == ({customer["id"]: "Ada Lovelace"}, {customer["id"]: "Ada"})


def test_what_waits_for_a_later_one_waits(mock, inbox, enter):
    """Nothing goes before it until something can."""
    mock.webhooks.trouble("reorder")
    enter("Ada")
    mock.webhooks.deliver()
    assert list(inbox) == []
    enter("Grace")
    mock.webhooks.deliver()

    assert [each.object["name"] for each in inbox] == ["Grace", "Ada"]


def test_delayed_news_is_known_to_who_asks(mock, pair, api, enter):
    """Until the delay is over, only the API knows."""
    careful, _ = pair
    both(mock, "delay", seconds=300)
    customer = enter("Ada")
    mock.webhooks.deliver()

    assert careful.names == {}
    assert api.get(f"/api/v1/customers/{customer['id']}").json()["data"]["name"] == "Ada"

    mock.clock.advance(minutes=5)
    mock.webhooks.deliver()
    assert careful.names == {customer["id"]: "Ada"}


def test_dropped_news_is_known_to_who_reads_the_log(mock, pair, api):
    """Whoever goes through the log of events misses nothing; whoever only waits misses it for ever."""
    careful, careless = pair
    both(mock, "drop")
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.clock.advance(days=4)
    mock.webhooks.deliver()
    assert careful.shipped == careless.shipped == []
    for event in api.get("/api/v1/events?order=asc").json()["data"]:
        careful.act(event)

    assert (careful.shipped, careless.shipped) == (["inv_1"], [])


@pytest.mark.parametrize(
    ("kind", "refused"), [("wrong_secret", "signature_invalid"), ("stale", "signature_stale")], ids=str
)
def test_what_is_not_genuine_is_refused_by_who_verifies(mock, pair, kind, refused):
    """A careful receiver answers 400, and takes the retry, which is genuine."""
    careful, careless = pair
    both(mock, kind)
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.webhooks.deliver()
    assert (careful.shipped, careless.shipped) == ([], ["inv_1"])
    mock.clock.advance(minutes=1)
    mock.webhooks.deliver()

    assert careful.shipped == ["inv_1"]


@pytest.mark.parametrize(
    ("kind", "problem"),
    [("wrong_secret", "signature_invalid"), ("stale", "signature_stale"), ("altered", "signature_invalid")],
)
def test_the_inbox_says_what_is_wrong(mock, inbox, enter, kind, problem):
    """The problem is told by the code of the SDKs."""
    mock.webhooks.trouble(kind)
    enter()
    mock.webhooks.deliver()

    assert (inbox[0].problem, inbox[0].status, inbox.names) == (problem, 400, [])


def test_an_altered_body_is_refused_by_who_verifies(mock, pair):
    """A careless receiver ships what nobody paid for."""
    careful, careless = pair
    both(mock, "altered")
    paid = mock.webhooks.trigger("invoice.paid").object["id"]
    mock.webhooks.deliver()

    assert (careful.shipped, careless.shipped) == ([], ["inv_" + "0" * 26])
    assert paid not in careless.shipped


def test_rotation_is_survived_by_who_knows_both_secrets(mock, pair):
    """While a secret is rotated, deliveries are signed with either."""
    careful, _ = pair
    rotated = mock.webhooks.rotate(careful.endpoint)
    forgetful = Careful()
    forgetful.secrets = [rotated.secret]
    careful.secrets.append(rotated.secret)
    forgetful_endpoint = mock.webhooks.deliver_to(forgetful)
    forgetful.secrets = [mock.webhooks.rotate(forgetful_endpoint).secret]
    mock.webhooks.trouble("former_secret", times=3)
    mock.webhooks.trigger("invoice.paid", "inv_1")
    mock.webhooks.deliver()
    mock.webhooks.trigger("invoice.paid", "inv_2")
    mock.webhooks.deliver()

    assert (careful.shipped, forgetful.shipped) == (["inv_1", "inv_2"], ["inv_2"])


def test_trouble_is_used_up(mock, inbox, enter):
    """It meets as many deliveries as were asked for."""
    mock.webhooks.trouble("wrong_secret", times=2)
    for _ in range(3):
        enter()
    mock.webhooks.deliver()

    assert [each.problem for each in inbox] == ["signature_invalid", "signature_invalid", None]


def test_trouble_may_be_about_some_events_only(mock, inbox, enter, api):
    """Others go their way."""
    mock.webhooks.trouble("drop", event="customer.deleted")
    customer = enter()
    api.delete(f"/api/v1/customers/{customer['id']}")
    mock.webhooks.deliver()

    assert inbox.names == ["customer.created"]


@pytest.mark.parametrize("wrong", [{"kind": "melt"}, {"kind": "drop", "event": "customer.melted"}], ids=str)
def test_unknown_trouble_is_refused(mock, wrong):
    """A misspelled trouble never passes for a good day."""
    with pytest.raises(ControlError):
        mock.webhooks.trouble(**wrong)
