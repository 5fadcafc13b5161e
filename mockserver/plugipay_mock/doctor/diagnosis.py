"""What the doctor says: one sentence, the mistakes by name, and the two texts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Any, Final, NamedTuple

_WIDTH: Final = 100
"""Characters of a line that the terminal form shows."""

_BEFORE: Final = 40
"""Characters it shows before the first difference, where a line is longer."""


ADDS: Final = "Java's header() adds one to those there are, setHeader() replaces them"
"""How it comes that a header is sent twice."""


class Difference(NamedTuple):
    """Where two texts part, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is wrong with a request, never telling a secret or a signature.

    Attributes:
        sentence: what was done, and what to do instead.
        mistakes: the names of the mistakes that were found; empty when the request is signed right.
        verified: the text the server verified; None when it did not come to that.
        signed: the text the client evidently signed; None when nobody knows.
    """

    sentence: str
    mistakes: tuple[str, ...] = ()
    verified: str | None = None
    signed: str | None = None

    @property
    def difference(self) -> Difference | None:
        """Where the two texts part; None when they are equal, or one is not known."""
        if self.verified is None or self.signed is None or self.verified == self.signed:
            return None
        pairs = zip_longest(self.verified.split("\n"), self.signed.split("\n"))
        number, (one, other) = next(each for each in enumerate(pairs, start=1) if each[1][0] != each[1][1])
        same = takewhile(lambda pair: pair[0] == pair[1], zip(one or "", other or "", strict=False))
        return Difference(number, len(list(same)) + 1)

    def without(self, secrets: Iterable[str]) -> Diagnosis:
        """Return the diagnosis with every secret in it made unreadable."""
        known = [secret for secret in secrets if secret]

        def veiled(text: str | None) -> str | None:
            for secret in known:
                text = text and text.replace(secret, "…")
            return text

        return replace(
            self,
            sentence=veiled(self.sentence) or "",
            verified=veiled(self.verified),
            signed=veiled(self.signed),
        )

    def show(self) -> dict[str, Any]:
        """Return the diagnosis as JSON."""
        return {
            "sentence": self.sentence,
            "mistakes": list(self.mistakes),
            "verified": self.verified,
            "signed": self.signed,
            "difference": self.difference and self.difference._asdict(),
        }

    @classmethod
    def read(cls, shown: Mapping[str, Any]) -> Diagnosis:
        """Return a diagnosis that `show` told."""
        return cls(
            sentence=shown["sentence"],
            mistakes=tuple(shown["mistakes"]),
            verified=shown["verified"],
            signed=shown["signed"],
        )

    def text(self) -> str:
        """Return the diagnosis for a terminal."""
        lines = [printable(self.sentence)]
        if self.mistakes:
            lines.append(f"mistakes: {', '.join(self.mistakes)}")
        for title, text in (("the server verified", self.verified), ("the client signed", self.signed)):
            if text is not None:
                lines += ["", title, *_marked(text, self.difference)]
        return "\n".join(lines)


def told(mistake: str, sentence: str) -> Diagnosis:
    """Return the diagnosis of one mistake that no text shows."""
    return Diagnosis(sentence=sentence_of(sentence), mistakes=(mistake,))


def sent_twice(mistake: str, header: str) -> Diagnosis:
    """Return the diagnosis of a header that came more than once, and was joined by a comma."""
    return told(mistake, f"{header} was sent twice: send it once; {ADDS}")


def sentence_of(*parts: str) -> str:
    """Return what several mistakes come to in one sentence.

    Args:
        parts: in words of our own to begin with; what somebody sent must not stand first, its case would change.
    """
    sentence = "; and ".join(parts)
    return sentence[0].upper() + sentence[1:]


def printable(text: str) -> str:
    r"""Return a text on one line, its control characters visible as \r or \x1b."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _marked(text: str, difference: Difference | None) -> Iterator[str]:
    """Yield the numbered lines of a text, with an arrow at the one that differs and a caret below the column."""
    for number, line in enumerate(text.split("\n"), start=1):
        differs = difference is not None and difference.line == number
        same = difference.column - 1 if difference is not None and differs else 0
        start = max(0, same - _BEFORE) if len(line) > _WIDTH else 0
        before = ("…" if start else "") + printable(line[start:same])
        after = printable(line[same : start + _WIDTH]) + ("…" if len(line) > start + _WIDTH else "")
        yield f"  {'>' if differs else ' '} {number}  {before}{after}"
        if differs:
            yield " " * len(f"  > {number}  {before}") + "^"
