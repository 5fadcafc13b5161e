"""Checks a delivery as a receiver should (source: SDK facts, section 6)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from typing import Final

from plugipay_mock.clock import wall_seconds
from plugipay_mock.signing import sign_webhook

_TOLERANCE: Final = 300
_HEADER: Final = re.compile(r"t=([0-9]{1,18}),v1=([0-9a-f]{64})")


def problem_with(body: bytes, signature: str | None, secrets: Iterable[str]) -> str | None:
    """Say what is wrong with a delivery, by the codes of the SDKs; None when it is genuine.

    Args:
        signature: the value of `X-Plugipay-Signature`: exactly one `t`, and one `v1` in lower case.
        secrets: any of which may have signed it.
    """
    if not signature:
        return "signature_missing"
    match = _HEADER.fullmatch(signature)
    if match is None:
        return "signature_malformed"
    stamp = int(match[1])
    if abs(wall_seconds() - stamp) > _TOLERANCE:
        return "signature_stale"
    made = [hmac.compare_digest(sign_webhook(body, secret, at=stamp), signature) for secret in secrets]
    return None if any(made) else "signature_invalid"
