"""A mock of one's own, outside of pytest fixtures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from plugipay_mock.dialect import DIALECTS
from plugipay_mock.handle.mock import Mock
from plugipay_mock.handle.places import InProcess
from plugipay_mock.world import MODES, Mode, World


@contextmanager
def running(  # noqa: PLR0913  what a mock can be asked to be
    *,
    name: str = "mock",
    scopes: Sequence[str] | None = None,
    mode: Mode = "test",
    freeze: str | datetime | None = None,
    seed: int = 0,
    dialect: str = "seed",
    rate_limits: bool = False,
) -> Iterator[Mock]:
    """Open a mock of one's own for a `with` block; no socket is opened unless its `url` is asked for.

    Args:
        name: of its workspace; equal seeds and names give equal ids and keys.
        scopes: what its key may do; everything when None.
        mode: the mode its key, clock and events are of.
        freeze: the moment at which its clock stands; it runs when None.
        seed: other ids and keys.
        dialect: `seed` or `shipped`.
        rate_limits: refuse calls beyond the documented rates.

    Raises:
        ValueError: there is no such dialect or mode, or the seed is no whole number.
    """
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}; there are {', '.join(MODES)}")
    place = InProcess(world_of(seed=seed, dialect=dialect, rate_limits=rate_limits))
    try:
        with Mock(place, name, mode=mode, scopes=scopes, freeze=freeze) as mock:
            yield mock
    finally:
        place.close()


def world_of(*, seed: int, dialect: str, rate_limits: bool) -> World:
    """Return a new world.

    Raises:
        ValueError: there is no such dialect, or the seed is no whole number.
    """
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise ValueError(f"seed={seed!r} is no whole number")  # noqa: TRY004  wrong as any other value would be
    if dialect not in DIALECTS:
        raise ValueError(f"there is no dialect {dialect!r}; there are {', '.join(DIALECTS)}")
    return World(seed=seed, dialect=DIALECTS[dialect], rate_limits=rate_limits)
