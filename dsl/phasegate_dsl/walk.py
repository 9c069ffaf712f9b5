"""Walking over trees: what is below a node, a tree with a part exchanged, whether two trees say the same.

This is the one place that knows which parts each kind of node has; a new kind of node is added to `children` and
`rebuilt`, and every walk, exchange and comparison knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from phasegate_dsl.tree import Arg, Attr, Binary, Call, Comp, Expr, ListExpr, Name, Unary

PLACES = frozenset(["start", "end", "head_end", "source"])
"""Attributes that say where a node stands, not what it says."""


def children(node: Expr) -> list[Expr]:
    """The expressions right below a node, in the order in which they are written."""
    if isinstance(node, Binary):
        return [node.left, node.right]
    if isinstance(node, Unary):
        return [node.operand]
    if isinstance(node, Attr):
        return [node.object]
    if isinstance(node, ListExpr):
        return list(node.items)
    if isinstance(node, Call):
        comp = node.comp
        inner = [arg.value for arg in node.args]
        if comp is not None:
            inner += [comp.value, comp.over] + ([comp.where] if comp.where is not None else [])
        return inner
    return []


def walk(node: Expr, below: Callable[[Expr], list[Expr]] = children) -> Iterator[Expr]:
    """A node and everything below it, in the order in which it is written; `below` may leave parts out."""
    todo = [node]  # not by recursion: an expression is as deep as it is long
    while todo:
        one = todo.pop()
        yield one
        todo += reversed(below(one))


def names(node: Expr) -> Iterator[Name]:
    """Every bare word of an expression, units after numbers and labels of arguments left out."""
    return (one for one in walk(node) if isinstance(one, Name))


def rebuilt(node: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The node with each expression right below it changed; the node itself where none of them is another one then."""
    if isinstance(node, Binary):
        left, right = change(node.left), change(node.right)
        return node if left is node.left and right is node.right else replace(node, left=left, right=right)
    if isinstance(node, Unary):
        operand = change(node.operand)
        return node if operand is node.operand else replace(node, operand=operand)
    if isinstance(node, Attr):
        inner = change(node.object)
        return node if inner is node.object else replace(node, object=inner)
    if isinstance(node, ListExpr):
        items = [change(item) for item in node.items]
        return node if all(a is b for a, b in zip(items, node.items)) else replace(node, items=items)
    return _call(node, change) if isinstance(node, Call) else node


def _call(node: Call, change: Callable[[Expr], Expr]) -> Call:
    args = [_argument(arg, change) for arg in node.args]
    comp = _comp(node.comp, change) if node.comp is not None else None
    if comp is node.comp and all(a is b for a, b in zip(args, node.args)):
        return node
    return replace(node, args=args, comp=comp)


def _argument(arg: Arg, change: Callable[[Expr], Expr]) -> Arg:
    value = change(arg.value)
    return arg if value is arg.value else replace(arg, value=value)


def _comp(comp: Comp, change: Callable[[Expr], Expr]) -> Comp:
    value, over = change(comp.value), change(comp.over)
    where = change(comp.where) if comp.where is not None else None
    if value is comp.value and over is comp.over and where is comp.where:
        return comp
    return replace(comp, value=value, over=over, where=where)


def replaced(node: Expr, old: Expr, new: Expr) -> Expr:
    """The expression with one part (that very one) exchanged; every part that does not hold it is shared."""
    return new if node is old else rebuilt(node, lambda part: replaced(part, old, new))


def same(one: Any, other: Any) -> bool:
    """Whether two trees, or lists of them, differ in nothing but their places."""
    todo = [(one, other)]  # not by recursion, as above
    while todo:
        left, right = todo.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, list | tuple):
            if len(left) != len(right):
                return False
            todo += zip(left, right)
        elif is_dataclass(left):
            todo += [(getattr(left, name), getattr(right, name)) for name in _said(left.__class__)]
        elif left != right:
            return False
    return True


@cache
def _said(kind: Any) -> tuple[str, ...]:
    """The attributes of a kind of node that say something."""
    return tuple(one.name for one in fields(kind) if one.name not in PLACES)
