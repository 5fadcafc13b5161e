"""The seven operations of an operator. They need a browser session, which nobody has here.

Source: SDK facts section 1.2: a merchant key gets 401. The code is a guess: `invalid_key`, since the key itself is what
does not fit; that it wins over whatever is in the body is another.
"""

from __future__ import annotations

from typing import NoReturn

from plugipay_mock.actor import Caller
from plugipay_mock.errors import InvalidKey
from plugipay_mock.resources.admin_portal.wire import AdminPortalIdentity, Row
from plugipay_mock.route import OPERATOR, Routes

routes = Routes("/api/v1/admin-portal")


@routes.get("/me", scope=OPERATOR)
def me(caller: Caller) -> AdminPortalIdentity:
    """Show who is signed in."""
    _turn_away(caller)


@routes.get("/billing-accounts", scope=OPERATOR)
def billing_accounts(caller: Caller) -> list[Row]:
    """List what merchants pay for Plugipay."""
    _turn_away(caller)


@routes.patch("/billing-accounts/{account_id}", scope=OPERATOR, key="accepted")
def update_billing_account(caller: Caller, account_id: str) -> Row:
    """Change what a merchant pays for Plugipay."""
    del account_id
    _turn_away(caller)


@routes.get("/partners", scope=OPERATOR)
def partners(caller: Caller) -> list[Row]:
    """List the partners."""
    _turn_away(caller)


@routes.post("/partners", scope=OPERATOR, key="accepted", status=201)
def create_partner(caller: Caller) -> Row:
    """Add a partner."""
    _turn_away(caller)


@routes.patch("/partners/{partner_id}", scope=OPERATOR, key="accepted")
def update_partner(caller: Caller, partner_id: str) -> Row:
    """Change a partner."""
    del partner_id
    _turn_away(caller)


@routes.delete("/partners/{partner_id}", scope=OPERATOR, key="accepted")
def delete_partner(caller: Caller, partner_id: str) -> None:
    """Remove a partner."""
    del partner_id
    _turn_away(caller)


def _turn_away(caller: Caller) -> NoReturn:
    raise InvalidKey(f"The key {caller.key.id} is a merchant's; this route needs the browser session of an operator")
