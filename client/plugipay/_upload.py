"""A file on its way to the server, as a form with one field."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from typing import Self


@dataclass(frozen=True, slots=True)
class Upload:
    """A form, written down. The same file gives the same bytes, so that a retry with the same key is a replay.

    Attributes:
        content_type: The header that says where its parts end.
        body: The bytes to send. They are no part of what is signed.
    """

    content_type: str
    body: bytes

    @classmethod
    def of(cls, filename: str, mime: str, data: bytes | None, base64: str | None) -> Self:
        """Write down a form whose field `file` is a file.

        Args:
            filename: Any text; quotes and line ends are escaped as browsers do.
            mime: Such as `image/png`.
            data: What is in the file.
            base64: The same in Base64, in its place.

        Raises:
            TypeError: When the content is given twice, or not at all.
            ValueError: When `base64` is not Base64, `mime` is no media type, or `filename` is not text.
        """
        if (data is None) == (base64 is None):
            raise TypeError("Pass what is in the file once: as data, or as base64")
        content = b64decode(base64, validate=True) if base64 is not None else bytes(data or b"")
        if "/" not in mime or not (mime.isascii() and mime.isprintable()):
            raise ValueError(f"mime={mime!r} is no media type: pass one such as image/png")
        boundary = f"plugipay-{sha256(content).hexdigest()[:32]}"
        disposition = f'Content-Disposition: form-data; name="file"; filename="{filename.translate(_ESCAPES)}"'
        head = f"--{boundary}\r\n{disposition}\r\nContent-Type: {mime}\r\n\r\n".encode()
        return cls(
            f"multipart/form-data; boundary={boundary}", b"%b%b\r\n--%b--\r\n" % (head, content, boundary.encode())
        )


_ESCAPES = {ord('"'): "%22", ord("\r"): "%0D", ord("\n"): "%0A"}
