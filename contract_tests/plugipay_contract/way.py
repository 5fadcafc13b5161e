"""How a subject is reached: gently, and with an eye on what is made there."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from plugipay_contract.endpoints import Endpoints
from plugipay_contract.remote.pace import Paced
from plugipay_contract.subjects import ServerSubject


class Watched(httpx.BaseTransport):
    """Tells of every answer that is on its way; who opened `inner` closes that."""

    def __init__(self, inner: httpx.BaseTransport, endpoints: Endpoints) -> None:
        self._inner, self._endpoints = inner, endpoints

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self._inner.handle_request(request)
        answer.read()
        self._endpoints.saw(request, answer)
        return answer


@contextmanager
def way_to(subject: ServerSubject) -> Iterator[httpx.BaseTransport | None]:
    """What a client reaches a subject by: the subject's own transport, or one that keeps its pace; None is a socket."""
    if subject.pace is None:
        yield subject.transport
    else:
        with httpx.HTTPTransport() as socket:
            paced = Paced(socket, subject.pace)
            yield paced if subject.endpoints is None else Watched(paced, subject.endpoints)
