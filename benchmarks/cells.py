"""Our server on a loop and a parser of one's choice: `python -m benchmarks.cells LOOP PARSER PORT`.

`plugipay-mock serve` takes what is fastest; who mounts the application on a uvicorn of his own may have the rest.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from benchmarks.processes import LOOPBACK

if TYPE_CHECKING:
    import uvicorn

LOOPS: Final = ("asyncio", "uvloop")
OWN: Final = "own protocol"
"""The parser of `plugipay-mock serve`: httptools, with limits, deadlines and a short way to the door."""

PARSERS: Final = ("h11", "httptools", OWN)


def server(loop: str, parser: str, port: int) -> uvicorn.Server:
    """Return a uvicorn around the door of a new world, ready to run."""
    import uvicorn  # noqa: PLC0415  only the process that serves needs a server

    from plugipay_mock.app import create_door  # noqa: PLC0415
    from plugipay_mock.protocol import PATIENCE, protocol  # noqa: PLC0415
    from plugipay_mock.world import World  # noqa: PLC0415

    door = create_door(World())
    return uvicorn.Server(
        uvicorn.Config(
            door,
            host=LOOPBACK,
            port=port,
            loop=loop,
            http=protocol(door, PATIENCE) if parser == OWN else parser,
            lifespan="off",
            ws="none",
            access_log=False,
            log_config=None,
        )
    )


if __name__ == "__main__":
    server(sys.argv[1], sys.argv[2], int(sys.argv[3])).run()
