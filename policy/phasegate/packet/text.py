"""Only characters that the bundled fonts hold reach the page; anything else is spelled out, so nothing hides.

An emoji or a CJK sign would pull a font of the machine in (other bytes elsewhere, and an invalid PDF/UA); a
bidirectional override would make a reviewer read another text than the one that is approved.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from phasegate.packet.assets import fonts

NARROW, WIDE = frozenset(" .,:;'|!()ijltfrI/-"), frozenset("mwMW@%‹›")
SPACES = dict.fromkeys(map(ord, "\t\r\n\v\f\x85\u2028\u2029"), " ")


@cache
def coverage() -> frozenset[int]:
    """Code points that all four bundled fonts can print."""
    points: set[int] = set()
    for row in (fonts() / "coverage.txt").read_text(encoding="ascii").splitlines():
        low, high = row.split("-")
        points.update(range(int(low, 16), int(high, 16) + 1))
    return frozenset(points)


@cache
def _foreign() -> re.Pattern[str]:
    runs = "".join(f"\\U{point:08x}" for point in sorted(coverage()))
    return re.compile(f"[^{runs}]")


def _spell(match: re.Match[str]) -> str:
    sign = match.group()
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and all(ord(part) in coverage() for part in plain):
        return plain
    return f"‹U+{ord(sign):04X}›"


def printable(text: str, *, keep_lines: bool = False) -> str:
    """`text` with every character outside the fonts spelled as `‹U+1F600›`; line ends become spaces unless kept."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    if keep_lines:
        return "\n".join(printable(part) for part in re.split(r"\r\n|\r|\n", text))
    return _foreign().sub(_spell, text.translate(SPACES))


def clip(text: str, length: int) -> str:
    """`text` in the room of about `length` ordinary characters, for labels inside pictures, where nothing can wrap."""
    return fit(text, length * 0.6)


def ems(text: str) -> float:
    """About how wide `text` is set, in ems; a little generous."""
    return sum(0.34 if sign in NARROW else 0.92 if sign in WIDE else 0.7 if sign.isupper() else 0.61 for sign in text)


def fit(text: str, room: float) -> str:
    """`text` shortened to about `room` ems: page furniture has one line and no more."""
    text = printable(text).strip()
    if ems(text) <= room:
        return text
    while text and ems(text) > room - 0.9:
        text = text[: min(len(text) - 1, int(room * 3))]
    return text.rstrip() + "…"
