"""The eight operations on plans and prices, and the list of a plan's prices that a consumer reads."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Caller
from plugipay_mock.errors import InvalidTransition
from plugipay_mock.pages import Page
from plugipay_mock.resources.plans import model
from plugipay_mock.resources.plans.model import LIFE_CYCLE, PLANS, PRICES, Plan, Price
from plugipay_mock.resources.plans.wire import (
    LegacyPlanFields,
    PlanChange,
    PlanFields,
    PlanFilters,
    PriceChange,
    PriceFields,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1")

_READ = "plugipay:plan:read"
_WRITE = "plugipay:plan:write"


@routes.post("/plans", scope="plugipay:plan:create", key="required", status=201, legacy=LegacyPlanFields)
def create(caller: Caller, body: PlanFields) -> Plan:
    """Create a plan with its prices."""
    birth = caller.birth(PLANS)
    prices = tuple(_new_price(caller, birth["id"], fields) for fields in body.price_list())
    return caller.add(PLANS, Plan(**birth, **body.attributes(), prices=prices), "plan.created")


@routes.get("/plans", scope=_READ)
def browse(caller: Caller, query: PlanFilters) -> Page[Plan]:
    """List plans, newest first."""
    return caller.browse(PLANS, query.slice(active=None if query.active is None else str(query.active)))


@routes.get("/plans/{plan_id}", scope=_READ)
def fetch(caller: Caller, plan_id: str) -> Plan:
    """Show one plan."""
    return caller.fetch(PLANS, plan_id)


@routes.patch("/plans/{plan_id}", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def update(caller: Caller, plan_id: str, body: PlanChange) -> Plan:
    """Change the fields that were sent; portal features that were left out stay."""
    plan = caller.fetch(PLANS, plan_id)
    features = replace(plan.portal_features, **body.portal_features.given())
    changed = model.change(plan, caller.now, body.given() | {"portal_features": features})
    return caller.replace(PLANS, changed, "plan.updated")


@routes.post("/plans/{plan_id}/archive", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def archive(caller: Caller, plan_id: str) -> Plan:
    """Close a plan to new subscriptions."""
    plan = model.archive(caller.fetch(PLANS, plan_id), caller.now)
    return caller.replace(PLANS, plan, *LIFE_CYCLE["archive"].told)


@routes.get("/plans/{plan_id}/prices", scope=_READ)
def prices(caller: Caller, plan_id: str) -> list[Price]:
    """List the prices of a plan."""
    return list(caller.fetch(PLANS, plan_id).prices)


@routes.post("/plans/{plan_id}/prices", scope=_WRITE, key="required", status=201, refuses=(InvalidTransition,))
def add_price(caller: Caller, plan_id: str, body: PriceFields) -> Price:
    """Give a plan another price."""
    plan = caller.fetch(PLANS, plan_id)
    price = _new_price(caller, plan.id, body)
    caller.replace(PLANS, model.add_price(plan, price, caller.now), *LIFE_CYCLE["add_price"].told)
    return price


@routes.patch("/prices/{price_id}", scope=_WRITE, key="accepted")
def update_price(caller: Caller, price_id: str, body: PriceChange) -> Price:
    """Offer a price to new subscriptions, or no longer."""
    price = replace(caller.fetch(PRICES, price_id), active=body.active)
    caller.replace(PRICES, price)
    caller.replace(PLANS, model.replace_price(_plan_of(caller, price), price, caller.now), "plan.updated")
    return price


@routes.delete("/prices/{price_id}", scope=_WRITE, key="accepted")
def delete_price(caller: Caller, price_id: str) -> None:
    """Take a price away."""
    price = caller.fetch(PRICES, price_id)
    caller.remove(PRICES, price)
    caller.replace(PLANS, model.remove_price(_plan_of(caller, price), price, caller.now), "plan.updated")


def _new_price(caller: Caller, plan_id: str, fields: PriceFields) -> Price:
    price_id = caller.new_id(PRICES.prefix)
    price = Price(id=price_id, plan_id=plan_id, created_at=caller.now, **fields.attributes())
    return caller.add(PRICES, price)


def _plan_of(caller: Caller, price: Price) -> Plan:
    return caller.fetch(PLANS, price.plan_id)
