"""Counts with their nouns, and names in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def noun(count: float, word: str) -> str:
    """The noun for a count: `finding` for one, `findings` for any other."""
    return word if count == 1 else f"{word}s"


def plural(count: int, word: str, *, zero: str = "0") -> str:
    """`1 finding`, `29 findings`, `1,200 findings`; `zero` may say `no` for none."""
    return f"{f'{count:,}' if count else zero} {noun(count, word)}"


def months(count: float) -> str:
    """A stretch of time as a person says it: `1 month`, `36 months`, `1.5 months`."""
    return f"{count:g} {noun(count, 'month')}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in a sentence: `a`, `a and b`, `a, b and 4 more`; empty for none."""
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


SHORT = 30
"""A level is shown as it is written where that has fewer characters."""


def as_written(text: str) -> str:
    """A declared level as it is written, where that is short; else empty."""
    words = " ".join(text.split())
    return words if len(words) < SHORT else ""
