"""The three operations of a platform; whatever it acts for meanwhile, its list of merchants is its own."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Caller
from plugipay_mock.clock import iso
from plugipay_mock.errors import NotFound
from plugipay_mock.gate.scopes import PLATFORM_ADMIN
from plugipay_mock.pages import Slice
from plugipay_mock.resources.admin import wire
from plugipay_mock.resources.admin.model import PARTNER_WORKSPACES, PartnerWorkspace
from plugipay_mock.resources.reports.model import Period, Sales, sales
from plugipay_mock.resources.reports.movements import movements
from plugipay_mock.route import Routes

routes = Routes("/api/v1/admin")


@routes.post("/workspaces", scope=PLATFORM_ADMIN, key="accepted", status=201)
def provision(caller: Caller, body: wire.Provisioned) -> wire.PartnerWorkspaceShown:
    """Note that a partner brought a merchant; what is noted already stays."""
    platform = _at_home(caller)
    known = platform.tenant.collection(PARTNER_WORKSPACES).get(body.account_id)
    if known is not None:
        return wire.show(known)
    if body.account_id not in caller.world.workspaces:
        raise NotFound(f"Account {body.account_id} not found")
    agreed = body.model_dump(exclude={"account_id"})
    row = PartnerWorkspace(id=body.account_id, created_at=platform.now, **agreed)
    return wire.show(platform.add(PARTNER_WORKSPACES, row))


@routes.get("/workspaces/{account_id}", scope=PLATFORM_ADMIN)
def fetch(caller: Caller, account_id: str) -> wire.PartnerWorkspaceShown:
    """Show what was agreed on for a merchant."""
    return wire.show(_at_home(caller).fetch(PARTNER_WORKSPACES, account_id))


@routes.get("/partner/usage", scope=PLATFORM_ADMIN)
def usage(caller: Caller, query: wire.UsageQuery) -> wire.PartnerUsageSummary:
    """Sum what the merchants of a partner sold in rupiah, oldest merchant first."""
    period = query.period
    asked = Slice(filters={"partner": query.partner}, oldest_first=True)
    brought = _at_home(caller).tenant.collection(PARTNER_WORKSPACES).select(asked)
    return wire.show_usage(query, [wire.show_line(row, _sold(caller, row, period)) for row in brought])


def _at_home(caller: Caller) -> Caller:
    """Return a hand on the platform's own workspace."""
    home = caller.world.workspaces[caller.key.account_id].tenants[caller.key.mode]
    return caller if home is caller.tenant else replace(caller, tenant=home, now=iso(home.clock.now()))


def _sold(caller: Caller, row: PartnerWorkspace, period: Period) -> Sales:
    """Return what a merchant sold; one that was released sold nothing any more."""
    tenant = caller.world.tenant(row.id, caller.key.mode)
    return Sales() if tenant is None else sales(movements(replace(caller, tenant=tenant), period, "IDR"))
