"""Amounts as values of a finding: what they are is kept, and written as people read it when an output asks."""

from __future__ import annotations

from phasegate import numbers
from phasegate.units import MONEY_RATE, Dim
from phasegate_dsl.records import frozen

SMALL = 1e5 / 12
"""Money a month below which a cost is not told by the year."""


@frozen
class Money:
    """An amount in a currency."""

    value: float
    currency: str

    def written(self, language: str) -> str:
        """`$2.41M`."""
        return numbers.money(self.value, self.currency)


@frozen
class Quantity:
    """A number with its dimension; money per time is told by the year, a small cost by the month."""

    value: float
    dimension: Dim
    currency: str
    share: bool = False

    def written(self, language: str) -> str:
        """`$2.41M/yr`, `40%`, `14 call`."""
        if self.dimension == MONEY_RATE and abs(self.value) < SMALL:
            return numbers.money(self.value, self.currency, "mo")
        return numbers.quantity(self.value, self.dimension, self.currency, share=self.share)


@frozen
class MonthlyRange:
    """What something costs per month, from a low to a high end."""

    low: float
    high: float
    currency: str

    def written(self, language: str) -> str:
        """`$12K to $30K/mo ($140K to $360K/yr)`."""
        month, year = (numbers.money(end, self.currency, digits=2) for end in (self.low, self.low * 12))
        return (
            f"{month} to {numbers.money(self.high, self.currency, 'mo', digits=2)} "
            f"({year} to {numbers.money(self.high * 12, self.currency, 'yr', digits=2)})"
        )


@frozen
class Number:
    """A number in few digits."""

    value: float
    digits: int = 3

    def written(self, language: str) -> str:
        """`2.41M`, `0.32`."""
        return numbers.compact(self.value, self.digits)
