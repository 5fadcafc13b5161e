"""Reads a file out of a multipart form, and tells what kind of picture it is from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from itertools import takewhile
from typing import Any, ClassVar, Final, Literal, Self, TypeAlias

from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.message import Inbound

Picture: TypeAlias = Literal["png", "jpg", "webp"]

MULTIPART: Final = "multipart/form-data"
FRAME: Final = 16 * 1024
"""Bytes a form may need around its file."""

_FIELD: Final = "file"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Upload:
    """The body of an upload: what a form holds in its field `file`."""

    MEDIA_TYPE: ClassVar = MULTIPART

    content: bytes

    @classmethod
    def received(cls, inbound: Inbound) -> Self:
        """Find the file in a request.

        Raises:
            InvalidRequest: the body is no multipart form, or has no file.
        """
        boundary = _boundary(inbound.headers.get("content-type", ""))
        for name, content in _parts(inbound.body, boundary):
            if name == _FIELD:
                return cls(content)
        raise InvalidRequest(FieldProblem(_FIELD, "is required"))

    @classmethod
    def described(cls) -> dict[str, Any]:
        """Return the JSON schema of the form."""
        return {
            "type": "object",
            "required": [_FIELD],
            "properties": {_FIELD: {"type": "string", "contentMediaType": "application/octet-stream"}},
        }

    @property
    def picture(self) -> Picture | None:
        """What kind of picture the bytes are, or None; names and declared types are not believed."""
        if self.content.startswith(_PNG):
            return "png"
        if self.content.startswith(_JPEG):
            return "jpg"
        return "webp" if self.content[:4] == b"RIFF" and self.content[8:12] == b"WEBP" else None


def told_by(content_type: str, body: bytes) -> bytes:
    """Return what a body says, whatever divides it: HTTP libraries draw the boundary of a form anew for each request.

    A body that is no form is returned as it is.
    """
    boundary = _named_boundary(content_type)
    if boundary is None:
        return body
    return b"".join(b"%d:%b" % (len(piece), piece) for piece in _pieces(body, boundary))


def _boundary(content_type: str) -> bytes:
    boundary = _named_boundary(content_type)
    if boundary is None:
        raise InvalidRequest(FieldProblem("Content-Type", f"must be {MULTIPART} with a boundary"))
    return boundary


def _named_boundary(content_type: str) -> bytes | None:
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_param("boundary")
    if header.get_content_type() != MULTIPART or not isinstance(boundary, str) or not boundary:
        return None
    return boundary.encode("utf-8", "surrogateescape")


def _pieces(body: bytes, boundary: bytes) -> list[bytes]:
    """Return what stands before the first boundary, and behind each."""
    return (b"\r\n" + body).split(b"\r\n--" + boundary)


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of a form with their contents, byte for byte."""
    _preamble, *pieces = _pieces(body, boundary)
    if not any(map(_is_end, pieces)):
        raise InvalidRequest(FieldProblem("body", "is a form without its end; send all of it"))
    for piece in takewhile(lambda piece: not _is_end(piece), pieces):
        head, _, content = piece.partition(b"\r\n\r\n")
        headers = HeaderParser().parsestr(head.strip().decode("utf-8", "replace"))
        yield str(headers.get_param("name", header="content-disposition")), content


def _is_end(piece: bytes) -> bool:
    return piece.startswith(b"--")
