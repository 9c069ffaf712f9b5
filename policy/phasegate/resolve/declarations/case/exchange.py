"""`fx EUR = 1.08 USD`: what a unit of another currency is in the case's own, or the other way round.

`fx GBP = 1.24 to 1.36 USD` in a case in pounds says what a pound is in dollars, so that a dollar is one part of it.
"""

from __future__ import annotations

from phasegate.expr.currency import code_in
from phasegate.expr.walk import walk
from phasegate.resolve.read import field
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import CURRENCIES, MONEY, SIGNS
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Binary, Decl, Expr, Name, Num
from phasegate_dsl.walk import replaced


def define(resolving: Resolving, item: Placed) -> str:
    """The rate, as a definition that figures in that currency rest on."""
    if item.name.id not in CURRENCIES:
        meant = near(item.name.id, CURRENCIES)
        resolving.report("PG205", "currency_eur", item.name, name=item.name.id, meant=meant)
    expr, own = item.expression("="), resolving.scope.currency
    other = code_in(expr) if item.name.id == own else item.name.id
    if other in ("", own):
        resolving.report("PG303", "own", item.name, currency=own, other="EUR" if own == "USD" else "USD")
    turned = _inverse(expr, own, other) if item.name.id == own else expr
    return resolving.define(item.lifted(), "fx", turned, prefix="fx.", name=other)


def _inverse(expr: Expr, own: str, other: str) -> Expr:
    """One unit of the case's own currency over what it is in the other, which is then a plain number."""
    plain = expr
    for node in list(walk(expr)):
        bare: Expr | None = None
        if isinstance(node, Num) and (SIGNS.get(node.mark) == other or (node.unit and node.unit.id == other)):
            bare = Num(node.value, "", None, node.start, node.end)
        elif isinstance(node, Name) and node.id == other:
            bare = Num(1.0, "", None, node.start, node.end)
        if bare is not None:
            plain = replaced(plain, node, bare)
    unit = Num(1.0, "", Name(own, expr.start, expr.end), expr.start, expr.end)
    return Binary("/", unit, plain, expr.start, expr.end)


def build(resolving: Resolving, item: Placed, key: str) -> None:
    """Its dimension is money: an amount in the case's currency for one unit of the other."""
    rate, currency = resolving.definitions.settled.get(key), resolving.scope.currency
    if rate is not None and rate.dim != MONEY:
        resolving.report("PG303", "rate", rate.expr, name=rate.name, currency=currency)


def given(decl: Decl) -> frozenset[str]:
    """The currencies that a case gives a rate of, whichever way round it is written."""
    currency = field(decl, "currency")
    own = currency.id if isinstance(currency, Name) else ""
    return frozenset(_given(rate, own) for rate in decl.decls("fx") if rate.name is not None) & CURRENCIES


def _given(rate: Decl, own: str) -> str:
    assert rate.name is not None
    value = rate.clause("=")
    if rate.name.id != own or value is None:
        return rate.name.id
    return code_in(value.value)
