"""Servers that tell by webhook when they like: right ones are waited for, broken ones caught, silent ones let be."""

import json
from functools import partial

import pytest

from plugipay_contract import deliveries
from plugipay_contract.subjects import Ability
from pytest_plugipay._own_process import own_process

from .broken_clients import meddling
from .broken_deliveries import BROKEN_DELIVERIES
from .broken_pairs import BROKEN_PAIRS
from .meddler import Meddler, refused
from .postman import carried, faithfully, opens
from .test_suite import STRICT
from .test_teeth import bites, servers
from .test_teeth_of_strangers import SILENT_PAIRS, by_all_keys, by_one_key

MODULES = ("server.test_deliveries", "server.test_who_is_told", "server.test_sent_again")
ON_DEMAND = {"refusals_told"}
"""Those of tests that need a workspace where nobody else is at work."""
SEVERAL_KEYS = {"live_told_to_test", "resent_for_anybody", "resent_in_either_mode"}
"""Those of tests that need a live key, or a platform's."""

MUTANTS = [
    mutant
    for mutant in BROKEN_DELIVERIES.mutants
    if mutant.caught_by.partition("::")[0] in MODULES and mutant.name not in ON_DEMAND
]
BELIEVERS = [mutant for mutant in BROKEN_PAIRS.mutants if mutant not in SILENT_PAIRS]


def told_by_itself(known, world, card, abilities):
    """A stranger that delivers its webhooks, without being told to."""
    world.post.manner = "sync"
    return known(world, card, abilities)


stranger = partial(servers, known_as=partial(told_by_itself, by_one_key))
acquaintance = partial(servers, known_as=partial(told_by_itself, by_all_keys))
silent = partial(servers, known_as=by_one_key)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(deliveries, "PATIENCE", 0.3)


@pytest.mark.parametrize("breach", [Meddler.send, carried(faithfully)], ids=["server", "postman"])
def test_a_right_stranger_passes(judge, breach):
    """One that breaks nothing is judged by all these tests, once a webhook came on trial."""
    passed, skipped, failed = judge(*MODULES, plugipay_subject_with=acquaintance(breach))
    names = {report.nodeid.partition("[")[0].removeprefix("::") for report in passed}

    assert (failed, {reason(report) for report in skipped}) == ([], {"auto_keys"})
    assert {mutant.caught_by.partition("[")[0].partition("::")[2] for mutant in MUTANTS} <= names


def reason(report):
    """The first ability that a skipped test would have needed."""
    return report.longrepr[2].partition("lacks: ")[2].partition(",")[0]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_stranger_is_caught(judge, mutant):
    """One that tells the wrong thing, or the wrong people, fails the test of that rule."""
    known = acquaintance if mutant.name in SEVERAL_KEYS else stranger

    assert bites(judge, mutant, plugipay_subject_with=known(mutant.breach)) == [True]


def test_a_right_client_passes_at_a_stranger(judge):
    """What one key pair makes a server tell is believed by a client that is right."""
    right = meddling(lambda send, request: send(request))
    subjects = {"plugipay_client_subject": right, "plugipay_subject_with": stranger(Meddler.send)}
    passed, skipped, failed = judge("pair.test_webhooks", **subjects)

    assert (len(passed), skipped, failed) == (len(BELIEVERS), [], [])


@pytest.mark.parametrize("mutant", BELIEVERS, ids=lambda mutant: mutant.name)
def test_a_client_broken_at_a_stranger_is_caught(judge, mutant):
    """One that believes too little, or too much, fails the test of that rule."""
    subjects = {"plugipay_client_subject": mutant.breach(), "plugipay_subject_with": stranger(Meddler.send)}

    assert bites(judge, mutant, **subjects) == [True]


def test_a_silent_stranger_is_left_alone(judge):
    """Where no webhook comes on trial none is waited for again, and it is said how to have them judged."""
    passed, skipped, failed = judge(MODULES[0], plugipay_subject_with=silent(Meddler.send))

    assert (passed, failed) == ([], [])
    assert "say --plugipay-abilities webhooks" in skipped[0].longrepr[2]


def no_loopback(server, request):
    """It lets no webhook go to loopback, and says so by a code of its own."""
    answer = server.send(request)
    return refused(answer, 422, "no_loopback") if opens(request) and b"127.0.0.1" in request.body else answer


def test_what_came_of_the_trial_is_nobodys_fault(judge):
    """Where an endpoint on loopback is refused in words that nobody knows, the next test does not fail for it."""
    passed, skipped, failed = judge(
        f"{MODULES[0]}::test_a_change_is_delivered",
        "server.test_keys::test_an_unknown_key_id_is_refused",
        plugipay_subject_with=stranger(no_loopback),
    )

    assert (len(passed), len(skipped), failed) == (1, 1, [])


def test_a_stranger_that_should_tell_fails(judge):
    """One that is said to deliver, and does not, is not excused."""
    claimed = silent(Meddler.send, frozenset({Ability.WEBHOOKS}))
    *_, failed = judge(f"{MODULES[0]}::test_a_delivery_is_signed", plugipay_subject_with=claimed)

    assert "0 webhooks about cus_" in failed[0].longreprtext


def test_a_stranger_is_waited_for(pytester):
    """One on a socket tells after it has answered, and is judged by all these tests as well."""
    with own_process(dialect="seed", rate_limits=False) as card:
        ready = pytester.makefile(".json", ready=json.dumps(card))
        able = ("--plugipay-ready-file", str(ready), "--plugipay-abilities", "none")
        result = pytester.runpytest_subprocess(*STRICT, *(f"plugipay_contract.{module}" for module in MODULES), *able)

    outcomes = result.parseoutcomes()
    assert (result.ret, outcomes["passed"] > len(MUTANTS)) == (0, True)
