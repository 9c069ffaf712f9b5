"""`price("provider/model", input)`: the price of a token by the list in force, and what may be asked of it."""

from __future__ import annotations

from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.prices import CURRENCY
from phasegate.expr.types import ERROR, Type, certain
from phasegate.prices.book import KINDS, PriceBook, near_models
from phasegate.units import TOKEN_PRICE
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Call, Name, Text


def _price(row: Function, check: Checker, node: Call, named: Named) -> Type:
    """Money per token, once list, model, kind and currency fit."""
    model, kind = (arg.value for arg in node.args)
    if not isinstance(model, Text):
        return check.report("PG305", "price_text", model, form=row.form)
    if not isinstance(kind, Name) or kind.id not in KINDS:
        meant = near(kind.id, KINDS) if isinstance(kind, Name) else ""
        return check.report("PG307", "price_kind", kind, name=check.text(kind), meant=meant, known=tuple(KINDS))
    book = check.scope.prices.book
    if book is None:
        check.findings += check.scope.prices.findings
        return ERROR
    return _known(check, model, kind, book)


def _known(check: Checker, model: Text, kind: Name, book: PriceBook) -> Type:
    found = book.models.get(model.value)
    if found is None:
        models = tuple(near_models(model.value, book.models))
        return check.report("PG311", "model", model, path=book.path, name=model.value[:80], models=models)
    if kind.id not in found.prices:
        known = tuple(k for k in KINDS if k in found.prices)
        return check.report("PG312", "price", kind, path=book.path, name=kind.id, model=found.id, known=known)
    if check.scope.currency != CURRENCY and CURRENCY not in check.scope.converts:
        return check.report("PG303", "prices", model, foreign=CURRENCY, currency=check.scope.currency)
    return certain(TOKEN_PRICE)


ROW = Function(
    'price("anthropic/claude-opus-5", input)',
    "the price of a token by the price list in force: `input`, `output`, `cache_read`, `cache_write`, `batch` "
    "(input in a batch) or `batch_output`, in USD",
    2,
    typing=_price,
    example='price("openai/gpt-4o-mini", input)',
)
