"""`waive TB-305 until 2027-01-31 because "…" approved by "…"`: an exception to one rule."""

from __future__ import annotations

from phasegate.model.case import Waiver
from phasegate.resolve.read import clause_day, clause_text, fact
from phasegate.resolve.resolving import Placed, Resolving


def part(resolving: Resolving, item: Placed) -> Waiver | None:
    """The waiver, if it ends on a day."""
    until = clause_day(item.decl, "until")
    if until is None:
        clause = item.decl.clause("until")
        resolving.report("PG114", "waiver_end", clause)
        return None
    return Waiver(
        item.name.id,
        until,
        clause_text(item.decl, "because"),
        clause_text(item.decl, "approved by"),
        resolving.span(item.decl),
        fact(item.decl, "compensating"),
    )
