"""The line in this process tells what a line over HTTP does."""

import pytest
import time_machine

from plugipay_mock.actor import Actor
from plugipay_mock.app import create_control, create_core
from plugipay_mock.clock import iso
from plugipay_mock.control.line import ControlError
from plugipay_mock.control.local import LocalLine
from plugipay_mock.events import Cause
from plugipay_mock.world import World

from .conftest import HandledLine

SHOP = {"account": "pk_test_auto_shop"}
NAMED = SHOP | {"mode": "test"}
OPERATIONS = {
    "a workspace": ("POST", "/workspaces", {"name": "Toko é"}),
    "a workspace twice": ("POST", "/workspaces", {"name": "Kopi Kita"}),
    "no name": ("POST", "/workspaces", {"name": ""}),
    "an unknown field": ("POST", "/workspaces", {"nom": "x"}),
    "a list": ("GET", "/workspaces"),
    "the starter's keys": ("GET", "/keys"),
    "keys": ("GET", "/keys", None, NAMED),
    "nobody's keys": ("GET", "/keys", None, {"account": "acc_nobody", "mode": None}),
    "blank names": ("GET", "/keys", None, {"account": "", "mode": ""}),
    "another mode": ("GET", "/keys", None, {"mode": "tset"}),
    "a clock": ("POST", "/clock/freeze", {"at": "2026-05-12T10:42:00Z"}, NAMED),
    "a name in a path": ("POST", "/snapshots/a%20b%2Fc%2E/restore", None, SHOP),
    "requests": ("GET", "/requests", None, NAMED | {"limit": 5}),
    "too many requests": ("GET", "/requests", None, {"limit": "many"}),
    "lines": ("GET", "/requests/export.jsonl", None, NAMED),
    "a release": ("DELETE", "/workspaces", None, SHOP),
    "a parameter it has not": ("DELETE", "/workspaces", None, NAMED),
    "an amount beyond 64 bits": (
        "POST",
        "/webhooks/trigger",
        {"type": "invoice.paid", "data": {"total": 2**70}},
        NAMED,
    ),
    "no JSON": ("POST", "/webhooks/trigger", {"type": "invoice.paid", "data": {"at": object}}, NAMED),
    "no number": ("POST", "/webhooks/trigger", {"type": "invoice.paid", "data": {"total": float("nan")}}, NAMED),
    "half a letter": ("POST", "/workspaces", {"name": "\ud800"}),
    "no such path": ("GET", "/nowhere"),
    "no such method": ("PUT", "/workspaces"),
}


def told(line, operation):
    """What an operation tells, or is refused with."""
    try:
        return line.send(*operation)
    except ControlError as refusal:
        return refusal.code, str(refusal)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_both_lines_tell_the_same(operation):
    """Data, text, nothing, and refusals."""
    with time_machine.travel("2026-05-12T10:42:00Z", tick=False):
        one, other = LocalLine(create_control(World())), HandledLine(create_control(World()))
        for line in (one, other):
            line.send("GET", "/state", query=NAMED)

        assert told(one, operation) == told(other, operation)


@pytest.mark.parametrize("operation", ["a list", "no such path"])
def test_what_is_due_for_delivery_is_delivered_before_an_operation_is_over(operation):
    """Also before one that is refused."""
    world = World(webhooks="sync")
    create_core(world)
    line = LocalLine(create_control(world))
    line.send("POST", "/webhooks", {"url": "http://127.0.0.1:9/", "events": ["*"]}, NAMED)
    tenant = world.tenant(world.keys["pk_test_auto_shop"].account_id, "test")
    now = iso(tenant.clock.now())
    Actor(world=world, tenant=tenant, now=now, cause=Cause("control")).log("invoice.paid", {})
    told(line, OPERATIONS[operation])

    (delivery,) = line.send("GET", "/webhooks/deliveries", query=NAMED)
    assert delivery["attempts"] == 1
