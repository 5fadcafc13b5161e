"""What callers send to move the clock of a tenant (shape of the answer a guess)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.resources.fields import Name
from plugipay_mock.resources.subscriptions.model import Subscription


class Advance(Body):
    """How far, and for the sake of which subscription; at most ten years (a guess)."""

    subscription_id: Name
    days: Annotated[int, Field(ge=1, le=3650)]


class Advanced(TypedDict):
    """What became of the subscription, and how many events were told on the way."""

    subscription: Subscription
    daysAdvanced: int
    events: int
