"""`scenario growth { claims = claims * 2 }`: a named set of changed assumptions."""

from __future__ import annotations

from phasegate.expr.names import unfolded
from phasegate.model.case import Definition, Scenario
from phasegate.resolve.read import title
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.resolve.streams import rewritten
from phasegate.units import show
from phasegate_dsl.expected import suggest

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
        message = f"the case has no assumption `{name}` to change"
        resolving.report("PG200", change.span, message, help=suggest(name, known))
        return None
    if base.dim != change.dim:
        one, other = (show(dim, resolving.scope.currency) for dim in (base.dim, change.dim))
        message = f"`{name}` is `{one}` in the case and `{other}` in the scenario"
        resolving.report("PG300", change.span, message, help="a change keeps the dimension")
        return None
    # `claims = claims * 2` speaks of what the case says
    return rewritten(change, base.key, unfolded(change.expr, name, base.expr))
