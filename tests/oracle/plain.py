"""What a case by chance costs, by the conventions of the language reference and nothing of the engine: plain numbers.

The horizon is cut at every month, phase and window, so that each rate is one number in each piece. The conventions:

- a line is paid from its phase's start (or the first day of `from`) to the last day of `until`; `until` a phase: to its start
- `escalates` leaves the price for twelve months from the start of the horizon and rises in a step each year, or
  continuously on request
- the name of a line is its cash of that moment: risen, and none while it is not paid
- a contingency of a share costs that share of what all lines cost in its window, one-offs too; a risk that is certain costs
  what it says, and one without a chance nothing
- a model error is a factor on each line, once, whatever the line rests on; on no reserve but by the lines of its share
- a one-off is paid at the start of its phase, or with its month; in the month in which a phase starts it is of that phase
"""

from __future__ import annotations

from itertools import pairwise
from math import floor

from tests.properties.made import Line, Made

Span = tuple[float, float]


class Plain:
    """The costs of a case without ranges."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.phases = made.bounds()
        self.lines = {one.name: one for one in made.lines}

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
        starts = [self.phases[line.phase][0]] if line.phase else [start for start, _ in self.phases.values()]
        return next((start for start in starts if line.at < start < line.at + 1), float(line.at))

    def rise(self, line: Line, at: float) -> float:
        """By how much a price has risen at a moment; what moves from day to day is read in the middle of a month's part."""
        return (1 + line.rise) ** (self.middle(at) / 12 if line.continuously else floor(at / 12 + 1e-9))

    def middle(self, at: float) -> float:
        """The middle of the part of a month, in one phase, that holds a moment."""
        ends = sorted(
            {*map(float, range(self.made.horizon + 1)), *(end for span in self.phases.values() for end in span)}
        )
        return next((a + b) / 2 for a, b in pairwise(ends) if a <= at + 1e-9 < b)

    def rate(self, line: Line, at: float) -> float:
        """The cash per month of a line at a moment."""
        start, end = self.window(line)
        if not start < at < end:
            return 0.0
        price = line.share * self.rate(self.lines[line.of], at) if line.of else line.price
        return price * self.rise(line, at)

    def cost(self, line: Line, span: Span) -> float:
        """What a line or a reserve costs in a stretch of the horizon."""
        if line.kind == "contingency" and line.share:
            start, end = self.window(line)
            within = max(start, span[0]), min(end, span[1])
            return line.share * sum(self.cost(one, within) for one in self.made.lines) if within[0] < within[1] else 0.0
        factor = self.made.error if line.kind == "line" else line.chance
        return factor * self._paid(line, span)

    def _paid(self, line: Line, span: Span) -> float:
        """What a row with a price costs in a stretch of the horizon."""
        if line.once:
            at = self.moment(line)
            return line.price * self.rise(line, at) if span[0] - 1e-9 <= at < span[1] - 1e-9 else 0.0
        ends = {span[0], span[1], *map(float, range(self.made.horizon + 1))}
        ends |= {end for one in self.made.rows for end in self.window(one)} | {
            e for p in self.phases.values() for e in p
        }
        cuts = sorted(end for end in ends if span[0] <= end <= span[1])
        return sum(self.rate(line, (a + b) / 2) * (b - a) for a, b in pairwise(cuts))

    def by_phase(self) -> dict[str, dict[str, float]]:
        """The cost of each line in each phase."""
        return {
            name: {line.name: self.cost(line, span) for line in self.made.rows} for name, span in self.phases.items()
        }

    def by_year(self) -> list[float]:
        """The cost of each twelve months."""
        horizon = self.made.horizon
        years = [(float(at), float(min(at + 12, horizon))) for at in range(0, horizon, 12)]
        return [sum(self.cost(line, year) for line in self.made.rows) for year in years]
