"""Figures: each with its name, its spread, how exact it is, and what it adds up from.

Money is in the case's currency; rates are per month, stretches of time in months, shares parts of one.
"""

from __future__ import annotations

from typing import Literal

from phasegate.results.plain import Number
from phasegate_dsl.records import frozen

NAMES = ("p10", "p50", "p80", "p90", "mean", "sd")


@frozen
class Statistics:
    """Percentiles, mean and standard deviation of a figure over the draws."""

    p10: Number
    p50: Number
    p80: Number
    p90: Number
    mean: Number
    sd: Number
    mean_error: Number | None = None
    """The standard error of the mean, read from the draws themselves; none where it cannot be told, or in a plain check."""

    @property
    def certain(self) -> bool:
        """Whether it is the same in every draw."""
        return self.sd == 0

    def times(self, factor: float) -> Statistics:
        """The same in another unit, for instance per year instead of per month."""
        p10, p50, p80, p90, mean, sd = (getattr(self, name) * factor for name in NAMES)
        error = None if self.mean_error is None else self.mean_error * abs(factor)
        return Statistics(p10, p50, p80, p90, mean, sd, error)


@frozen
class Middle:
    """The middle and both ends of a figure whose mean says little."""

    p10: Number
    p50: Number
    p90: Number


@frozen
class Errors:
    """The standard error that each percentile has at most, read from the draws themselves."""

    p10: Number
    p50: Number
    p80: Number
    p90: Number
    digits: int
    """Significant digits that hold in all of them."""


@frozen
class FigurePart:
    """A figure that another one adds up from, and what it adds to the mean: the means of all parts make the mean."""

    name: str
    mean: Number


@frozen
class FigureRecord:
    """A figure of the case under the name it is asked for: `cost`, `scale.run_cost`, `line.scale.gpu`, `tax`."""

    name: str
    title: str
    unit: str
    """`$`, `$/mo`."""
    value: Statistics
    capital: Number | None = None
    """The part of the mean that is capital expenditure; none where the question makes no sense."""
    errors: Errors | None = None
    parts: tuple[FigurePart, ...] | None = None


@frozen
class UnitRecord:
    """The unit that a quantity is written in: a value in base units is `factor` times the number that is shown."""

    name: str
    factor: Number = 1.0
    money: bool = False
    """Whether the sign of the currency stands before the number; `name` is then the rest, `/claim`."""
    share: bool = False
    """Whether it is shown as a percentage."""


@frozen
class TaxPart:
    """One component of the governance tax over the horizon, in means: implied - declared + surplus = missing."""

    name: Literal["timeline", "operations", "roles"]
    modelled: Number
    declared: Number
    surplus: Number
    """What is declared beyond what is implied, in some draws or months; it covers nothing of what is missing in others."""
    gap: Number
    """What is missing."""
    norm: tuple[Number, Number] | None
    """The rulesets' range: a share of time or of cost, or full-time equivalents."""
    months: Number
    """Timeline: months that governance adds to delivery."""
    declared_months: Number
    fte: Number
    """Roles: full-time equivalents that the rulesets imply."""
    declared_fte: Number
    declared_by: tuple[str, ...]
    """The lines or roles of the case that stand against it."""


@frozen
class TaxRecord:
    """The governance tax: what governing the case adds according to its rulesets; means over the horizon."""

    components: tuple[TaxPart, ...]
    modelled: Number
    declared: Number
    surplus: Number
    """What components have beyond what is implied of them; it covers no gap of another."""
    gap: Number
    """What is missing: the gaps of the components added."""
    value_delayed: Number
    """Value that the added months push beyond the horizon; not part of the tax."""


@frozen
class MeasurementRecord:
    """A figure taken from reality, in base units, beside what was forecast for that day."""

    what: Literal["cost", "metric"]
    """The cost of the phase `name`, or the metric `name`."""
    name: str
    value: Number
    unit: UnitRecord
    on: str
    source: str
    forecast: Number | None = None
    """Of a cost: the P50 of what the phase was forecast to have cost by then."""
    error: Number | None = None
    """Of a cost: measured less forecast, as a signed part of the forecast."""
    latest: bool = False
    """Whether no later one measures the same."""
