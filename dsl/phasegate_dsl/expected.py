"""What could stand at a place, in words that people use: terminals grouped into values, operators, statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_WORDS = {
    "NAME": "a name",
    "STRING": "a text in quotes",
    "NUMBER": "a number",
    "MONEY": "an amount of money",
    "PERCENT": "a percentage",
    "DATE": "a date such as `2026-10-01`",
    "MONTH": "a month such as `2026-10`",
    "RULE_ID": "a rule id such as `TB-301`",
    "CMP": "a comparison such as `<=`",
    "NL": "a new line",
    "$END": "the end of the file",
}
_VALUES = frozenset(
    ["NAME", "STRING", "NUMBER", "MONEY", "PERCENT", "DATE", "MONTH", "YES", "NO", "LSQB", "LPAR", "MINUS", "NOT"]
)
_OPERATORS = frozenset(
    ["PLUS", "MINUS", "STAR", "SLASH", "PER", "CARET", "TO", "DOTDOT", "CMP", "IN", "HAS", "AND", "OR", "IMPLIES"]
)
_FOLLOW_UPS = frozenset(["DOT", "LPAR"])


class Vocabulary:
    """Terminals of the language with the words they are shown by."""

    def __init__(self, keywords: dict[str, str], symbols: dict[str, str]) -> None:
        self._text = {name: text for text, name in (*symbols.items(), *keywords.items())}
        self._keywords = {name: text for text, name in keywords.items()}

    def show(self, terminal: str) -> str:
        """One terminal as people read it."""
        return _WORDS.get(terminal) or f"`{self._text.get(terminal, terminal.lower())}`"

    def keyword(self, terminal: str) -> str:
        """The word that a keyword's terminal stands for; empty for others."""
        return self._keywords.get(terminal, "")

    def expected(self, terminals: Iterable[str], found: str) -> str:
        """`a name, a number or ...` for the terminals that could stand at a place."""
        rest, shown = set(terminals), []
        if len(rest & _VALUES) >= 6:
            shown.append("a value")
            rest -= _VALUES | _FOLLOW_UPS
        if len(rest & _OPERATORS) >= 6:
            shown.append("an operator")
            rest -= _OPERATORS | _FOLLOW_UPS | {"NAME"}
        words = sorted(self._keywords[t] for t in rest if t in self._keywords)
        if len(words) > 8:
            shown.append("a statement" if "FOLLOWS" in rest else "a clause")
            rest -= set(self._keywords)
            words = []
        if "NL" in rest:
            rest -= {"$END", "RBRACE"}
        shown += sorted(self.show(t) for t in rest if t not in self._keywords)
        shown += [f"`{w}`" for w in words[:8]] + (["…"] if len(words) > 8 else [])
        if len(shown) < 2:
            return "".join(shown)
        return ", ".join(shown[:-1]) + (" " if shown[-1] == "…" else " or ") + shown[-1]

    def near(self, word: str, terminals: Iterable[str]) -> str:
        """The keyword among these terminals that was probably meant, or nothing."""
        return near(word, [self._keywords[t] for t in terminals if t in self._keywords])


def near(word: str, known: Iterable[str]) -> str:
    """The known word nearest to a misspelt one, or nothing; short words must be nearer."""
    from difflib import get_close_matches  # most texts have nothing misspelt

    matches = get_close_matches(word, sorted(known), 1, 0.72 if len(word) > 4 else 0.6)
    if matches:
        return matches[0]
    lower = {k.lower(): k for k in sorted(known)}
    return lower.get(word.lower(), "")


def suggest(word: str, known: Iterable[str]) -> str:
    """A help line: the nearest known word, else the known ones where they are few."""
    words = sorted(set(known))
    meant = near(word, words)
    if meant:
        return f"did you mean `{meant}`?"
    if not words:
        return "none is declared"
    listed = ", ".join(f"`{w}`" for w in words[:8])
    return f"there is {listed}" + (f" and {len(words) - 8} more" if len(words) > 8 else "")


def nearest(word: str, known: Iterable[str]) -> dict[str, Any]:
    """What a finding about an unknown name knows: the nearest known one, else the first of all and how many more."""
    words = sorted(set(known))
    meant = near(word, words)
    if meant:
        return {"meant": meant}
    return {"known": tuple(words[:8]), "more": len(words) - 8 if len(words) > 8 else None}
