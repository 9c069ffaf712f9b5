"""Functions of rules that ask a distribution or a cost of a case: its statistics, its parts, its share of another."""

from __future__ import annotations

from phasegate.expr.functions.arguments import misfit, same
from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import COST, ERROR, SHARE, Type
from phasegate.expr.walk import placed
from phasegate.units import MONEY, MONEY_RATE, NUMBER, times
from phasegate_dsl.tree import Attr, Call, Expr, Name

STATISTICS = ("mean", "sd", "quantile")
TAXED = ("modelled", "declared", "gap")
"""Parts of the governance tax, which are amounts over the horizon."""


def percentile(name: str) -> float | None:
    """0.8 for `p80`; none for any other name."""
    if len(name) == 3 and name[0] == "p" and name[1:].isdigit() and name != "p00":
        return int(name[1:]) / 100
    return {"p5": 0.05, "p1": 0.01}.get(name)


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
    arg = placed(node)[0]
    kind = check.check(arg)
    if kind is ERROR:
        return ERROR
    if kind.kind != "quantity" or kind.dim not in (MONEY, MONEY_RATE):
        return check.report("PG305", "annual", arg, found=kind.told())
    if kind.dim == MONEY and not _has_period(check, spread(arg)):
        return check.report("PG305", "no_period", arg, text=check.text(arg))
    return Type("quantity", MONEY_RATE, kind.uncertain)


def spread(node: Expr) -> Expr:
    """The cost whose period `annual` divides by: that within `p80(…)` and the like, else the expression itself."""
    while isinstance(node, Call) and (percentile(node.func.id) is not None or node.func.id in STATISTICS):
        node = node.args[0].value
    return node


def _has_period(check: Checker, node: Expr) -> bool:
    if isinstance(node, Name):
        return node.id == "cost"
    if not isinstance(node, Attr):
        return False
    owner = check.check(node.object)
    return node.name.id in TAXED or (node.name.id == "cost" and owner.of in ("phase", "line", "role"))


def _part(row: Function, check: Checker, node: Call, named: Named) -> Type:
    arg = placed(node)[0]
    kind = check.check(arg)
    if kind is ERROR:
        return ERROR
    if (kind.kind == "record" and kind.of in ("phase", "line", "role")) or (isinstance(arg, Name) and arg.id == "cost"):
        return COST
    return check.report("PG305", "takes_cost_of", arg, name=row.name)


def _alike(row: Function, check: Checker, node: Call, named: Named) -> Type:
    return same(check, node, [arg.value for arg in node.args])


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
        example="quantile(scale.cost, 0.8)",
    ),
    Function(
        "mean(x)",
        "the mean of a distribution, or of a collection",
        1,
        where="rule",
        typing=statistic,
        collection=True,
        example="mean(cost)",
    ),
    Function(
        "sd(x)",
        "the standard deviation",
        1,
        where="rule",
        typing=statistic,
        example="sd(cost)",
    ),
    Function(
        "chance(x <= y)",
        "how likely the condition is",
        1,
        where="rule",
        typing=_chance,
        example="chance(scale.run_cost <= $2.5M/yr)",
    ),
    Function(
        "annual(scale.cost)",
        "money per year: a phase's cost over its duration, or a rate",
        1,
        where="rule",
        typing=_annual,
        example="p50(annual(scale.cost))",
    ),
    Function(
        "enough(x)",
        "x, told rounded up in a text: a sum to ask for that holds",
        1,
        where="rule",
        typing=_alike,
        example="enough(p80(scale.dearest_year))",
    ),
    Function(
        "capex(x)",
        "the capitalized part of a phase, a line or `cost`",
        1,
        where="rule",
        typing=_part,
        example="mean(capex(cost))",
    ),
    Function(
        "opex(x)",
        "the rest of it",
        1,
        where="rule",
        typing=_part,
        example="mean(opex(cost))",
    ),
    Function(
        "share(x, of: y)",
        "x as a part of y",
        1,
        ("of",),
        where="rule",
        typing=_share,
        example="mean(share(opex(cost), of: cost))",
    ),
)
