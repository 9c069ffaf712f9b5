"""The known word that a misspelt one was probably meant to be, and the help that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from phasegate_dsl.limits import LIMITS
from phasegate_dsl.records import slotted


@slotted
class Hints:
    """How many comparisons of words are left in one document: each unknown name is compared with every known one."""

    left: int = LIMITS.compared

    def allow(self, known: Collection[str]) -> bool:
        """Whether one more word may be compared with these."""
        self.left -= len(known) + 1
        return self.left >= 0


def near(word: str, known: Iterable[str], hints: Hints | None = None) -> str:
    """The known word nearest to a misspelt one, or none; short words must be nearer. `hints` bounds the work."""
    known = known if isinstance(known, Collection) else list(known)
    if hints is not None and not hints.allow(known):
        return ""
    from difflib import get_close_matches  # most texts have nothing misspelt

    matches = get_close_matches(word, sorted(known), 1, 0.72 if len(word) > 4 else 0.6)
    if matches:
        return matches[0]
    lower = {k.lower(): k for k in sorted(known)}
    return lower.get(word.lower(), "")


def nearest(word: str, known: Collection[str], hints: Hints | None = None) -> dict[str, Any]:
    """What a finding about an unknown name knows: the nearest known one, else the first of all and how many more."""
    if hints is not None and hints.left < 0:
        return {"known": (), "more": None}
    words = sorted(set(known))
    meant = near(word, words, hints)
    if meant:
        return {"meant": meant}
    return {"known": tuple(words[:8]), "more": len(words) - 8 if len(words) > 8 else None}
