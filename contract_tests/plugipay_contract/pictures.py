"""The smallest pictures there are, one that is larger, and a form to send them in."""

import base64
import struct
import zlib

BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PNG = base64.b64decode(BASE64)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////"
    "////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
WEBP = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
FORM = "multipart/form-data; boundary=limit"


def form(content: bytes = PNG, name: bytes = b"file", boundary: bytes = b"limit") -> bytes:
    """A form with one file in it."""
    head = b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return head % (boundary, name) + content + b"\r\n--%b--\r\n" % boundary


def large(size: int) -> bytes:
    """A picture of exactly so many bytes, most of them a remark in it."""
    remark = b"tEXtComment\0" + b" " * (size - len(PNG) - 20)
    chunk = struct.pack(">I", len(remark) - 4) + remark + struct.pack(">I", zlib.crc32(remark))
    return PNG[:-12] + chunk + PNG[-12:]
