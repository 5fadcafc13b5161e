"""Checks the template that an invoice or a session names."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.templates.model import TEMPLATES, TemplateKind


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
