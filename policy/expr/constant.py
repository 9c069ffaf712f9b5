"""Values of certain, constant expressions (budgets, durations, targets, interval ends), without numpy."""

from __future__ import annotations

from dsl.tree import Binary, Expr, Name, Num, Unary
from policy.expr.scope import Scope


class NotConstant(Exception):
    """The expression rests on something that is not a written number; `node` says where."""

    def __init__(self, node: Expr) -> None:
        super().__init__("not constant")
        self.node = node


def value(node: Expr, scope: Scope) -> float:
    """The value in base units of an expression whose dimensions fit; raises `NotConstant`."""
    if isinstance(node, Num):
        return node.value * (unit_factor(node.unit, scope) if node.unit else 1.0)
    if isinstance(node, Name):
        return unit_factor(node, scope)
    if isinstance(node, Unary) and node.op == "-":
        return -value(node.operand, scope)
    if isinstance(node, Binary) and node.op in ("+", "-", "*", "/", "^"):
        left, right = value(node.left, scope), value(node.right, scope)
        try:
            result = _OPERATIONS[node.op](left, right)
        except (ZeroDivisionError, OverflowError):
            raise NotConstant(node) from None
        if isinstance(result, complex):
            raise NotConstant(node)
        return float(result)
    raise NotConstant(node)


_OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


def unit_factor(name: Name, scope: Scope) -> float:
    """The factor to base units of a unit name; raises `NotConstant` for any other name."""
    if name.id in scope.names:
        raise NotConstant(name)
    found = scope.unit(name.id)
    if found is None:
        raise NotConstant(name)
    return found[0]


def bounds(node: Expr, scope: Scope) -> tuple[float, float]:
    """The ends, in base units, of an interval or a range with any product around it: `$1M..$3M/yr`, `30% to 50%`."""
    if isinstance(node, Binary) and node.op in ("..", "to"):
        return range_ends(node, scope)
    if isinstance(node, Binary) and node.op in ("*", "/"):
        if _has_range(node.left):
            low, high = bounds(node.left, scope)
            factor = value(node.right, scope)
            return (low * factor, high * factor) if node.op == "*" else (low / factor, high / factor)
        if node.op == "*":
            low, high = bounds(node.right, scope)
            factor = value(node.left, scope)
            return low * factor, high * factor
    one = value(node, scope)
    return one, one


def range_ends(node: Binary, scope: Scope) -> tuple[float, float]:
    """Both ends of `a to b` in base units; a bare left number takes the right's unit or percent sign."""
    high = value(node.right, scope)
    left, right = node.left, node.right
    if isinstance(left, Num) and not left.mark and left.unit is None and isinstance(right, Num):
        if right.unit is not None:
            return left.value * unit_factor(right.unit, scope), high
        if right.mark == "%":
            return left.value / 100, high
    return value(left, scope), high


def _has_range(node: Expr) -> bool:
    return isinstance(node, Binary) and (
        node.op in ("..", "to") or (node.op in "*/" and (_has_range(node.left) or _has_range(node.right)))
    )


def period_rate(node: Expr, scope: Scope) -> tuple[float, float] | None:
    """`9%/yr` as (0.09, 12 months): the share and the months it is given for; nothing for another form."""
    if isinstance(node, Binary) and node.op == "/":
        try:
            return value(node.left, scope), value(node.right, scope)
        except NotConstant:
            return None
    return None
