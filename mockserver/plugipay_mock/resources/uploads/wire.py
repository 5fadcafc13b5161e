"""What an upload sends and answers (source: SDK facts sections 1.1, 2.5 and 7.1)."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Self

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.message import Inbound
from plugipay_mock.resources.fields import Name
from plugipay_mock.resources.uploads.model import KeptPicture
from plugipay_mock.upload import MULTIPART, Upload


class EncodedUpload(Body):
    """A picture as the official Python 0.1.0 sends it; its name and its type are not believed."""

    filename: Name
    mime: Annotated[str, Field(min_length=1, max_length=255)]
    base64: str


class LegacyUpload(Upload):
    """A picture in a form, or as the official Python 0.1.0 sends it."""

    @classmethod
    def received(cls, inbound: Inbound) -> Self:
        """Find the picture in a request.

        Raises:
            InvalidRequest: there is none, or its base64 is none.
        """
        if inbound.headers.get("content-type", "").lower().startswith(MULTIPART):
            return super().received(inbound)
        try:
            return cls(base64.b64decode(EncodedUpload.received(inbound).base64, validate=True))
        except (binascii.Error, ValueError) as error:
            raise InvalidRequest(FieldProblem("base64", "must be base64")) from error


class UploadedFile(TypedDict):
    """Where an uploaded picture is."""

    url: str
    fileName: str
    fileSize: int


def show(picture: KeptPicture) -> UploadedFile:
    """Return what an upload answers."""
    return {"url": picture.url, "fileName": picture.id, "fileSize": picture.size}
