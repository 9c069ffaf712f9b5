"""`role ai_governance_officer 1 fte costs $210K/fte/yr`: a line that pays people of a role that the rulesets know."""

from __future__ import annotations

from phasegate.model.case import Line
from phasegate.resolve.declarations.case.line import Staffing, row
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import FTE
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Binary


def define(resolving: Resolving, item: Placed) -> tuple[str, Staffing] | None:
    """Its cost: how many, times what one costs."""
    decl, name = item.decl, item.name.id
    resolving.known(item.name, "role")
    amount, costs = decl.clause("amount"), decl.clause("costs")
    if amount is None or costs is None:
        needed = ((phrase("amount_such_as"), amount), (phrase("quoted", text="costs"), costs))
        parts = tuple(part for part, clause in needed if clause is None)
        resolving.report("PG112", "role", item.name, name=name, parts=parts)
        return None
    fte = resolving.amount(amount.value, (FTE,), phrase("amount_of", name=name))
    if fte is None:
        return None
    product = Binary("*", amount.value, costs.value, amount.value.start, costs.value.end)
    return resolving.define(item, "role", product, wants="cost"), Staffing(name, fte.value)


def build(resolving: Resolving, item: Placed, defined: tuple[str, Staffing]) -> Line | None:
    """The line that it makes, if its cost is sound."""
    return row(resolving, item, *defined)
