"""In which measure a figure of an answer is read."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.numbers.plain import MOST_RETURN, NONE, change_of_return, rate_of_return
from phasegate.units import MONEY, MONEY_RATE, Dim
from phasegate_dsl.records import frozen


@frozen
class Measure:
    """How a magnitude in base units is read: its dimension, the case's currency, and whether it is a share or a return."""

    dim: Dim
    currency: str
    shown_as: str = ""
    """`share` for a percentage, `return` for a yearly rate of return; else by its dimension."""

    def text(self, value: float) -> str:
        """A value as people read it, if there is one."""
        if not math.isfinite(value):
            return NONE
        if self._return:
            return rate_of_return(value)
        return numbers.quantity(value, self.dim, self.currency, share=self.shown_as == "share")

    def amount(self, value: float) -> str:
        """A value as people read it, if there is one; money per time stays per month, as it was asked for."""
        if not math.isfinite(value):
            return NONE
        if self.dim in (MONEY, MONEY_RATE):
            return numbers.money(value, self.currency, "mo" if self.dim == MONEY_RATE else "")
        return self.text(value)

    def change(self, value: float) -> str:
        """A difference with its sign."""
        if self._return and math.isfinite(value):
            return change_of_return(value)
        text = self.amount(value)
        return text if text == NONE or value < 0 or text.startswith("-") else f"+{text}"

    def in_digits(self, value: float) -> bool:
        """Whether a value is read in digits: not where there is none, nor where it is only said to be beyond a bound."""
        return math.isfinite(value) and not (self._return and value > MOST_RETURN)

    @property
    def _return(self) -> bool:
        return self.shown_as == "return"
