"""In which measure a figure of an answer is read."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.numbers.plain import NONE
from phasegate.units import MONEY, MONEY_RATE, Dim
from phasegate_dsl.records import frozen


@frozen
class Measure:
    """How a magnitude in base units is read: its dimension, the case's currency, and whether it is a share."""

    dim: Dim
    currency: str
    share: bool = False

    def text(self, value: float) -> str:
        """A value as people read it, if there is one."""
        if not math.isfinite(value):
            return NONE
        return numbers.quantity(value, self.dim, self.currency, share=self.share)

    def amount(self, value: float) -> str:
        """A value as people read it, if there is one; money per time stays per month, as it was asked for."""
        if not math.isfinite(value):
            return NONE
        if self.dim in (MONEY, MONEY_RATE):
            return numbers.money(value, self.currency, "mo" if self.dim == MONEY_RATE else "")
        return self.text(value)

    def change(self, value: float) -> str:
        """A difference with its sign."""
        text = self.amount(value)
        return text if text == NONE or value < 0 or text.startswith("-") else f"+{text}"
