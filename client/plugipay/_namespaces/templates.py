"""Templates: how pages, bills and receipts look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import many, nothing, one, text
from plugipay._call import Call, either, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Template

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import TemplateKind

_PATH = "/api/v1/templates"


class Templates(Namespace[Kind]):
    """How pages, bills and receipts look; one of each kind is the default.

    What the official Python 0.1.0 calls `document`, and the service refuses, is `config` here and is taken by either
    name; by both it is a TypeError. Every method raises `PlugipayError`.
    """

    @operation
    def list(
        self, *, kind: TemplateKind | None = None, **options: Unpack[ReadOptions]
    ) -> Call[builtins.list[Template]]:
        """Fetch the templates.

        Args:
            kind: Only those of this kind.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, many(Template), query=given(kind=kind), **options)

    @operation
    def get(self, template_id: str, **options: Unpack[ReadOptions]) -> Call[Template]:
        """Fetch one template.

        Args:
            template_id: From `list` or `create`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(template_id)}", one(Template), **options)

    @operation
    def create(
        self,
        *,
        kind: TemplateKind,
        name: str,
        config: Mapping[str, Any] | None = None,
        document: Mapping[str, Any] | None = None,
        is_default: bool | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Template]:
        """Make a template.

        Args:
            kind: What it is for.
            name: For yourself.
            config: Such as `{"footerText": "Thanks", "accentColor": "#112233"}`, by kind; the service wants one.
            document: The old name of `config`.
            is_default: Whether it takes the place of the kind's default.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(kind=kind, name=name, config=either(config=config, document=document), isDefault=is_default)
        return Call("POST", _PATH, one(Template), body=body, **options)

    @operation
    def update(
        self,
        template_id: str,
        *,
        name: str | None = None,
        config: Mapping[str, Any] | None = None,
        document: Mapping[str, Any] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Template]:
        """Change the given fields and leave the others.

        Args:
            template_id: From `list` or `create`.
            name: For yourself.
            config: Takes the place of the whole one; what it leaves out is as by default.
            document: The old name of `config`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(name=name, config=either(config=config, document=document))
        return Call("PATCH", f"{_PATH}/{segment(template_id)}", one(Template), body=body, **options)

    @operation
    def make_default(self, template_id: str, **options: Unpack[WriteOptions]) -> Call[Template]:
        """Let a template be used where none is named.

        Args:
            template_id: From `list` or `create`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(template_id)}/make-default", one(Template), body={}, **options)

    @operation
    def duplicate(
        self, template_id: str, *, name: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Template]:
        """Copy a template; the copy's name ends in ` (copy)`. To give it another, `update` it.

        Args:
            template_id: From `list` or `create`.
            name: Sent as the official Python 0.1.0 sends it, and ignored by the service (SDK facts).
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        path = f"{_PATH}/{segment(template_id)}/duplicate"
        return Call("POST", path, one(Template), body=given(name=name), **options)

    @operation
    def preview(
        self,
        *,
        kind: TemplateKind,
        config: Mapping[str, Any] | None = None,
        document: Mapping[str, Any] | None = None,
        sample_data: Mapping[str, Any] | None = None,  # noqa: ARG002  # the official package has it, the service does not
        **options: Unpack[WriteOptions],
    ) -> Call[str]:
        """Draw a page with made-up content, and answer its HTML.

        Args:
            kind: What the template is for.
            config: As in `create`; the service wants one.
            document: The old name of `config`.
            sample_data: Taken for the sake of the official Python 0.1.0, and not sent: the service makes its own.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(kind=kind, config=either(config=config, document=document))
        return Call("POST", f"{_PATH}/preview", text, body=body, raw=True, **options)

    @operation
    def delete(self, template_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete a template.

        Args:
            template_id: From `list` or `create`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(template_id)}", nothing, **options)
