"""Walking over expressions, comprehensions included, and building them anew with one part replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from phasegate_dsl.tree import Arg, Attr, Binary, Call, Expr, ListExpr, Name, Unary


def spoken(node: Call) -> list[Arg]:
    """The arguments of a call that are expressions: the `input` of `price("…", input)` is a word and names nothing."""
    return node.args[:1] if node.func.id == "price" and node.comp is None else node.args


def placed(node: Call) -> list[Expr]:
    """The arguments of a call that go by place, in their order; named ones may stand anywhere between them."""
    return [arg.value for arg in node.args if arg.name is None]


def children(node: Expr) -> list[Expr]:
    """The expressions right below a node, in the order in which they are written."""
    if isinstance(node, Attr):
        return [node.object]
    if isinstance(node, Unary):
        return [node.operand]
    if isinstance(node, Binary):
        return [node.left, node.right]
    if isinstance(node, ListExpr):
        return list(node.items)
    if isinstance(node, Call):
        inner = [a.value for a in spoken(node)]
        if node.comp is not None:
            inner += [node.comp.value, node.comp.over] + ([node.comp.where] if node.comp.where is not None else [])
        return inner
    return []


def walk(node: Expr) -> Iterator[Expr]:
    """A node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def words(node: Expr) -> set[str]:
    """Every name and every attribute that an expression speaks of."""
    found = {n.id for n in walk(node) if isinstance(n, Name)}
    return found | {n.name.id for n in walk(node) if isinstance(n, Attr)}


def free(node: Expr) -> frozenset[str]:
    """The names that an expression takes from outside: those of its own comprehensions are left out."""
    if isinstance(node, Name):
        return frozenset((node.id,))
    if isinstance(node, Call) and node.comp is not None:
        inner = free(node.comp.value) | (free(node.comp.where) if node.comp.where is not None else frozenset())
        outer = [free(node.comp.over), *(free(a.value) for a in node.args)]
        return (inner - {node.comp.var.id}).union(*outer)
    return frozenset().union(*(free(child) for child in children(node)))


def swapped(node: Expr, old: Expr, new: Expr) -> Expr:
    """The expression with one part (by identity) replaced; every part that does not hold it is shared."""
    if node is old:
        return new
    if isinstance(node, Attr):
        return _kept(node, node.object, old, new, lambda x: replace(node, object=x))
    if isinstance(node, Unary):
        return _kept(node, node.operand, old, new, lambda x: replace(node, operand=x))
    if isinstance(node, Binary):
        left, right = swapped(node.left, old, new), swapped(node.right, old, new)
        return node if left is node.left and right is node.right else replace(node, left=left, right=right)
    if isinstance(node, ListExpr):
        items = [swapped(i, old, new) for i in node.items]
        return node if all(a is b for a, b in zip(items, node.items)) else replace(node, items=items)
    return _in_call(node, old, new) if isinstance(node, Call) else node


def _kept(node: Expr, child: Expr, old: Expr, new: Expr, make: Callable[[Expr], Expr]) -> Expr:
    found = swapped(child, old, new)
    return node if found is child else make(found)


def _in_call(node: Call, old: Expr, new: Expr) -> Call:
    args = [replace(a, value=v) if (v := swapped(a.value, old, new)) is not a.value else a for a in node.args]
    comp = node.comp
    if comp is not None:
        where = swapped(comp.where, old, new) if comp.where is not None else None
        parts = swapped(comp.value, old, new), swapped(comp.over, old, new), where
        if any(a is not b for a, b in zip(parts, (comp.value, comp.over, comp.where))):
            comp = replace(comp, value=parts[0], over=parts[1], where=parts[2])
    if comp is node.comp and all(a is b for a, b in zip(args, node.args)):
        return node
    return replace(node, args=args, comp=comp)
