"""The figures of a case: what `phasegate cost` publishes of a result, which it carries for people's forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.prices import PricesUsed
from phasegate.results.answers.record import HIDDEN, SPREAD
from phasegate.results.parts.choices import OptionRecord
from phasegate.results.parts.columns import DecisionColumn
from phasegate.results.parts.costs import MeasuredOutlook, Three
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.register import CommonDriverRecord, ExchangeRate
from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord
from phasegate.results.parts.worth import Worth
from phasegate.results.result import Result
from phasegate_dsl.records import frozen


@frozen
class PhaseFigures:
    """The cost of a phase, its run cost per year, its length."""

    cost: Statistics
    run_cost_per_year: Statistics
    exit_rate_per_year: Statistics
    """Twelve times its last month."""
    months: float


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
    run_cost_per_month: Statistics


@frozen
class LeverSaving:
    """What a lever saves over the horizon before its own cost: after the levers above it, and alone."""

    saving: Statistics
    alone: Statistics
    cost: float
    """Mean of its own cost."""


@frozen
class LeverFigures:
    """What levers save, each and together, over the horizon and in the first year of a phase; shares are of its run cost
    and of the lines cut. The means of what each saves add up to that of `together`; alone they add up to `overlap` more."""

    each: Mapping[str, LeverSaving]
    together: Statistics
    overlap: float
    first_year_of: str
    saved: Statistics
    of_run_cost: Statistics
    of_lines_cut: Statistics
    norm: tuple[float, ...]


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

    cost: Statistics = field(metadata=SPREAD)
    left_alone: tuple[str, ...]
    within_budget: float | None
    within_budget_with_missing: float | None


@frozen
class CostReport:
    """`phasegate cost`: the figures of a case."""

    initiative: str
    currency: str
    draws: int
    seed: int
    cost: Statistics
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
    columns: tuple[DecisionColumn, ...]
    """As submitted and, where rulesets define a governance tax, with what is missing of it."""
    worth: Worth | None
    options: tuple[OptionRecord, ...]
    exchange_rates: tuple[ExchangeRate, ...]
    curves: Mapping[str, tuple[LevelFigures, ...]]
    levers: LeverFigures | None
    history: Beside
    prices: PricesUsed | None
    scenarios: Mapping[str, ScenarioFigures]
    result: Result = field(metadata=HIDDEN)
    """What it is told from; a text shows more of it."""
    dominance: float = field(metadata=HIDDEN)
    """In which part of the draws an alternative must be the dearer one to be named as such."""
