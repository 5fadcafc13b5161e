"""Gift cards and store credit: money on a card, spent and added to by another system's word."""

from __future__ import annotations

from plugipay_mock.resources.gift_cards.model import GiftCard
from plugipay_mock.resources.gift_cards.routes import expire, holder, routes
from plugipay_mock.resources.room import Room

ROOM = Room("gift cards", routes, wakers=((GiftCard, expire),), holds=(holder,))
