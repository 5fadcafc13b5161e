"""Every namespace of the API: one file and one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from plugipay._namespaces.account import Account
from plugipay._namespaces.customers import Customers
from plugipay._operation import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from plugipay._call import Call


class Namespaces(Generic[Kind]):
    """What a client offers, by topic.

    Attributes:
        account: Who the credentials belong to: profile, members, sign-ins.
        customers: Those who buy.
    """

    def __init__(self, run: Callable[[Call[Any]], Any], turn: Callable[[Call[Any]], Any]) -> None:
        self.account: Account[Kind] = Account(run, turn)
        self.customers: Customers[Kind] = Customers(run, turn)
