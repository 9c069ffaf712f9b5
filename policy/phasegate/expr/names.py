"""Which names an expression uses, and the expression with one of them replaced by what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from phasegate.expr.walk import spoken
from phasegate_dsl.tree import Attr, Binary, Call, Expr, ListExpr, Name, Unary


def names_in(node: Expr) -> Iterator[Name]:
    """Every bare name in an expression that could be a reference (units after numbers are not)."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Unary):
        yield from names_in(node.operand)
    elif isinstance(node, Binary):
        yield from names_in(node.left)
        yield from names_in(node.right)
    elif isinstance(node, ListExpr):
        for item in node.items:
            yield from names_in(item)
    elif isinstance(node, Attr):
        yield from names_in(node.object)
    elif isinstance(node, Call):
        for arg in spoken(node):
            yield from names_in(arg.value)


def unfolded(expr: Expr, name: str, meaning: Expr) -> Expr:
    """The expression with `meaning` in the place of a name: what a change says of the assumption that it changes."""
    if isinstance(expr, Name):
        return meaning if expr.id == name else expr
    if isinstance(expr, Unary):
        return replace(expr, operand=unfolded(expr.operand, name, meaning))
    if isinstance(expr, Binary):
        return replace(expr, left=unfolded(expr.left, name, meaning), right=unfolded(expr.right, name, meaning))
    if isinstance(expr, ListExpr):
        return replace(expr, items=[unfolded(item, name, meaning) for item in expr.items])
    if isinstance(expr, Call):
        words = expr.args[len(spoken(expr)) :]
        return replace(expr, args=[replace(a, value=unfolded(a.value, name, meaning)) for a in spoken(expr)] + words)
    return expr
