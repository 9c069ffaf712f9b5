"""Usage levels: `1_000, 10_000 claim/mo` says the unit once, at the last."""

from __future__ import annotations

from dataclasses import replace

from phasegate_dsl.tree import Binary, Expr, ListExpr, Num


def spread_unit(points: list[Expr]) -> list[Expr]:
    """The levels with the unit of the last in each that is a bare number."""
    last = points[-1]
    return [point if point is last else _with_unit_of(last, point) for point in points]


def _with_unit_of(last: Expr, point: Expr) -> Expr:
    if not isinstance(point, Num) or point.unit is not None:
        return point
    if isinstance(last, Num):
        return replace(point, unit=last.unit) if last.unit is not None else point
    return point if point.mark or isinstance(last, ListExpr) else _with_number(last, point)


def _with_number(node: Expr, number: Num) -> Expr:
    """The expression with its leftmost number exchanged, keeping that number's unit."""
    if isinstance(node, Binary):
        return replace(node, left=_with_number(node.left, number), start=number.start, end=number.end)
    if isinstance(node, Num):
        return replace(number, unit=node.unit, mark=node.mark or number.mark)
    return node
