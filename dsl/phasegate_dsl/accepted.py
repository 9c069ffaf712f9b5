"""What may stand at a place of a text: the terminals that the parser would take there, and words for them.

Recovery asks it what to say of a token that cannot stand where it stands, completion what to offer.
"""

from __future__ import annotations

from collections.abc import Iterable

from phasegate_dsl.engine import Engine
from phasegate_dsl.expected import near
from phasegate_dsl.operators import INFIX, OPERANDS

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
        if len(rest & OPERANDS) >= 6:
            shown.append("a value")
            rest -= OPERANDS | _FOLLOW_UPS
        if len(rest & INFIX) >= 6:
            shown.append("an operator")
            rest -= INFIX | _FOLLOW_UPS | {"NAME"}
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


def vocabulary(engine: Engine) -> Vocabulary:
    """The words in which the engine's terminals are shown."""
    return Vocabulary(engine.tables.keywords, engine.tables.symbols)


def accepted(engine: Engine, states: list[int]) -> set[str]:
    """The terminals that can really follow: in the row, and shifted once all reductions are done."""
    row = engine.tables.actions[states[-1]]
    return {kind for kind, action in row.items() if action >= 0 or feed(engine, list(states), kind)}


def feed(engine: Engine, states: list[int], kind: str) -> bool:
    """Take one terminal on a stack of states alone; false where it cannot stand."""
    actions, gotos, productions = engine.tables.actions, engine.tables.gotos, engine.productions
    while True:
        row = actions[states[-1]]
        action = row.get(kind)
        if action is None:
            if "NAME" not in row or kind not in engine.keywords:
                return False
            kind, action = "NAME", row["NAME"]
        if action >= 0:
            states.append(action)
            return True
        size, _, _, origin, _ = productions[-1 - action]
        if origin == "start":
            return True
        if size:
            del states[-size:]
        states.append(gotos[states[-1]][origin])
