"""The known word that a misspelt one was probably meant to be, and the help that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def near(word: str, known: Iterable[str]) -> str:
    """The known word nearest to a misspelt one, or none; short words must be nearer."""
    from difflib import get_close_matches  # most texts have nothing misspelt

    matches = get_close_matches(word, sorted(known), 1, 0.72 if len(word) > 4 else 0.6)
    if matches:
        return matches[0]
    lower = {k.lower(): k for k in sorted(known)}
    return lower.get(word.lower(), "")


def nearest(word: str, known: Iterable[str]) -> dict[str, Any]:
    """What a finding about an unknown name knows: the nearest known one, else the first of all and how many more."""
    words = sorted(set(known))
    meant = near(word, words)
    if meant:
        return {"meant": meant}
    return {"known": tuple(words[:8]), "more": len(words) - 8 if len(words) > 8 else None}
