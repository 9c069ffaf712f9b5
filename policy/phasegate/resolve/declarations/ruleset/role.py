"""`role ai_governance_officer "…" { category: labor; rate: $180K to $240K/fte/yr }`: people that can be required."""

from __future__ import annotations

from phasegate.expr.currency import currency_of
from phasegate.model.framework import RoleDef
from phasegate.resolve.merging import Reading, cites
from phasegate.resolve.read import fact, field, title, yes
from phasegate.resolve.strictness import words
from phasegate.units import FTE, MONEY_RATE, times
from phasegate_dsl.tree import Decl

RATE = times(MONEY_RATE, FTE, -1)


def read(ruleset: Reading, item: Decl) -> None:
    """Define the role."""
    assert item.name is not None
    found = RoleDef(
        item.name.id,
        title(item),
        ruleset.source.span(item.start, item.head_end),
        fact(item, "category"),
        yes(item, "governance"),
        ruleset.share(item, "rate", RATE),
        currency_of(field(item, "rate")),
        fact(item, "doc"),
        cites(item),
    )
    ruleset.define("role", ruleset.merged.roles, found, words.role)
