"""API keys: what requests are signed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import many, nothing, one
from plugipay._call import Call, either, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import ApiKey

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import Mode

_PATH = "/api/v1/api-keys"


class ApiKeys(Namespace[Kind]):
    """What requests are signed with.

    The newest evidence says that the service lets only signed-in people use these, and answers an access key with
    403 `person_only`. Every method raises `PlugipayError`.
    """

    @operation
    def list(self, **options: Unpack[ReadOptions]) -> Call[builtins.list[ApiKey]]:
        """Fetch every key, without secrets.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, many(ApiKey), **options)

    @operation
    def create(
        self,
        *,
        name: str | None = None,
        environment: Mode | None = None,
        scopes: Sequence[str] | None = None,
        description: str | None = None,
        scope: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[ApiKey]:
        """Make a key. Keep what the answer shows of it: the secret is shown this once.

        Args:
            name: 1 to 80 characters; the service wants one.
            environment: `test` is the server's default.
            scopes: What it may do, such as `["plugipay:invoice:read"]`.
            description: What the official Python 0.1.0 calls `name`.
            scope: What the official Python 0.1.0 has for `scopes`: one of them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.

        Raises:
            TypeError: When a field is given under both of its names.
        """
        body = given(
            name=either(name=name, description=description),
            environment=environment,
            scopes=either(scopes=scopes, scope=None if scope is None else [scope]),
        )
        return Call("POST", _PATH, one(ApiKey), body=body, **options)

    @operation
    def revoke(self, key_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete a key; what it signs is refused from then on.

        Args:
            key_id: The `id` of `list`, not the public half of the key.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(key_id)}", nothing, **options)
