"""What a workspace shows of itself: to buyers, on pages and papers, and to its owner, all from here.

The settings of a mode say it. Guess: the brand is called what the workspace is called until it has a name of its own,
and again after a null.
"""

from __future__ import annotations

from dataclasses import dataclass

from plugipay_mock.actor import Actor
from plugipay_mock.resources.checkout_settings.model import SETTINGS, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A workspace as others see it.

    Attributes:
        accent_color: `#RRGGBB`.
    """

    name: str
    logo_url: str | None = None
    accent_color: str | None = None
    tagline: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    tax_id: str | None = None


def brand_of(actor: Actor) -> Brand:
    """Return what the workspace shows of itself at this moment."""
    settings = settings_of(actor)
    if settings is None:
        return Brand(name=actor.workspace.name)
    return Brand(
        name=settings.brand_name or actor.workspace.name,
        logo_url=settings.brand_logo_url,
        accent_color=settings.brand_accent_color,
        tagline=settings.brand_tagline,
        phone=settings.business_phone,
        email=settings.business_email,
        address=settings.business_address,
        tax_id=settings.business_tax_id,
    )


def settings_of(actor: Actor) -> Settings | None:
    """Return what was set, or None as long as nothing was."""
    return actor.tenant.collection(SETTINGS).get(actor.tenant.account_id)
