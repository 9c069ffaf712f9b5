"""`measured cost foundation = $310K on 2026-11-01`: an actual figure of a phase or a metric."""

from __future__ import annotations

from phasegate.model.case import Amount, Measurement
from phasegate.resolve.read import clause_day, clause_name, clause_text
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import MONEY
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Name


def part(resolving: Resolving, item: Placed) -> Measurement | None:
    """The measurement, in base units."""
    what = clause_name(item.decl, "what")
    if what is None or not _can_be_measured(resolving, what):
        return None
    amount = _cost(resolving, item) if what.id == "cost" else _metric(resolving, item)
    on = clause_day(item.decl, "on")
    if amount is None or on is None:
        return None
    source = clause_text(item.decl, "source")
    return Measurement(what.id, item.name.id, amount.value, amount.dim, on, source, resolving.span(item.decl))


def _can_be_measured(resolving: Resolving, what: Name) -> bool:
    if what.id in ("cost", "metric"):
        return True
    meant = near(what.id, ("cost", "metric"))

    resolving.report("PG114", "measurable", what, name=what.id, meant=meant)
    return False


def _cost(resolving: Resolving, item: Placed) -> Amount | None:
    if resolving.phase_named(item.name) is None:
        return None
    return resolving.amount(item.expression("="), (MONEY,), phrase("measured_cost", name=item.name.id))


def _metric(resolving: Resolving, item: Placed) -> Amount | None:
    found = resolving.typed(item.expression("="))
    return (
        resolving.amount(item.expression("="), (found.dim,), phrase("measured_metric"))
        if found.kind != "error"
        else None
    )
