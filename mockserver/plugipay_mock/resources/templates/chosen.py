"""Finds the template by which something looks, and checks the one that is named for it."""

from __future__ import annotations

from typing import Any

from plugipay_mock.actor import Actor
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.templates.model import TEMPLATES, TemplateKind


def config_of(actor: Actor, kind: TemplateKind, template_id: str | None = None) -> dict[str, Any] | None:
    """Return the configuration of a template, spelled as on the wire: the one named, else the default; or None.

    Args:
        template_id: one that is gone, or of another kind, is as none.
    """
    templates = actor.tenant.collection(TEMPLATES)
    named = templates.get(template_id or "")
    chosen = named if named is not None and named.kind == kind else templates.first(defaultOf=kind)
    return None if chosen is None else chosen.config


def check_template(actor: Actor, template_id: str | None, kind: TemplateKind) -> None:
    """Refuse a template of somebody else, of the other mode, or of another kind (a guess); None chooses none.

    Raises:
        InvalidRequest: with the field `templateId`.
    """
    if template_id is None:
        return
    named = actor.refer(TEMPLATES, template_id, "templateId")
    if named.kind != kind:
        raise InvalidRequest(
            FieldProblem("templateId", f"names a template of kind {named.kind}; choose one of kind {kind}")
        )
