"""The smallest picture there is, and a form to send it in."""

import base64

BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PNG = base64.b64decode(BASE64)
FORM = "multipart/form-data; boundary=limit"


def form(content: bytes = PNG, name: bytes = b"file", boundary: bytes = b"limit") -> bytes:
    """A form with one file in it."""
    head = b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return head % (boundary, name) + content + b"\r\n--%b--\r\n" % boundary
