"""`fx EUR = 1.08 USD`: what a unit of another currency is in the case's own."""

from __future__ import annotations

from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import CURRENCIES, MONEY
from phasegate_dsl.nearest import near


def define(resolving: Resolving, item: Placed) -> str:
    """The rate, as a definition that figures in that currency rest on."""
    if item.name.id not in CURRENCIES:
        meant = near(item.name.id, CURRENCIES)
        resolving.report("PG205", "currency_eur", item.name, name=item.name.id, meant=meant)
    return resolving.define(item.lifted(), "fx", item.expression("="), prefix="fx.")


def build(resolving: Resolving, item: Placed, key: str) -> None:
    """Its dimension is money: an amount in the case's currency for one unit of the other."""
    rate, currency = resolving.definitions.settled.get(key), resolving.scope.currency
    if rate is not None and rate.dim != MONEY:
        resolving.report("PG303", "rate", rate.expr, name=rate.name, currency=currency)
