"""The runtime configuration (source: SDK facts section 1.1, which say no more than that it is an object: a guess)."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class RuntimeConfig(TypedDict):
    """Where things are, and what money there is."""

    environment: Literal["mock"]
    publicBaseUrl: str
    apiPrefix: str
    currencies: list[str]
    defaultCurrency: str
