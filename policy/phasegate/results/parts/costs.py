"""What it costs in time and by kind: phases with their budgets, lines, categories, years, months, the reference class."""

from __future__ import annotations

from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.findings import Place
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class Budget:
    """A sum of money: per year, or for the whole of a phase."""

    amount: Number
    per_year: bool


@frozen
class Norm:
    """What the rulesets allow for a phase, as an interval in their currency."""

    low: Number
    high: Number
    per_year: bool
    currency: str
    own: tuple[Number, Number] | None = None
    """Both ends in the case's currency, where that is another one."""


@frozen
class PhaseRecord:
    """A stretch of work, in months from the start of the case."""

    name: str
    title: str
    start: Number
    end: Number
    over: bool
    """Whether it has ended on the day of judgement."""
    budget: Budget | None = None
    norm: Norm | None = None


@frozen
class Ask:
    """The sum that the review decides on, beside what all cash of the phase needs: per year that of the dearest year."""

    phase: str
    budget: Budget
    forecast: Statistics
    chance: Number
    """How likely every year stays within the sum, and capital within its own where it is funded apart."""


@frozen
class LineRecord:
    """A priced row of the budget; its cost is the figure `line.` and its key."""

    key: str
    name: str
    title: str
    category: str
    phase: str
    """The phase that holds it; empty for one of the whole case."""
    start: Number
    end: Number
    recurring: bool
    capitalized: Number | None
    """Months over which it is written off; none for operating cost."""
    role: str
    fte: Number
    owner: str
    vendor: str
    source: str
    funds: tuple[str, ...]
    place: Place


@frozen
class Category:
    """Mean cost of a category in each phase, capital and operating apart, in the order of the phases."""

    name: str
    title: str
    capital: tuple[Number, ...]
    operating: tuple[Number, ...]


@frozen
class Year:
    """The cost of twelve months of the horizon (the last year may be shorter), from month to month."""

    start: str
    end: str
    cost: Statistics
    capital: Number
    """The capital part of the mean."""


@frozen
class Months:
    """The cost of each month of the horizon from its first on, and the budgets spread over their months."""

    p10: tuple[Number, ...]
    p50: tuple[Number, ...]
    p90: tuple[Number, ...]
    budget: tuple[Number, ...]
    """What was granted, else what the case states; zero where there is none."""


@frozen
class Costs:
    """The cost of the whole case by category and phase, by year and by month: the means add up to the figure `cost`."""

    categories: tuple[Category, ...]
    years: tuple[Year, ...]
    months: Months
    written_off: Number
    """Mean of what is written off of capital expenditure within the horizon."""


@frozen
class Three:
    """Three percentiles of all costs."""

    p50: Number
    p80: Number
    p90: Number


@frozen
class ReferenceClassRecord:
    """A class of finished programmes: what they cost over what was planned, and how many came near their plan."""

    name: str
    title: str
    ratio: str
    caution: str
    source: str
    programmes: int
    spread: Number
    """P90 over P50."""
    within: tuple[tuple[str, Number], ...]
    """The share that came within `5%`, `10%`, `15%` of the plan."""
    mean: Number
    """The mean ratio."""
    p95: Number
    largest: Number
    self_reported: bool
    """Whether those who run the programmes reported the figures."""


@frozen
class MeasuredError:
    """How far the measured cost of a phase lay from its forecast, as a signed part of that."""

    phase: str
    error: Number


@frozen
class MeasuredOutlook:
    """What the phases after the last measured one cost, as submitted and with errors as large as those measured."""

    errors: tuple[MeasuredError, ...]
    phases: tuple[str, ...]
    """Those to come."""
    own: Three
    """Without any model error."""
    widened: Three
    """With a lognormal factor whose spread is the root mean square of the measured errors (of their logarithms)."""
    applied: bool
    """Whether the case applies it, so that all its figures hold it."""
    stated: bool
    """Whether the case states a model error of its own, which `own` and `errors` are without."""


@frozen
class History:
    """All costs as the case has them, and its P50 without contingency with the ratios of its reference class."""

    own: Three
    told: Three
    spread: Number
    reference: ReferenceClassRecord
    named: bool
    """Whether the case names the class itself."""
    below: tuple[str, ...]
    """The percentiles (`p50`) at which the class puts the cost below the case's own: no reason to ask for less."""
    measured: MeasuredOutlook | None
    """None where no cost was measured, or no phase follows."""
