"""What may stand at a position in a text: the terminals that the parser would take there, and words for them.

Recovery asks it what to say of a token that cannot stand where it stands, completion what to offer.
"""

from __future__ import annotations

from collections.abc import Iterable

from phasegate_dsl.engine import Engine
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.operators import INFIX, OPERANDS

_SPOKEN = ("CMP", "DATE", "MONTH", "NAME", "NL", "NUMBER", "PERCENT", "RULE_ID", "STRING", "MONEY", "$END")
"""Terminals that have a phrase (`a name`, `a number`), in the order in which they are named."""
_FOLLOW_UPS = frozenset(["DOT", "LPAR"])


class Vocabulary:
    """Terminals of the language with the words they are shown by."""

    def __init__(self, keywords: dict[str, str], symbols: dict[str, str]) -> None:
        self._text = {name: text for text, name in (*symbols.items(), *keywords.items())}
        self._keywords = {name: text for text, name in keywords.items()}

    def written(self, terminal: str) -> str:
        """The text of a keyword or a sign; of other terminals their names."""
        return self._text.get(terminal, terminal.lower())

    def told(self, terminal: str) -> Phrase:
        """One terminal as people read it."""
        return phrase(f"terminal_{terminal}") if terminal in _SPOKEN else phrase("quoted", text=self.written(terminal))

    def keyword(self, terminal: str) -> str:
        """The word that a keyword's terminal stands for; empty for others."""
        return self._keywords.get(terminal, "")

    def expected(self, terminals: Iterable[str]) -> tuple[Phrase, ...]:
        """What could stand at a place, grouped: values, operators, statements or clauses, signs, then keywords."""
        rest: set[str] = set(terminals)
        shown: list[Phrase] = []
        if len(rest & OPERANDS) >= 6:
            shown.append(phrase("a_value"))
            rest -= OPERANDS | _FOLLOW_UPS
        if len(rest & INFIX) >= 6:
            shown.append(phrase("an_operator"))
            rest -= INFIX | _FOLLOW_UPS | {"NAME"}
        words = sorted(self._keywords[t] for t in rest if t in self._keywords)
        if len(words) > 8:
            shown.append(phrase("a_statement" if "FOLLOWS" in rest else "a_clause"))
            rest -= set(self._keywords)
            words = []
        if "NL" in rest:
            rest -= {"$END", "RBRACE"}
        signs = sorted(self.written(t) for t in rest if t not in self._keywords and t not in _SPOKEN)
        shown += [phrase("quoted", text=sign) for sign in signs]
        shown += [self.told(t) for t in _SPOKEN if t in rest]
        return tuple(shown) + tuple(phrase("quoted", text=word) for word in words)

    def near(self, word: str, terminals: Iterable[str]) -> str:
        """The keyword among these terminals that was probably meant, or none."""
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
