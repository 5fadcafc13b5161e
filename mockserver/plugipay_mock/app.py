"""Assembly: the core over a world, the door in front of it, and the FastAPI application that describes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plugipay_mock.asgi import Door
from plugipay_mock.control.core import ControlCore
from plugipay_mock.control.operations import CONTROL, REFUSALS
from plugipay_mock.core import Core
from plugipay_mock.description import described_at
from plugipay_mock.gate.origins import preflights
from plugipay_mock.resources import ROOMS
from plugipay_mock.unserved import UNSERVED
from plugipay_mock.wiring import wire
from plugipay_mock.world import World

if TYPE_CHECKING:
    from fastapi import FastAPI


def create_core(world: World) -> Core:
    """Return the server over a world, as a function without I/O."""
    world.wiring = wire(
        (reaction for room in ROOMS for reaction in room.reactions),
        (waker for room in ROOMS for waker in room.wakers),
        (hold for room in ROOMS for hold in room.holds),
        (listener for room in ROOMS for listener in room.listeners),
    )
    description = described_at("/openapi.json", "Plugipay (local mock)", ROOMS, world.dialect)
    served = [route for room in ROOMS for route in room.served if world.dialect.has(route.path)]
    return Core(world, (*served, *preflights(served), description), UNSERVED)


def create_control(world: World, token: str | None = None) -> ControlCore:
    """Return the control operations over a world; a token closes them to whoever does not show it."""
    title = "Control of a local Plugipay mock"
    description = described_at("/_mock/openapi.json", title, CONTROL, world.dialect, REFUSALS)
    return ControlCore(world, (*(route for room in CONTROL for route in room.served), description), token)


def create_door(world: World, token: str | None = None) -> Door:
    """Return the server over a world as an ASGI application; it imports FastAPI only when asked for its OpenAPI."""
    return Door(create_core(world), create_control(world, token))


def create_app(world: World, token: str | None = None) -> FastAPI:
    """Return the server over a world as a FastAPI application, to be mounted or served.

    The rooms' routes are declared to FastAPI; requests are answered by the core before FastAPI's own routing, which
    takes longer with every route.
    """
    from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI

    app = describe("Plugipay (local mock)", ROOMS, world.dialect)
    app.add_middleware(partial(Door, create_core(world), create_control(world, token)))
    return app
