"""The room of webhook endpoints and their deliveries."""

import re

import pytest

from plugipay_mock.deliveries.delivery import DELIVERIES, Answer
from plugipay_mock.deliveries.turns import finish, next_turn
from plugipay_mock.resources.webhooks.addresses import is_private

WEBHOOKS = "/api/v1/webhooks"
LEGACY = "/api/v1/webhook-endpoints"
CUSTOMERS = "/api/v1/customers"
URL = "https://shop.example.com/webhooks"


@pytest.fixture
def opened(call):
    """A new endpoint: `opened(events=["invoice.paid"])`."""

    def create(**fields):
        answer = call("POST", WEBHOOKS, {"url": URL, **fields})
        assert answer.status == 201
        return answer.data

    return create


@pytest.fixture
def delivered(call, tenant, world, opened):
    """A delivery that was attempted: `delivered(200)`."""

    def attempt(status):
        opened()
        call("POST", CUSTOMERS, {})
        turn = next_turn(world, (tenant.account_id, "test"))
        finish(world, turn, Answer(status, 12))
        return call("GET", f"{WEBHOOKS}/deliveries").data[0]

    return attempt


def test_a_new_endpoint_tells_its_secret_and_account(opened, merchant, still):
    """The answer has every field of the SDKs' type, and the two that come once."""
    endpoint = opened(events=["invoice.paid"], description="orders")

    assert endpoint == {
        "id": endpoint["id"],
        "accountId": merchant.account_id,
        "mode": "test",
        "url": URL,
        "events": ["plugipay.invoice.paid.v1"],
        "description": "orders",
        "active": True,
        "consecutiveFailures": 0,
        "failingSince": None,
        "disabledAt": None,
        "disabledReason": None,
        "secret": endpoint["secret"],
        "createdAt": still,
        "updatedAt": still,
    }
    assert re.fullmatch(r"whsec_[0-9a-f]{48}", endpoint["secret"])


def test_the_secret_is_told_once(call, opened):
    """Neither lists nor changes tell it again."""
    endpoint = opened()
    shown = {name: value for name, value in endpoint.items() if name not in {"secret", "accountId"}}

    assert call("GET", WEBHOOKS).data == [shown]
    assert set(call("PATCH", f"{WEBHOOKS}/{endpoint['id']}", {"description": "x"}).data) == set(shown)


def test_every_endpoint_has_a_secret_of_its_own(opened):
    """Two endpoints share none."""
    assert opened()["secret"] != opened()["secret"]


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        (["invoice.paid"], ["plugipay.invoice.paid.v1"]),
        (["plugipay.invoice.paid.v1"], ["plugipay.invoice.paid.v1"]),
        (["invoice.*"], ["plugipay.invoice.*"]),
        (["plugipay.invoice.*"], ["plugipay.invoice.*"]),
        (["*"], ["*"]),
        (["invoice.paid", "plugipay.invoice.paid.v1"], ["plugipay.invoice.paid.v1"]),
    ],
)
def test_short_names_are_stored_long(opened, said, stored):
    """Each name once, in the words of the log."""
    assert opened(events=said)["events"] == stored


def test_without_events_it_wants_all(opened):
    """Omitted events are every one."""
    assert opened()["events"] == ["*"]


@pytest.mark.parametrize("events", [["invoice.melted"], ["invoic.*"], ["invoice*"], ["**"], [".*"], [""], []], ids=str)
def test_unknown_events_are_refused(call, events):
    """A misspelled name would wait for ever."""
    answer = call("POST", WEBHOOKS, {"url": URL, "events": events})

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"].startswith("events")


@pytest.mark.parametrize("url", ["ftp://example.com", "example.com/hook", "", "http://"])
def test_what_is_no_web_address_is_refused(call, url):
    """An endpoint needs an absolute http or https URL."""
    answer = call("POST", WEBHOOKS, {"url": url})

    assert (answer.status, answer.error["field"]) == (400, "url")


@pytest.mark.parametrize("port", ["99999", "65536", "-5", "abc", "0"])
def test_a_port_there_is_none_of_is_refused(call, port):
    """Nobody could ever be told there; an operating system may take 65537 for 1."""
    answer = call("POST", WEBHOOKS, {"url": f"http://127.0.0.1:{port}/hook"})

    assert (answer.status, answer.error["field"]) == (400, "url")


@pytest.mark.parametrize("url", ["https://s.example/ok?x=ü", "https://münchen.example/", "https://s.example/a b"])
def test_how_to_write_what_is_not_ascii_is_told(call, url):
    """It is an address to people, and none to HTTP."""
    assert "percent-encode the rest" in call("POST", WEBHOOKS, {"url": url}).error["message"]


@pytest.mark.parametrize("url", ["http://shop.example.com/w", "http://127.0.0.1:3000/w", "http://localhost/w"])
def test_in_test_mode_anything_goes(call, url):
    """A mock on this machine tells an app on this machine."""
    assert call("POST", WEBHOOKS, {"url": url}).status == 201


