"""Cleaning up after a remote run: newest first, as far as the routes allow, also after Ctrl-C."""

import httpx
import pytest

from plugipay_contract import facts, money, operations, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import HOOK, MORE, plain
from plugipay_contract.remote import marks, rules
from plugipay_contract.remote.cleanup import Cleaned, Sender
from plugipay_contract.remote.guard import Guard
from plugipay_contract.remote.made import Logbook, Made
from plugipay_contract.remote.pace import Pace, Waiting
from plugipay_contract.remote.transport import RemoteTransport
from plugipay_contract.subjects import KeyPair, ServerSubject
from plugipay_mock import Transport, World, ready_card

from .elsewhere import Elsewhere
from .remote_run import remote_run

URL = "http://service.invalid"
MARK = f"{marks.PREFIX}-a1b2"
PREPARE = (
    operations.OPERATIONS
    | MORE
    | {
        "POST /api/v1/webhook-endpoints": plain("webhook-endpoints", HOOK),
        "POST /api/v1/api-keys": plain("api-keys", {"name": "Till", "environment": "test"}),
    }
)
UNDOABLE = sorted(name for name, maker in rules.MAKERS.items() if maker.undo and name in PREPARE)
ALIVE = {
    "customers": bool,
    "checkout-sessions": bool,
    "templates": bool,
    "webhooks": bool,
    "plans": lambda row: row["active"],
    "invoices": lambda row: row["status"] not in {"void", "paid"},
    "subscriptions": lambda row: row["status"] != "canceled",
    "payouts": lambda row: row["status"] in {"pending", "in_transit"},
    "gift-cards": lambda row: row["status"] != "void",
}
"""Which rows of a list have neither gone nor ended."""

CUSTOMER = rules.MAKERS["POST /api/v1/customers"]


class Shop:
    """A merchant at our server, every request of which is watched as in a remote run."""

    def __init__(self):
        world = World()
        subject = ServerSubject.from_card(ready_card(world, URL), (), Transport(world))
        self.made, self.sent = Logbook(), []
        transport = RemoteTransport(subject.transport, Guard(), Pace(0, Waiting()), self.made, self)
        self.http = httpx.Client(transport=transport, trust_env=False)
        marked = ServerSubject(URL, subject.keys, transport=transport, mark=MARK)
        self.caller = Caller(marked, self.http, subject.keys["test"])

    def saw(self, operation, request, answer):
        """Keep what was sent."""
        self.sent.append((request.method, request.url.path))

    def clean(self):
        """Take everything back."""
        cleaned = Cleaned()
        cleaned.clean(self.made.newest_first(), Sender(self.http, URL, self.caller.key))
        return cleaned


@pytest.fixture(name="shop")
def _shop():
    shop = Shop()
    yield shop
    shop.http.close()


def alive(shop):
    """The ids of everything in the shop that has neither gone nor ended."""
    return {
        row["id"]
        for resource, is_alive in ALIVE.items()
        for row in shop.caller.call("GET", f"/api/v1/{resource}?limit=100").data
        if is_alive(row)
    }


@pytest.mark.parametrize("name", UNDOABLE)
def test_what_an_operation_makes_is_taken_back(shop, name):
    """Whatever was made on the way is gone or has ended, but for what is said to stay."""
    thing = money.made(operations.send(shop.caller, name, PREPARE[name](shop.caller)))

    cleaned = shop.clean()

    assert thing["id"] not in alive(shop)
    assert alive(shop) == {each.id for each in cleaned.left if each.kind in {"customer", "checkout session"}}


def test_a_price_is_taken_back_before_its_plan(shop):
    """A price that was added is deleted, or at least no longer active."""
    plan = money.new_plan(shop.caller)
    price = money.made(money.post(shop.caller, f"/api/v1/plans/{plan['id']}/prices", money.price()))

    shop.clean()

    prices = money.reread(shop.caller, "plans", plan)["prices"]
    assert [row["id"] for row in prices if row["id"] == price["id"] and row["active"]] == []
    assert [path for _, path in shop.sent].index(f"/api/v1/prices/{price['id']}") < [
        path for _, path in shop.sent
    ].index(f"/api/v1/plans/{plan['id']}/archive")


