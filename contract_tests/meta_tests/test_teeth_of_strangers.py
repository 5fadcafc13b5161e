"""Servers of which there is nothing but one key pair: right ones pass, and broken ones are caught."""

from dataclasses import replace
from functools import partial

import pytest

from plugipay_contract import facts
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import Transport

from .broken_clients import meddling
from .broken_crowds import BROKEN_CROWDS
from .broken_pairs import BROKEN_PAIRS
from .meddler import Meddler
from .test_teeth import BROKEN_SERVERS, bites, servers

AS_WELL = {
    "all_customers",
    "archiving_untold",
    "bearers_only_read",
    "body_lost_behind_an_offer",
    "charges_unread",
    "day_lost",
    "event_follows",
    "gross_profit",
    "newest_deleted",
    "object_before",
    "payout_listed_otherwise",
    "refused_and_done",
    "replay_with_another_status",
    "silence_refused",
    "wish_refused",
    "wrong_field_blamed",
}
"""Broken servers of other tables, of tests that make do with a workspace where others are at work."""

MUTANTS = [*BROKEN_CROWDS.mutants, *(mutant for mutant in BROKEN_SERVERS if mutant.name in AS_WELL)]

THOROUGH = {"test_a_repeat_is_a_replay"}
"""Tests of these that the quick half of the suite leaves out."""


def by_one_key(world, card, abilities):
    """Our server as one that can do nothing on demand, and of which one key pair is known."""
    known = ServerSubject.from_card(card, abilities, transport=Transport(world))
    return replace(known, keys={"test": known.keys["test"]})


stranger = partial(servers, known_as=by_one_key)


def test_a_right_stranger_passes(judge):
    """One that breaks nothing is judged by all these tests and those beside them, and caught by none."""
    modules = {mutant.caught_by.partition("::")[0] for mutant in MUTANTS}
    passed, _, failed = judge(*modules, marked="not thorough", plugipay_subject_with=stranger(Meddler.send))
    names = {report.nodeid.partition("[")[0].removeprefix("::") for report in passed}

    assert failed == []
    assert {mutant.caught_by.partition("::")[2].partition("[")[0] for mutant in MUTANTS} - names <= THOROUGH


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_stranger_is_caught(judge, mutant):
    """One that breaks a rule fails the test of that rule, though others may be at work in its only workspace."""
    assert bites(judge, mutant, plugipay_subject_with=stranger(mutant.breach)) == [True]


def test_a_right_client_passes_at_a_stranger(judge):
    """What its methods do is seen with one key pair as well."""
    right = meddling(lambda send, request: send(request))
    subjects = {"plugipay_client_subject": right, "plugipay_subject_with": stranger(Meddler.send)}
    passed, _, failed = judge("pair.test_methods", **subjects)

    assert (len(passed) > len(facts.METHODS["python 0.1.0"]) // 2, failed) == (True, [])


@pytest.mark.parametrize("mutant", BROKEN_PAIRS.mutants, ids=lambda mutant: mutant.name)
def test_a_client_broken_at_a_stranger_is_caught(judge, mutant):
    """A client that goes wrong only with a server that answers needs no more of that server than a key pair."""
    subjects = {"plugipay_client_subject": mutant.breach(), "plugipay_subject_with": stranger(Meddler.send)}

    assert bites(judge, mutant, **subjects) == [True]
