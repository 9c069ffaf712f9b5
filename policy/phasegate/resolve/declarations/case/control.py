"""`control audit_logging by audit_pipeline evidence "…" dated 2026-08-12`: the claim that a safeguard is in place."""

from __future__ import annotations

from phasegate.model.case import ControlClaim
from phasegate.resolve.read import clause_day, clause_names, fact, head
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.nearest import nearest
from phasegate_dsl.tree import Text


def part(resolving: Resolving, item: Placed) -> ControlClaim:
    """The claim, with the lines that are there to pay for it."""
    resolving.known(item.name, "control")
    lines = {d.name for d in resolving.definitions.settled.values() if d.kind in ("line", "role")}
    by = clause_names(item.decl, "by")
    for name in by:
        if name.id not in lines:
            resolving.report("PG200", "fund", name, name=name.id, **nearest(name.id, lines, resolving.scope.hints))
    evidence = item.decl.clause("evidence")
    return ControlClaim(
        item.name.id,
        head(item.decl, resolving.source),
        [name.id for name in by if name.id in lines],
        evidence.value.value if evidence and isinstance(evidence.value, Text) else "",
        clause_day(item.decl, "dated"),
        item.phase_name,
        fact(item.decl, "owner"),
    )
