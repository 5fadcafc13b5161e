"""Webhook endpoints and the log of their deliveries; how deliveries are made is the business of `deliveries`."""

from __future__ import annotations

from plugipay_mock.deliveries.delivery import Delivery
from plugipay_mock.deliveries.queueing import queue, wake
from plugipay_mock.resources.room import Room
from plugipay_mock.resources.webhooks.routes import routes

ROOM = Room("webhooks", routes, wakers=((Delivery, wake),), listeners=(queue,))
