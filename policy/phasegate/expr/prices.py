"""`price("provider/model", input)`: the price of a token by the list in force, and what may be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.expr.types import ERROR, Type, certain
from phasegate.expr.walk import walk
from phasegate.prices.book import KINDS, PriceBook, near_models
from phasegate.units import TOKEN_PRICE
from phasegate_dsl.expected import near
from phasegate_dsl.tree import Call, Expr, Name, Num, Text

if TYPE_CHECKING:
    from phasegate.expr.infer import Infer
    from phasegate.prices.source import PriceSource

CURRENCY = "USD"
"""What price lists are in."""


def asked(node: Expr) -> tuple[str, str] | None:
    """The model and the kind of price that a call asks for; nothing for any other expression."""
    if not isinstance(node, Call) or node.func.id != "price" or len(node.args) != 2:
        return None
    model, kind = (arg.value for arg in node.args)
    return (model.value, kind.id) if isinstance(model, Text) and isinstance(kind, Name) else None


def source(expr: Expr, prices: PriceSource) -> str:
    """What to cite for an expression whose figures all come from the price list; nothing for any other."""
    nodes = list(walk(expr))
    if not any(asked(node) for node in nodes) or any(isinstance(node, Num) for node in nodes) or prices.book is None:
        return ""
    return prices.book.citation


def infer(check: Infer, node: Call) -> Type:
    """The type of a call with two arguments by place: money per token, once list, model, kind and currency fit."""
    model, kind = (arg.value for arg in node.args)
    form = 'write it like `price("anthropic/claude-opus-5", input)`'
    if not isinstance(model, Text):
        return check.report("PG305", model, "a model is named by a text, `provider/model`", help=form)
    if not isinstance(kind, Name) or kind.id not in KINDS:
        meant = near(kind.id, KINDS) if isinstance(kind, Name) else ""
        help = f"did you mean `{meant}`?" if meant else "take " + ", ".join(f"`{k}`" for k in KINDS)
        return check.report("PG307", kind, f"`{check.text(kind)}` is no kind of price", help=help)
    book = check.scope.prices.book
    if book is None:
        check.findings += check.scope.prices.findings
        return ERROR
    return _known(check, model, kind, book)


def _known(check: Infer, model: Text, kind: Name, book: PriceBook) -> Type:
    found = book.models.get(model.value)
    where = f"`{book.path}`" if book.path else "the price list"
    if found is None:
        meant = [f"`{name}`" for name in near_models(model.value, book.models)]
        listed = " or ".join([", ".join(meant[:-1]), meant[-1]] if len(meant) > 1 else meant)
        help = f"did you mean {listed}?" if meant else "`phasegate prices show TEXT` lists what it has"
        return check.report("PG311", model, f"{where} has no model `{model.value[:80]}`", help=help)
    if kind.id not in found.prices:
        has = ", ".join(f"`{k}`" for k in KINDS if k in found.prices)
        message = f"{where} has no price `{kind.id}` of `{found.id}`"
        return check.report("PG312", kind, message, help=f"it has {has}; give any other figure as an assumption")
    if check.scope.currency != CURRENCY and CURRENCY not in check.scope.converts:
        message = f"prices of models are in {CURRENCY}, and the case is in {check.scope.currency}"
        help = f"say how {CURRENCY} converts: `fx {CURRENCY} = … {check.scope.currency}`"
        return check.report("PG303", model, message, help=help)
    return certain(TOKEN_PRICE)
