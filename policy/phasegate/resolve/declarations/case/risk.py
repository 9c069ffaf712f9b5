"""`risk vendor_exit chance 15% costs $300K at 2027-03-01`: what may happen, and then costs."""

from __future__ import annotations

from phasegate.model.case import Line, Risk
from phasegate.resolve.declarations.case.reserve import row
from phasegate.resolve.read import fact
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import NUMBER
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Arg, Binary, Call, Expr, ListExpr, Name, Num


@frozen
class Likely:
    """A risk before its cost is settled: the key of what it costs, and how likely it happens, from 0 to 1."""

    key: str
    chance: float


def define(resolving: Resolving, item: Placed) -> Likely | None:
    """What it costs in each draw: whether it happens, drawn under its own key, times what it then costs."""
    name, given = item.name.id, item.expression("chance")
    chance = resolving.amount(given, (NUMBER,), phrase("chance_of", name=name))
    if chance is None:
        return None
    if not 0 <= chance.value <= 1:
        resolving.report("PG401", "chance", given, name=name)
        return None
    costs = item.expression("costs")
    drawn = Binary("*", _happens(given, chance.value), costs, given.start, costs.end)
    return Likely(resolving.define(item, "risk", drawn, wants="cost"), chance.value)


def _happens(given: Expr, chance: float) -> Expr:
    """One with this chance, else zero: the first thing that is drawn under the risk's key."""
    start, end = given.start, given.end

    def numbers(*values: float) -> ListExpr:
        return ListExpr([Num(value, "", None, start, end) for value in values], start, end)

    weights = Arg(Name("weights", start, end), numbers(1 - chance, chance), start, end)
    values = Arg(None, numbers(0.0, 1.0), start, end)
    return Call(Name("choice", start, end), [values, weights], None, start, end)


def build(resolving: Resolving, item: Placed, likely: Likely) -> Risk | None:
    """The risk with its row, if its cost is sound."""
    definition = resolving.definitions.settled.get(likely.key)
    if definition is None:
        return None
    made: Line = row(resolving, item, definition)
    return Risk(made, likely.chance, fact(item.decl, "mitigation"))
