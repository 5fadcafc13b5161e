"""A kept picture: what kind it is, and its bytes.

Source: SDK facts sections 1.1, 1.4 and 2.5, API facts section 7.15. Guesses: a picture that is too large is 413, one
that is none is 400 naming `file`, a megabyte is 1,048,576 bytes, and `fileName` is the name it is served under.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import ClassVar, Final

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest, PayloadTooLarge
from plugipay_mock.store import Shelf
from plugipay_mock.upload import Picture

MEDIA_TYPES: Final[dict[Picture, str]] = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture somebody uploaded.

    Attributes:
        id: the name it is served under, with the ending of its kind.
        size: in bytes.
        encoded: the bytes in base64, as rows are kept as JSON.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"encoded"})

    id: str
    kind: Picture
    size: int
    encoded: str
    created_at: Instant

    @property
    def url(self) -> str:
        """Where it is served, below the base of the API."""
        return f"/api/v1/files/{self.id}"

    @property
    def media_type(self) -> str:
        """The type it is served as."""
        return MEDIA_TYPES[self.kind]

    @property
    def content(self) -> bytes:
        """The picture, byte for byte."""
        return base64.b64decode(self.encoded)


PICTURES: Final = Shelf(KeptPicture, title="File", prefix="file", public=True)


def keep(new_id: str, content: bytes, kind: Picture | None, now: Instant, *, largest: int) -> KeptPicture:
    """Return a picture to store.

    Args:
        kind: what the bytes are, or None when they are no picture that is taken.
        largest: how many bytes it may have.

    Raises:
        PayloadTooLarge: it has more.
        InvalidRequest: it is no picture.
    """
    if len(content) > largest:
        raise PayloadTooLarge(f"The picture is larger than {largest} bytes; send a smaller one")
    if kind is None:
        raise InvalidRequest(FieldProblem("file", "must be a PNG, JPEG or WEBP picture"))
    encoded = base64.b64encode(content).decode()
    return KeptPicture(id=f"{new_id}.{kind}", kind=kind, size=len(content), encoded=encoded, created_at=now)
