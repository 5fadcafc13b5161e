"""Every action in every position it can have, without a socket and over real HTTP."""

import json
import re
import time

import httpx
import pytest

from plugipay_mock.errors import CATALOGUE

CUSTOMERS = "/api/v1/customers"

ANYWHERE = ("before", "during", "after")
DONE = ("during", "after")
POSITIONS = {
    "status=503": ANYWHERE,
    "code=not_found": ANYWHERE,
    "html": ANYWHERE,
    "empty": ANYWHERE,
    "redirect=https://elsewhere.example/": ANYWHERE,
    "content_type=text/plain": DONE,
}
"""Actions that leave an answer."""

BROKEN = {
    "hang": (ANYWHERE, httpx.ReadTimeout),
    "wait=2": (ANYWHERE, httpx.ReadTimeout),
    "reset": (ANYWHERE, httpx.TransportError),
    "reset=body": (DONE, httpx.TransportError),
    "truncate": (DONE, httpx.RemoteProtocolError),
    "drop": (("after",), httpx.TransportError),
}
"""Actions that end in an error of the transport, and in which; for those that hold an answer back nobody waits long."""

every_answer = pytest.mark.parametrize(
    ("action", "position"), [(action, position) for action, known in POSITIONS.items() for position in known]
)
every_break = pytest.mark.parametrize(
    ("action", "position"), [(action, position) for action, (known, _) in BROKEN.items() for position in known]
)


def plan(action, position):
    return {"X-Plugipay-Mock-Fault": f"{action}; position={position}"}


def impatient(door, headers):
    held_back = headers["X-Plugipay-Mock-Fault"].startswith(("hang", "wait"))
    named = {"Idempotency-Key": "order-1"} | headers
    return door.http.post(CUSTOMERS, json={"name": "Ada"}, headers=named, timeout=1 if held_back else 30)


@every_answer
def test_the_position_says_whether_the_work_is_done(door, action, position):
    """Before, nothing has happened; during and after, the object is there though the answer hides it."""
    door.create(**plan(action, position))

    assert door.made() == (0 if position == "before" else 1)


@every_answer
def test_a_retry_makes_one_object(door, action, position):
    """Whatever became of the first answer, the same key leads to one object."""
    door.create(**plan(action, position))
    again = door.create()

    assert (again.status_code, door.made()) == (201, 1)
    assert again.headers.get("Idempotent-Replayed") == (None if position == "before" else "true")


@every_break
def test_a_broken_exchange_is_an_error_of_the_transport(door, action, position):
    """The client sees no answer at all, or half of one."""
    with pytest.raises(BROKEN[action][1]):
        impatient(door, plan(action, position))


@every_break
def test_a_retry_of_a_broken_exchange_makes_one_object(door, action, position):
    """Where the work was done the retry is given its answer; where it was not, it does it."""
    with pytest.raises(httpx.TransportError):
        impatient(door, plan(action, position))
    deadline = time.monotonic() + 30
    while (again := door.create()).status_code == 409:  # the first call is still held back
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert (again.status_code, door.made()) == (201, 1)
    assert again.headers.get("Idempotent-Replayed") == (None if position == "before" else "true")


