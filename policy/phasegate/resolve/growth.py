"""Growth that never gets anywhere: a cap on what falls, a floor under what rises, a start beyond the end."""

from __future__ import annotations

from collections.abc import Callable

from phasegate.expr.constant import NotConstant, range_ends, value
from phasegate.expr.walk import walk
from phasegate.resolve.context import Context
from phasegate_dsl.tree import Binary, Call, Expr, Name

Meant = Callable[[str], Expr | None]
"""The expression that a name stands for everywhere; none where it is not known, or differs between phases."""


def check_growth(context: Context, expr: Expr, meant: Meant) -> None:
    """Report `grow(…)` with an end that its rate leads away from, or that it starts beyond, as far as figures are written."""
    if "grow" not in context.source.text[expr.start : expr.end]:
        return  # most expressions do not grow, and a walk looks at every part
    for node in walk(expr):
        if isinstance(node, Call) and node.func.id == "grow":
            _grow(context, node, meant)


def _grow(context: Context, node: Call, meant: Meant) -> None:
    named = {arg.name.id: arg.value for arg in node.args if isinstance(arg.name, Name)}
    start = next((arg.value for arg in node.args if arg.name is None), None)
    rate, first = (_ends(context, one, meant) for one in (named.get("by"), start))
    if rate is None:
        return
    cap, floor = named.get("cap"), named.get("floor")
    if cap is not None:
        _end(context, ("cap_away", node, rate[1] < 0), ("cap_beyond", cap, _above(first, _ends(context, cap, meant))))
    if floor is not None:
        beyond = _above(_ends(context, floor, meant), first)
        _end(context, ("floor_away", node, rate[0] > 0), ("floor_beyond", floor, beyond))


def _end(context: Context, *slips: tuple[str, Expr, bool]) -> None:
    """Report the first of the slips that is one."""
    for kind, node, wrong in slips:
        if wrong:
            context.report("PG406", kind, node)
            return


def _above(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Whether all of one lies above all of another."""
    return one is not None and other is not None and one[0] > other[1]


def _ends(context: Context, node: Expr | None, meant: Meant) -> tuple[float, float] | None:
    """The lowest and the highest of a written figure or range, also of one that a name stands for."""
    while isinstance(node, Name) and (found := meant(node.id)) is not None:
        node = found
    try:
        if isinstance(node, Binary) and node.op == "to":
            return range_ends(node, context.scope)
        if isinstance(node, Binary) and node.op in ("*", "/"):  # `-4% to -3%/mo` is a range over a month
            return _scaled(node.op, _ends(context, node.left, meant), _ends(context, node.right, meant))
        only = None if node is None else value(node, context.scope)
    except NotConstant:
        return None
    return None if only is None else (only, only)


def _scaled(op: str, left: tuple[float, float] | None, right: tuple[float, float] | None) -> tuple[float, float] | None:
    """Both ends times, or over, one figure above zero."""
    if left is None or right is None or right[0] != right[1] or right[0] <= 0:
        return None
    factor = right[0] if op == "*" else 1 / right[0]
    return left[0] * factor, left[1] * factor
