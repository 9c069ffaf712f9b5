"""What is drawn: ranges and distributions, alone or with units around them."""

from __future__ import annotations

from phasegate.expr.functions import DISTRIBUTIONS
from phasegate_dsl.tree import Binary, Call, Expr


def is_drawn(node: Expr) -> bool:
    """Whether a node is drawn: a range, or a distribution."""
    return (isinstance(node, Binary) and node.op == "to") or (isinstance(node, Call) and node.func.id in DISTRIBUTIONS)


def is_range(expr: Expr) -> bool:
    """Whether an expression is one range or distribution, with at most units around it."""
    while isinstance(expr, Binary) and expr.op in "*/":
        expr = expr.left
    return is_drawn(expr)
