"""`scenario growth { claims = claims * 2 }`: a named set of changed assumptions."""

from __future__ import annotations

from phasegate.expr.names import unfolded
from phasegate.expr.types import measure
from phasegate.model.case import Definition, Scenario
from phasegate.resolve.read import title
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.resolve.streams import rewritten
from phasegate_dsl.nearest import nearest

Changes = dict[str, str]
"""The key of each change's definition, by the assumption that it changes."""


def define(resolving: Resolving, item: Placed) -> Changes:
    """The definition of each change, under a key of the scenario."""
    changes = {}
    for change in item.decl.decls("set"):
        clause = change.clause("=")
        if change.name is not None and clause is not None:
            inner = Placed(change, change.name, None)
            prefix = f"scenario.{item.name.id}."
            changes[change.name.id] = resolving.define(inner, "scenario", clause.value, prefix=prefix)
    return changes


def build(resolving: Resolving, item: Placed, changes: Changes) -> Scenario:
    """The scenario with the changes that name assumptions and keep their dimension."""
    settled = resolving.definitions.settled
    known = {d.name: d for d in resolving.definitions.assumptions() if not d.phase}
    made = {}
    for name, key in changes.items():
        change = _change(resolving, name, settled[key], known) if key in settled else None
        if change is not None:
            made[name] = change
    return Scenario(item.name.id, title(item.decl), made, resolving.source.span(item.decl.start, item.decl.head_end))


def _change(resolving: Resolving, name: str, change: Definition, known: dict[str, Definition]) -> Definition | None:
    base = known.get(name)
    if base is None:
        resolving.report("PG200", "change", change.span, name=name, **nearest(name, known, resolving.scope.hints))
        return None
    if base.dim != change.dim:
        one, other = (measure(dim, resolving.scope.currency) for dim in (base.dim, change.dim))

        resolving.report("PG300", "scenario", change.span, name=name, base=one, found=other)
        return None
    # `claims = claims * 2` speaks of what the case says
    return rewritten(change, resolving.name, base, unfolded(change.expr, name, base.expr))
