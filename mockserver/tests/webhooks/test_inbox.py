"""The receiver for tests, and the verbs of the handle."""

import http.client
import io
from threading import Barrier
from urllib.parse import urlsplit

import httpx
import pytest

from plugipay_mock.clock import wall_seconds
from plugipay_mock.control.line import ControlError
from plugipay_mock.signing import sign_webhook, webhook_request
from plugipay_mock.webhooks import Inbox

SECRET = "whsec_inbox"
THING = {"id": "inv_1", "total": 5000}


@pytest.fixture
def inbox():
    """A listening inbox that knows one secret."""
    listening = Inbox(SECRET)
    yield listening
    listening.close()


def post(inbox, request):
    """Send a request, and return what it is answered."""
    return httpx.post(inbox.url, content=request.body, headers=request.headers, trust_env=False)


def test_a_genuine_delivery_is_taken(inbox):
    """It is answered 200, and recorded with event and object."""
    answer = post(inbox, webhook_request("invoice.paid", THING, secret=SECRET))

    assert (answer.status_code, inbox.names, inbox[0].object) == (200, ["invoice.paid"], THING)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (None, "signature_missing"),
        ("nonsense", "signature_malformed"),
        (f"t=1,v1={'0' * 64}", "signature_stale"),
        ("t=now,v1=00", "signature_malformed"),
    ],
)
def test_anything_else_is_answered_400(inbox, header, problem):
    """The record says why."""
    body = b"{}"
    headers = {} if header is None else {"X-Plugipay-Signature": header}
    answer = httpx.post(inbox.url, content=body, headers=headers, trust_env=False)

    assert (answer.status_code, inbox[0].problem, inbox.names) == (400, problem, [])


def test_threads_that_ask_at_once_share_an_address(inbox, eager_threads):
    """Whoever looks at the URL first makes it listen, and everybody is told of that address."""
    start = Barrier(8)

    assert len(set(eager_threads(8, lambda: start.wait() < 8 and inbox.url))) == 1


def test_deliveries_that_arrive_at_once_are_one(eager_threads):
    """Of deliveries of one event side by side, one is taken, and the others are repetitions."""
    inbox, start = Inbox(SECRET), Barrier(4)
    requests = [webhook_request("invoice.paid", THING, secret=SECRET, event_id=f"evt_{n}") for n in range(100)]

    def arrive():
        start.wait()
        for request in requests:
            sent = {"wsgi.input": io.BytesIO(request.body), "CONTENT_LENGTH": len(request.body)}
            sent["HTTP_X_PLUGIPAY_SIGNATURE"] = request.headers["X-Plugipay-Signature"]
            inbox(sent, lambda *_: None)

    eager_threads(4, arrive)

    assert [each.repeated for each in inbox].count(False) == len(inbox.taken) == 100


@pytest.mark.parametrize("spoil", [str.upper, lambda header: f"{header},{header}"], ids=["upper case", "twice"])
def test_a_signature_has_one_shape(inbox, spoil):
    """One `t` and one lower-case `v1`: what some SDKs refuse, the inbox refuses."""
    request = webhook_request("invoice.paid", THING, secret=SECRET)
    request.headers["X-Plugipay-Signature"] = spoil(request.headers["X-Plugipay-Signature"])

    assert post(inbox, request).status_code == 400


def test_a_body_that_is_no_json_is_recorded(inbox):
    """Its signature may be good all the same."""
    body = b"hello"
    signature = sign_webhook(body, SECRET)
    httpx.post(inbox.url, content=body, headers={"X-Plugipay-Signature": signature}, trust_env=False)

    assert (inbox[0].problem, inbox[0].name, inbox[0].event) == (None, "", {})


def test_a_repetition_is_told_apart(inbox):
    """The same event id twice is taken once."""
    request = webhook_request("invoice.paid", THING, secret=SECRET)
    post(inbox, request)
    post(inbox, request)

    assert ([each.repeated for each in inbox], inbox.names) == ([False, True], ["invoice.paid"])


@pytest.mark.parametrize(("status", "taken"), [(200, 1), (204, 1), (299, 1), (302, 0), (503, 0)])
def test_what_is_answered_with_success_is_taken(inbox, status, taken):
    """Any 2xx is one."""
    inbox.answer(status)
    post(inbox, webhook_request("invoice.paid", THING, secret=SECRET))

    assert len(inbox.taken) == taken


def test_what_is_not_genuine_is_not_taken(inbox):
    """Not even where it was answered with success."""
    inbox.answer(200)
    post(inbox, webhook_request("invoice.paid", THING, secret="whsec_of_somebody_else"))

    assert (len(inbox), inbox.taken) == (1, [])


def test_it_answers_as_it_is_told(inbox):
    """So many times, and then as usual."""
    inbox.answer(503, times=2)
    request = webhook_request("invoice.paid", THING, secret=SECRET)

    assert [post(inbox, request).status_code for _ in range(3)] == [503, 503, 200]


def test_it_stops_listening():
    """After `close` nobody answers there."""
    inbox = Inbox(SECRET)
    parts = urlsplit(inbox.url)
    inbox.close()

    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection(parts.hostname, parts.port).request("GET", "/")