def test_the_newest_goes_first(shop):
    """A customer is deleted after the invoice that was made for it."""
    money.new_invoice(shop.caller)

    shop.clean()

    assert [method for method, path in shop.sent if "void" in path or method == "DELETE"] == ["POST", "DELETE"]


def test_what_came_along_is_taken_back(shop):
    """The open invoice of a subscription is voided as well."""
    subscription = money.new_subscription(shop.caller, collectionMethod="send_invoice")

    shop.clean()

    assert {row["status"] for row in money.invoices_of(shop.caller, subscription)} == {"void"}


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("POST /api/v1/invoices", "void"),
        ("POST /api/v1/subscriptions", "cancel"),
        ("POST /api/v1/payouts", "cancel"),
        ("POST /api/v1/gift-cards", "void"),
        ("POST /api/v1/checkout-sessions", "cancel"),
        ("POST /api/v1/plans", "archive"),
    ],
)
def test_what_a_test_has_ended_does_not_stay(shop, name, end):
    """An invoice that was voided, a card, and so on: taken back, though there is nothing left to do."""
    thing = money.made(operations.send(shop.caller, name, PREPARE[name](shop.caller)))
    body = {"at": "now"} if end == "cancel" and "subscriptions" in name else {}
    money.made(money.post(shop.caller, f"{name.partition(' ')[2]}/{thing['id']}/{end}", body))

    assert thing["id"] not in {each.id for each in shop.clean().left}


def test_what_a_test_has_deleted_is_gone(shop):
    """It counts as taken back."""
    customer = recipes.new_customer(shop.caller)
    shop.caller.call("DELETE", recipes.path(customer))

    cleaned = shop.clean()

    assert (dict(cleaned.undone), cleaned.left) == ({"customer": 1}, [])


def test_what_cannot_be_undone_is_named(shop):
    """A payment stays with everything that hangs on it: each with its id and why."""
    session = money.paid_session(shop.caller)
    refund = money.made(money.refund(shop.caller, session))

    assert shop.clean().left == [
        ("refund", refund["id"], "always, there is no way to take it back"),
        ("checkout session", session["id"], "completed (409 conflict, 409 conflict)"),
    ]


def test_a_replay_makes_nothing_new(shop):
    """A thing that was answered twice is taken back once."""
    for _ in range(2):
        shop.caller.call("POST", "/api/v1/customers", {}, idempotency_key="one")

    assert len(shop.made.newest_first()) == 1


def test_once_out_of_reach_nothing_more_is_tried():
    """The rest stays, and the reason is told; there is no timeout for each of them."""
    tried = []

    def unreachable(*_):
        tried.append(1)
        raise httpx.ConnectError("refused")

    cleaned = Cleaned()
    cleaned.clean([Made(CUSTOMER, "cus_2", "pk_test_1"), Made(CUSTOMER, "cus_1", "pk_test_1")], unreachable)

    assert (len(tried), [each.id for each in cleaned.left]) == (1, ["cus_2", "cus_1"])
    assert {each.why for each in cleaned.left} == {"the service could not be reached: refused"}


@pytest.mark.parametrize("data", [None, "text", 7, [1, None, {}], {"id": 7}], ids=repr)
def test_odd_answers_do_not_stop_it(data):
    """A service that answers nonsense is left with what is there, and everything is told."""
    maker = rules.MAKERS["POST /api/v1/subscriptions"]
    cleaned = Cleaned()
    cleaned.clean(
        [Made(maker, "sub_1", "pk_test_1"), Made(CUSTOMER, "cus_1", "pk_test_1")],
        lambda *_: httpx.Response(500, json={"data": data, "error": None}),
    )

    assert [each.id for each in cleaned.left] == ["sub_1", "cus_1"]


