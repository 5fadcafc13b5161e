"""Uploads: pictures that Plugipay keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import UploadedFile
from plugipay._upload import Upload

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import WriteOptions


class Uploads(Namespace[Kind]):
    """Pictures that Plugipay keeps, such as logos. Every method raises `PlugipayError`."""

    @operation
    def image(
        self,
        *,
        filename: str,
        mime: str,
        data: bytes | None = None,
        base64: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[UploadedFile]:
        """Store a picture: PNG, JPEG or WEBP of at most 5 MB; the `url` of the answer is relative to the base URL.

        It is sent as a form, which the service wants; the official Python 0.1.0 sends JSON, which it refuses.

        Args:
            filename: Any text.
            mime: Such as `image/png`; the service looks at the bytes all the same.
            data: The picture.
            base64: The picture in Base64, in place of `data`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.

        Raises:
            TypeError: When the picture is given twice, or not at all.
            ValueError: When `base64` is not Base64, or `mime` no media type.
        """
        upload = Upload.of(filename, mime, data, base64)
        return Call("POST", "/api/v1/uploads/image", one(UploadedFile), upload=upload, **options)
