"""The two columns that a decision is taken on: the case as submitted, and with what it leaves out of the governance tax.

What is missing falls when what is implied does, so that it is a part of the cost of each year, of present value and payback.
"""

from __future__ import annotations

from typing import Literal

from phasegate.results.parts.costs import Budget
from phasegate.results.parts.figures import Middle, Statistics
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen

SURE = 0.8
"""A budget holds where at least this part of the draws stays within it."""


@frozen
class BudgetYearRecord:
    """A year that a yearly budget is granted for (the whole phase, for one sum), with all cash that the budget pays."""

    start: str
    """Its first month."""
    end: str
    """Its last month."""
    months: Number
    budget: Number
    """Of a part of a year its part."""
    cost: Statistics
    capital: Number
    """Mean capital expenditure, whichever budget pays for it."""
    chance: Number
    """How likely it stays within its budget."""


@frozen
class CapitalBudget:
    """The budget of capital expenditure, where that is funded apart."""

    budget: Budget
    cost: Number
    """Mean capital expenditure of the phase."""
    chance: Number


@frozen
class BudgetCheck:
    """A phase's budget against all cash that it has to pay for, in each of its years and in all of them."""

    phase: str
    budget: Budget
    years: tuple[BudgetYearRecord, ...]
    worst: int
    """The place of the year whose P80 takes the largest part of its budget."""
    needed: Statistics
    """What every year needs: of each draw the dearest year, per year; the cost of the phase where the budget is one sum."""
    chance: Number
    """How likely every year stays within the budget, and capital within its own."""
    capital: CapitalBudget | None = None

    @property
    def over(self) -> tuple[BudgetYearRecord, ...]:
        """The years that are over their budget in more than one draw of five."""
        return tuple(one for one in self.years if one.chance < SURE)


@frozen
class Returns:
    """The return on the money from a moment on: the start of the initiative, or the decision."""

    npv: Statistics
    """Discounted to that moment."""
    positive: Number
    """The part of the draws whose net present value is zero or more."""
    payback: Middle
    """Months from that moment; infinite beyond the horizon."""
    paid_back: Number
    """The part of the draws that pay back within the horizon."""
    irr: Number
    """P50 of the yearly rate of return; draws without one count as the lowest, those that spend nothing as the highest;
    infinite where the middle draw is one of these."""
    without_irr: Number
    """The part of the draws whose flows have no single rate."""
    unspent: Number
    """The part of the draws that earn and never spend."""


@frozen
class DecisionColumn:
    """The figures of a decision, one way of counting."""

    name: Literal["as submitted", "with what is missing"]
    cost: Statistics
    """All costs over the horizon."""
    run_cost: Statistics
    """Recurring cost of the last phase per year, mean of its last twelve months."""
    exit_rate: Statistics
    """Twelve times the last month of it: what it goes on with where a ramp is not over."""
    budgets: tuple[BudgetCheck, ...]
    """One for each phase that states a budget."""
    returns: Returns | None
    """Of the whole initiative, from its start; none where the case states no value, and among key figures."""
    from_decision: Returns | None
    """Of what comes after the decision; none where no decision is asked for within the horizon, and among key figures."""

    @property
    def moments(self) -> tuple[tuple[Literal["start", "decision"], Returns], ...]:
        """The returns by the moment they are reckoned from, the one that is decided on first."""
        given: tuple[tuple[Literal["start", "decision"], Returns | None], ...]
        given = (("decision", self.from_decision), ("start", self.returns))
        return tuple((moment, one) for moment, one in given if one is not None)

    def budget_of(self, phase: str) -> BudgetCheck | None:
        """The budget of a phase, if it states one."""
        return next((one for one in self.budgets if one.phase == phase), None)
