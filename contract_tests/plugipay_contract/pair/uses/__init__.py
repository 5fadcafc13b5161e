"""Every method of every namespace, used once or more: by name, and by what it is given where there are two ways."""

from plugipay_contract.pair.uses import bills, books, house, people, sales
from plugipay_contract.pair.uses.use import Use

USES: dict[str, Use] = {**sales.USES, **bills.USES, **books.USES, **house.USES, **people.USES}


def method_of(name: str) -> str:
    """The method that a use is of: `templates.create:document` uses `templates.create`."""
    return name.partition(":")[0]
