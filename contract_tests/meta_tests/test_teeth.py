"""Every broken subject is caught, by the test that is named for the rule it breaks."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from plugipay_contract import facts
from plugipay_contract.subjects import Ability, ServerSubject
from plugipay_mock import DIALECTS, Transport, World, ready_card
from pytest_plugipay._subjects import WithControl, control_of

from .broken_answers import BROKEN_ANSWERS
from .broken_bookings import BROKEN_BOOKINGS
from .broken_books import BROKEN_BOOKS
from .broken_brands import BROKEN_BRANDS
from .broken_clients import meddling
from .broken_days import BROKEN_DAYS
from .broken_decoding import BROKEN_DECODING
from .broken_deliveries import BROKEN_DELIVERIES
from .broken_deputies import BROKEN_DEPUTIES
from .broken_envelopes import BROKEN_ENVELOPES
from .broken_errors import BROKEN_ERRORS
from .broken_fields import BROKEN_FIELDS
from .broken_filters import BROKEN_FILTERS
from .broken_gates import BROKEN_GATES
from .broken_habits import BROKEN_HABITS
from .broken_keys import BROKEN_KEYS
from .broken_limits import BROKEN_LIMITS
from .broken_lists import BROKEN_LISTS
from .broken_losses import BROKEN_LOSSES
from .broken_memories import BROKEN_MEMORIES
from .broken_moments import BROKEN_MOMENTS
from .broken_money import BROKEN_MONEY
from .broken_pairs import BROKEN_PAIRS
from .broken_partings import BROKEN_PARTINGS
from .broken_pools import BROKEN_CLIENTS
from .broken_remarks import BROKEN_REMARKS
from .broken_replays import BROKEN_REPLAYS
from .broken_rooms import BROKEN_ROOMS
from .broken_settings import BROKEN_SETTINGS
from .broken_strangers import BROKEN_STRANGERS
from .broken_tellings import BROKEN_TELLINGS
from .broken_twins import BROKEN_TWINS, twins
from .meddler import Meddler
from .postman import carried, faithfully

HERE = Path(__file__).parent
TABLES = (
    *(BROKEN_GATES, BROKEN_KEYS, BROKEN_HABITS, BROKEN_ROOMS, BROKEN_MONEY, BROKEN_BOOKS),
    *(BROKEN_BOOKINGS, BROKEN_TELLINGS, BROKEN_DEPUTIES),
    *(BROKEN_ERRORS, BROKEN_DELIVERIES, BROKEN_ANSWERS, BROKEN_DECODING),
    *(BROKEN_STRANGERS, BROKEN_MEMORIES, BROKEN_SETTINGS, BROKEN_BRANDS),
    *(BROKEN_FIELDS, BROKEN_MOMENTS, BROKEN_DAYS, BROKEN_FILTERS),
    *(BROKEN_LIMITS, BROKEN_LISTS, BROKEN_REPLAYS, BROKEN_ENVELOPES),
    *(BROKEN_LOSSES, BROKEN_REMARKS, BROKEN_PARTINGS),
)
CLIENTS = [mutant for table in (BROKEN_CLIENTS, BROKEN_TWINS) for mutant in table.mutants]
BROKEN_SERVERS = [mutant for table in TABLES for mutant in table.mutants]
ABILITIES = frozenset(Ability) - {Ability.EXTRAS, Ability.DESCRIBES, Ability.WAITS}


def able(world, card, abilities):
    """Our server, of which the suite may ask everything that it can do by its nature, and some more."""
    transport = WithControl(Transport(world), control_of(world))
    return ServerSubject.from_card(card, ABILITIES | abilities, transport=transport)


def servers(breach, abilities=frozenset(), known_as=able):
    """A factory of our server with a breach of the rules in front of it; it has more abilities where it needs them."""

    @cache
    def subject_with(dialect="seed", *, rate_limits=False):
        world = World(dialect=DIALECTS[dialect], rate_limits=rate_limits)
        right = known_as(world, ready_card(world, "http://broken.example"), abilities)
        return replace(right, transport=Meddler(right, breach))

    return subject_with


@pytest.mark.parametrize("module", sorted({mutant.caught_by.partition("::")[0] for mutant in BROKEN_SERVERS}))
def test_a_right_server_passes(judge, module):
    """A meddler that meddles with nothing is not caught: it is the breach that fails a test."""
    mutants = [mutant for mutant in BROKEN_SERVERS if mutant.caught_by.partition("::")[0] == module]
    tests = {mutant.caught_by for mutant in mutants}
    abilities = frozenset().union(*(mutant.abilities for mutant in mutants))
    passed, skipped, failed = judge(*tests, plugipay_subject_with=servers(Meddler.send, abilities))

    assert (len(passed) >= len(tests), skipped, failed) == (True, [], [])


def test_a_right_postman_passes(judge):
    """Nor is a server whose deliveries somebody else brings as they are."""
    tests = {mutant.caught_by for mutant in BROKEN_DELIVERIES.mutants}
    passed, skipped, failed = judge(*tests, plugipay_subject_with=servers(carried(faithfully)))

    assert (len(passed) >= len(tests), skipped, failed) == (True, [], [])


def test_a_right_client_passes(judge):
    """Nor is a client on a pool that meddles with nothing."""
    tests = {mutant.caught_by for mutant in BROKEN_CLIENTS.mutants}
    passed, skipped, failed = judge(*tests, plugipay_client_subject=meddling(lambda send, request: send(request)))

    assert (len(passed) >= len(tests), skipped, failed) == (True, [], [])


def test_a_right_twin_passes(judge):
    """Nor is one that comes with an asynchronous twin, and meddles with the pages of neither."""
    tests = {mutant.caught_by for mutant in BROKEN_TWINS.mutants}
    right = twins(lambda send, request: send(request))
    passed, skipped, failed = judge(*tests, plugipay_client_subject=right)

    assert (len(passed) >= len(tests), skipped, failed) == (True, [], [])


def test_a_right_pair_passes(judge):
    """Nor is a client whose pool leads unmeddled to a right server; such a one has no asynchronous twin."""
    tests = {mutant.caught_by for mutant in BROKEN_PAIRS.mutants}
    right = meddling(lambda send, request: send(request))
    passed, _, failed = judge(*tests, plugipay_client_subject=right, plugipay_subject_with=servers(Meddler.send))

    assert (len(passed) >= len(facts.METHODS["python 0.1.0"]), failed) == (True, [])


@pytest.mark.parametrize("mutant", BROKEN_SERVERS, ids=lambda mutant: mutant.name)
def test_a_broken_server_is_caught(judge, mutant):
    """A server that breaks one rule fails the test of that rule."""
    assert bites(judge, mutant, plugipay_subject_with=servers(mutant.breach, mutant.abilities)) == [True]


@pytest.mark.parametrize("mutant", CLIENTS, ids=lambda mutant: mutant.name)
def test_a_broken_client_is_caught(judge, mutant):
    """A client that breaks one rule fails the test of that rule."""
    assert bites(judge, mutant, plugipay_client_subject=mutant.breach()) == [True]


@pytest.mark.parametrize("mutant", BROKEN_PAIRS.mutants, ids=lambda mutant: mutant.name)
def test_a_client_broken_at_a_server_is_caught(judge, mutant):
    """A client that goes wrong only with a server that answers fails the test of that rule."""
    subjects = {"plugipay_client_subject": mutant.breach(), "plugipay_subject_with": servers(Meddler.send)}

    assert bites(judge, mutant, **subjects) == [True]


def bites(judge, mutant, **subjects):
    """Whether the first failure of a test is a bite, in a list; what fails after it would say no more."""
    *_, failed = judge(mutant.caught_by, told="line", most=1, **subjects)
    return [is_bite(report) for report in failed]


def is_bite(report):
    """Whether a test itself failed: neither its fixtures nor the meddler broke down."""
    return report.when == "call" and Path(report.longrepr.reprcrash.path).parent != HERE