@pytest.mark.parametrize("url", ["http://127.0.0.1:3000/w", "http://localhost/w", "https://10.1.2.3/w"])
def test_the_service_tells_nobody_at_home(call, shipped, url):
    """In the dialect of the service no webhook goes to a private address."""
    answer = call("POST", WEBHOOKS, {"url": url}, key="w-1")

    assert (answer.status, answer.error["field"]) == (400, "url")


def test_the_service_allows_http_in_test_mode(call, shipped):
    """Plain http to a public host is fine there."""
    assert call("POST", WEBHOOKS, {"url": "http://shop.example.com/w"}, key="w-1").status == 201


@pytest.mark.parametrize("url", ["http://shop.example.com/w", "https://127.0.0.1/w"])
def test_live_webhooks_go_to_public_https_only(call, keys, url):
    """In either dialect."""
    answer = call("POST", WEBHOOKS, {"url": url}, by=keys["live"])

    assert (answer.status, answer.error["field"]) == (400, "url")


def test_a_live_endpoint_says_so(call, keys):
    """The mode is that of the key."""
    assert call("POST", WEBHOOKS, {"url": URL}, by=keys["live"]).data["mode"] == "live"


@pytest.mark.parametrize(
    ("host", "private"),
    [
        *((host, True) for host in ("127.0.0.1", "::1", "192.168.1.1", "169.254.169.254", "app.local", "localhost")),
        *((host, False) for host in ("8.8.8.8", "example.com", "localhost.example.com")),
    ],
)
def test_private_hosts_are_known_by_name(host, private):
    """Nobody is asked where a name leads."""
    assert is_private(host) is private


def test_endpoints_of_the_other_mode_are_not_listed(call, opened, keys):
    """Modes have endpoints each."""
    opened()

    assert call("GET", WEBHOOKS, by=keys["live"]).data == []


def test_the_newest_endpoint_is_listed_first(call, opened):
    """As in every list."""
    first, second = opened(), opened()

    assert [each["id"] for each in call("GET", WEBHOOKS).data] == [second["id"], first["id"]]


def test_a_change_touches_what_was_sent(call, opened):
    """The rest stays."""
    endpoint = opened(events=["invoice.paid"], description="orders")
    changed = call("PATCH", f"{WEBHOOKS}/{endpoint['id']}", {"events": ["refund.*"]}).data

    assert (changed["events"], changed["url"], changed["description"]) == (["plugipay.refund.*"], URL, "orders")


@pytest.mark.parametrize("field", ["url", "events", "active"])
def test_null_clears_nothing_but_the_description(call, opened, field):
    """An endpoint cannot do without the others."""
    answer = call("PATCH", f"{WEBHOOKS}/{opened()['id']}", {field: None})

    assert (answer.status, answer.error["field"]) == (400, field)
    assert call("PATCH", f"{WEBHOOKS}/{opened(description='x')['id']}", {"description": None}).status == 200


def test_a_changed_address_is_checked_as_well(call, keys):
    """What cannot be opened cannot be moved to."""
    endpoint = call("POST", WEBHOOKS, {"url": URL}, by=keys["live"]).data
    answer = call("PATCH", f"{WEBHOOKS}/{endpoint['id']}", {"url": "http://localhost/w"}, by=keys["live"])

    assert (answer.status, answer.error["field"]) == (400, "url")


def test_an_endpoint_that_is_switched_off_is_told_nothing(call, opened):
    """What happens meanwhile is not kept for it."""
    endpoint = opened()
    call("PATCH", f"{WEBHOOKS}/{endpoint['id']}", {"active": False})
    call("POST", CUSTOMERS, {})

    assert call("GET", f"{WEBHOOKS}/deliveries").data == []


def test_a_closed_endpoint_is_gone(call, opened):
    """204, and then it is not found."""
    endpoint = opened()

    assert call("DELETE", f"{WEBHOOKS}/{endpoint['id']}").status == 204
    assert call("GET", WEBHOOKS).data == []
    assert call("DELETE", f"{WEBHOOKS}/{endpoint['id']}").verdict == (404, "not_found")


def test_the_sequence_of_the_vendor_s_own_suite(call, keys):
    """What `TestLiveApp` does with endpoints, with a live key."""
    live = {"by": keys["live"]}
    made = call("POST", WEBHOOKS, {"url": URL, "events": ["invoice.paid"]}, key="w-1", **live).data
    assert (made["events"], made["mode"]) == (["plugipay.invoice.paid.v1"], "live")
    assert (made["consecutiveFailures"], made["disabledAt"]) == (0, None)
    path = f"{WEBHOOKS}/{made['id']}"
    off = call("PATCH", path, {"active": False, "description": "paused"}, **live).data
    assert (off["active"], off["description"]) == (False, "paused")
    on = call("PATCH", path, {"active": True}, **live).data
    assert (on["active"], on["disabledReason"]) == (True, None)
    page = call("GET", f"{WEBHOOKS}/deliveries", **live)
    assert (page.data, page.meta["hasMore"]) == ([], False)
    assert call("GET", f"{WEBHOOKS}/deliveries/whd_missing", **live).verdict == (404, "not_found")
    assert call("POST", f"{WEBHOOKS}/deliveries/whd_missing/retry", {}, **live).verdict == (404, "not_found")
    assert call("DELETE", path, **live).status == 204


