"""A quantity in the unit that its author wrote: `12,400 token/call`, not base units."""

from __future__ import annotations

import math

from phasegate import units
from phasegate.numbers.board import quantity, unit_price
from phasegate_dsl.records import frozen


@frozen
class Unit:
    """How a quantity is shown: base units in one shown unit, its name, and whether it is money or a share."""

    factor: float
    name: str
    symbol: str = ""
    share: bool = False

    def text(self, base: float) -> str:
        """The number of a value in base units, without the unit's name."""
        if not math.isfinite(base):
            return "none"
        shown = base / self.factor
        if self.share:
            return f"{quantity(shown * 100)}%"
        return unit_price(shown, self.symbol) if self.symbol else quantity(shown)

    def full(self, base: float) -> str:
        """The number with its unit."""
        join = "" if self.name.startswith(("/", " ")) else " "
        return f"{self.text(base)}{join}{self.name}".rstrip()


def of_dimension(dim: units.Dim, currency: str) -> Unit:
    """The base unit of a dimension: months, pieces, the case's money; prices of tokens for a million."""
    if not dim:
        return Unit(1.0, "")
    symbol = units.SIGN_OF.get(currency, f"{currency} ")
    if dim == units.TOKEN_PRICE:
        return Unit(1 / units.TOKENS, " per 1M token", symbol)
    name = units.show(dim, currency)
    if dict(dim).get("money") != 1:
        return Unit(1.0, name)
    return Unit(1.0, name.removeprefix(units.SIGN_OF.get(currency, currency)), symbol)
