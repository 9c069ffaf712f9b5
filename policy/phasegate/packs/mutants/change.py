"""Small changes of a condition, each on the tree: negated, a bound moved, a part left out, a list one shorter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from phasegate.expr.functions import percentile
from phasegate.expr.meaning import counted
from phasegate.expr.records import RISKS
from phasegate.expr.walk import children
from phasegate.expr.wording import number, text
from phasegate_dsl.records import slotted
from phasegate_dsl.tree import Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Unary
from phasegate_dsl.walk import replaced

STEP = 0.1
"""How far a figure is moved, as a part of itself: nearer, and a test would have to hit a bound to the dollar."""
_SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_QUANTIFIER = {"any": "all", "all": "any", "none": "all"}


@slotted
class Mutation:
    """One changed condition and what was done to it, in words."""

    expr: Expr
    words: str


def changes(expr: Expr, *, condition: bool = True) -> Iterator[Mutation]:
    """Every small change of an expression, in an order that its text alone decides; a `condition` is yes or no."""
    for old, new, words in _edits(expr, condition=condition):
        yield Mutation(replaced(expr, old, new), words)


_Edit = tuple[Expr, Expr, str]


def _edits(node: Expr, *, condition: bool) -> Iterator[_Edit]:
    """Old part, new part and words for a node and all below it; `condition` says that the node is yes or no."""
    if condition:
        yield node, _negated(node), f"`{text(node)}` is negated"
    if isinstance(node, Binary):
        yield from _of_binary(node)
    elif isinstance(node, Call):
        yield from _of_call(node)
    elif isinstance(node, Num):
        yield from _moved(node, 1 + STEP, 1 - STEP)
    elif isinstance(node, Date | Month):
        for by in (1, -1):
            new = replace(node, year=node.year + by)
            yield node, new, f"{text(node)} becomes {text(new)}"
    elif isinstance(node, ListExpr):
        yield from _shorter(node)
    else:
        for child in children(node):
            yield from _edits(child, condition=isinstance(node, Unary) and node.op == "not" and not condition)


def _negated(node: Expr) -> Expr:
    if isinstance(node, Unary) and node.op == "not":
        return node.operand
    if isinstance(node, Bool):
        return replace(node, value=not node.value)
    return Unary("not", node, node.start, node.end)


def _of_binary(node: Binary) -> Iterator[_Edit]:
    op = node.op
    if op in ("and", "or", "implies"):
        yield from _parts(node)
        yield from _edits(node.left, condition=not (isinstance(node.left, Binary) and node.left.op == op))
        yield from _edits(node.right, condition=True)
        return
    if op in _SWAPPED:
        new = replace(node, op=_SWAPPED[op])
        yield node, new, f"`{op}` becomes `{new.op}`"
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if op in _SWAPPED and isinstance(side, Num) and counted(other):
            yield from _moved_by_one(side)
        elif op in ("<", "<=", ">", ">=") and isinstance(side, Name) and side.id in RISKS:
            yield from _next_risk(side)
        else:
            yield from _edits(side, condition=False)


def _parts(node: Binary) -> Iterator[_Edit]:
    """Each part of `a and b and c` left out in turn."""
    if node.op == "implies":
        yield node, node.right, f"the condition `{text(node.left)}` is left out"
        return
    yield node, node.left, f"`{text(node.right)}` is left out"
    if not (isinstance(node.left, Binary) and node.left.op == node.op):
        yield node, node.right, f"`{text(node.left)}` is left out"


def _of_call(node: Call) -> Iterator[_Edit]:
    name, comp = node.func.id, node.comp
    if name in _QUANTIFIER and (comp is not None or len(node.args) == 1):
        new = replace(node, func=replace(node.func, id=_QUANTIFIER[name]))
        yield node, new, f"`{name}` becomes `{new.func.id}`"
    if percentile(name) is not None:
        other = "p80" if name == "p50" else "p50"
        yield node, replace(node, func=replace(node.func, id=other)), f"`{name}` becomes `{other}`"
    if comp is not None:
        if comp.where is not None:
            without = replace(node, comp=replace(comp, where=None))
            yield node, without, f"`where {text(comp.where)}` is left out"
        yield from _edits(comp.value, condition=name in _QUANTIFIER)
        yield from _edits(comp.over, condition=False)
        if comp.where is not None:
            yield from _edits(comp.where, condition=True)
    for arg in node.args:
        yield from _edits(arg.value, condition=False)


def _moved(node: Num, *factors: float) -> Iterator[_Edit]:
    for factor in factors:
        value = float(f"{node.value * factor:.12g}")
        if value != node.value:
            new = replace(node, value=value)
            yield node, new, f"{number(node)} becomes {number(new)}"


def _moved_by_one(node: Num) -> Iterator[_Edit]:
    for by in (1, -1):
        new = replace(node, value=node.value + by)
        yield node, new, f"{number(node)} becomes {number(new)}"


def _next_risk(node: Name) -> Iterator[_Edit]:
    at = RISKS.index(node.id)
    for other in (at - 1, at + 1):
        if 0 <= other < len(RISKS):
            new = replace(node, id=RISKS[other])
            yield node, new, f"`{node.id}` becomes `{new.id}`"


def _shorter(node: ListExpr) -> Iterator[_Edit]:
    """Each item of a written list left out in turn; figures in it are moved instead."""
    for n, item in enumerate(node.items):
        if len(node.items) > 1:
            new = replace(node, items=node.items[:n] + node.items[n + 1 :])
            yield node, new, f"`{text(item)}` is left out of the list"
        yield from _edits(item, condition=False)
