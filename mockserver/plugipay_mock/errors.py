"""Every refusal the server can give, as one tree; a class is one row of the catalogue.

Source of statuses and codes: the specification's error page, except where a class says otherwise.

    ApiError
    ├── InvalidRequest              400 invalid_request
    │   ├── KeyRequired
    │   └── CannotRevokeCurrent     400 CANNOT_REVOKE_CURRENT   (SDK fact)
    ├── InvalidSignature            401 invalid_signature
    ├── InvalidKey                  401 invalid_key
    ├── InvalidTimestamp            401 invalid_timestamp
    ├── ModeMismatch                401 mode_mismatch
    ├── InsufficientScope           403 insufficient_scope
    ├── PersonOnly                  403 person_only             (SDK fact)
    ├── ControlClosed               403 forbidden               (ours, control routes only)
    ├── NotFound                    404 not_found
    ├── MethodNotAllowed            405 method_not_allowed      (guess)
    ├── Conflict                    409 conflict                (API docs)
    ├── InvalidTransition           409 invalid_transition      (API docs)
    ├── AlreadyQueued               409 already_queued          (SDK fact)
    ├── EndpointDisabled            409 endpoint_disabled       (SDK fact)
    ├── IdempotencyConflict         409 idempotency_conflict
    ├── IdempotencyInProgress       409 idempotency_in_progress (guess)
    ├── PayloadTooLarge             413 payload_too_large       (guess)
    ├── Unprocessable               422 unprocessable           (status an SDK fact, code a guess)
    ├── RateLimited                 429 rate_limited
    ├── InternalError               500 internal_error          (SDK docs)
    ├── NotMocked                   501 not_mocked              (ours)
    ├── UpstreamError               502 upstream_error          (SDK docs; by fault only)
    └── ServiceUnavailable          503 service_unavailable     (SDK docs; by fault only)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that was refused, and why: `FieldProblem("email", "must be a valid email address")`."""

    field: str
    message: str


@dataclass(eq=False)
class ApiError(Exception):
    """A refusal with its HTTP status and code; the message names the object and the way out."""

    status: ClassVar[int]
    code: ClassVar[str]

    message: str
    headers: dict[str, str] = field(default_factory=dict, kw_only=True)

    def __str__(self) -> str:
        return self.message

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        """Every field at fault, in the order of the body; empty when no field is."""
        return ()


class InvalidRequest(ApiError):
    """The body or the query is malformed, or asks for what cannot be."""

    status = 400
    code = "invalid_request"

    def __init__(self, *problems: FieldProblem) -> None:
        first = problems[0]
        super().__init__(f"{first.field}: {first.message}")
        self._problems = problems

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        """Every field at fault; the message tells the first."""
        return self._problems


class KeyRequired(InvalidRequest):
    """A write that must be repeatable came without its idempotency key (status from SDK facts, code a guess)."""

    def __init__(self) -> None:
        super().__init__(FieldProblem("Idempotency-Key", "is required for this call; send a fresh unique value"))


class CannotRevokeCurrent(InvalidRequest):
    """The session that would be revoked is the one in use; the identity service spells its code in upper case."""

    code = "CANNOT_REVOKE_CURRENT"


class InvalidSignature(ApiError):
    """The HMAC did not verify, or there was none to verify."""

    status = 401
    code = "invalid_signature"


class InvalidKey(ApiError):
    """The key id is unknown or revoked."""

    status = 401
    code = "invalid_key"


class InvalidTimestamp(ApiError):
    """The timestamp is missing, unreadable, or too far from the server's clock."""

    status = 401
    code = "invalid_timestamp"


class TimestampSkew(InvalidTimestamp):
    """The shipped service's second name for a readable timestamp outside the window (SDK fact)."""

    code = "timestamp_skew"


class ModeMismatch(ApiError):
    """Test and live were mixed: in a key pair, in a header, or in an object of the other mode."""

    status = 401
    code = "mode_mismatch"


class InsufficientScope(ApiError):
    """The key is genuine but may not do this."""

    status = 403
    code = "insufficient_scope"


class PersonOnly(ApiError):
    """The route is for a signed-in person, and a key is not one."""

    status = 403
    code = "person_only"


class ControlClosed(ApiError):
    """The control routes are closed to this caller."""

    status = 403
    code = "forbidden"


class NotFound(ApiError):
    """The object does not exist, or belongs to another workspace; the answer does not tell which."""

    status = 404
    code = "not_found"


class MethodNotAllowed(ApiError):
    """The path exists, the method on it does not."""

    status = 405
    code = "method_not_allowed"


class Conflict(ApiError):
    """The request contradicts what is already there."""

    status = 409
    code = "conflict"


class InvalidTransition(ApiError):
    """The object's state does not allow the action."""

    status = 409
    code = "invalid_transition"


class AlreadyQueued(ApiError):
    """A delivery that somebody wants to retry will be tried anyway."""

    status = 409
    code = "already_queued"


class EndpointDisabled(ApiError):
    """A delivery cannot be retried, because its endpoint takes none."""

    status = 409
    code = "endpoint_disabled"


class IdempotencyConflict(ApiError):
    """The idempotency key was used before for another request."""

    status = 409
    code = "idempotency_conflict"


class IdempotencyInProgress(ApiError):
    """The first request with this idempotency key has not been answered yet."""

    status = 409
    code = "idempotency_in_progress"


class PayloadTooLarge(ApiError):
    """The body is larger than the route reads."""

    status = 413
    code = "payload_too_large"


class Unprocessable(ApiError):
    """The request is well formed, and what it asks for was refused elsewhere: by a provider, or by a balance."""

    status = 422
    code = "unprocessable"


class RateLimited(ApiError):
    """The workspace spent its requests for now."""

    status = 429
    code = "rate_limited"


class InternalError(ApiError):
    """The mock itself failed; the traceback is in its log."""

    status = 500
    code = "internal_error"


class NotMocked(ApiError):
    """The service has this route, the mock does not serve it yet."""

    status = 501
    code = "not_mocked"


class UpstreamError(ApiError):
    """A provider behind the service failed."""

    status = 502
    code = "upstream_error"


class ServiceUnavailable(ApiError):
    """The service is down for the moment."""

    status = 503
    code = "service_unavailable"


def _kinds(kind: type[ApiError]) -> Iterator[type[ApiError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


CATALOGUE: Final[Mapping[str, type[ApiError]]] = {kind.code: kind for kind in reversed([*_kinds(ApiError)])}
"""Every code the server can give, with the class that gives it; of several classes the one nearest the root."""


def made_up(status: int, code: str, message: str, headers: dict[str, str]) -> ApiError:
    """Return an error of any status and code, for a fault."""
    error = ApiError(message, headers=headers)
    error.status, error.code = status, code  # type: ignore[misc]
    return error
