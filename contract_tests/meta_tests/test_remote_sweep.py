"""Finding what killed runs have left: by its mark, and nothing without one."""

import httpx
import pytest

from plugipay_contract import money, operations, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import MORE
from plugipay_contract.remote import marks, rules
from plugipay_contract.remote.cleanup import Cleaned, Sender
from plugipay_contract.remote.sweep import leftovers
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import Transport, World, ready_card

from .elsewhere import Elsewhere

URL = "http://service.invalid"
PREPARE = operations.OPERATIONS | MORE
FOUND = sorted(name for name, maker in rules.MAKERS.items() if maker.listed)
STRICT = ("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--pyargs")
ACCOUNT = "plugipay_contract.server.test_account::test_the_account_says_whose_the_key_is"


@pytest.fixture(name="http")
def _http():
    with httpx.Client(transport=Transport(World()), trust_env=False) as http:
        yield http


@pytest.fixture(name="killed")
def _killed(http):
    return caller_of(http, f"{marks.PREFIX}-killed")


def caller_of(http, mark):
    """A merchant at our server, who marks what is made, or does not."""
    world = http._transport._world
    subject = ServerSubject(URL, ServerSubject.from_card(ready_card(world, URL), ()).keys, mark=mark)
    return Caller(subject, http, subject.keys["test"])


def found(http, caller):
    """What a sweep finds, as kind and id."""
    send = Sender(http, URL, caller.key)
    return {(made.maker.kind, made.id) for made in leftovers(caller.key.key_id, send)}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_left_is_found(http, killed, name):
    """Whatever has place for a mark is in some list, with it."""
    thing = money.made(operations.send(killed, name, PREPARE[name](killed)))

    assert (rules.MAKERS[name].kind, thing["id"]) in found(http, killed)


@pytest.mark.parametrize("name", FOUND)
def test_what_is_not_marked_is_not_found(http, name):
    """What the workspace's own people have made is left alone."""
    owner = caller_of(http, None)
    operations.send(owner, name, PREPARE[name](owner))

    assert found(http, owner) == set()


def test_an_invoice_is_found_by_its_customer(http, killed):
    """Its memo is in no list."""
    invoice = money.new_invoice(killed)

    assert ("invoice", invoice["id"]) in found(http, killed)


def test_every_page_is_looked_at(http, killed):
    """More customers than one page holds are all found."""
    ids = {recipes.new_customer(killed)["id"] for _ in range(101)}

    assert {thing for _, thing in found(http, killed)} == ids


def test_what_has_ended_is_not_found_again(http, killed):
    """A sweep after a sweep has nothing to do."""
    money.new_subscription(killed, collectionMethod="send_invoice")
    send = Sender(http, URL, killed.key)
    for cleaned in (Cleaned(), Cleaned()):
        cleaned.clean(list(leftovers(killed.key.key_id, send)), send)

    assert (dict(cleaned.undone), {each.kind for each in cleaned.left}) == ({}, {"customer"})


def test_a_run_sweeps_first_when_asked(pytester):
    """What was left is gone before the first test, and the header says what it was."""
    with Elsewhere(limits=False) as service:
        body = {"metadata": {marks.NAME: f"{marks.PREFIX}-killed"}}
        service.asked("POST", "/api/v1/customers", body)
        service.asked("POST", "/api/v1/checkout-sessions", money.session_body())
        key = ("--plugipay-key-id", service.key.key_id, "--plugipay-key-secret", service.key.secret)
        result = pytester.runpytest_subprocess(
            *STRICT, ACCOUNT, "--plugipay-remote", "--plugipay-url", service.url, *key, "--plugipay-sweep"
        )
        left = service.page("/api/v1/customers")["data"]

    result.stdout.fnmatch_lines(["plugipay: of earlier runs taken back: customer 1; stays: nothing"])
    assert (result.ret, left) == (pytest.ExitCode.OK, [])
