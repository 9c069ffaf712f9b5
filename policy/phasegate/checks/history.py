"""The finding about a case that is surer of its cost than comparable programmes turned out to be."""

from __future__ import annotations

from phasegate import numbers as figures
from phasegate.checks.material import Material
from phasegate_dsl.codes import finding
from phasegate_dsl.finding import Finding


def judge(on: Material) -> list[Finding]:
    """What is to be said of the spread of a case's cost; nothing where it is as wide as that of its class."""
    from phasegate.cost.figures.history import history

    found, case = history(on.figures), on.case
    if not found.narrower:
        return []
    middle, high = (figures.money(v, case.currency) for v in (found.own[0], found.own[2]))
    told = found.reference
    message = (
        f"the cost runs from {middle} (P50) to {high} (P90), {found.spread:.2f} times; "
        f"of {told.n:,} {told.title} it was {told.spread:.2f} times"
    )
    at = case.field_spans.get("reference_class", case.span)
    past = figures.money(found.told[2], case.currency)
    help = f"history would put the P90 at {past}: give point figures a range and widen the ranges, or say what makes this case surer"
    if not found.named:
        help += "; `reference_class` names another class"
    return [finding("PG320", at, message, help=help)]
