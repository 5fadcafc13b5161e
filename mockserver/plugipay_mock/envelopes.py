"""The shapes of the envelope, for the OpenAPI document; `envelope.py` writes the answers themselves."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from plugipay_mock.clock import Instant

T = TypeVar("T")


class Shape(BaseModel):
    """What an answer holds, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Meta(Shape):
    """What every answer tells about itself."""

    requestId: str  # noqa: N815  wire names
    timestamp: Instant


class PageInfo(Shape):
    """The paging of a list as the API pages describe it."""

    limit: int
    hasMore: bool  # noqa: N815
    nextCursor: str | None  # noqa: N815


class PageMeta(Meta):
    """What a list tells about itself, in both published shapes."""

    cursor: str | None
    hasMore: bool  # noqa: N815
    page: PageInfo


class Problem(Shape):
    """One field at fault."""

    field: str
    message: str


class ErrorFacts(Shape):
    """Why a request was refused: `details` lists the fields at fault, or holds what the doctor found."""

    code: str
    message: str
    field: str | None = None
    details: list[Problem] | dict[str, Any] | None = None


class Success(Shape, Generic[T]):
    """The envelope of one object."""

    data: T
    error: None
    meta: Meta


class SuccessPage(Shape, Generic[T]):
    """The envelope of a list."""

    data: list[T]
    error: None
    meta: PageMeta


class Failure(Shape):
    """The envelope of a refusal."""

    data: None
    error: ErrorFacts
    meta: Meta
