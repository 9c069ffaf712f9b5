"""Walking over the expressions that name something: the words of a price are left out."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate_dsl import walk as tree
from phasegate_dsl.tree import Arg, Attr, Call, Expr, Name


def spoken(node: Call) -> list[Arg]:
    """The arguments of a call that are expressions: the `input` of `price("…", input)` is a word and names nothing."""
    return node.args[:1] if node.func.id == "price" and node.comp is None else node.args


def placed(node: Call) -> list[Expr]:
    """The arguments of a call that go by place, in their order; named ones may stand anywhere between them."""
    return [arg.value for arg in node.args if arg.name is None]


def children(node: Expr) -> list[Expr]:
    """The expressions right below a node, in the order in which they are written."""
    if isinstance(node, Call) and node.comp is None:
        return [arg.value for arg in spoken(node)]
    return tree.children(node)


def walk(node: Expr) -> Iterator[Expr]:
    """A node and everything below it."""
    return tree.walk(node, children)


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
