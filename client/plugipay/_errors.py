"""Every way a call can fail, as one tree.

    Exception
    └── PlugipayError               an answer that is not a success, or no usable answer
        ├── PlugipayNetworkError    no answer: DNS, connection, TLS, reset
        ├── PlugipayTimeoutError    no answer in time
        └── PlugipaySignatureError  a webhook that did not verify

The tree, the four attributes every error has and the code of each class are the specification's. The further
attributes, and the codes `client_closed`, `serialize_failed` and `invalid_argument` for a request that never left,
are this client's own.
"""

from __future__ import annotations

import copyreg
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class PlugipayError(Exception):
    """A call that did not succeed; the base of every error this package raises.

    Attributes:
        status: HTTP status of the answer; 0 when there was none.
        code: Short word for programs, such as `not_found`; the server's own, passed on as it came.
        message: Sentence for people; the same as `str(exc)`.
        request_id: The server's name for the request, to quote to support; None when no answer came.
        field: The one field the server blames, if it names one.
        details: Every failing field as the server listed them; empty when it listed none.
        retry_after: Seconds the server asks to wait, from `Retry-After` in either of its two forms.
        idempotency_key: The key the failed write carried. Pass it again to retry without doing the work twice.
    """

    def __init__(  # noqa: PLR0913  # evidence is worth its parameters
        self,
        status: int,
        code: str,
        message: str,
        request_id: str | None = None,
        *,
        field: str | None = None,
        details: Sequence[Any] = (),
        retry_after: float | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id
        self.field = field
        self.details = list(details)
        self.retry_after = retry_after
        self.idempotency_key = idempotency_key

    @property
    def is_retryable(self) -> bool:
        """Whether trying again may help: no answer arrived, or the server's own fault (500 and up).

        This is the specification's rule to the letter, so a 429 is not retryable; see `retry_after` for that one.
        """
        return isinstance(self, (PlugipayTimeoutError, PlugipayNetworkError)) or self.status >= 500  # noqa: PLR2004

    def __repr__(self) -> str:
        evidence = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if not name.startswith("__"))
        return f"{type(self).__name__}({evidence})"

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is rebuilt from its args by default, and no class here can be called with just a message.
        return copyreg.__newobj__, (type(self), self.message), vars(self)  # type: ignore[attr-defined]


class PlugipayNetworkError(PlugipayError):
    """No answer arrived: DNS, refused connection, TLS, or a reset before the last byte. Worth retrying."""

    def __init__(self, message: str, *, idempotency_key: str | None = None) -> None:
        super().__init__(0, "network_error", message, idempotency_key=idempotency_key)


class PlugipayTimeoutError(PlugipayError):
    """No answer arrived in time. The server may still have done the work: retry with the same `idempotency_key`."""

    def __init__(self, message: str, *, idempotency_key: str | None = None) -> None:
        super().__init__(0, "timeout", message, idempotency_key=idempotency_key)


class PlugipaySignatureError(PlugipayError):
    """A webhook delivery that must not be trusted; raised by `verify_webhook` alone.

    Attributes:
        status: Always 401, though nothing was sent.
        code: `signature_missing`, `signature_malformed`, `signature_stale` or `signature_invalid`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(401, code, message)
