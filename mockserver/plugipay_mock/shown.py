"""Types of fields that are shown and never read from a caller: text to the code, narrower in the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

ShownCurrency: TypeAlias = Annotated[str, Field(json_schema_extra={"enum": ["IDR", "USD"]})]
"""One of the two currencies of the service (SDK facts, section 2.1)."""

ShownMode: TypeAlias = Annotated[str, Field(json_schema_extra={"enum": ["live", "test"]})]
"""Of a workspace's two modes, the one an object lives in (SDK facts, section 2.1)."""
