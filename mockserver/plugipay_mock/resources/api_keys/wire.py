"""What minting a key sends and answers (source: SDK facts sections 1.1, 2.5 and 7.1)."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.api_keys.model import ApiKey
from plugipay_mock.world import Mode

_SCOPE: Final = re.compile(r"\*|plugipay:(\*|([a-z_]+:)?([a-z_]+|\*))")
_UNNAMED: Final = "API key"


def _scope(text: str) -> str:
    if not _SCOPE.fullmatch(text):
        raise ValueError("must be a scope, such as plugipay:customer:read, plugipay:read or *")
    return text


def _scopes(text: str) -> str:
    for word in text.split() or [""]:
        _scope(word)
    return text


KeyName = Annotated[str, Field(min_length=1, max_length=80)]
ScopeName = Annotated[str, Field(max_length=100), AfterValidator(_scope)]
ScopeList = Annotated[list[ScopeName], Field(min_length=1, max_length=100)]


class NewKey(Body):
    """A key to mint."""

    name: KeyName
    environment: Mode = "test"
    scopes: ScopeList | None = None

    @property
    def title(self) -> str:
        """What the key is called."""
        return self.name

    @property
    def asked(self) -> list[str] | None:
        """The scopes it shall have, or None for those of the key that mints it."""
        return self.scopes


class LegacyNewKey(Body):
    """The same, or as the official Python 0.1.0 asks: a description, and scopes parted by spaces; all optional."""

    name: KeyName | None = None
    description: KeyName | None = None
    environment: Mode = "test"
    scopes: ScopeList | None = None
    scope: Annotated[str, Field(max_length=2000), AfterValidator(_scopes)] | None = None

    @property
    def title(self) -> str:
        """What the key is called."""
        return self.name or self.description or _UNNAMED

    @property
    def asked(self) -> list[str] | None:
        """The scopes it shall have, or None for those of the key that mints it."""
        return self.scopes if self.scope is None else self.scope.split()


class MintedKey(TypedDict):
    """A new key: the only answer that tells its secrets."""

    id: str
    name: str
    keyPrefix: str
    keyId: str
    environment: str
    scopes: list[str]
    lastUsedAt: Instant | None
    createdAt: Instant
    key: str
    secret: str


def show_minted(record: ApiKey, secret: str) -> MintedKey:
    """Return what minting answers: `key` is sent as a bearer token, `keyId` and `secret` sign."""
    return {
        "id": record.id,
        "name": record.name,
        "keyPrefix": record.key_prefix,
        "keyId": record.key_id,
        "environment": record.environment,
        "scopes": list(record.scopes),
        "lastUsedAt": record.last_used_at,
        "createdAt": record.created_at,
        "key": record.value,
        "secret": secret,
    }
