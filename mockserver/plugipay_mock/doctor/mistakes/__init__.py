"""The mistakes people make when they sign, one entry each; to add one is to add an entry.

The order counts: of two mistakes that make the same signature the first is told, and of two at once the first is made
first.
"""

from __future__ import annotations

from typing import Final

from plugipay_mock.doctor.mistakes import body, lines, request_line, seal, secret
from plugipay_mock.doctor.mistakes.mistake import Case, Mistake

TABLE: Final = (*request_line.MISTAKES, *body.MISTAKES, *lines.MISTAKES, *secret.MISTAKES, *seal.MISTAKES)

__all__ = ["TABLE", "Case", "Mistake"]
