"""Servers of which there is nothing but the keys that were given: right ones pass, and broken ones are caught."""

from dataclasses import replace
from functools import partial

import pytest

from plugipay_contract import facts
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import Transport

from .broken_clients import meddling
from .broken_crowds import BROKEN_CROWDS, BROKEN_WALLS
from .broken_pairs import BROKEN_PAIRS
from .meddler import Meddler
from .test_teeth import BROKEN_SERVERS, bites, servers

AS_WELL = {
    "account_for_its_scope",
    "address_kept",
    "all_customers",
    "archiving_untold",
    "bank_code_lost",
    "bearers_only_read",
    "body_lost_behind_an_offer",
    "charges_unread",
    "config_cleared",
    "config_merged",
    "copy_blank",
    "day_lost",
    "deleted_key_works",
    "desk_merged",
    "event_follows",
    "few_records",
    "gross_profit",
    "minted_for_test",
    "newest_deleted",
    "object_before",
    "one_secret",
    "payout_listed_otherwise",
    "pictures_for_keys",
    "portal_for_a_year",
    "providers_secret_shown",
    "provisioned_anew",
    "refunds_in_rupiah",
    "refused_and_done",
    "replay_with_another_status",
    "replays_untyped",
    "secret_shown",
    "settings_forgotten",
    "silence_refused",
    "smuggled",
    "spent_card_active",
    "spent_card_listed",
    "unknown_fields_of_lines_ignored",
    "wildcards_of_platforms",
    "wildcards_unread",
    "wish_refused",
    "wrong_field_blamed",
}
"""Broken servers of other tables, of tests that make do with a workspace where others are at work."""

MUTANTS = [*BROKEN_CROWDS.mutants, *(mutant for mutant in BROKEN_SERVERS if mutant.name in AS_WELL)]

SILENT_PAIRS = [mutant for mutant in BROKEN_PAIRS.mutants if not mutant.caught_by.startswith("pair.test_webhooks")]
"""Broken clients that need no server that delivers webhooks."""

THOROUGH = {"test_a_repeat_is_a_replay", "test_a_replay_outlives_many_writes"}
"""Tests of these that the quick half of the suite leaves out."""


def by_one_key(world, card, abilities):
    """Our server as one that can do nothing on demand, and of which one key pair is known."""
    known = ServerSubject.from_card(card, abilities, transport=Transport(world))
    return replace(known, keys={"test": known.keys["test"]})


def by_all_keys(world, card, abilities):
    """The same, of which every key of its ready file is known."""
    return ServerSubject.from_card(card, abilities, transport=Transport(world))


stranger = partial(servers, known_as=by_one_key)
acquaintance = partial(servers, known_as=by_all_keys)


@pytest.mark.parametrize(
    ("known", "mutants", "marked"),
    [(stranger, MUTANTS, "not thorough"), (acquaintance, BROKEN_WALLS.mutants, "")],
    ids=["one-key", "all-keys"],
)
def test_a_right_stranger_passes(judge, known, mutants, marked):
    """One that breaks nothing is judged by all these tests and those beside them, and caught by none."""
    modules = {mutant.caught_by.partition("::")[0] for mutant in mutants}
    passed, _, failed = judge(*modules, marked=marked, plugipay_subject_with=known(Meddler.send))
    names = {report.nodeid.partition("[")[0].removeprefix("::") for report in passed}

    assert failed == []
    assert {mutant.caught_by.partition("::")[2].partition("[")[0] for mutant in mutants} - names <= THOROUGH


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_stranger_is_caught(judge, mutant):
    """One that breaks a rule fails the test of that rule, though others may be at work in its only workspace."""
    assert bites(judge, mutant, plugipay_subject_with=stranger(mutant.breach)) == [True]


@pytest.mark.parametrize("mutant", BROKEN_WALLS.mutants, ids=lambda mutant: mutant.name)
def test_a_broken_stranger_with_more_keys_is_caught(judge, mutant):
    """One that takes a mode for the other, or somebody else for the merchant, is caught with all its keys."""
    assert bites(judge, mutant, plugipay_subject_with=acquaintance(mutant.breach)) == [True]


@pytest.mark.parametrize("known", [stranger, acquaintance], ids=["one-key", "all-keys"])
def test_a_right_client_passes_at_a_stranger(judge, known):
    """What its methods do is seen with the given keys as well, though much was done there before."""
    right, given = meddling(lambda send, request: send(request)), known(Meddler.send)
    judge("server.test_crowded_books", "server.test_sdk_habits::test_a_write_is_done", plugipay_subject_with=given)
    subjects = {"plugipay_client_subject": right, "plugipay_subject_with": given}
    passed, _, failed = judge("pair.test_methods", **subjects)

    assert (len(passed) > len(facts.METHODS["python 0.1.0"]) // 2, failed) == (True, [])


@pytest.mark.parametrize("mutant", SILENT_PAIRS, ids=lambda mutant: mutant.name)
def test_a_client_broken_at_a_stranger_is_caught(judge, mutant):
    """A client that goes wrong only with a server that answers needs no more of that server than a key pair."""
    subjects = {"plugipay_client_subject": mutant.breach(), "plugipay_subject_with": stranger(Meddler.send)}

    assert bites(judge, mutant, **subjects) == [True]
