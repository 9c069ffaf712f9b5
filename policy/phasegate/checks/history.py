"""The finding about a case that is surer of its cost than comparable programmes turned out to be."""

from __future__ import annotations

from phasegate.amounts import Money
from phasegate.cost.engine.model import Model
from phasegate.cost.figures.history import history
from phasegate_dsl.finding import Finding, finding


def judge(model: Model) -> list[Finding]:
    """What is to be said of the spread of a case's cost; nothing where it is as wide as that of its class."""
    found, case = history(model), model.case
    if not found.narrower:
        return []
    told = found.reference
    one = finding(
        "PG320",
        "narrow",
        case.field_spans.get("reference_class", case.span),
        middle=Money(found.own[0], case.currency),
        high=Money(found.own[2], case.currency),
        spread=found.spread,
        programmes=told.n,
        title=told.title,
        past_spread=told.spread,
        past=Money(found.told[2], case.currency),
        guessed=None if found.named else told.name,
    )
    return [one]
