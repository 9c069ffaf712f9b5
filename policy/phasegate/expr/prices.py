"""What a `price(…)` in an expression asks of the price list, and what to cite for it."""

from __future__ import annotations

from phasegate.expr.walk import walk
from phasegate.prices.source import PriceSource
from phasegate_dsl.tree import Call, Expr, Name, Num, Text

CURRENCY = "USD"
"""What price lists are in."""


def asked(node: Expr) -> tuple[str, str] | None:
    """The model and the kind of price that a call asks for; none for any other expression."""
    if not isinstance(node, Call) or node.func.id != "price" or len(node.args) != 2:
        return None
    model, kind = (arg.value for arg in node.args)
    return (model.value, kind.id) if isinstance(model, Text) and isinstance(kind, Name) else None


def source(expr: Expr, prices: PriceSource) -> str:
    """What to cite for an expression whose figures all come from the price list; none for any other."""
    if isinstance(expr, Num) or not any(isinstance(node, Call) and asked(node) for node in walk(expr)):
        return ""
    if any(isinstance(node, Num) for node in walk(expr)) or prices.book is None:
        return ""
    return prices.book.citation
