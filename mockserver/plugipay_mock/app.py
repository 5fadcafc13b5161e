"""Assembly: the core over a world, the door in front of it, and the FastAPI application that describes it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from plugipay_mock.asgi import App, Door
from plugipay_mock.control import CONTROL
from plugipay_mock.control.core import ControlCore
from plugipay_mock.core import Core
from plugipay_mock.resources import ROOMS
from plugipay_mock.unserved import UNSERVED
from plugipay_mock.wiring import wire
from plugipay_mock.world import World

if TYPE_CHECKING:
    from fastapi import FastAPI

DESCRIPTION: Final = "/openapi.json"
CONTROL_DESCRIPTION: Final = "/_mock/openapi.json"


def create_core(world: World) -> Core:
    """Return the server over a world, as a function without I/O."""
    world.wiring = wire(
        (reaction for room in ROOMS for reaction in room.reactions),
        (waker for room in ROOMS for waker in room.wakers),
        (hold for room in ROOMS for hold in room.holds),
    )
    return Core(world, (route for room in ROOMS for route in room.served), UNSERVED)


def create_control(world: World, token: str | None = None) -> ControlCore:
    """Return the control operations over a world; a token closes them to whoever does not show it."""
    return ControlCore(world, (route for room in CONTROL for route in room.served), token)


def create_door(world: World, token: str | None = None) -> Door:
    """Return the server over a world as an ASGI application that imports FastAPI only when asked for its OpenAPI."""

    @cache
    def described() -> App:
        return create_app(world)

    descriptions = {DESCRIPTION: described, CONTROL_DESCRIPTION: _described_control}
    return Door(create_core(world), create_control(world, token), descriptions)


def create_app(world: World, token: str | None = None) -> FastAPI:
    """Return the server over a world as a FastAPI application, to be mounted or served.

    The rooms' routes are declared to FastAPI, and so are in its OpenAPI document; requests for them are answered
    by the core before FastAPI's own routing, which takes longer with every route.
    """
    from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI

    app = describe("Plugipay (local mock)", ROOMS)
    app.add_middleware(partial(_in_front, create_core(world), create_control(world, token)))
    return app


def _in_front(core: Core, control: ControlCore, app: App) -> Door:
    return Door(core, control, {DESCRIPTION: lambda: app, CONTROL_DESCRIPTION: _described_control})


@cache
def _described_control() -> App:
    from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI

    return describe("Control of a local Plugipay mock", CONTROL, at=CONTROL_DESCRIPTION)
