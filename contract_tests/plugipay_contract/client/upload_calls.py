"""The two calls that send a picture, and where each goes. From the SDK facts."""

from collections.abc import Callable
from typing import Any

Send = Callable[..., Any]

SENDS: dict[str, tuple[str, Send]] = {
    "image": ("/api/v1/uploads/image", lambda client, **given: client.uploads.image(**given)),
    "proof": (
        "/api/v1/public/checkout/sessions/cs_1/proof-image",
        lambda client, **given: client.public_checkout.proof_image("cs_1", **given),
    ),
}