def test_the_first_python_package_has_paths_of_its_own(call):
    """Under `seed`, its three methods work: create, list, delete."""
    made = call("POST", LEGACY, {"url": URL, "events": ["invoice.paid"], "description": None})

    assert (made.status, made.data["events"]) == (201, ["plugipay.invoice.paid.v1"])
    assert made.data["secret"].startswith("whsec_")
    assert [each["id"] for each in call("GET", LEGACY).data] == [made.data["id"]]
    assert call("DELETE", f"{LEGACY}/{made.data['id']}").status == 204


def test_a_delivery_shows_its_attempts(delivered, still):
    """Every field of the SDKs' type."""
    delivery = delivered(503)

    assert delivery == {
        "id": delivery["id"],
        "endpointId": delivery["endpointId"],
        "eventId": delivery["eventId"],
        "type": "plugipay.customer.created.v1",
        "body": delivery["body"],
        "status": "pending",
        "attempts": 1,
        "nextRetryAt": "2026-05-12T12:01:00.000Z",
        "lastAttemptAt": still,
        "deliveredAt": None,
        "responseCode": 503,
        "lastError": "HTTP 503",
        "createdAt": still,
        "updatedAt": still,
        "attemptLog": [
            {
                "attemptNumber": 1,
                "status": "failed",
                "responseCode": 503,
                "durationMs": 12,
                "error": "HTTP 503",
                "nextRetryAt": "2026-05-12T12:01:00.000Z",
                "attemptedAt": still,
            }
        ],
    }


def test_a_success_has_its_time(delivered, still):
    """A delivery that was taken is over."""
    delivery = delivered(204)

    assert (delivery["status"], delivery["deliveredAt"], delivery["nextRetryAt"]) == ("succeeded", still, None)


def test_one_delivery_is_found_by_its_id(call, delivered):
    """The single read shows what the list shows."""
    delivery = delivered(200)

    assert call("GET", f"{WEBHOOKS}/deliveries/{delivery['id']}").data == delivery


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=succeeded", 1),
        ("status=pending", 0),
        ("type=plugipay.customer.created.v1", 1),
        ("type=customer.created", 1),
        ("type=customer.deleted", 0),
        ("endpointId=whe_other", 0),
    ],
)
def test_deliveries_are_filtered(call, delivered, query, found):
    """By endpoint, status and type."""
    delivered(200)

    assert len(call("GET", f"{WEBHOOKS}/deliveries?{query}").data) == found


@pytest.mark.parametrize("query", ["status=melted", "type=customer.melted", "type=customer.*", "type=*"])
def test_a_filter_that_finds_nothing_ever_is_refused(call, query):
    """A misspelled status or type is named."""
    answer = call("GET", f"{WEBHOOKS}/deliveries?{query}")

    assert (answer.status, answer.error["field"]) == (400, query.partition("=")[0])


def test_what_succeeded_may_be_sent_again(call, delivered):
    """A retry by hand is accepted, and the delivery is pending."""
    answer = call("POST", f"{WEBHOOKS}/deliveries/{delivered(200)['id']}/retry", {})

    assert (answer.status, answer.data["status"], answer.data["attempts"]) == (202, "pending", 1)


def test_a_retry_needs_no_body(call, delivered):
    """Generated clients send none."""
    assert call("POST", f"{WEBHOOKS}/deliveries/{delivered(200)['id']}/retry").status == 202


def test_what_is_pending_is_queued_already(call, delivered):
    """It will be tried without being asked."""
    answer = call("POST", f"{WEBHOOKS}/deliveries/{delivered(503)['id']}/retry", {})

    assert answer.verdict == (409, "already_queued")


@pytest.mark.parametrize("how", ["PATCH", "DELETE"])
def test_an_endpoint_that_takes_nothing_gets_no_retry(call, delivered, how):
    """Switched off or closed, it has to be brought back first."""
    delivery = delivered(200)
    call(how, f"{WEBHOOKS}/{delivery['endpointId']}", {"active": False} if how == "PATCH" else None)

    assert call("POST", f"{WEBHOOKS}/deliveries/{delivery['id']}/retry", {}).verdict == (409, "endpoint_disabled")


def test_a_delivery_of_a_failed_call_is_taken_back(call, tenant, opened, monkeypatch):
    """Deliveries are part of the transaction of their event."""
    opened()

    def broken(*_):
        raise RuntimeError("after the event")

    monkeypatch.setitem(call.core.world.wiring.reactions, "customer.created", (broken,))
    call.judged = False
    assert call("POST", CUSTOMERS, {}).status == 500

    assert len(tenant.collection(DELIVERIES)) == 0


def test_a_read_only_key_opens_nothing(call, keys):
    """Writing needs `plugipay:webhook:write`."""
    assert call("POST", WEBHOOKS, {"url": URL}, by=keys["read_only"]).verdict == (403, "insufficient_scope")
    assert call("GET", WEBHOOKS, by=keys["read_only"]).status == 200
