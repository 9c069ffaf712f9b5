"""What a case by chance costs, by the conventions of the language reference and nothing of the engine: plain numbers.

The horizon is cut at every month, phase, window and budget year, so that each rate is one number in each piece. Where a
case has ranges, it is calculated draw by draw from what each range came to. The conventions:

- a line is paid from its phase's start (or the first day of `from`) to the last day of `until`; `until` a phase: to its start
- an assumption has in a phase the value that the phase gives it, wherever it is used
- `escalates` leaves the price for twelve months from the start of the horizon and rises in a step each year, or
  continuously on request
- the name of a line is its cash of that moment: risen, and none while it is not paid; so is that of a reserve
- a contingency of a share costs that share of what all lines cost in the same moments, one-offs too, in its phase or the case
- a risk costs what it says in a draw in which it happens, else nothing
- the model error is a factor on each line that no range moves, once, whatever the line rests on; contingencies of a share
  move with the lines
- a one-off is paid at the start of its phase, or with its month; in the month in which a phase starts it is of that phase
- `fx EUR = 1.1 USD` is what a euro is in dollars; `fx USD = 0.9 EUR` in a case in dollars is the same the other way round
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from tests.properties.made import Line, Made, Reserve

Span = tuple[float, float]
NEAR = 1e-9
"""Months: moments that lie no further apart are one."""


@dataclass(frozen=True)
class Piece:
    """A stretch in which no rate changes."""

    start: float
    end: float
    phase: str
    """The phase that it lies in, empty after the last one."""
    when: float
    """Where what moves from day to day is read: the middle of the part of its month that lies in its phase."""

    @property
    def months(self) -> float:
        """Its length."""
        return self.end - self.start

    def lies_in(self, span: Span) -> bool:
        """Whether it is a part of a stretch."""
        return span[0] - NEAR < self.start and self.end < span[1] + NEAR


class Course:
    """A case on its horizon: what does not depend on any draw."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.phases = made.bounds()
        self.windows = {one.name: self.window(one) for one in (*made.rows, *made.values)}
        cells = _edges([*map(float, range(made.horizon + 1)), *(end for span in self.phases.values() for end in span)])
        self.widened = frozenset(one.name for one in made.lines if made.error is not None and self._certain(one))
        """The lines that the model error is a factor on."""
        spans = [*self.windows.values(), *self._stretches()]
        cuts = _edges([*cells, *(min(max(end, 0.0), float(made.horizon)) for span in spans for end in span)])
        self.pieces = [self._piece(span, cells) for span in pairwise(cuts)]

    def _stretches(self) -> list[Span]:
        """What figures are asked of: years, budget years, the last year and month of each phase."""
        ends = [(max(start, end - back), end) for start, end in self.phases.values() for back in (12.0, 1.0)]
        return [*ends, *self.years(), *(year for name in self.phases for year in self.budget_years(name))]

    def _piece(self, span: Span, cells: list[float]) -> Piece:
        middle = sum(span) / 2
        start, end = next(cell for cell in pairwise(cells) if cell[0] < middle < cell[1])
        phase = next((name for name, (first, last) in self.phases.items() if first < middle < last), "")
        return Piece(*span, phase, (start + end) / 2)

    def window(self, line: Line) -> Span:
        """When a line is paid, in months from the start of the horizon."""
        start, end = self.phases[line.phase] if line.phase else (0.0, float(self.made.horizon))
        if isinstance(line.since, str):
            start = max(start, self.phases[line.since][0])
        elif line.since is not None:
            start = max(start, float(line.since))
        if isinstance(line.until, str):
            end = min(end, self.phases[line.until][0])
        elif line.until is not None:
            end = min(end, line.until + 1.0)
        return start, end

    def moment(self, line: Line) -> float:
        """When a one-off is paid."""
        if line.at is None:
            return self.window(line)[0]
        if isinstance(line.at, str):
            return self.phases[line.at][0]
        if isinstance(line, Reserve) and line.day:
            return self.day(line.at, line.day)
        starts = [self.phases[line.phase][0]] if line.phase else [start for start, _ in self.phases.values()]
        return next((start for start in starts if line.at < start < line.at + 1), float(line.at))

    def day(self, month: int, day: int) -> float:
        """The morning of a day of a month, in months from the start of the horizon."""
        year, number = map(int, self.made.month(month).split("-"))
        return month + (day - 1) / monthrange(year, number)[1]

    def _certain(self, line: Line) -> bool:
        """Whether no range moves what a line costs in any phase in which it is paid."""
        return not any(self._moved(line, phase) for phase in self.phases)

    def _moved(self, line: Line, phase: str) -> bool:
        """Whether a range moves a line in a phase: its own, that of a rate or an assumption, or of the line it is a share of."""
        start, end = self.phases[phase]
        first, last = (self.moment(line),) * 2 if line.once else self.windows[line.name]
        if not (start - NEAR <= first < end - NEAR if line.once else first < end - NEAR and last > start + NEAR):
            return False
        drivers = (dict(one.own).get(phase, one.base) for one in self.made.assumed if one.name == line.driver)
        rates = (rate.quote for rate in self.made.rates if rate.code == line.currency)
        shared = (one for one in self.made.lines if one.name == line.of)
        return any(each.ranged for each in (line, *drivers, *rates)) or any(self._moved(one, phase) for one in shared)

    def years(self) -> list[Span]:
        """Twelve months each, from the start of the horizon."""
        horizon = self.made.horizon
        return [(float(at), float(min(at + 12, horizon))) for at in range(0, horizon, 12)]

    def budget_years(self, phase: str) -> list[Span]:
        """Twelve months each from the start of a phase, or its parts of the fiscal years."""
        start, end = self.phases[phase]
        first = start
        if self.made.fiscal:
            months = ((self.made.start[1] - 1 + at) % 12 + 1 for at in range(-12, 1))
            first = float(list(months).index(self.made.fiscal) - 12)
        cuts = [first + 12 * at for at in range(self.made.horizon // 12 + 3)]
        return list(pairwise(_edges([start, *(cut for cut in cuts if start < cut < end - NEAR), end])))


class Plain:
    """The money of a case in one draw; `drawn` has what each range came to: `a0`, `scale.a0`, `EUR` as it is quoted."""

    def __init__(self, course: Course, drawn: Mapping[str, float] | None = None, made: Made | None = None) -> None:
        self.course, self.made, self.drawn = course, made or course.made, drawn or {}
        self.pieces = course.pieces
        self._named = {one.name: one for one in self.made.rows}
        self._assumed = {one.name: (one.base, dict(one.own)) for one in self.made.assumed}
        self._rates: dict[tuple[str, bool], list[float]] = {}
        self.cash: dict[str, list[float]] = {}
        """What each row costs, and each value brings, in each piece."""
        for one in (*self.made.rows, *self.made.values):
            self.cash[one.name] = self._cash(one)

    # -- prices ------------------------------------------------------------------------------------------------

    def assumption(self, name: str, phase: str) -> float:
        """What an assumption is in a phase."""
        base, own = self._assumed[name]
        if phase in own:
            return self.drawn.get(f"{phase}.{name}", own[phase].value)
        return self.drawn.get(name, base.value)

    def exchange(self, code: str) -> float:
        """What one unit of a currency is in the case's."""
        if code in ("", self.made.currency):
            return 1.0
        rate = next(one for one in self.made.rates if one.code == code)
        quote = self.drawn.get(code, rate.quote.value)
        return 1 / quote if rate.turned else quote

    def error(self, line: Line) -> float:
        """What the model error makes of a line; nothing of a reserve, a value or an alternative."""
        if self.made.error is None or line.name not in self.course.widened:
            return 1.0
        return self.drawn.get("model_error", self.made.error.value)

    def happens(self, line: Line) -> float:
        """One in a draw in which a row is paid, else zero."""
        chance = line.chance if isinstance(line, Reserve) else 1.0
        return self.drawn[f"{line.name} happens"] if 0 < chance < 1 else chance

    def prices(self, line: Line, *, bare: bool = False) -> list[float]:
        """What a price is in each piece before it rises, per month or once; `bare`: without the model error."""
        factor = 1.0 if bare else self.error(line)
        if line.of:
            found = self.rates(self._named[line.of], bare=bare or factor != 1.0)
            factor *= line.share
        else:
            found = [self.drawn.get(line.name, line.price) * self.exchange(line.currency)] * len(self.pieces)
            factor *= self.happens(line)
        drivers = (self.assumption(line.driver, one.phase) if line.driver else 1.0 for one in self.pieces)
        return [price * factor * driver for price, driver in zip(found, drivers, strict=True)]

    def _risen(self, line: Line, *, bare: bool = False) -> list[float]:
        prices = self.prices(line, bare=bare)
        if not line.rise:
            return prices
        times = (one.when / 12 if line.continuously else floor(one.when / 12) for one in self.pieces)
        return [float(price * (1 + line.rise) ** at) for price, at in zip(prices, times, strict=True)]

    def rates(self, line: Line, *, bare: bool = False) -> list[float]:
        """The cash per month of a recurring row in each piece."""
        if (line.name, bare) not in self._rates:
            window = self.course.windows[line.name]
            if isinstance(line, Reserve) and line.part is not None:
                parts = zip(*(self.share_of(line, one) for one in self.made.lines), strict=True)
                found = [sum(part) / one.months for part, one in zip(parts, self.pieces, strict=True)]
            else:
                found = self._risen(line, bare=bare)
            inside = (one.lies_in(window) for one in self.pieces)
            self._rates[line.name, bare] = [price if paid else 0.0 for price, paid in zip(found, inside, strict=True)]
        return self._rates[line.name, bare]

    def share_of(self, reserve: Reserve, line: Line) -> list[float]:
        """What a contingency that is a share of all lines costs in each piece on account of one of them."""
        assert reserve.part is not None
        share, window = self.drawn.get(reserve.name, reserve.part.value), self.course.windows[reserve.name]
        return [
            share * paid if one.lies_in(window) else 0.0
            for paid, one in zip(self.cash[line.name], self.pieces, strict=True)
        ]

    def _cash(self, line: Line) -> list[float]:
        if not line.once:
            return [rate * one.months for rate, one in zip(self.rates(line), self.pieces, strict=True)]
        at = self.course.moment(line)
        paid = next(one for one in self.pieces if one.start - NEAR <= at < one.end - NEAR)
        return [price if one is paid else 0.0 for price, one in zip(self._risen(line), self.pieces, strict=True)]

    # -- sums --------------------------------------------------------------------------------------------------

    def total(self, flows: Iterable[list[float]], span: Span) -> float:
        """What flows come to in a stretch of the horizon."""
        inside = [at for at, one in enumerate(self.pieces) if one.lies_in(span)]
        return sum(flow[at] for flow in flows for at in inside)

    def flows(self, which: Callable[[Line], object] = lambda _: True) -> list[list[float]]:
        """The cash of the lines that are asked for."""
        return [self.cash[one.name] for one in self.made.lines if which(one)]

    def reserves(self) -> list[list[float]]:
        """What contingencies and risks cost, which is in every total and budget, and in no run cost and no base of the tax."""
        return [self.cash[one.name] for one in self.made.reserves]

    def by_phase(self) -> dict[str, dict[str, float]]:
        """The cost of each row in each phase."""
        return {
            name: {row.name: self.total([self.cash[row.name]], span) for row in self.made.rows}
            for name, span in self.course.phases.items()
        }

    def by_year(self) -> list[float]:
        """The cost of each twelve months."""
        return [self.total([*self.flows(), *self.reserves()], year) for year in self.course.years()]

    def run(self, phase: str, back: float = 12.0, more: Iterable[list[float]] = ()) -> float:
        """What recurs a month in the last twelve months of a phase, or in other months at its end."""
        start, end = self.course.phases[phase]
        first = max(start, end - back)
        return self.total([*self.flows(lambda line: not line.once), *more], (first, end)) / (end - first)

    def way(self, one: Line) -> float:
        """What an alternative costs a month in the last twelve months of the last phase."""
        start, end = list(self.course.phases.values())[-1]
        span = max(start, end - 12), end
        costs = [price * piece.months for price, piece in zip(self.prices(one), self.pieces, strict=True)]
        return self.total([costs], span) / (span[1] - span[0])


def _edges(cuts: Iterable[float]) -> list[float]:
    """Moments in order, each once."""
    found: list[float] = []
    for cut in sorted(cuts):
        if not found or cut - found[-1] > NEAR:
            found.append(cut)
    return found
