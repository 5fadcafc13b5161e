"""The fault plans of one workspace."""

from __future__ import annotations

import random

from plugipay_mock.clock import Instant
from plugipay_mock.faults import grammar
from plugipay_mock.faults.plan import Plan
from plugipay_mock.message import Inbound


class FaultBook:
    """Plans in the order in which they were made; the first that meets a request and fires acts on it.

    Args:
        owner: the account id, for reproducible chances.
    """

    def __init__(self, owner: str, seed: int) -> None:
        self._owner = owner
        self._seed = seed
        self._made = 0
        self.plans: list[Plan] = []

    def copy(self) -> FaultBook:
        """Return a book of the same plans, each as far as it has come."""
        twin = FaultBook(self._owner, self._seed)
        twin._made, twin.plans = self._made, [plan.copy() for plan in self.plans]
        return twin

    def add(self, **said: object) -> Plan:
        """Make a plan of options (see `grammar`): `add(status=503, times=2, route="/customers")`.

        Raises:
            InvalidRequest: naming the option that cannot be understood.
        """
        self._made += 1
        texts = {name: grammar.text_of(name, value) for name, value in said.items() if value is not None}
        plan_id = f"flt_{self._made}"
        chance = random.Random(f"{self._seed}/{self._owner}/{plan_id}")  # noqa: S311  reproducible, not secret
        plan = grammar.plan(texts, plan_id, chance)
        self.plans.append(plan)
        return plan

    def clear(self) -> None:
        """Forget all plans."""
        self.plans.clear()

    def unfired(self) -> list[Plan]:
        """Return the plans that never acted."""
        return [plan for plan in self.plans if not plan.fired]

    def choose(self, inbound: Inbound, template: str, mode: str, now: Instant) -> Plan | None:
        """Return the plan that acts on a request, counting it for every plan it meets until then."""
        for plan in self.plans:
            if plan.match.meets(inbound, template, mode) and plan.fires(now):
                return plan
        return None
