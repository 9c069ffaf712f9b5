"""The figures of a case: what `phasegate cost` publishes of a result, which it carries for people's forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.prices import PricesUsed
from phasegate.results.answers.record import HIDDEN, SPREAD
from phasegate.results.parts.choices import LeverRecord, OptionRecord
from phasegate.results.parts.columns import DecisionColumn
from phasegate.results.parts.costs import MeasuredOutlook, Norm, Three
from phasegate.results.parts.figures import Errors, MeasurementRecord, Statistics
from phasegate.results.parts.identity import Initiative, Ruleset
from phasegate.results.parts.register import Assumption, CommonDriverRecord, ExchangeRate
from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord
from phasegate.results.parts.worth import MetricRecord, Worth
from phasegate.results.result import Result
from phasegate_dsl.records import frozen


@frozen
class NamedFigure:
    """A figure under the name that `why`, the tornado and the accuracy know it by, in base units (rates per month)."""

    title: str
    unit: str
    value: Statistics = field(metadata=SPREAD)


@frozen
class PhaseFigures:
    """The cost of a phase, its run cost per year, its length, and what its budget should be."""

    title: str
    cost: Statistics
    run_cost_per_year: Statistics
    exit_rate_per_year: Statistics
    """Twelve times its last month."""
    months: float
    norm: Norm | None
    """What rulesets allow for its budget; none where they say nothing of it."""


@frozen
class TaxFigures:
    """One component of the governance tax over the horizon."""

    modelled: Statistics
    declared: Statistics
    surplus: Statistics
    gap: Statistics


@frozen
class GovernanceTax:
    """The governance tax over the horizon."""

    timeline: TaxFigures
    operations: TaxFigures
    roles: TaxFigures
    total: TaxFigures


@frozen
class CategoryFigures:
    """The cost of a category, whose mean is partly capital cost."""

    cost: Statistics = field(metadata=SPREAD)
    capex: float


@frozen
class YearFigures:
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
class LevelFigures:
    """Run cost at one level of a driver."""

    level: float
    label: str
    """As it is written in the case."""
    run_cost_per_month: Statistics


@frozen
class LeverFigures:
    """What levers save, each and together, over the horizon and in the first year of a phase; shares are of its run cost
    and of the lines cut. The means of what each saves add up to that of `together`; alone they add up to `overlap` more."""

    together: Statistics
    overlap: float
    first_year_of: str
    saved: Statistics
    of_run_cost: Statistics
    of_lines_cut: Statistics
    norm: tuple[float, ...]
    each: tuple[LeverRecord, ...]
    """Each lever with its saving over the horizon, after those above it and alone, and its own cost."""


@frozen
class Beside:
    """The cost beside what its reference class would make of it; spreads are P90 / P50."""

    reference_class: str
    title: str
    n: int
    ratio: str
    """What its ratios are of."""
    source: str
    own: Three
    as_history_would_have_it: Three
    spread: float
    class_spread: float
    within: Mapping[str, float]
    mean: float
    """The mean ratio of the class."""
    p95: float
    largest: float
    self_reported: bool
    below: tuple[str, ...]
    """The percentiles at which the class puts the cost below the case's own: no reason to ask for less."""
    measured: MeasuredOutlook | None
    """With errors as large as those of measured phases; none where no cost was measured, or no phase follows."""


@frozen
class ScenarioFigures:
    """All costs under a scenario, and how likely every year of the phase asked for stays within its budget.

    `left_alone` are the phases' own values of what it changes, `NAME = VALUE`.
    """

    title: str
    cost: Statistics = field(metadata=SPREAD)
    left_alone: tuple[str, ...]
    within_budget: float | None
    within_budget_with_missing: float | None


@frozen
class CostReport:
    """`phasegate cost`: the figures of a case, first all of them by name, then as they are told."""

    initiative: str
    currency: str
    draws: int
    seed: int
    about: Initiative
    rulesets: tuple[Ruleset, ...]
    target: str
    """The phase that the review is about."""
    last: str
    """The last phase."""
    figures: Mapping[str, NamedFigure]
    cost: Statistics
    errors: Errors | None
    """The standard errors that the percentiles of `cost` have at most."""
    capital: float
    """The capital part of the mean."""
    written_off: float
    """Mean of what is written off of it within the horizon."""
    run_cost_per_year: Statistics
    phases: Mapping[str, PhaseFigures]
    governance_tax: GovernanceTax | None
    years: tuple[YearFigures, ...]
    by_category: Mapping[str, CategoryFigures]
    categories: Mapping[str, Mapping[str, Split]]
    common_driver: CommonDriverRecord | None
    """One driver behind all ranges, with P80 and P90 of the cost under it: as stated, or what it would make of a case in which
    five or more ranges carry the spread and nothing ties them together."""
    npv: Statistics | None
    contingencies: tuple[ContingencyRecord, ...]
    risks: tuple[RiskRecord, ...]
    worth: Worth | None
    """The return on the money; none where the case states no value."""
    metrics: tuple[MetricRecord, ...]
    columns: tuple[DecisionColumn, ...]
    """As submitted and, where rulesets define a governance tax, with what is missing of it."""
    exchange_rates: tuple[ExchangeRate, ...]
    curves: Mapping[str, tuple[LevelFigures, ...]]
    elasticities: Mapping[str, float]
    """By the driver of each curve: change of run cost in percent for one percent more of it."""
    options: tuple[OptionRecord, ...]
    dominance: float
    """In which part of the draws an alternative must be the dearer one to be named as such."""
    levers: LeverFigures | None
    history: Beside
    measurements: tuple[MeasurementRecord, ...]
    assumptions: tuple[Assumption, ...]
    prices: PricesUsed | None
    scenarios: Mapping[str, ScenarioFigures]
    result: Result = field(metadata=HIDDEN)
    """What it is told from; a text shows nothing of it that is not published here."""
