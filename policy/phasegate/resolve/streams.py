"""Which random stream each written range draws from: numbered once, here, and looked up by its node from then on.

The first range of a definition draws under `initiative/key`, the second under `initiative/key#2`, and so on: two cases
that use one word for two things do not move together. Ranges are counted in an order that each function's form gives, not
in the order in which a caller wrote named arguments, so that writing these in another order moves no draw: arguments by
place, then named ones as in the form, months by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from phasegate.expr.drawn import is_drawn
from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.percent import in_percent, per_time
from phasegate.expr.walk import children
from phasegate.model.case import Definition, Stream, stream_of
from phasegate_dsl.tree import Arg, Binary, Call, Expr, Month, Name, Num


def streams(owner: str, key: str, expr: Expr) -> tuple[Stream, ...]:
    """The ranges and distributions of the expression of `key` in the initiative `owner`, each with its stream."""
    drawn = zip(_drawn(expr), _names(owner, key), strict=False)
    return tuple(Stream(node, name, share) for (node, share), name in drawn)


def rewritten(definition: Definition, owner: str, base: Definition, expr: Expr) -> Definition:
    """The definition with another expression in place of that of `base` in the initiative `owner`.

    Ranges of `base` that stand in it go on drawing what they draw; the others take the streams of its key that are free.
    """
    kept = {id(one.node): one for one in base.streams}
    nodes = _drawn(expr)
    taken = {kept[id(node)].name for node, _ in nodes if id(node) in kept}
    free = (name for name in _names(owner, base.key) if name not in taken)
    found = tuple(kept.get(id(node)) or Stream(node, next(free), share) for node, share in nodes)
    return replace(definition, expr=expr, streams=found)


def _names(owner: str, key: str) -> Iterator[str]:
    """The names of the streams of a definition, without end."""
    first = stream_of(owner, key)
    yield first
    yield from (f"{first}#{number}" for number in count(2))


def _drawn(expr: Expr) -> list[tuple[Expr, bool]]:
    """What is drawn in an expression, in its order, and whether it is a range of shares.

    A part that stands in it twice (`x = x + x`) is one range.
    """
    found: dict[int, Expr] = {}
    rates: set[int] = set()
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
            if (rate := per_time(node)) is not None:
                rates.add(id(rate))
            todo += reversed(children(node))
    return [(node, isinstance(node, Binary) and in_percent(node) and at not in rates) for at, node in found.items()]


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
