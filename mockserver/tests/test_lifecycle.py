from dataclasses import dataclass

import pytest

from plugipay_mock.errors import Conflict, InvalidTransition
from plugipay_mock.lifecycle import Move, move, states, take

LAMP = {
    "switch_on": Move(("off", "dimmed"), "on", "lamp.lit"),
    "dim": Move(("on",), "dimmed"),
    "dust": Move(("off",), ""),
    "drop": Move(("off", "on", "dimmed"), "broken"),
}

NOON = "2026-05-12T12:00:00.000Z"


@dataclass(frozen=True)
class Lamp:
    status: str
    updated_at: str = "2026-05-11T12:00:00.000Z"
    colour: str = "white"


def test_a_possible_action_is_a_row():
    """The row says where the action leads, and what it tells."""
    row = move(LAMP, "switch_on", "off", "Lamp 1")

    assert (row.to, row.told) == ("on", ("lamp.lit",))


def test_an_action_may_tell_nothing():
    """Without an event there is nothing to tell."""
    assert LAMP["dim"].told == ()


@pytest.mark.parametrize(
    ("action", "status", "message"),
    [
        ("dim", "off", "Lamp 1 is off; dim is possible from on"),
        ("switch_on", "on", "Lamp 1 is on; switch on is possible from off or dimmed"),
        ("drop", "broken", "Lamp 1 is broken; drop is possible from off, on or dimmed"),
    ],
)
def test_a_refusal_names_the_way_out(action, status, message):
    """The message says what the thing is, and from where the action is possible."""
    with pytest.raises(InvalidTransition) as refused:
        move(LAMP, action, status, "Lamp 1")

    assert refused.value.message == message


def test_a_resource_may_refuse_with_its_own_error():
    """Some answer with a plain conflict."""
    with pytest.raises(Conflict):
        move(LAMP, "dim", "off", "Lamp 1", refusal=Conflict)


def test_a_thing_takes_an_action():
    """It is in the state the action leads to, was changed now, and is what else it has become."""
    assert take(LAMP, "dim", Lamp("on"), NOON, subject="Lamp 1", colour="red") == Lamp("dimmed", NOON, "red")


def test_a_thing_may_stay_as_it_is():
    """An action that leads nowhere leaves the state, and changes the thing all the same."""
    assert take(LAMP, "dust", Lamp("off"), NOON, subject="Lamp 1") == Lamp("off", NOON)


def test_a_thing_refuses_what_is_not_possible():
    """With the resource's own error, where it has one."""
    with pytest.raises(Conflict):
        take(LAMP, "dim", Lamp("off"), NOON, subject="Lamp 1", refusal=Conflict)


@pytest.mark.parametrize(
    ("first", "reached"),
    [("off", {"off", "on", "dimmed", "broken"}), ("dimmed", {"dimmed", "on", "broken"}), ("broken", {"broken"})],
)
def test_states_are_what_actions_lead_to(first, reached):
    """From a first state on; an action that leaves the state as it is leads nowhere."""
    assert states(LAMP, first) == reached
