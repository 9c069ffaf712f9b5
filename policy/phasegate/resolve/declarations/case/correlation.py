"""`correlate claims with calls at 0.6`: two ranges that move together."""

from __future__ import annotations

from phasegate.expr.drawn import is_range
from phasegate.model.case import Correlation
from phasegate.resolve.read import clause_name
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import NUMBER
from phasegate_dsl.expected import suggest
from phasegate_dsl.tree import Name


def part(resolving: Resolving, item: Placed) -> Correlation | None:
    """The correlation of two assumptions that are ranges."""
    name, other, at = item.name, clause_name(item.decl, "with"), item.decl.clause("at")
    if other is None or at is None or not all(_is_range(resolving, one) for one in (name, other)):
        return None
    amount = resolving.amount(at.value, (NUMBER,), "a correlation")
    if amount is None:
        return None
    if not -1 <= amount.value <= 1 or name.id == other.id:
        resolving.report(
            "PG309",
            at.value,
            "a correlation is between -1 and 1, and between two assumptions",
            help="for example `at 0.6`",
        )
        return None
    return Correlation(name.id, other.id, amount.value, resolving.span(item.decl))


def _is_range(resolving: Resolving, name: Name) -> bool:
    definitions = resolving.definitions
    if name.id not in definitions.drafts:
        names = [d.name for d in definitions.assumptions()]
        resolving.report("PG200", name, f"there is no assumption `{name.id}`", help=suggest(name.id, names))
        return False
    definition = definitions.settled.get(name.id)
    if definition is None:
        return False  # what is wrong with it has been said
    if not is_range(definition.expr):
        help = "correlate the ranges that it is calculated from"
        resolving.report("PG309", name, f"`{name.id}` is not a range", help=help)
        return False
    return True
