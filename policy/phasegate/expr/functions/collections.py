"""Functions over lists: with a comprehension, or with one list as their argument."""

from __future__ import annotations

from phasegate.expr.functions.arguments import misfit
from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import BOOL, ERROR, PLAIN, Type
from phasegate_dsl.tree import Call, ListExpr


def _only_lists(row: Function, check: Checker, node: Call, named: Named) -> Type:
    """These take a list and nothing else, so that a call which reaches its arguments does not fit."""
    return misfit(row, check, node)


CONDITIONS = ("all", "any", "none")
ROWS = (
    Function(
        "all(l.recurring for l in scale.lines where l.category == governance)",
        "whether it holds for every one",
        1,
        where="rule",
        typing=_only_lists,
        collection=True,
        example="all(a.sourced or a.derived or a.planned for a in assumptions)",
    ),
    Function(
        "any(m.targeted for m in metrics)",
        "whether it holds for at least one",
        1,
        where="rule",
        typing=_only_lists,
        collection=True,
        example="any(m.targeted for m in metrics)",
    ),
    Function(
        "none(l.capitalized for l in scale.lines)",
        "whether it holds for none",
        1,
        where="rule",
        typing=_only_lists,
        collection=True,
        example="none(l.capitalized for l in scale.lines)",
    ),
    Function(
        "count(l for l in lines where l.recurring)",
        "how many",
        1,
        where="rule",
        typing=_only_lists,
        collection=True,
        example="count(l for l in scale.lines where l.category == governance)",
    ),
    Function(
        "sum(l.cost for l in lines)",
        "the sum",
        1,
        where="rule",
        typing=_only_lists,
        collection=True,
        example="mean(sum(l.cost for l in lines))",
    ),
)
_ONLY_LISTS = frozenset(row.name for row in ROWS)


def over_list(check: Checker, node: Call) -> bool:
    """Whether a call of a collection function has one argument that is (or has to be) a list."""
    if len(node.args) != 1 or node.args[0].name is not None:
        return False
    arg = node.args[0].value
    if node.func.id not in _ONLY_LISTS and not isinstance(arg, ListExpr):
        return check.scope.rule and check.check(arg).kind == "list"
    return check.check(arg).kind in ("list", "error") or node.func.id in _ONLY_LISTS


def comprehension(row: Function, check: Checker, node: Call, known: list[str]) -> Type:
    """The type of a call with a comprehension; `known` are the functions that take one."""
    comp = node.comp
    assert comp is not None
    if not row.collection:
        return check.report("PG307", "comprehension", node, name=row.name, known=tuple(known))
    listed = check.check(comp.over)
    if listed is not ERROR and listed.kind != "list":
        return check.report("PG305", "in_list", comp.over, found=listed.told())
    item = listed.item if listed.kind == "list" and listed.item else ERROR
    outer = check.scope
    check.scope = outer.inner({comp.var.id: item})
    try:
        if comp.where is not None:
            where = check.check(comp.where)
            if where.kind not in ("bool", "error"):
                check.report("PG305", "where", comp.where, found=where.told())
        value = check.check(comp.value)
    finally:
        check.scope = outer
    return collection(row, check, node, Type("list", item=value))


def collection(row: Function, check: Checker, node: Call, listed: Type) -> Type:
    """The type of a collection function over a list."""
    item = listed.item if listed.kind == "list" and listed.item else ERROR
    if listed.kind not in ("list", "error"):
        return check.report("PG305", "over_list", node, name=row.name, found=listed.told(), form=row.form)
    if row.name == "count":
        return PLAIN
    if row.name in CONDITIONS:
        if item.kind in ("bool", "error"):
            return BOOL
        return check.report("PG305", "each_condition", node, name=row.name, found=item.told())
    if item.kind not in ("quantity", "error"):
        return check.report("PG305", "takes_quantities", node, name=row.name, found=item.told())
    return item
