"""Assembly: the core over a world, the door in front of it, and the FastAPI application that describes it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from plugipay_mock.asgi import App, Door
from plugipay_mock.core import Core
from plugipay_mock.resources import ROOMS
from plugipay_mock.unserved import UNSERVED
from plugipay_mock.wiring import wire
from plugipay_mock.world import World

if TYPE_CHECKING:
    from fastapi import FastAPI

DESCRIPTION: Final = frozenset({"/openapi.json"})
"""Paths that FastAPI answers."""


def create_core(world: World) -> Core:
    """Return the server over a world, as a function without I/O."""
    world.wiring = wire(
        (reaction for room in ROOMS for reaction in room.reactions),
        (waker for room in ROOMS for waker in room.wakers),
        (hold for room in ROOMS for hold in room.holds),
    )
    return Core(world, (route for room in ROOMS for route in room.served), UNSERVED)


def create_door(world: World) -> Door:
    """Return the server over a world as an ASGI application that imports FastAPI only when asked for its OpenAPI."""

    @cache
    def described() -> App:
        return create_app(world)

    return Door(create_core(world), described, description=DESCRIPTION)


def create_app(world: World) -> FastAPI:
    """Return the server over a world as a FastAPI application, to be mounted or served.

    The rooms' routes are declared to FastAPI, and so are in its OpenAPI document; requests for them are answered
    by the core before FastAPI's own routing, which takes longer with every route.
    """
    from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI

    app = describe(ROOMS)
    app.add_middleware(partial(_in_front, create_core(world)))
    return app


def _in_front(core: Core, app: App) -> Door:
    return Door(core, lambda: app, description=DESCRIPTION)
