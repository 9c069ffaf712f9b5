"""`correlate claims with calls at 0.6`: two ranges that move together."""

from __future__ import annotations

from phasegate.expr.drawn import is_range
from phasegate.model.case import Correlation
from phasegate.resolve.read import clause_name
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import NUMBER
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import nearest
from phasegate_dsl.tree import Name


def part(resolving: Resolving, item: Placed) -> Correlation | None:
    """The correlation of two assumptions that are ranges."""
    name, other, at = item.name, clause_name(item.decl, "with"), item.decl.clause("at")
    if other is None or at is None or not all(_is_range(resolving, one) for one in (name, other)):
        return None
    amount = resolving.amount(at.value, (NUMBER,), phrase("a_correlation"))
    if amount is None:
        return None
    if not -1 <= amount.value <= 1 or name.id == other.id:
        resolving.report("PG309", "bounds", at.value)
        return None
    first = next((one for one in resolving.of(Correlation) if {one.a, one.b} == {name.id, other.id}), None)
    if first is not None:
        related = (Related(first.span, phrase("given_first")),)
        resolving.report("PG309", "twice", resolving.span(item.decl), a=first.a, b=first.b, related=related)
        return None
    return Correlation(name.id, other.id, amount.value, resolving.span(item.decl))


def _is_range(resolving: Resolving, name: Name) -> bool:
    definitions = resolving.definitions
    if name.id not in definitions.drafts:
        names = [d.name for d in definitions.assumptions()]
        resolving.report("PG200", "assumption", name, name=name.id, **nearest(name.id, names, resolving.scope.hints))
        return False
    definition = definitions.settled.get(name.id)
    if definition is None:
        return False  # what is wrong with it has been said
    if not is_range(definition.expr):
        resolving.report("PG309", "not_range", name, name=name.id)
        return False
    return True