def test_assert_sent_returns_the_deliveries(mock, api):
    """Those of the event, about one object where it is named."""
    mock.webhooks.inbox()
    customer = api.post("/api/v1/customers", json={}).json()["data"]
    mock.webhooks.deliver()

    assert len(mock.webhooks.assert_sent("customer.created")) == 1
    assert len(mock.webhooks.assert_sent("customer.created", customer["id"], times=1)) == 1
    mock.webhooks.refute_sent("customer.created", "cus_other")
    mock.webhooks.refute_sent("customer.deleted")


def test_assert_sent_tells_what_became_of_every_delivery(mock, api):
    """What waits, and what failed and why."""
    failing = mock.webhooks.inbox(events=["customer.created"])
    failing.answer(503)
    api.post("/api/v1/customers", json={})
    mock.webhooks.deliver()
    api.post("/api/v1/customers", json={})

    with pytest.raises(AssertionError) as raised:
        mock.webhooks.assert_sent("customer.created")

    lines = str(raised.value).splitlines()
    assert lines[0] == "customer.created was delivered 0 time(s); the deliveries are:"
    assert lines[1].endswith("pending after 1 attempt(s), HTTP 503")
    assert lines[2].endswith("pending; deliver() sends it")


def test_refute_sent_fails_when_it_was(mock, api):
    """A delivery that was taken is told."""
    mock.webhooks.inbox()
    api.post("/api/v1/customers", json={})
    mock.webhooks.deliver()

    with pytest.raises(AssertionError, match="delivered 1 time\\(s\\), wanted 0"):
        mock.webhooks.refute_sent("customer.created")


def test_wait_for_asks_for_what_is_kept(mock, api):
    """Waiting is asking."""
    inbox = mock.webhooks.inbox()
    api.post("/api/v1/customers", json={})

    assert (len(mock.webhooks.wait_for("customer.created")), inbox.names) == (1, ["customer.created"])


def test_wait_for_ends(mock):
    """When nothing comes, it says so."""
    with pytest.raises(AssertionError, match="there are no deliveries"):
        mock.webhooks.wait_for("customer.created", timeout=0.01)


def test_a_workspace_chooses_its_manner(mock):
    """It starts as the world does, and may differ."""
    assert mock.webhooks.manner == "collect"
    mock.webhooks.manner = "sync"

    assert (mock.webhooks.manner, mock.fresh().webhooks.manner) == ("sync", "collect")


def test_what_waits_is_sent_when_the_manner_becomes_sync(mock, api):
    """Nothing is left behind."""
    inbox = mock.webhooks.inbox()
    api.post("/api/v1/customers", json={})
    mock.webhooks.manner = "sync"

    assert inbox.names == ["customer.created"]


def test_an_event_that_is_made_up_is_in_the_log(mock):
    """And on its way."""
    inbox = mock.webhooks.inbox(events=["invoice.*"])
    event = mock.webhooks.trigger("invoice.paid", total=5)
    mock.webhooks.deliver()

    assert mock.events[-1] == event
    assert inbox[0].object["total"] == 5


def test_an_override_that_does_not_fit_is_refused(mock):
    """Misspelled fields are named."""
    with pytest.raises(ControlError, match=r"data\.totl: is not a field"):
        mock.webhooks.trigger("invoice.paid", totl=5)


def test_the_signature_is_stamped_by_the_wall_clock(mock, api):
    """However far the world's clock is."""
    inbox = mock.webhooks.inbox()
    mock.clock.freeze("2031-01-01T00:00:00Z")
    api.post("/api/v1/customers", json={})
    mock.webhooks.deliver()
    stamp = inbox[0].headers["x-plugipay-signature"].partition(",")[0].removeprefix("t=")

    assert abs(int(stamp) - wall_seconds()) < 60


def test_an_inbox_knows_its_endpoint(mock):
    """What deliveries to it are told of."""
    inbox = mock.webhooks.inbox(events=["invoice.*"])
    mock.webhooks.trigger("invoice.paid")

    assert [each.endpoint_id for each in mock.webhooks.deliveries()] == [inbox.endpoint.id]
    assert inbox.secrets == [inbox.endpoint.secret]


def test_an_inbox_is_rotated(mock):
    """It takes what is signed with the new secret, and with the one before."""
    inbox = mock.webhooks.inbox()
    rotated = mock.webhooks.rotate(inbox)
    mock.webhooks.trouble("former_secret", endpoint=inbox)
    for invoice in ("inv_1", "inv_2"):
        mock.webhooks.trigger("invoice.paid", invoice)
    mock.webhooks.deliver()

    assert inbox.endpoint == rotated
    assert [each.problem for each in inbox] == [None, None]
    assert len({each.headers["x-plugipay-signature"].partition("v1=")[2] for each in inbox}) == 2


def test_trouble_for_an_inbox_is_its_own(mock):
    """Another is told as ever."""
    troubled, other = mock.webhooks.inbox(), mock.webhooks.inbox()
    mock.webhooks.trouble("wrong_secret", endpoint=troubled)
    mock.webhooks.trigger("invoice.paid")
    mock.webhooks.deliver()

    assert ([each.problem for each in troubled], other.names) == (["signature_invalid"], ["invoice.paid"])


@pytest.mark.parametrize("verb", ["rotate", "trouble"])
def test_an_inbox_that_no_endpoint_leads_to_is_told(mock, verb):
    """With what to do about it."""
    with pytest.raises(TypeError, match=r"<Inbox \[\]> is no endpoint; deliver_to\(\) returns one"):
        mock.webhooks.rotate(Inbox()) if verb == "rotate" else mock.webhooks.trouble("drop", endpoint=Inbox())
