"""The finding about a case whose cost is spread less than that of comparable programmes was."""

from __future__ import annotations

from typing import Any

from phasegate.amounts import Money
from phasegate.checks.material import Material
from phasegate.model.case import Case
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """The findings about the spread of a case's cost; none where it is as wide as that of its class."""
    from phasegate.cost.figures.history import history

    found, case = history(on.figures), on.case
    if not found.narrower:
        return []
    told, currency = found.reference, case.currency
    values: dict[str, Any] = {
        "middle": Money(found.own[0], currency),
        "high": Money(found.own[2], currency),
        "spread": found.spread,
        "programmes": told.n,
        "title": told.title,
        "past_spread": told.spread,
        "past": Money(found.told[2], currency),
        "mean": told.mean,
        "tail": told.percentiles["p95"],
        "largest": told.largest,
        "reported": told.name if told.self_reported else None,
        "guessed": None if found.named else told.name,
    }
    span, more = case.field_spans.get("reference_class", case.span), found.more
    if not more:
        return [finding("PG320", "narrow_only", span, **values)]
    aside = Money(more * found.lines, currency)
    return [finding("PG320", "narrow", span, **values, sum=aside, share=f"{more:.1%}", name=_free(case))]


def _free(case: Case) -> str:
    """A name for a contingency that the case has not given yet."""
    taken = {one.name for one in case.definitions.values()}
    names = ("reserve", "contingency_reserve", *(f"reserve_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