def test_each_key_takes_back_what_it_made():
    """A workspace that enrolled by name is cleaned up with its own key, everything else with the run's."""
    asked = []

    def listen(request):
        asked.append(request.headers["Authorization"].partition("keyId=")[2].partition(",")[0])
        return httpx.Response(204)

    with httpx.Client(transport=httpx.MockTransport(listen)) as http:
        send = Sender(http, URL, KeyPair("pk_test_1", "sk_test_1"))
        for key_id in ("pk_test_auto_a", "pk_test_1", "pk_test_bearer"):
            send(Made(CUSTOMER, "cus_1", key_id), *CUSTOMER.undo[0])

    assert asked == ["pk_test_auto_a", "pk_test_1", "pk_test_1"]


@pytest.mark.parametrize("maker", rules.MAKERS.values(), ids=lambda maker: maker.operation)
def test_every_step_is_a_route(maker):
    """What is sent to make, to undo and to look is in the route table."""
    known = {route.operation for route in facts.ROUTES}
    steps = [name for name, _ in maker.undo] + ([f"GET {maker.read.partition('?')[0]}"] if maker.read else [])

    assert {maker.operation, *(facts.operation(*step.split(" ")) for step in steps)} <= known


def test_everything_that_is_made_is_in_the_table():
    """Each operation that answers 201 is taken back, or is withheld, or makes nothing to take back."""
    making = {route.operation for route in facts.ROUTES if route.status == 201}

    assert {name for name in making - set(rules.MAKERS) if not any(row.covers(name) for row in rules.WITHHELD)} == set()


@pytest.mark.parametrize("name", sorted(name for name, maker in rules.MAKERS.items() if maker.mark and name in PREPARE))
def test_what_is_made_carries_the_mark(shop, name):
    """Where the API has place for one, in metadata or in a text for people, the mark comes back."""
    thing = money.made(operations.send(shop.caller, name, PREPARE[name](shop.caller)))
    place = rules.MAKERS[name].mark

    assert place == "memo" or thing[place] == ({marks.NAME: MARK} if place == "metadata" else MARK)


@pytest.mark.parametrize(
    ("body", "method", "target", "mark"),
    [
        ({"metadata": {"a": "b"}}, "POST", "/api/v1/customers", MARK),
        ({"metadata": None}, "POST", "/api/v1/customers", MARK),
        ({"name": "Ada"}, "PATCH", "/api/v1/customers/cus_1", MARK),
        ({"kind": "receipt"}, "POST", "/api/v1/templates", MARK),
        (b"{}", "POST", "/api/v1/customers", MARK),
        ([], "POST", "/api/v1/customers", MARK),
        (None, "POST", "/api/v1/customers", MARK),
        ({}, "POST", "/api/v1/customers", None),
    ],
    ids=["own", "null", "change", "no-place", "bytes", "array", "no-body", "not-remote"],
)
def test_a_body_is_left_alone(body, method, target, mark):
    """What a test says itself, what has no place for a mark, and every run that is not remote."""
    assert marks.marked(body, method, target, mark) == body


class Interrupted:
    """Presses Ctrl-C in some test."""

    def __init__(self, after):
        self._left = after

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self):
        """Press it after so many tests."""
        self._left -= 1
        if self._left == 0:
            raise KeyboardInterrupt


def test_an_interrupted_run_cleans_up(tmp_path):
    """Ctrl-C ends the tests, not the clean-up and not the report."""
    with Elsewhere() as service:
        service.asked("POST", "/api/v1/checkout-sessions", money.session_body())
        run = remote_run(tmp_path, service, "plugipay_contract.server.test_customers", plugins=[Interrupted(5)])
        left = service.page("/api/v1/customers")["data"]

    assert (run.status, len(run.outcomes["passed"]) < 10, left) == (pytest.ExitCode.INTERRUPTED, True, [])
    assert "taken back: customer" in run.text
    assert not [
        each for each in service.seen if "_live_" in str(each.headers) or each.header("X-Plugipay-Mode") == "live"
    ]
