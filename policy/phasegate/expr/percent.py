"""Which written ranges are shares of a whole: both ends in percent, and no rate per time around them."""

from __future__ import annotations

from phasegate.expr.drawn import is_drawn
from phasegate.units import TIME, unit_of
from phasegate_dsl.tree import Binary, Expr, Name, Num, Unary


def in_percent(node: Expr) -> bool:
    """Whether a written figure, interval or range is in percent; the left end of a range takes the right one's sign."""
    if isinstance(node, Num):
        return node.mark == "%"
    if isinstance(node, Unary):
        return in_percent(node.operand)
    if not isinstance(node, Binary):
        return False
    bare = isinstance(node.left, Num) and not node.left.mark and node.left.unit is None
    if node.op in ("to", "..") and bare:
        return in_percent(node.right)
    return node.op in ("to", "..", "+", "-", "*") and in_percent(node.left) and in_percent(node.right)


def per_time(node: Expr) -> Expr | None:
    """The range of a rate, such as `2% to 5%/yr`, which may grow beyond any whole; none for another form."""
    if not isinstance(node, Binary) or node.op != "/" or not is_drawn(node.left):
        return None
    unit = node.right.unit if isinstance(node.right, Num) else node.right
    return node.left if isinstance(unit, Name) and (unit_of(unit.id) or (0.0, ()))[1] == TIME else None
