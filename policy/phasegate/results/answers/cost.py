"""The figures of a case: by phase, year and category; value, tax, curves, options, levers, scenarios, assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.measure import Measure
from phasegate.results.answers.prices import PricesUsed
from phasegate.results.answers.record import HIDDEN, SPREAD
from phasegate.results.parts.figures import Statistics
from phasegate_dsl.records import frozen


@frozen
class PhaseFigures:
    """The cost of a phase, its run cost per year, its length."""

    cost: Statistics
    run_cost_per_year: Statistics
    months: float
    title: str = field(metadata=HIDDEN)


@frozen
class TaxPart:
    """One component of the governance tax over the horizon."""

    modelled: Statistics
    declared: Statistics
    gap: Statistics


@frozen
class Tax:
    """The governance tax over the horizon."""

    timeline: TaxPart
    operations: TaxPart
    roles: TaxPart
    total: TaxPart


@frozen
class Capital:
    """A figure whose mean is partly capital cost."""

    cost: Statistics = field(metadata=SPREAD)
    capex: float


@frozen
class Year:
    """The cost of a year of the horizon."""

    months: str
    cost: Statistics = field(metadata=SPREAD)
    capex: float


@frozen
class Split:
    """Means of capital and operating cost."""

    capex: float
    opex: float


@frozen
class Level:
    """Run cost at one level of a driver."""

    level: float
    run_cost_per_month: Statistics
    label: str = field(metadata=HIDDEN)
    """As the case writes it."""


@frozen
class DeclaredCurve:
    """A curve that the case declares, with the driver's elasticity."""

    driver: str
    levels: tuple[Level, ...]
    elasticity: float


@frozen
class FirstYear:
    """What the levers save together in the first year of a phase; shares are of its run cost and of the lines cut."""

    first_year_of: str
    saved: Statistics
    of_run_cost: Statistics
    of_lines_cut: Statistics
    norm: tuple[float, ...]
    title: str = field(metadata=HIDDEN)
    """The phase's title."""


@frozen
class Lever:
    """A planned cut of a line's cost; none of it is in the forecast."""

    title: str
    cuts: str
    saved: float
    """P50 over the horizon."""
    cost: float
    """Mean over the horizon."""


@frozen
class Three:
    """Three percentiles."""

    p50: float
    p80: float
    p90: float


@frozen
class ReferenceClass:
    """How a reference class is told of in prose."""

    title: str
    ratio: str


@frozen
class Measured:
    """How far a phase's cost was measured from its forecast, as a signed share of that."""

    phase: str
    error: float


@frozen
class Beside:
    """The cost beside what its reference class would make of it; spreads are P90 / P50."""

    reference_class: str
    n: int
    source: str
    own: Three
    as_history_would_have_it: Three
    spread: float
    class_spread: float
    within: Mapping[str, float]
    told: ReferenceClass = field(metadata=HIDDEN)
    measured: tuple[Measured, ...] = field(metadata=HIDDEN)


@frozen
class Worth:
    """Value over the horizon: its streams by title, when it has paid back, its rate of return, what delay costs."""

    streams: tuple[tuple[str, Statistics], ...]
    payback: tuple[float, float, float]
    """P10, P50 and P90 in months; infinite beyond the horizon."""
    pays_back: float
    """The part of the draws that pay back within the horizon."""
    rate: float
    """The internal rate of return a year, P50; infinite where the middle draw has none."""
    no_rate: float
    """The part of the draws without one."""
    delay: Statistics
    """What a month of delay loses."""
    discount: float | None
    """The rate a year, where the case states one."""


@frozen
class Alternative:
    """One alternative of an option: its cost per month, and another that undercuts it in nearly every draw."""

    name: str
    cost: Statistics
    chosen: bool
    dearer_than: str


@frozen
class Crossover:
    """Where the two cheapest alternatives cost the same: in which part of the draws, and at which level (P10, P50, P90)."""

    share: float
    level: tuple[float, float, float]


@frozen
class Option:
    """A choice of the case; `over` names the driver that it turns on, or is empty."""

    title: str
    over: str
    alternatives: tuple[Alternative, ...]
    dominance: float
    """In which part of the draws an alternative must be the dearer one to be named as such."""
    crossover: Crossover | None


@frozen
class ScenarioCost:
    """All costs under a scenario; `left_alone` are the phases' own values of what it changes, `NAME = VALUE`."""

    cost: Statistics = field(metadata=SPREAD)
    left_alone: tuple[str, ...]
    title: str = field(metadata=HIDDEN)


@frozen
class Assumed:
    """An assumption: P10, P50 and P90 in base units (a series by the mean of its last twelve months)."""

    name: str
    p10: float
    p50: float
    p90: float
    measure: Measure


@frozen
class Exactness:
    """How many digits the draws have earned for all costs, and the largest relative standard error."""

    digits: int
    worst: float


@frozen
class Head:
    """How a report on a case begins: its title, its horizon in months, its first month, the draws that it rests on."""

    title: str
    horizon: float
    start: tuple[int, int]


@frozen
class CapitalCost:
    """Means over the horizon: capital expenditure, all costs, and what of the capital is written off within it."""

    capex: float
    whole: float
    written_off: float


@frozen
class Costs:
    """`phasegate cost`: the figures of a case."""

    initiative: str
    currency: str
    draws: int
    seed: int
    cost: Statistics
    run_cost_per_year: Statistics
    phases: Mapping[str, PhaseFigures]
    governance_tax: Tax | None
    years: tuple[Year, ...]
    by_category: Mapping[str, Capital]
    categories: Mapping[str, Mapping[str, Split]]
    npv: Statistics | None
    curves: Mapping[str, tuple[Level, ...]]
    levers: FirstYear | None
    history: Beside
    prices: PricesUsed | None
    scenarios: Mapping[str, ScenarioCost]
    head: Head = field(metadata=HIDDEN)
    capital: CapitalCost = field(metadata=HIDDEN)
    worth: Worth | None = field(metadata=HIDDEN)
    declared_curves: tuple[DeclaredCurve, ...] = field(metadata=HIDDEN)
    options: tuple[Option, ...] = field(metadata=HIDDEN)
    each_lever: tuple[Lever, ...] = field(metadata=HIDDEN)
    assumptions: tuple[Assumed, ...] = field(metadata=HIDDEN)
    exactness: Exactness | None = field(metadata=HIDDEN)
