"""Webhook deliveries to a receiver on loopback."""

from __future__ import annotations

from benchmarks.later import not_yet
from benchmarks.rounds import at_least

BENCHES = (
    not_yet(
        "webhooks.deliveries",
        "webhook deliveries in async mode",
        "deliveries/s",
        ("deliveries", "httpx's AsyncClient on the same receiver", at_least(0.5)),
    ),
)
