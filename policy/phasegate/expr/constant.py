"""Values of certain, constant expressions (budgets, durations, targets, interval ends), without numpy."""

from __future__ import annotations

from math import isfinite

from phasegate.expr.functions import DISTRIBUTIONS
from phasegate.expr.scope import Scope
from phasegate.model.case import Rate
from phasegate.units import SIGNS
from phasegate_dsl.tree import Binary, Call, Expr, Name, Num, Unary


class NotConstant(Exception):
    """The expression rests on something that is not a written number; `node` says where."""

    def __init__(self, node: Expr) -> None:
        super().__init__("not constant")
        self.node = node


class OutOfRange(NotConstant):
    """The written figures come to none: a division by zero, or a result that is too large."""


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
            raise OutOfRange(node) from None
        if isinstance(result, complex) or not isfinite(result):
            raise OutOfRange(node)
        return float(result)
    raise NotConstant(node)


_OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


class MixedCurrencies(Exception):
    """Figures that belong together are in different currencies; `node` says where."""

    def __init__(self, node: Expr) -> None:
        super().__init__("mixed currencies")
        self.node = node


def foreign(node: Expr, scope: Scope) -> dict[str, int]:
    """The powers of the currencies, other than the case's own, in a constant: `$2/EUR` is {"USD": 1} in a case in euros.

    `value` takes each for 1, so whoever uses both multiplies by these rates; raises `MixedCurrencies`.
    """
    if isinstance(node, Num):
        code = node.unit.id if node.unit is not None else scope.code_of_sign(node.mark) if node.mark in SIGNS else ""
        return {code: 1} if code in scope.converts else {}
    if isinstance(node, Name):
        return {node.id: 1} if node.id in scope.converts else {}
    if isinstance(node, Unary):
        return foreign(node.operand, scope)
    if not isinstance(node, Binary):
        return {}
    left, right = foreign(node.left, scope), foreign(node.right, scope)
    if node.op in ("*", "/"):
        sign = 1 if node.op == "*" else -1
        both = {code: left.get(code, 0) + sign * right.get(code, 0) for code in {**left, **right}}
        return {code: power for code, power in both.items() if power}
    if node.op == "^":
        return {code: round(power * value(node.right, scope)) for code, power in left.items()}
    bare = isinstance(node.left, Num) and not node.left.mark and node.left.unit is None
    return right if node.op in ("to", "..") and bare else alike([(node.left, left), (node.right, right)])


def alike(found: list[tuple[Expr, dict[str, int]]]) -> dict[str, int]:
    """The currencies that all of several constants are in; raises `MixedCurrencies` at the first that is in others."""
    for node, powers in found[1:]:
        if powers != found[0][1]:
            raise MixedCurrencies(node)
    return found[0][1] if found else {}


def written(node: Expr) -> list[Expr]:
    """The figures of a range or a distribution that are of one kind: its ends, its parameters, its values."""
    if isinstance(node, Binary):
        return [node]
    assert isinstance(node, Call)
    return DISTRIBUTIONS[node.func.id].figures(node)


def foreign_drawn(node: Expr, scope: Scope) -> dict[str, int]:
    """The currencies of a range or a distribution; raises `MixedCurrencies`."""
    return alike([(one, foreign(one, scope)) for one in written(node)])


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


def period_rate(node: Expr, scope: Scope) -> Rate | None:
    """`9%/yr` as 0.09 in 12 months; none for another form."""
    if isinstance(node, Binary) and node.op == "/":
        try:
            return Rate(value(node.left, scope), value(node.right, scope))
        except NotConstant:
            return None
    return None
