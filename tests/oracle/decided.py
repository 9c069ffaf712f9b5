"""The figures of a decision on a case by chance in one draw: budgets by year, run cost, exit rate, present value, payback.

`more` is what the case leaves out, in each piece of the horizon: with it these are the figures of the second column.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf

from tests.oracle.plain import Plain, Span
from tests.properties.made import Grant, Phase


@dataclass(frozen=True)
class Year:
    """A stretch that a sum is granted for."""

    span: Span
    budget: float
    cost: float
    capital: float

    @property
    def use(self) -> float:
        """The part of the sum that is used."""
        return _use(self.cost, self.budget)


class Decided:
    """One column in one draw."""

    def __init__(self, plain: Plain, more: list[float] | None = None) -> None:
        self.plain, self.course = plain, plain.course
        self.more = [] if more is None else [more]

    @property
    def cost(self) -> float:
        """All that is spent."""
        return self.plain.total([*self.plain.flows(), *self._beside], (0.0, float(self.plain.made.horizon)))

    @property
    def _beside(self) -> list[list[float]]:
        """What has to be paid for beside the lines."""
        return [*self.plain.reserves(), *self.more]

    def yearly(self, back: float) -> float:
        """What recurs a year at the end of the last phase, on the rate of its last months."""
        return 12 * self.plain.run(self.plain.made.phases[-1].name, back, self.more)

    # -- budgets -----------------------------------------------------------------------------------------------

    def _paid(self, phase: Phase) -> list[list[float]]:
        """What the budget of a phase pays for: all cash, without capital where that is funded apart."""
        return [*self.plain.flows(lambda line: phase.capital is None or not line.capital), *self._beside]

    def _capital(self, span: Span) -> float:
        return self.plain.total(self.plain.flows(lambda line: line.capital), span)

    def years(self, phase: Phase) -> list[Year]:
        """Each year of a yearly budget; the whole phase where it is one sum."""
        assert phase.budget is not None
        return [
            Year(span, _granted(phase.budget, span), self.plain.total(self._paid(phase), span), self._capital(span))
            for span in self._spans(phase, phase.budget)
        ]

    def _spans(self, phase: Phase, grant: Grant) -> list[Span]:
        return self.course.budget_years(phase.name) if grant.yearly else [self.course.phases[phase.name]]

    def needed(self, phase: Phase) -> float:
        """The sum that the budget would have to be: per year that of the dearest one."""
        assert phase.budget is not None
        if phase.budget.yearly:
            return max(12 * year.cost / (year.span[1] - year.span[0]) for year in self.years(phase))
        return self.plain.total(self._paid(phase), self.course.phases[phase.name])

    def capital_use(self, phase: Phase) -> float:
        """The largest part that is used of what is granted for capital."""
        if phase.capital is None:
            return 0.0
        spans = self._spans(phase, phase.capital)
        return max(_use(self._capital(span), _granted(phase.capital, span)) for span in spans)

    def use(self, phase: Phase) -> float:
        """The largest part that is used of any sum that is granted for a phase."""
        return max(*(year.use for year in self.years(phase)), self.capital_use(phase))

    # -- returns -----------------------------------------------------------------------------------------------

    def months(self) -> list[float]:
        """Values less costs of each month."""
        plain, found = self.plain, [0.0] * self.plain.made.horizon
        gains, costs = [plain.cash[one.name] for one in plain.made.values], [*plain.flows(), *self._beside]
        for at, piece in enumerate(plain.pieces):
            month = floor((piece.start + piece.end) / 2)
            found[month] += sum(flow[at] for flow in gains) - sum(flow[at] for flow in costs)
        return found

    def npv(self) -> float:
        """Each month's money discounted from its middle."""
        rate = 1 + self.plain.made.discount
        return sum(float(money * rate ** (-(at + 0.5) / 12)) for at, money in enumerate(self.months()))

    def payback(self) -> float:
        """Months until what has come in covers for good what has gone out."""
        balance, since = 0.0, 0.0
        for at, money in enumerate(self.months()):
            if balance < 0 <= balance + money:
                since = at - balance / money
            balance += money
        return since if balance >= 0 else inf


def _granted(grant: Grant, span: Span) -> float:
    """Of a part of a year its part."""
    return grant.amount * (span[1] - span[0]) / 12 if grant.yearly else grant.amount


def _use(cost: float, budget: float) -> float:
    if budget > 0:
        return cost / budget
    return inf if cost > 0 else 0.0
