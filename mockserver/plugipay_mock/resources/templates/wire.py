"""What callers send about templates (source: SDK facts sections 1.1, 2.5 and 7.1)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from plugipay_mock.binding import Body, Query, refusal
from plugipay_mock.resources.fields import Name
from plugipay_mock.resources.templates.model import TemplateKind

Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, Field(max_length=1000)]
Rate = Annotated[float, Field(ge=0, le=1)]


class _Config(BaseModel):
    """A configuration: what is left out is as a portal has it."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)

    show_business_details: bool = True
    accent_color: Colour | None = None


class _TaxedConfig(_Config):
    """What papers about money have in common."""

    footer_text: Text | None = None
    show_tax: bool = False
    tax_label: Annotated[str, Field(max_length=40)] = "PPN"
    tax_rate: Rate = 0.11


class ReceiptConfig(_TaxedConfig):
    """How a receipt looks."""

    thank_you_text: Text = "Terima kasih"
    cashier_label: Text | None = None


class InvoiceConfig(_TaxedConfig):
    """How an invoice looks."""

    terms_text: Text | None = None


class CheckoutConfig(_Config):
    """How a checkout page looks."""

    show_business_details: bool = False
    success_message: Text | None = None
    footer_tagline: Text | None = None


_CONFIGS: Final[dict[TemplateKind, type[_Config]]] = {
    "receipt": ReceiptConfig,
    "invoice": InvoiceConfig,
    "checkout": CheckoutConfig,
}


class NewTemplate(Body):
    """A template to make; `isDefault` makes it the default of its kind."""

    kind: TemplateKind
    name: Name
    config: dict[str, Any]
    is_default: bool = False


class LegacyNewTemplate(NewTemplate):
    """The same, where the official Python 0.1.0 says `document`."""

    config: Annotated[dict[str, Any], Field(validation_alias=AliasChoices("config", "document"))]


class TemplateChange(Body):
    """A new name, and a configuration that takes the place of the old one."""

    name: Name = Field(default_factory=str)
    config: dict[str, Any] = Field(default_factory=dict)


class LegacyTemplateChange(TemplateChange):
    """The same, where the official Python 0.1.0 says `document`."""

    config: dict[str, Any] = Field(default_factory=dict, validation_alias=AliasChoices("config", "document"))


class Preview(Body):
    """A configuration to look at."""

    kind: TemplateKind
    config: dict[str, Any]


class LegacyPreview(Body):
    """The same, or as the official Python 0.1.0 asks, which then wants the page in an envelope."""

    kind: TemplateKind
    config: dict[str, Any] | None = None
    document: dict[str, Any] | None = None
    sample_data: dict[str, Any] | None = None


class TemplateFilters(Query):
    """Which templates to list."""

    kind: TemplateKind | None = None


def whole(kind: TemplateKind, config: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration with every field of its kind.

    Raises:
        InvalidRequest: a field is unknown or malformed; the message names it below `config`.
    """
    try:
        return _CONFIGS[kind].model_validate(config).model_dump(by_alias=True)
    except ValidationError as error:
        raise refusal(error, "config", below="config.") from None
