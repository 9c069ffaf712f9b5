"""A budget held against all cash that it has to pay for: year by year where it is yearly, else over the whole phase.

All cash means recurring, one-off and capital expenditure, each in the month in which it is paid; capital apart where the
phase has a `capital_budget`. A part of a year has its part of the yearly sum.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array, budget_years
from phasegate.model.case import TINY, Amount, Phase, Window
from phasegate.units import MONEY_RATE
from phasegate_dsl.records import slotted

YEAR = 12.0
SURE = 0.8
"""A budget holds where this part of the draws stays within it: its P80 is asked for."""
_SLACK = 1 + 1e-9
"""A sum that was written in another unit must not miss itself by rounding."""


@slotted
class BudgetYear:
    """A stretch that a sum is granted for: a budget year, or the whole phase."""

    window: Window
    budget: float | None
    """The sum for this stretch; none where the phase states none."""
    cost: Array
    """`(draws,)` what the budget has to pay for."""
    capital: Array
    """`(draws,)` capital expenditure, whichever budget pays for it."""

    @property
    def months(self) -> float:
        """Its length."""
        return self.window.end - self.window.start

    @property
    def use(self) -> Array:
        """`(draws,)` the part of the sum that is used; infinite of nothing."""
        return used(self.cost, self.budget or 0.0)


class Budgeted:
    """The budget of a phase, judged; `missing` is what the case leaves out and the budget will have to pay for too."""

    def __init__(self, model: Model, phase: Phase, missing: Flow | None = None) -> None:
        self.model, self.phase = model, phase
        self.yearly = phase.budget is None or phase.budget.dim == MONEY_RATE
        lines = [line for line in model.case.lines if line.capitalized is not None]
        self._capital = model.sum_cash(lines)
        cash = model.spent
        if phase.capital_budget is not None:
            cash = cash - self._capital
        self._cash = cash if missing is None else cash + missing

    @cached_property
    def years(self) -> list[BudgetYear]:
        """The budget years in turn; the whole phase where its budget is one sum."""
        return [self._year(window) for window in self._windows(yearly=self.yearly)]

    @property
    def _whole(self) -> Window:
        return self.model.phase_window(self.phase)

    def _windows(self, *, yearly: bool) -> list[Window]:
        """The stretches that a sum is granted for: a yearly one for each budget year, whatever else the phase asks for."""
        return (budget_years(self.model.case, self.phase) if yearly else []) or [self._whole]

    def _year(self, window: Window) -> BudgetYear:
        total = self.model.total
        return BudgetYear(
            window, granted(self.phase.budget, window), total(self._cash, window), total(self._capital, window)
        )

    @cached_property
    def cost(self) -> Array:
        """`(draws,)` all that the budget has to pay for over the phase."""
        return self.model.total(self._cash, self._whole)

    @cached_property
    def dearest(self) -> Array:
        """`(draws,)` money per month in the dearest year of each draw, also where the budget is one sum."""
        windows = self._windows(yearly=True)
        rates = [self.model.total(self._cash, one) / max(one.end - one.start, TINY) for one in windows]
        return np.asarray(np.max(rates, axis=0), dtype=float)

    @property
    def needed(self) -> Array:
        """`(draws,)` the sum that the budget would have to be: per year where it is yearly."""
        return self.dearest * YEAR if self.yearly else self.cost

    @cached_property
    def capital_use(self) -> Array:
        """`(draws,)` the largest part of its capital budget that is used; nothing where capital is not funded apart."""
        amount = self.phase.capital_budget
        if amount is None:
            return np.zeros(self.model.draws)
        windows = self._windows(yearly=amount.dim == MONEY_RATE)
        parts = [used(self.model.total(self._capital, one), granted(amount, one) or 0.0) for one in windows]
        return np.asarray(np.max(parts, axis=0), dtype=float)

    @cached_property
    def use(self) -> Array:
        """`(draws,)` the largest part that any year uses of its budget, or the phase of its capital budget."""
        parts = [*(year.use for year in self.years), self.capital_use]
        return np.asarray(np.max(parts, axis=0), dtype=float)

    @property
    def chance(self) -> float:
        """How likely every year stays within its budget, and capital within its own."""
        return within(self.use)

    @property
    def worst(self) -> BudgetYear:
        """The year whose P80 takes the largest part of its budget; of equal ones the first."""
        parts = [quantiles(year.use, (SURE,))[0] for year in self.years]
        return next(year for year, part in zip(self.years, parts, strict=True) if part * _SLACK >= max(parts))


def used(cost: Array, budget: float) -> Array:
    """`(draws,)` cost as a part of a budget; infinite of a budget of nothing, unless there is no cost either."""
    if budget > 0:
        return cost / budget
    return np.where(cost > 0, np.inf, 0.0)


def within(use: Array) -> float:
    """The part of the draws that stay within their budget."""
    return float(np.mean(use <= _SLACK))


def granted(amount: Amount | None, window: Window) -> float | None:
    """What a budget grants for a stretch: its part of a yearly sum, or the one sum of the phase."""
    if amount is None:
        return None
    return amount.value * (window.end - window.start) if amount.dim == MONEY_RATE else amount.value
