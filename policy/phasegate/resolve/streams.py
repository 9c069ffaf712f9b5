"""Which random stream each written range draws from: numbered once, here, and looked up by its node from then on.

The first range of a definition draws under `initiative/key`, the second under `initiative/key#2`, and so on: two cases
that use one word for two things do not move together. Ranges are counted in an order that each function's form gives, not in the order in which a caller wrote named arguments, so that writing
these in another order moves no draw: arguments by place, then named ones as in the form, months by the calendar.
"""

from __future__ import annotations

from dataclasses import replace

from phasegate.expr.drawn import is_drawn
from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.walk import children
from phasegate.model.case import Definition, Stream, stream_of
from phasegate_dsl.tree import Arg, Call, Expr, Month, Name, Num


def streams(owner: str, key: str, expr: Expr) -> tuple[Stream, ...]:
    """The ranges and distributions of the expression of `key` in the initiative `owner`, each with its stream."""
    first = stream_of(owner, key)
    nodes = enumerate(_drawn(expr), 1)
    return tuple(Stream(node, first if number == 1 else f"{first}#{number}") for number, node in nodes)


def rewritten(definition: Definition, owner: str, key: str, expr: Expr) -> Definition:
    """The definition with another expression, whose ranges draw from the streams of `key` in the initiative `owner`."""
    return replace(definition, expr=expr, streams=streams(owner, key, expr))


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
