"""Functions of rules that ask a distribution or a cost of a case: its statistics, its parts, its share of another."""

from __future__ import annotations

from phasegate.expr.functions.arguments import misfit, same
from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import COST, ERROR, SHARE, Type
from phasegate.expr.walk import placed
from phasegate.units import MONEY, MONEY_RATE, NUMBER, times
from phasegate_dsl.tree import Call, Name


def statistic(row: Function, check: Checker, node: Call, named: Named) -> Type:
    """One certain figure of a distribution: a percentile, the mean, the standard deviation."""
    if len(node.args) != 1 or node.args[0].name is not None:
        return misfit(row, check, node)
    kind = check.check(node.args[0].value)
    if kind is ERROR:
        return ERROR
    if kind.kind != "quantity":
        return check.report("PG305", "takes_quantity", node.args[0].value, name=row.name, found=kind.told())
    return Type("quantity", kind.dim, of=kind.of)


def _quantile(row: Function, check: Checker, node: Call, named: Named) -> Type:
    kind = same(check, node, [node.args[0].value])
    share = check.check(node.args[1].value)
    if share is not ERROR and share.dim != NUMBER:
        return check.report("PG300", "probability", node.args[1].value)
    return kind if kind is ERROR else Type("quantity", kind.dim, of=kind.of)


def _chance(row: Function, check: Checker, node: Call, named: Named) -> Type:
    check.chance += 1
    kind = check.check(placed(node)[0])
    check.chance -= 1
    if kind.kind in ("bool", "error"):
        return SHARE
    return check.report("PG305", "chance", placed(node)[0], found=kind.told())


def _annual(row: Function, check: Checker, node: Call, named: Named) -> Type:
    kind = check.check(placed(node)[0])
    if kind is ERROR:
        return ERROR
    if kind.kind == "quantity" and kind.dim in (MONEY, MONEY_RATE):
        return Type("quantity", MONEY_RATE, kind.uncertain)
    return check.report("PG305", "annual", placed(node)[0], found=kind.told())


def _part(row: Function, check: Checker, node: Call, named: Named) -> Type:
    arg = placed(node)[0]
    kind = check.check(arg)
    if kind is ERROR:
        return ERROR
    if (kind.kind == "record" and kind.of in ("phase", "line", "role")) or (isinstance(arg, Name) and arg.id == "cost"):
        return COST
    return check.report("PG305", "takes_cost_of", arg, name=row.name)


def _share(row: Function, check: Checker, node: Call, named: Named) -> Type:
    kind = check.check(placed(node)[0])
    whole = ERROR if kind is ERROR else check.check(named["of"].value)
    if whole is ERROR:
        return ERROR
    if kind.kind != "quantity" or whole.kind != "quantity" or times(kind.dim, whole.dim, -1) != NUMBER:
        return check.mismatch(node, "compare", (placed(node)[0], kind), (named["of"].value, whole))
    return Type("quantity", NUMBER, kind.uncertain or whole.uncertain, of="share")


ROWS = (
    Function(
        "quantile(x, 0.8)",
        "the value that x stays under with this probability; `p80(x)` is short for it",
        2,
        where="rule",
        typing=_quantile,
    ),
    Function(
        "mean(x)",
        "the mean of a distribution, or of a collection",
        1,
        where="rule",
        typing=statistic,
        collection=True,
    ),
    Function("sd(x)", "the standard deviation", 1, where="rule", typing=statistic),
    Function("chance(x <= y)", "how likely the condition is", 1, where="rule", typing=_chance),
    Function(
        "annual(scale.cost)",
        "money per year: a phase's cost over its duration, or a rate",
        1,
        where="rule",
        typing=_annual,
    ),
    Function("capex(x)", "the capitalized part of a phase, a line or `cost`", 1, where="rule", typing=_part),
    Function("opex(x)", "the rest of it", 1, where="rule", typing=_part),
    Function("share(x, of: y)", "x as a part of y", 1, ("of",), where="rule", typing=_share),
)
