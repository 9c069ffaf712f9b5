"""`metric cost_per_claim = cost / claims target <= $1.2/claim`: a monthly figure with a target."""

from __future__ import annotations

from phasegate.model.case import Metric
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Target


def define(resolving: Resolving, item: Placed) -> str:
    """Its figure; it belongs to no phase."""
    return resolving.define(item.lifted(), "metric", item.expression("="), prefix="metric.")


def build(resolving: Resolving, item: Placed, key: str) -> Metric | None:
    """The metric with its target, which measures what it measures."""
    definition, clause = resolving.definitions.settled.get(key), item.decl.clause("target")
    if definition is None:
        return None
    if clause is not None and isinstance(clause.value, Target):
        target = resolving.amount(clause.value.value, (definition.dim,), phrase("target_of", name=definition.name))
        if target is not None:
            return Metric(definition, clause.value.op, target.value)
    return Metric(definition)
