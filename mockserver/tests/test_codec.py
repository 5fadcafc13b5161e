from dataclasses import dataclass
from typing import ClassVar

import pytest

from plugipay_mock.codec import WIRE_NAMES, codec_of, render


@dataclass(frozen=True, slots=True)
class Card:
    __pydantic_config__ = WIRE_NAMES

    holder_name: str
    expiry_year: int | None = None


@dataclass(frozen=True, slots=True)
class Locker:
    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar = ("door_code",)

    owner_name: str
    door_code: str


@pytest.fixture
def locker():
    return Locker("Ada", "1815")


def test_fields_are_shown_in_camel_case():
    """A resource is shown with the names of the wire, fields without a value as null."""
    assert codec_of(Card).show(Card("Ada")) == b'{"holderName":"Ada","expiryYear":null}'


def test_private_fields_are_not_shown(locker):
    """What is private never appears in what a caller sees."""
    assert codec_of(Locker).show(locker) == b'{"ownerName":"Ada"}'


def test_private_fields_are_kept(locker):
    """What is shown and what is hidden together give the resource back."""
    codec = codec_of(Locker)

    assert codec.read(codec.show(locker), codec.hide(locker)) == locker


def test_a_kind_without_secrets_hides_nothing():
    """A resource without private fields is what is shown of it."""
    codec = codec_of(Card)
    card = Card("Ada", 2030)

    assert not codec.hides
    assert codec.read(codec.show(card), None) == card


def test_plain_data_may_hold_resources(locker):
    """A resource inside plain data is shown as it is shown alone."""
    assert render({"items": [Card("Ada", 2030), locker]}) == (
        b'{"items":[{"holderName":"Ada","expiryYear":2030},{"ownerName":"Ada"}]}'
    )
