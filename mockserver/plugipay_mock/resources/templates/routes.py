"""The eight operations on templates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugipay_mock.actor import Caller
from plugipay_mock.answers import Raw
from plugipay_mock.pages import Slice
from plugipay_mock.resources.checkout_settings.brand import brand_of
from plugipay_mock.resources.templates import wire
from plugipay_mock.resources.templates.model import TEMPLATES, Template, TemplateKind
from plugipay_mock.resources.templates.preview import preview
from plugipay_mock.route import Routes

routes = Routes("/api/v1/templates")

_READ = "plugipay:template:read"
_WRITE = "plugipay:template:write"
HTML = "text/html; charset=utf-8"


@routes.get("", scope=_READ)
def browse(caller: Caller, query: wire.TemplateFilters) -> list[Template]:
    """List templates, newest first."""
    filters = {} if query.kind is None else {"kind": query.kind}
    return list(caller.tenant.collection(TEMPLATES).select(Slice(filters=filters)))


@routes.post("", scope=_WRITE, key="required", status=201, legacy=wire.LegacyNewTemplate)
def create(caller: Caller, body: wire.NewTemplate) -> Template:
    """Make a template."""
    template = _new(caller, body.kind, body.name, wire.whole(body.kind, body.config))
    caller.add(TEMPLATES, template)
    return _make_default(caller, template) if body.is_default else template


@routes.post("/preview", scope=_WRITE, key="accepted", legacy=wire.LegacyPreview, produces=HTML)
def show(caller: Caller, body: wire.Preview | wire.LegacyPreview) -> Raw | dict[str, str]:
    """Show what a configuration looks like."""
    page = preview(body.kind, wire.whole(body.kind, body.config or {}), brand_of(caller).name)
    as_data = isinstance(body, wire.LegacyPreview) and body.config is None
    return {"html": page} if as_data else Raw(page, HTML)


@routes.get("/{template_id}", scope=_READ)
def fetch(caller: Caller, template_id: str) -> Template:
    """Show one template."""
    return caller.fetch(TEMPLATES, template_id)


@routes.patch("/{template_id}", scope=_WRITE, key="required", legacy=wire.LegacyTemplateChange)
def update(caller: Caller, template_id: str, body: wire.TemplateChange) -> Template:
    """Change the name, or replace the configuration."""
    template = caller.fetch(TEMPLATES, template_id)
    given = body.given()
    if "config" in given:
        given["config"] = wire.whole(template.kind, given["config"])
    return caller.replace(TEMPLATES, replace(template, updated_at=caller.now, **given))


@routes.delete("/{template_id}", scope=_WRITE, key="accepted")
def delete(caller: Caller, template_id: str) -> None:
    """Remove a template; a kind may be without a default."""
    caller.remove(TEMPLATES, caller.fetch(TEMPLATES, template_id))


@routes.post("/{template_id}/duplicate", scope=_WRITE, key="required", status=201)
def duplicate(caller: Caller, template_id: str) -> Template:
    """Copy a template; the copy is no default, and a name in the body is not read."""
    template = caller.fetch(TEMPLATES, template_id)
    return caller.add(TEMPLATES, _new(caller, template.kind, f"{template.name} (copy)", template.config))


@routes.post("/{template_id}/make-default", scope=_WRITE, key="required")
def make_default(caller: Caller, template_id: str) -> Template:
    """Make a template the one default of its kind."""
    return _make_default(caller, caller.fetch(TEMPLATES, template_id))


def _new(caller: Caller, kind: TemplateKind, name: str, config: dict[str, Any]) -> Template:
    return Template(
        id=caller.new_id(TEMPLATES.prefix),
        account_id=caller.tenant.account_id,
        kind=kind,
        name=name,
        config=config,
        created_at=caller.now,
        updated_at=caller.now,
    )


def _make_default(caller: Caller, template: Template) -> Template:
    before = caller.tenant.collection(TEMPLATES).first(defaultOf=template.kind)
    if before is not None and before.id != template.id:
        caller.replace(TEMPLATES, before.chosen(caller.now, default=False))
    return caller.replace(TEMPLATES, template.chosen(caller.now, default=True))
