"""What a condition says of each thing it speaks of: an interval, a set of words, yes or no.

Only conditions joined by `and` are taken apart; what is joined otherwise is one thing that is true or not. Bounds are
compared in base units, and amounts in different currencies are different things.
"""

from __future__ import annotations

from dataclasses import field, replace
from math import inf
from typing import TypeAlias

from phasegate.expr.meaning import FALSE, TRUE, Meaning
from phasegate_dsl.records import frozen, slotted


@frozen
class Allowed:
    """The values that a thing may have: an interval, and for words those named (or, with `but`, all but those)."""

    low: float = -inf
    high: float = inf
    open_low: bool = False
    open_high: bool = False
    words: frozenset[Meaning] | None = None
    but: frozenset[Meaning] = frozenset()

    def met(self, other: Allowed) -> Allowed:
        """The values that both allow."""
        low, open_low = max((self.low, self.open_low), (other.low, other.open_low))
        high = min(self.high, other.high)
        open_high = any(a.open_high for a in (self, other) if a.high == high)
        given = [w for w in (self.words, other.words) if w is not None]
        words = frozenset.intersection(*given) if given else None
        return Allowed(low, high, open_low, open_high, words, self.but | other.but)

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        if self.low > self.high or (self.low == self.high and (self.open_low or self.open_high)):
            return True
        return self.words is not None and not self.words - self.but

    def within(self, other: Allowed) -> bool:
        """Whether every value allowed here is allowed there, too."""
        if (self.low, self.open_low) < (other.low, other.open_low):
            return False
        if self.high > other.high or (self.high == other.high and other.open_high and not self.open_high):
            return False
        if other.words is not None and (self.words is None or not self.words - self.but <= other.words):
            return False
        return other.but <= self.but or (self.words is not None and not self.words & other.but)


YES, NO = Allowed(words=frozenset((TRUE,))), Allowed(words=frozenset((FALSE,)))
Subject: TypeAlias = tuple[Meaning, tuple[str, ...]]
"""A thing that is spoken of, and the currencies in which its bounds are written."""


@slotted
class Known:
    """What one or more conditions say together."""

    known: dict[Subject, Allowed] = field(default_factory=dict)
    never: bool = False
    """Whether a condition is `no` whatever the case."""

    def add(self, other: Known) -> Known:
        """Both together."""
        known = dict(self.known)
        for subject, allowed in other.known.items():
            known[subject] = known[subject].met(allowed) if subject in known else allowed
        return Known(known, self.never or other.never)

    @property
    def clash(self) -> Subject | None:
        """A thing for which no value is left."""
        return next((s for s, allowed in self.known.items() if allowed.met(always(s[0])).empty), None)

    @property
    def impossible(self) -> bool:
        """Whether no case can be so."""
        return self.never or self.clash is not None

    def imply(self, other: Known) -> bool:
        """Whether everything that the other states follows from this, or is true of every case."""
        if self.impossible:
            return True
        if other.never:
            return False
        return all(self.known.get(s, Allowed()).met(always(s[0])).within(allowed) for s, allowed in other.known.items())


def facts(meaning: Meaning) -> Known:
    """What a condition says."""
    if meaning == TRUE:
        return Known()
    if meaning == FALSE:
        return Known(never=True)
    if meaning[0] == "and":
        found = Known()
        for part in meaning[1:]:
            found = found.add(facts(part))
        return found
    turned = meaning[0] == "not"
    subject, allowed = _fact(meaning[1] if turned else meaning, not turned)
    return Known({subject: allowed})


def _fact(meaning: Meaning, true: bool) -> tuple[Subject, Allowed]:
    kind = meaning[0]
    if kind in ("<", "<="):
        found = _bound(kind == "<", meaning[1], meaning[2], true)
        if found is not None:
            return found
    elif kind == "==" and true:
        for side, other in ((meaning[1], meaning[2]), (meaning[2], meaning[1])):
            if other[0] == "figure" and side[0] != "figure":
                return _moved(side, other[2:], Allowed(other[1], other[1]))
    elif kind == "in" and true and meaning[2][0] == "interval":
        low, high, *currencies = meaning[2][1:]
        return _moved(meaning[1], tuple(currencies), Allowed(low, high))
    elif kind == "among":
        words = meaning[2]
        return (meaning[1], ()), Allowed(words=words) if true else Allowed(but=words)
    return (meaning, ()), YES if true else NO


def _bound(strict: bool, low: Meaning, high: Meaning, true: bool) -> tuple[Subject, Allowed] | None:
    """`low < high` (`<=` if not strict), or its negation, where one side is a written figure."""
    if low[0] == "figure" and high[0] != "figure":
        allowed = Allowed(low=low[1], open_low=strict) if true else Allowed(high=low[1], open_high=not strict)
        return _moved(high, low[2:], allowed)
    if high[0] == "figure" and low[0] != "figure":
        allowed = Allowed(high=high[1], open_high=strict) if true else Allowed(low=high[1], open_low=not strict)
        return _moved(low, high[2:], allowed)
    return None


def _moved(side: Meaning, currencies: tuple[str, ...], allowed: Allowed) -> tuple[Subject, Allowed]:
    """The thing itself and its values, where the side is the thing times, over, plus or less a written figure."""
    if side[0] in ("+", "-", "*", "/") and len(side) == 3:
        op, left, right = side
        if right[0] == "figure" and not (op in "*/" and right[1] == 0):
            step = right[1]
            values = {"+": (1.0, -step), "-": (1.0, step), "*": (1 / step if step else 1.0, 0.0), "/": (step, 0.0)}[op]
            return _moved(left, _joined(currencies, right), _scaled(allowed, *values))
        if left[0] == "figure" and op in "+*" and not (op == "*" and left[1] == 0):
            values = (1.0, -left[1]) if op == "+" else (1 / left[1], 0.0)
            return _moved(right, _joined(currencies, left), _scaled(allowed, *values))
    return (side, currencies), allowed


def _joined(currencies: tuple[str, ...], figure: Meaning) -> tuple[str, ...]:
    return tuple(sorted({*currencies, *figure[2:]}))


def _scaled(allowed: Allowed, factor: float, step: float) -> Allowed:
    low, high = (float(f"{end * factor + step:.12g}") for end in (allowed.low, allowed.high))
    if factor >= 0:
        return replace(allowed, low=low, high=high)
    return replace(allowed, low=high, high=low, open_low=allowed.open_high, open_high=allowed.open_low)


def always(subject: Meaning) -> Allowed:
    """What is known of a figure whatever the case: a count is not below zero, a chance is between none and all."""
    if subject[0] == "count" or subject[:2] == ("call", "count"):
        return Allowed(low=0.0)
    return Allowed(0.0, 1.0) if subject[:2] == ("call", "chance") else Allowed()
