"""What a mock says it can do, when it is asked.

Only a fake has `/_mock`; a server that answers there is taken at its word, since the tests that follow prove it.
"""

from collections.abc import Iterable

import httpx

from plugipay_contract.subjects import Ability

PATIENCE = 5
"""How many seconds the answer may take."""


def told(base_url: str) -> frozenset[Ability]:
    """The abilities that `GET /_mock` lists; none where nobody answers there, or what answers is no mock."""
    try:
        answer = httpx.get(f"{base_url}/_mock", timeout=PATIENCE, trust_env=False)
        return judged(answer.json()["data"]["abilities"]) if answer.is_success else frozenset()
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return frozenset()


def judged(names: Iterable[object]) -> frozenset[Ability]:
    """Those of the named abilities that can be judged together.

    A name from a later mock means nothing here. Faults are the mock's own, and would not survive a proxy in between.
    What needs a workspace of its own supposes the specification, which a server that speaks the dialect `shipped` does
    not follow; and where there are limits, no bucket refills while a clock stands still.
    """
    listed = list(names)  # of anything that JSON has
    known = frozenset(each for each in Ability if each in listed) - {Ability.FAULTS, Ability.WAITS}
    if Ability.SHIPPED in known:
        return known & {Ability.SHIPPED, Ability.SAME_CLOCK}
    return known - {Ability.CLOCK} if Ability.RATE_LIMITS in known else known
