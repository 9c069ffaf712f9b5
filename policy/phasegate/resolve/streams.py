"""Which random stream each written range draws from: numbered once, here, and looked up by its node from then on.

The first range of a definition draws under `initiative/key`, the second under `initiative/key#2`, and so on: two cases
that use one word for two things do not move together. Ranges are counted in an order that each function's form gives, not in the order in which a caller wrote named arguments, so that writing
these in another order moves no draw: arguments by place, then named ones as in the form, months by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from phasegate.expr.drawn import is_drawn
from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.walk import children
from phasegate.model.case import Definition, Stream, stream_of
from phasegate_dsl.tree import Arg, Call, Expr, Month, Name, Num


def streams(owner: str, key: str, expr: Expr) -> tuple[Stream, ...]:
    """The ranges and distributions of the expression of `key` in the initiative `owner`, each with its stream."""
    return tuple(Stream(node, name) for node, name in zip(_drawn(expr), _names(owner, key), strict=False))


def rewritten(definition: Definition, owner: str, base: Definition, expr: Expr) -> Definition:
    """The definition with another expression in place of that of `base` in the initiative `owner`.

    Ranges of `base` that stand in it go on drawing what they draw; the others take the streams of its key that are free.
    """
    kept = {id(one.node): one for one in base.streams}
    nodes = _drawn(expr)
    taken = {kept[id(node)].name for node in nodes if id(node) in kept}
    free = (name for name in _names(owner, base.key) if name not in taken)
    found = tuple(kept[id(node)] if id(node) in kept else Stream(node, next(free)) for node in nodes)
    return replace(definition, expr=expr, streams=found)


def _names(owner: str, key: str) -> Iterator[str]:
    """The names of the streams of a definition, without end."""
    first = stream_of(owner, key)
    yield first
    yield from (f"{first}#{number}" for number in count(2))


def _drawn(expr: Expr) -> list[Expr]:
    """What is drawn in an expression, in its order; a part that stands in it twice (`x = x + x`) is one range."""
    found: dict[int, Expr] = {}
    todo = [expr]
    while todo:
        node = todo.pop()
        if isinstance(node, Num | Name):  # most nodes are: the rest need not be asked of them
            continue
        if is_drawn(node):
            found[id(node)] = node
        elif isinstance(node, Call):
            todo += [arg.value for arg in reversed(in_order(node))]
        else:
            todo += reversed(children(node))
    return list(found.values())


def in_order(node: Call) -> list[Arg]:
    """The arguments of a call in the order in which their ranges are numbered."""
    form = FUNCTIONS[node.func.id]
    names = [name.rstrip("?") for name in form.named]

    def rank(arg: Arg) -> tuple[int, int]:
        name = arg.name
        if isinstance(name, Month):
            return 2, name.year * 12 + name.month
        if name is None:
            return 1, 0
        return (0, form.first.index(name.id)) if name.id in form.first else (2, names.index(name.id))

    return sorted(node.args, key=rank)
