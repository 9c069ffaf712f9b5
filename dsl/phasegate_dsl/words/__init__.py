"""The declarations of the language in their order; each is described once, and everything about it is made from that."""

from __future__ import annotations

from functools import cache

from phasegate_dsl.words import budget, documents, forecast, framework, plan, rules, tests
from phasegate_dsl.words.parts import CLAUSES
from phasegate_dsl.words.spec import LEVELS, VALUES, FieldSpec, Keys, Part, Word

__all__ = ["LEVELS", "VALUES", "WORDS", "FieldSpec", "Keys", "Part", "Word", "in_layout", "places_of", "tails"]

WORDS: dict[str, Word] = {
    word.kind: word
    for word in (
        documents.IMPORT, documents.INITIATIVE,
        plan.FOLLOWS, plan.UNIT, budget.ASSUME, plan.PHASE, budget.LINE, budget.ROLE, budget.CONTINGENCY,
        budget.RISK, budget.CONTROL,
        forecast.VALUE, forecast.METRIC, forecast.LEVER, forecast.OPTION, forecast.CHOSEN, forecast.CURVE,
        forecast.SCENARIO, forecast.SET, forecast.MEASURED,
        plan.WAIVE, plan.DECISION, plan.REQUEST, budget.CORRELATE, budget.FX,
        budget.SHARED, documents.RULESET, framework.EXTENDS, framework.APPLIES, framework.VOCABULARY, framework.CATEGORY,
        framework.TAX, framework.GATE,
        rules.RULE, rules.REQUIRE, rules.WHEN, rules.LET, rules.BECAUSE, rules.FIX, rules.CITE,
        tests.TEST, tests.GIVEN, tests.WITH, tests.EXPECT,
    )
}  # fmt: skip
"""Kind to word, in the order of the reference."""


@cache
def tails() -> dict[str, Part]:
    """Every clause that may stand in a tail, by the name of its production: the grammar takes each after each head."""
    found: dict[tuple[str, str], Part] = {}
    for part in (*CLAUSES, *(part for word in WORDS.values() for part in word.tail or ())):
        found.setdefault((part.word, part.symbol), part)
    named: dict[str, Part] = {}
    for part in found.values():
        name = f"clause_{part.word.replace(' ', '_')}"
        named[f"{name}_{part.takes}" if name in named else name] = part
    return named


@cache
def in_layout() -> tuple[tuple[Word, Keys], ...]:
    """The words of a business case with their keys, in the order in which they stand in YAML and JSON."""
    order: list[tuple[Word, Keys]] = []
    for word in WORDS.values():
        if word.keys is not None and not word.keys.beside:
            order.append((word, word.keys))
    for word in WORDS.values():
        if word.keys is not None and word.keys.beside:
            before = next(at for at, (other, _) in enumerate(order) if other.kind == word.keys.beside)
            order.insert(before + 1, (word, word.keys))
    return tuple(order)


def places_of(kind: str) -> str:
    """`an initiative or a phase`: where a statement belongs, in words."""
    words = [
        ("the top of a file" if p == "" else f"{'an' if p[0] in 'aeiou' else 'a'} {p}") for p in WORDS[kind].places
    ]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
