"""Types of function calls: which row a call means, whether its arguments fit, and what the row's typing makes of it."""

from __future__ import annotations

from phasegate.expr.functions import COLLECTION, FUNCTIONS, percentile
from phasegate.expr.functions.arguments import arguments
from phasegate.expr.functions.collections import collection, comprehension, over_list
from phasegate.expr.functions.figures import statistic
from phasegate.expr.functions.row import Checker, Function
from phasegate.expr.types import ERROR, Type
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Call


def infer(check: Checker, node: Call) -> Type:
    """The type of a call; reports unknown functions and arguments that do not fit."""
    name, rule = node.func.id, check.scope.rule
    if percentile(name) is not None and name not in check.scope.names:
        if not rule:
            return _for_rules(check, node)
        return statistic(Function(f"{name}(x)", "", 1, where="rule", typing=statistic), check, node, {})
    row = FUNCTIONS.get(name)
    if row is None or (row.where == "case" and rule):
        return _unknown(check, node)
    if row.where == "rule" and not rule:
        return _for_rules(check, node)
    if node.comp is not None and not rule:
        return _for_rules(check, node)
    if node.comp is not None:
        return comprehension(row, check, node, sorted(COLLECTION))
    if row.collection and over_list(check, node):
        return collection(row, check, node, check.types[id(node.args[0].value)])
    named = arguments(row, check, node)
    return ERROR if named is None else row.typing(row, check, node, named)


def _unknown(check: Checker, node: Call) -> Type:
    places = ("both", "rule" if check.scope.rule else "case")
    meant = near(node.func.id, [n for n, row in FUNCTIONS.items() if row.where in places], check.scope.hints)
    if not meant:  # no function was meant: perhaps a name
        check.unknown[len(check.findings)] = node.func
    return check.report("PG200", "function", node.func, name=node.func.id, meant=meant)


def _for_rules(check: Checker, node: Call) -> Type:

    return check.report("PG200", "for_rules", node.func, name=node.func.id)
