"""Takes pictures in, and shows them to anybody who knows their names."""

from __future__ import annotations

from typing import Final

from plugipay_mock.actor import Caller, Visitor
from plugipay_mock.answers import Raw
from plugipay_mock.resources.uploads import wire
from plugipay_mock.resources.uploads.model import PICTURES, keep
from plugipay_mock.route import PUBLIC, Routes
from plugipay_mock.upload import FRAME, Upload

routes = Routes("/api/v1")

LARGEST_PICTURE: Final = 5 * 1024 * 1024
"""Bytes of a picture (SDK facts: 5 MB)."""

_LARGEST_BODY: Final = LARGEST_PICTURE * 4 // 3 + FRAME
"""Such a picture in base64, and what is around it."""


@routes.post(
    "/uploads/image",
    scope="plugipay:upload:write",
    key="required",
    status=201,
    legacy=wire.LegacyUpload,
    largest_body=_LARGEST_BODY,
)
def image(caller: Caller, body: Upload) -> wire.UploadedFile:
    """Keep a picture."""
    new_id = caller.new_id(PICTURES.prefix)
    picture = keep(new_id, body.content, body.picture, caller.now, largest=LARGEST_PICTURE)
    return wire.show(caller.add(PICTURES, picture))


@routes.get("/files/{name}", scope=PUBLIC, produces="image/*")
def serve(visitor: Visitor, name: str) -> Raw:
    """Show a picture; browsers must take it for what it is."""
    picture = visitor.acting_on(PICTURES, name).fetch(PICTURES, name)
    return Raw(picture.content, picture.media_type, {"X-Content-Type-Options": "nosniff"})
