"""The figures of a decision on a case by chance in one draw: budgets by year, run cost, exit rate, present value, payback.

`more` is what the case leaves out, in each piece of the horizon: with it these are the figures of the second column.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf

from tests.oracle.plain import NEAR, Plain, Span
from tests.properties.made import Grant, Line, Phase, Reserve


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

    @property
    def since(self) -> float:
        """When the decision is taken, in months; at the start where none is asked for."""
        decided = self.plain.made.decided
        return self.course.day(*decided) if decided is not None else 0.0

    def months(self, since: float = 0.0) -> list[float]:
        """Values less costs of each month from a moment on: the rest of the first one."""
        plain, first = self.plain, floor(since + NEAR)
        found = [0.0] * (plain.made.horizon - first)
        gains = [self._after(plain.cash[one.name], one, since) for one in plain.made.values]
        costs = [part for one in plain.made.rows for part in self._spent(one, since)]
        costs += [self._after(flow, None, since) for flow in self.more]
        for at, piece in enumerate(plain.pieces):
            month = floor((piece.start + piece.end) / 2)
            if month >= first:
                found[month - first] += sum(flow[at] for flow in gains) - sum(flow[at] for flow in costs)
        return found

    def _spent(self, row: Line, since: float) -> list[list[float]]:
        """What a row costs after a moment: a contingency goes with each line of which it is a share."""
        if not (isinstance(row, Reserve) and row.part is not None):
            return [self._after(self.plain.cash[row.name], row, since)]
        return [self._after(self.plain.share_of(row, line), line, since) for line in self.plain.made.lines]

    def _after(self, flow: list[float], row: Line | None, since: float) -> list[float]:
        """What of a flow comes after a moment: all or nothing of what is paid once, else its part of the piece."""
        if row is not None and row.once:
            return flow if self.course.moment(row) > since - NEAR else [0.0] * len(flow)
        left = (min(max((piece.end - since) / piece.months, 0.0), 1.0) for piece in self.plain.pieces)
        return [paid * part for paid, part in zip(flow, left, strict=True)]

    def npv(self, since: float = 0.0) -> float:
        """Each month's money at a moment, discounted from the middle of what is left of the month then."""
        rate, first = 1 + self.plain.made.discount, floor(since + NEAR)
        middles = ((max(month, since) + month + 1) / 2 - since for month in range(first, self.plain.made.horizon))
        return sum(float(money * rate ** (-at / 12)) for money, at in zip(self.months(since), middles, strict=True))

    def payback(self, since: float = 0.0) -> float:
        """Months from a moment until what has come in covers for good what has gone out."""
        balance, reached, start = 0.0, 0.0, floor(since + NEAR) - since
        for at, money in enumerate(self.months(since)):
            if balance < 0 <= balance + money:
                reached = start + at - balance / money
            balance += money
        return reached if balance >= 0 else inf


def _granted(grant: Grant, span: Span) -> float:
    """Of a part of a year its part."""
    return grant.amount * (span[1] - span[0]) / 12 if grant.yearly else grant.amount


def _use(cost: float, budget: float) -> float:
    if budget > 0:
        return cost / budget
    return inf if cost > 0 else 0.0
