"""What moves the cost and what may be chosen: drivers, usage, levers, options, scenarios."""

from __future__ import annotations

from phasegate.results.parts.figures import Middle, Statistics, UnitRecord
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class Ends:
    """A figure's P50 and P80 with one range pinned."""

    p50: Number
    p80: Number


@frozen
class DriverRecord:
    """One range of the case: its P10 and P90, the figure with it there, and its share of the variance."""

    name: str
    title: str
    """As a reader knows it: the name of its assumption, the title of its line."""
    unit: UnitRecord
    low: Number
    high: Number
    at_low: Ends
    at_high: Ends
    variance: Number


@frozen
class Drivers:
    """What moves a figure, by falling swing of its P50; the variances and `interaction` add up to one."""

    figure: str
    drivers: tuple[DriverRecord, ...]
    explained: Number
    interaction: Number


@frozen
class Level:
    """Run cost per month, and per unit, at one level of usage."""

    level: Number
    label: str
    """As it is written in the case."""
    run_cost: Statistics
    unit_cost: Statistics | None
    """None at level zero."""


@frozen
class CurveRecord:
    """Run cost of the last phase over the levels of an assumption."""

    driver: str
    per: str
    """The one thing that is counted (`claim`); empty where it counts none."""
    rate: bool
    """Whether the driver is per time."""
    unit: UnitRecord
    typical: Number
    """The driver's P50 in the case."""
    elasticity: Number
    """Change of run cost in percent for one percent more of the driver."""
    levels: tuple[Level, ...]


@frozen
class LeverRecord:
    """A planned cut of a line's cost; none of it is in the forecast."""

    name: str
    title: str
    cuts: str
    by: str
    """The cut as it is written."""
    start: Number
    end: Number
    cost: Number
    """Mean of its own cost over the horizon."""
    saving: Statistics
    """Over the horizon, after the levers above it."""
    alone: Statistics
    """What it would save over the horizon without any other."""


@frozen
class Levers:
    """The levers, and what they do together over the horizon and in the first year of a phase, before their own cost."""

    levers: tuple[LeverRecord, ...]
    together: Statistics
    """Over the horizon, in whatever order: the mean is the sum of the means of what each saves after those above it."""
    overlap: Number
    """By how much the means of what each would save alone add up to more: money that more than one of them would save."""
    first_year_of: str
    saved: Statistics
    of_run_cost: Statistics
    of_lines: Statistics
    """The share of what the lines cost that some lever cuts."""
    norm: tuple[Number, Number]
    """The share of run cost that a good first year of optimisation cuts."""


@frozen
class Alternative:
    """One alternative of an option; cost per month, mean of the last phase's last twelve."""

    name: str
    cost: Statistics
    chosen: bool
    dearer_than: str
    """Another one that costs less in nearly every draw, at a tenth and at ten times the driver too; empty for none."""


@frozen
class Crossover:
    """Where the two cheapest alternatives cost the same, as levels of the option's driver; once, or often where costs rise
    in steps."""

    between: tuple[str, str]
    share: Number
    """The part of the draws in which they do, from a thousandth to a thousand times the forecast."""
    level: Middle
    """The first crossing, over all draws; those without one count as the highest."""
    where: Middle
    """The first crossing, over the draws that have one."""
    last: Middle
    """The last crossing, over the draws that have one."""
    times: tuple[int, int]
    """How often a draw that has one crosses: the fewest and the most."""
    complete: bool
    """Whether all were looked for; else there may be more, and the last one may lie further on."""
    unit: UnitRecord
    typical: Number
    """The driver's P50 in the case."""

    @property
    def often(self) -> str:
        """`21 times`, `19 to 21 times`; empty where each draw crosses once at most."""
        fewest, most = self.times
        if most < 2:
            return ""
        times = f"{most}" if fewest == most else f"{fewest} to {most}"
        return f"{'' if self.complete else 'at least '}{times} times"


@frozen
class OptionRecord:
    """An architecture decision with its alternatives; `over` names the driver that the choice turns on, if one does."""

    name: str
    title: str
    over: str
    alternatives: tuple[Alternative, ...]
    crossover: Crossover | None


@frozen
class ChangedAssumption:
    """An assumption and its value as it is written: what a scenario makes of it, or what it leaves."""

    assumption: str
    expression: str


@frozen
class ScenarioRecord:
    """A named set of changed assumptions: all costs, and those of the phase asked for, under the same draws."""

    name: str
    title: str
    changes: tuple[ChangedAssumption, ...]
    left_alone: tuple[ChangedAssumption, ...]
    """The phases' own values of what it changes: they stay as they are written."""
    cost: Statistics
    needed: Statistics | None
    """What the phase asked for needs: per year that of its dearest year; none where it states no budget."""
    chance: Number | None
    """How likely every year of it stays within its budget."""
    with_missing: Number | None = None
    """The same with what is missing of the governance tax; none where no tax is defined."""
