"""The finding about a case whose cost is spread less than that of comparable programmes was."""

from __future__ import annotations

from phasegate.amounts import Money
from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """The findings about the spread of a case's cost; none where it is as wide as that of its class."""
    from phasegate.cost.figures.history import history

    found, case = history(on.figures), on.case
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