@pytest.mark.parametrize("position", ANYWHERE)
def test_a_status_is_answered_in_the_envelope(door, position):
    """An error that was planned looks like one that was not."""
    answer = door.create(**plan("status=503; message=Down for tea; retry_after=7", position))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert answer.json()["error"] == {"code": "service_unavailable", "message": "Down for tea"}
    assert answer.json()["meta"]["requestId"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "invalid_request"),
        (401, "invalid_signature"),
        (403, "insufficient_scope"),
        (404, "not_found"),
        (409, "conflict"),
        (422, "unprocessable"),
        (429, "rate_limited"),
        (500, "internal_error"),
        (502, "upstream_error"),
        (503, "service_unavailable"),
        (418, "service_unavailable"),
        (599, "service_unavailable"),
    ],
)
def test_a_status_has_the_usual_code(in_process, status, code):
    """A status alone is given the code it usually comes with."""
    answer = in_process.create(**plan(f"status={status}", "before"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_planned_failure_does_not_say_that_the_mock_has_failed(in_process):
    """Whoever reads it looks for no traceback."""
    answer = in_process.create(**plan("status=500", "before"))

    assert answer.json()["error"]["message"] == "The service failed: a fault plan asked for it"


def test_a_status_may_have_any_code(in_process):
    """A code nobody knows can be tried as well."""
    answer = in_process.create(**plan("status=400; code=out_of_tea", "before"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "out_of_tea")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_of_the_catalogue_can_be_had(door, code):
    """Each code comes with its own status, in either way to run."""
    answer = door.create(**plan(f"code={code}", "before"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (CATALOGUE[code].status, code)


def test_planned_codes_look_like_natural_ones(in_process, suite_data):
    """Where the contract gives messages a form, those of a plan have it."""
    forms = {
        row["code"]: row["message"] for row in suite_data("data/catalogue.json")["codes"] if row["side"] == "server"
    }
    forms = {code: form for code, form in forms.items() if form}
    told = {code: in_process.create(**plan(f"code={code}", "before")).json()["error"]["message"] for code in forms}

    assert [code for code, form in forms.items() if not re.fullmatch(form, told[code])] == []


@pytest.mark.parametrize("plan_text", ["code=rate_limited", "status=429"])
def test_too_many_requests_say_when_to_come_again(door, plan_text):
    """A planned 429 has what a client looks at: when to retry, and that nothing is left."""
    answer = door.create(**plan(plan_text, "before"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert answer.headers["X-RateLimit-Remaining"] == "0"


def test_the_time_to_wait_can_be_chosen(in_process):
    """`retry_after` takes the place of the usual second."""
    assert in_process.create(**plan("code=rate_limited; retry_after=30", "before")).headers["Retry-After"] == "30"


def test_a_planned_refusal_of_a_field_names_it(in_process):
    """An invalid request has a field and details, as a real one."""
    answer = in_process.create(**plan("code=invalid_request; message=email: must be shorter", "before"))

    assert answer.json()["error"]["field"] == "email"
    assert answer.json()["error"]["details"] == [{"field": "email", "message": "must be shorter"}]


@pytest.mark.parametrize(
    ("message", "field", "reason"),
    [
        ("email: must be: valid", "email", "must be: valid"),
        ("lines[0].quantity: must be 1: or 2", "lines[0].quantity", "must be 1: or 2"),
        ("Idempotency-Key: is used", "Idempotency-Key", "is used"),
        ("was refused", "body", "was refused"),
        ("The mail is wrong: try again", "body", "The mail is wrong: try again"),
    ],
)
def test_the_field_of_a_planned_400_is_what_its_message_begins_with(in_process, message, field, reason):
    """A later colon is a part of the reason; a message that begins with no name is about the body."""
    answer = in_process.create(**plan(f"status=400; message={message}", "before"))

    assert answer.json()["error"]["details"] == [{"field": field, "message": reason}]


@pytest.mark.parametrize("position", ANYWHERE)
def test_a_proxy_s_page_is_no_json(door, position):
    """HTML comes with a 502, as from a proxy in between."""
    answer = door.create(**plan("html", position))

    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize("position", DONE)
def test_a_wrong_content_type_leaves_the_answer(door, position):
    """Only the name of the type is wrong."""
    answer = door.create(**plan("content_type=application/octet-stream", position))

    assert (answer.status_code, answer.headers["Content-Type"]) == (201, "application/octet-stream")
    assert answer.json()["data"]["name"] == "Ada"


def test_a_wrong_content_type_is_text_unless_said(in_process):
    """Without an argument the type is plain text."""
    assert in_process.create(**plan("content_type", "after")).headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize(("position", "status"), [("before", 500), ("during", 201), ("after", 201)])
def test_an_empty_body_has_a_status(door, position, status):
    """The status is that of the answer; where nothing was processed, 500."""
    answer = door.create(**plan("empty", position))

    assert (answer.status_code, answer.content) == (status, b"")


@pytest.mark.parametrize("position", ANYWHERE)
def test_a_redirect_leads_away(door, position):
    """A 302 names where to go."""
    answer = door.create(**plan("redirect=https://elsewhere.example/", position))

    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.example/")


@pytest.mark.parametrize("wait", ["wait=0", "wait=0.1"])
@pytest.mark.parametrize("position", ANYWHERE)
def test_a_short_wait_ends_in_the_answer(door, position, wait):
    """A client that waits long enough is served, wherever the waiting is."""
    assert door.create(**plan(wait, position)).status_code == 201


@pytest.mark.parametrize("position", ANYWHERE)
def test_a_request_that_waits_is_one_request(door, position):
    """Waiting before it is performed makes no second of it: one entry, with its fault, and one tick of the clock."""
    door.faults.add(wait=0.01, position=position)
    clock = door.workspace.tenants["test"].clock
    clock.freeze("2026-05-12T10:42:00Z")
    clock.tick_every(0.5)
    answer = door.create()

    assert answer.json()["data"]["createdAt"] == "2026-05-12T10:42:00.500Z"
    assert [(each.request_id, each.outbound.status, each.fault) for each in door.workspace.journal] == [
        (answer.headers["X-Request-Id"], 201, "flt_1")
    ]


def test_waiting_takes_no_time_in_process(in_process):
    """Without a socket, a minute of waiting is over at once."""
    began = time.monotonic()
    in_process.http.post(CUSTOMERS, json={}, headers=plan("wait=60", "before"), timeout=100)

    assert time.monotonic() - began < 30


def test_hanging_takes_no_time_in_process(in_process):
    """Without a socket, the client's timeout comes at once."""
    began = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        in_process.http.post(CUSTOMERS, json={}, headers=plan("hang", "after"), timeout=60)

    assert time.monotonic() - began < 30


def test_waiting_takes_time_over_http(over_http):
    """Over a socket the answer is held back for real."""
    began = time.monotonic()
    over_http.create(**plan("wait=0.2", "before"))

    assert time.monotonic() - began >= 0.2


def test_who_gives_up_before_the_work_is_never_served(over_http):
    """A client that hangs up while its request waits has asked for nothing."""
    with pytest.raises(httpx.ReadTimeout):
        impatient(over_http, plan("wait=3", "before"))
    time.sleep(2.2)

    assert over_http.made() == 0
    assert [(each.step, each.fault) for each in over_http.workspace.journal] == [("fault", "header")]


def test_a_reset_before_the_answer_is_a_refused_connection_in_process(in_process):
    """Without a socket it is exact: as if nobody listened."""
    with pytest.raises(httpx.ConnectError):
        in_process.create(**plan("reset", "before"))


def test_a_reset_is_a_real_one_over_http(over_http):
    """Over a socket the connection is reset before the first byte, not closed."""
    with pytest.raises(httpx.ReadError, match="reset by peer"):
        over_http.create(**plan("reset", "before"))


@pytest.mark.parametrize("action", ["drop", "reset; position=during", "reset; position=after"])
def test_a_dropped_answer_looks_the_same_in_either_way(door, action):
    """An answer that never arrives is a connection reset, with or without a socket."""
    with pytest.raises(httpx.ReadError, match="reset by peer"):
        door.create(**{"X-Plugipay-Mock-Fault": action})


def test_a_reset_in_the_body_comes_after_the_head(over_http):
    """The head arrives and half of the body; then the connection is reset."""
    with over_http.http.stream("POST", CUSTOMERS, json={}, headers=plan("reset=body", "after")) as answer:
        assert answer.status_code == 201
        with pytest.raises(httpx.ReadError, match="reset by peer"):
            answer.read()


def test_a_truncated_body_is_shorter_than_promised(over_http):
    """The connection ends in good order, and too soon."""
    with over_http.http.stream("POST", CUSTOMERS, json={}, headers=plan("truncate", "after")) as answer:
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
            answer.read()
        assert 0 < answer.num_bytes_downloaded < int(answer.headers["Content-Length"])


@pytest.mark.parametrize("action", ["truncate", "reset=body", "drip"])
def test_nothing_cannot_be_cut_short(door, action):
    """An answer without a body has no middle: it arrives."""
    target = f"{CUSTOMERS}/{door.create().json()['data']['id']}"

    assert door.http.delete(target, headers=plan(action, "after")).status_code == 204


@pytest.mark.parametrize("position", DONE)
def test_a_slow_drip_outlives_a_timeout(door, position):
    """A client's timeout is for each read: a server that drips more often than that is waited for."""
    answer = door.http.post(CUSTOMERS, json={}, headers=plan("drip=0.1", position), timeout=1)

    assert (answer.status_code, answer.json()["data"]["name"]) == (201, None)


def test_a_drip_slower_than_the_timeout_ends_in_it(door):
    """Pauses longer than the client waits for a read are too long."""
    with pytest.raises(httpx.ReadTimeout):
        door.http.post(CUSTOMERS, json={}, headers=plan("drip=0.5", "after"), timeout=0.1)


@pytest.mark.parametrize(("seconds", "status"), [(290, 201), (-290, 201), (310, 401), (-310, 401)])
def test_a_skewed_clock_refuses_what_is_signed_in_time(door, seconds, status):
    """The server believes another time than the client, within the window or out of it."""
    answer = door.create(**plan(f"skew={seconds}", "before"))

    assert answer.status_code == status
    if status == 401:
        assert answer.json()["error"]["code"] == "invalid_timestamp"


def test_a_broken_connection_does_not_harm_the_next(over_http):
    """After resets and truncations the same client goes on."""
    for action in ("reset", "reset=body", "truncate", "drop"):
        with pytest.raises(httpx.TransportError):
            over_http.create(**plan(action, "after"))

    assert over_http.create().status_code == 201


def test_a_fault_of_a_refused_request_spoils_the_refusal(door):
    """A request that is refused by itself is answered as badly as any other."""
    answer = door.http.get(f"{CUSTOMERS}/cus_none", headers=plan("html", "after"))

    assert answer.status_code == 502


def test_public_routes_have_faults_by_header(door):
    """A route without credentials fails on request, too."""
    answer = door.http.get("/c/cs_none", headers=plan("status=503", "before"))

    assert answer.status_code == 503
