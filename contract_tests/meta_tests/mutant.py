"""Tables of broken subjects: what is wrong is a docstring, and beside it stands the test that must notice."""

from collections.abc import Callable
from dataclasses import dataclass, field

from plugipay_contract.subjects import Ability


@dataclass(frozen=True)
class Mutant:
    """A subject that is wrong in one way, and the test named for the rule it breaks."""

    name: str
    wrong: str
    caught_by: str
    breach: Callable
    abilities: frozenset[Ability] = frozenset()


@dataclass
class Table:
    """The broken subjects of one side, `server` or `client`, in the order they are written.

    `abilities` are those they need beyond what every broken subject has.
    """

    side: str
    abilities: frozenset[Ability] = frozenset()
    mutants: list[Mutant] = field(default_factory=list)

    def caught_by(self, test: str) -> Callable[[Callable], Callable]:
        """Enter the breach below into the table, beside `test_file::test_name`."""

        def enter(breach):
            test_id = f"{self.side}.{test}"
            self.mutants.append(Mutant(breach.__name__, breach.__doc__, test_id, breach, self.abilities))
            return breach

        return enter
