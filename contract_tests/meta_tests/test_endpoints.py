"""Webhook endpoints made with given keys do not outlive the tests they were made for."""

import json
from dataclasses import replace

import httpx
import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller
from plugipay_contract.endpoints import Endpoints, take_down
from plugipay_contract.more_operations import HOOK, new
from plugipay_contract.remote.transport import Watched
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import ThreadServer, Transport, World, ready_card

URL = "http://plugipay.mock"
MAKERS = [
    "server.test_modes::test_a_thing_says_its_mode",
    "server.test_sdk_habits::test_a_write_is_done",
    "server.test_platform::test_a_write_on_behalf_is_done_at_the_merchants",
    "pair.test_methods::test_a_method_works",
]
"""Tests that make endpoints: in both modes, with other keys, for a merchant, and by the client."""


@pytest.fixture
def caller():
    """A given key at a server that is there before and after."""
    world, endpoints = World(), Endpoints()
    subject = replace(ServerSubject.from_card(ready_card(world, URL), ()), endpoints=endpoints)
    with httpx.Client(transport=Watched(Transport(world), endpoints)) as http:
        yield Caller(subject, http, subject.keys["test"])


def listed(caller):
    """The ids of the endpoints of a workspace."""
    return {row["id"] for row in caller.call("GET", "/api/v1/webhooks").data}


@pytest.mark.parametrize("tests", MAKERS)
def test_what_a_run_has_made_is_taken_down(pytester, tests):
    """Neither mode has an endpoint left, whoever made it."""
    world = World()
    with ThreadServer(world) as server:
        card = ready_card(world, server.url)
        ready_file = pytester.makefile(".json", ready=json.dumps(card))
        options = ("--plugipay-ready-file", str(ready_file), "--plugipay-abilities", "none", "-k", "webhook")
        named = ("--pyargs", f"plugipay_contract.{tests}")
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *named, *options)
        subject = ServerSubject.from_card(card, ())
        with httpx.Client() as http:
            left = [listed(Caller(subject, http, subject.keys[mode])) for mode in ("test", "live")]

    assert result.ret == pytest.ExitCode.OK
    assert left == [set(), set()]


def test_each_is_deleted_with_its_own_key(caller):
    """A live endpoint with the live key, a test endpoint with the test key, and none that was there before."""
    before = new("webhooks", HOOK)(caller)["id"]
    caller.subject.endpoints.drain()
    for one in (caller, caller.using("live")):
        new("webhooks", HOOK)(one)
    take_down(caller)

    assert (listed(caller), listed(caller.using("live"))) == ({before}, set())


def test_what_cannot_be_deleted_stays(caller):
    """A server that breaks off is not judged by this."""
    made = new("webhooks", HOOK)(caller)["id"]
    take_down(replace(caller, http=httpx.Client(transport=httpx.MockTransport(broken))))

    assert listed(caller) == {made}


def broken(request):
    """A server that never answers."""
    raise httpx.ReadError(recipes.unique(), request=request)
