"""Every action from every state: it does what the table says, or is refused and changes nothing."""

from typing import Any

import pytest

from plugipay_contract import facts, money, states
from plugipay_contract.caller import Caller, is_given
from plugipay_contract.subjects import Ability

STATUS = {row.code: row.status for row in facts.CODES}
CELLS = [(cycle, state, action) for cycle in facts.LIFE_CYCLES for state in cycle.states for action in cycle.actions]
LEGAL = [cell for cell in CELLS if cell[1] in {*cell[2].from_, *cell[2].stays}]
ILLEGAL = [cell for cell in CELLS if cell not in LEGAL]


def row(cycle: facts.LifeCycle, state: str, *actions: facts.Action) -> Any:
    """A row of the table, with what it needs of a server."""
    needs = states.NEEDS.get((cycle.name, state), ())
    marks = [pytest.mark.needs(Ability.AUTO_KEYS, *needs)] if needs else []
    if (cycle.name, state) in states.GUESSED or any(action.guessed for action in actions):
        marks.append(pytest.mark.guess)
    return pytest.param(cycle, state, *actions, marks=marks, id="-".join([cycle.name, state, *map(str, actions)]))


each_state = pytest.mark.parametrize(
    ("cycle", "state"), [row(cycle, state) for cycle in facts.LIFE_CYCLES for state in cycle.states]
)
each_legal = pytest.mark.parametrize(("cycle", "state", "action"), [row(*cell) for cell in LEGAL])
each_illegal = pytest.mark.parametrize(("cycle", "state", "action"), [row(*cell) for cell in ILLEGAL])


@each_state
def test_a_state_can_be_reached(someone: Caller, cycle: facts.LifeCycle, state: str) -> None:
    """There is a way into every state."""
    thing = states.WAYS[cycle.name, state](someone)

    assert (states.current(someone, cycle, thing) or {}).get("status") == state


@each_legal
def test_a_legal_action_leads_where_the_table_says(
    someone: Caller, cycle: facts.LifeCycle, state: str, action: facts.Action
) -> None:
    """After a legal action the object has the state of the table, or is gone."""
    thing = states.WAYS[cycle.name, state](someone)
    succeeded = states.act(someone, action, thing).error == {}

    now = states.current(someone, cycle, thing) or {}
    assert (succeeded, now.get("status")) == (True, action.after(state))


@each_legal
def test_a_legal_action_writes_its_event(
    someone: Caller, cycle: facts.LifeCycle, state: str, action: facts.Action
) -> None:
    """A legal action writes the event of the table once, and none when nothing changes."""
    thing = states.WAYS[cycle.name, state](someone)
    before = money.events_of(someone, thing)
    states.act(someone, action, thing)

    told = [action.event] if action.event and state not in action.stays else []
    assert money.events_of(someone, thing) == before + told


@each_illegal
def test_an_illegal_action_is_refused(
    someone: Caller, cycle: facts.LifeCycle, state: str, action: facts.Action
) -> None:
    """An illegal action answers the code of the table."""
    thing = states.WAYS[cycle.name, state](someone)

    assert states.act(someone, action, thing).verdict == (STATUS[str(cycle.refusal)], cycle.refusal)


@each_illegal
def test_an_illegal_action_changes_nothing(
    someone: Caller, cycle: facts.LifeCycle, state: str, action: facts.Action
) -> None:
    """After an illegal action the object, its events and, where nobody else pays, the balance are as they were."""
    thing = states.WAYS[cycle.name, state](someone)

    def seen() -> tuple[Any, ...]:
        balances = [] if is_given(someone) else [money.balance(someone)]
        return states.current(someone, cycle, thing), money.events_of(someone, thing), balances

    before = seen()
    states.act(someone, action, thing)

    assert seen() == before
