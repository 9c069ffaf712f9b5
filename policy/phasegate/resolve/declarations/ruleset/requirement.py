"""`require control audit_logging with evidence`, `require role … 1 fte`, `require p80(scale.cost) <= …`."""

from __future__ import annotations

from phasegate.expr.scope import Scope
from phasegate.model.case import Amount
from phasegate.model.framework import Requirement
from phasegate.resolve.merging import Conditions
from phasegate.resolve.read import clause_name, head
from phasegate.units import FTE
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Decl, Name, Num


def read(context: Conditions, item: Decl, scope: Scope) -> Requirement | None:
    """The requirement; None where it names nothing that the rulesets know."""
    what, clause = clause_name(item, "what"), item.clause("is")
    if what is None or clause is None:
        return None  # that a clause is missing was found when its form was checked
    if what.id == "expression":
        context.condition(clause.value, scope)
        return Requirement(what.id, clause.value, [], context.span(clause.value))
    names = clause.value if isinstance(clause.value, list) else [clause.value]
    good = [n.id for n in names if isinstance(n, Name) and _is_known(context, n, what.id, scope)]
    amount = _amount(context, item, scope)
    if not good:
        return None
    return Requirement(
        what.id,
        None,
        good,
        head(item, context.source),
        amount,
        item.clause("with evidence") is not None,
        item.clause("recurring") is not None,
    )


def _amount(context: Conditions, item: Decl, scope: Scope) -> Amount | None:
    """How many full-time equivalents of a role are required."""
    amount = item.clause("amount")
    if amount is None:
        return None
    found, where = context.typed(amount.value, scope), context.span(amount)
    if found.kind == "quantity" and found.dim == FTE and isinstance(amount.value, Num):
        return Amount(amount.value.value, FTE, where)
    if found.kind != "error":
        context.report("PG300", "amount", where, found=found.told("USD"))
    return None


def _is_known(context: Conditions, name: Name, kind: str, scope: Scope) -> bool:
    words = scope.vocabularies.get(kind)
    if words is None or name.id in words:
        return True
    meant = near(name.id, words)
    context.report("PG202", "definition", name, what=kind, name=name.id, meant=meant)
    return False
