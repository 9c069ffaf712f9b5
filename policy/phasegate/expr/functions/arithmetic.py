"""Functions of figures that both cases and rules may use."""

from __future__ import annotations

from phasegate.expr.functions.arguments import same
from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import Type
from phasegate_dsl.tree import Call


def _same(row: Function, check: Checker, node: Call, named: Named) -> Type:
    return same(check, node, [arg.value for arg in node.args])


ROWS = (
    Function(
        "min(a, b)",
        "the smallest",
        -1,
        where="both",
        typing=_same,
        collection=True,
        example="min($30K/mo, 2 fte * $10K/fte/mo)",
    ),
    Function(
        "max(a, b)",
        "the largest",
        -1,
        where="both",
        typing=_same,
        collection=True,
        example="max(3 gpu, 40 gpu * 10%)",
    ),
    Function(
        "abs(x)",
        "without its sign",
        1,
        where="both",
        typing=_same,
        example="abs($3K - $5K)",
    ),
    Function(
        "ceil(x)",
        "up to the next whole number",
        1,
        where="both",
        typing=_same,
        example="ceil(7 gpu / 2)",
    ),
    Function(
        "floor(x)",
        "down to a whole number",
        1,
        where="both",
        typing=_same,
        example="floor(7 gpu / 2)",
    ),
)
