"""`curve claims at 10_000, 50_000 claim/mo`: the usage levels at which run cost is shown over an assumption."""

from __future__ import annotations

from phasegate.model.case import Curve
from phasegate.resolve.levels import spread_unit
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import nearest


def part(resolving: Resolving, item: Placed) -> Curve | None:
    """The curve, if its driver is an assumption of the case."""
    definitions, clause = resolving.definitions, item.decl.clause("at")
    driver = definitions.settled.get(item.name.id)
    if driver is None or driver.kind != "assumption":
        if item.name.id not in definitions.drafts:
            names = [d.name for d in definitions.assumptions() if not d.phase]

            resolving.report(
                "PG200", "run_over", item.name, name=item.name.id, **nearest(item.name.id, names, resolving.scope.hints)
            )
        return None
    if clause is None or not isinstance(clause.value, list):
        return None
    levels = [
        resolving.amount(p, (driver.dim,), phrase("level_of", name=driver.name)) for p in spread_unit(clause.value)
    ]
    sound = [level for level in levels if level is not None]
    if not sound:
        return None
    return Curve(driver.name, [one.value for one in sound], [one.span.text for one in sound], resolving.span(item.decl))
