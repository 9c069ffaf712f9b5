"""`phase scale "…" { budget: $1M..$3M/yr; duration: 12 months.. }`: what a ruleset says of a phase in general."""

from __future__ import annotations

from phasegate.expr.currency import currency_of
from phasegate.model.case import Bounds
from phasegate.model.framework import PhaseNorm
from phasegate.resolve.merging import Reading
from phasegate.resolve.read import fact, field, title, yes
from phasegate.resolve.strictness import words
from phasegate.units import MONEY, MONEY_RATE, TIME
from phasegate_dsl.tree import Decl


def read(ruleset: Reading, item: Decl) -> None:
    """Define the phase, with the bounds of its budget and duration."""
    assert item.name is not None
    span = ruleset.source.span(item.start, item.head_end)
    budget = ruleset.figures(item, "budget", (MONEY, MONEY_RATE))
    duration = ruleset.figures(item, "duration", (TIME,))
    found = PhaseNorm(
        item.name.id,
        title(item),
        span,
        Bounds(*budget, span) if budget else None,
        currency_of(field(item, "budget")) if budget else "USD",
        Bounds(*duration, span) if duration else None,
        yes(item, "delivery"),
        fact(item, "doc"),
    )
    ruleset.define("phase", ruleset.merged.phases, found, words.phase)
