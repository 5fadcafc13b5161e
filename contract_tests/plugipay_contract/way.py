"""How a subject is reached: gently, and with an eye on what is made there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx

from plugipay_contract.remote.pace import Paced
from plugipay_contract.remote.transport import Watched
from plugipay_contract.subjects import ServerSubject

BRIEFLY: Final = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=1.0)
"""An idle connection is trusted for a second: many servers hang up after five, which is when httpx would, and whoever
sends at that moment takes it for a failure of the server."""


@contextmanager
def pool_to(subject: ServerSubject, **settings: Any) -> Iterator[httpx.Client]:
    """A pool that reaches a subject, with settings of httpx's."""
    with way_to(subject) as way, httpx.Client(transport=way, trust_env=False, limits=BRIEFLY, **settings) as pool:
        yield pool


@contextmanager
def way_to(subject: ServerSubject) -> Iterator[httpx.BaseTransport | None]:
    """What a client reaches a subject by: the subject's own transport, or one that keeps its pace; None is a socket."""
    if subject.pace is None:
        yield subject.transport
    else:
        with httpx.HTTPTransport() as socket:
            paced = Paced(socket, subject.pace)
            yield paced if subject.endpoints is None else Watched(paced, subject.endpoints)
