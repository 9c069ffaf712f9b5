"""What it costs: by phase and category, by year, by month, by usage; the cliff, the governance tax, the choices."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from phasegate.packet.parts import Band, Status, ViewPart


class PhaseSpan(ViewPart):
    """A phase on the time axis, in months from the case's start."""

    phase: str
    title: str
    start: float
    end: float


class CategoryCost(ViewPart):
    """Expected (mean) cost of one category in each phase, capital and operating apart, in money.

    The means are used because means add up; percentiles do not. One entry per phase, in `CostTable.phases` order.
    """

    category: str
    capex: tuple[float, ...]
    opex: tuple[float, ...]


class CostTable(ViewPart):
    """Expected cost by category and phase over the horizon: the printed parts add up to the printed totals."""

    phases: tuple[str, ...]
    rows: tuple[CategoryCost, ...]

    @model_validator(mode="after")
    def _one_amount_per_phase(self) -> CostTable:
        for row in self.rows:
            if len(row.capex) != len(self.phases) or len(row.opex) != len(self.phases):
                raise ValueError(f"category `{row.category}` must hold one amount per phase")
        return self


class YearCost(ViewPart):
    """Cost of one year of the horizon, in money; `label` as `Year 1` or `Mar 2026 to Feb 2027`."""

    label: str
    cost: Band
    capex: float
    """Expected (mean) capital part; the operating part is the rest of the mean."""


class MonthlyCost(ViewPart):
    """Cost of each month of the horizon, in money per month; the arrays run from the month of `start`."""

    start: date
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]
    budget: tuple[float, ...] = ()
    """Approved or asked budget spread over its months; empty when there is none."""
    phases: tuple[PhaseSpan, ...] = ()
    headline: str = ""
    """The sentence under the picture: what it shows."""
    today: float | None = None
    """The day of judgement in months from `start`, where it lies within."""

    @model_validator(mode="after")
    def _same_length(self) -> MonthlyCost:
        lengths = {len(self.p10), len(self.p50), len(self.p90), len(self.budget) or len(self.p50)}
        if len(lengths) != 1:
            raise ValueError("the monthly series must have the same length")
        return self


class ContingencyView(ViewPart):
    """Money set aside: its share of the lines and when it is paid as display text, its cost over the horizon in money."""

    title: str
    share: str
    cost: Band
    paid: str
    owner: str = ""


class RiskView(ViewPart):
    """What may happen: its chance and when it is paid as display text, its cost over the horizon if it happens, in money."""

    title: str
    chance: str
    cost: Band
    expected: float
    """The mean over all draws."""
    paid: str
    owner: str = ""
    mitigation: str = ""


class UsagePoint(ViewPart):
    """Run cost at one usage level (a plain number): `run_cost` in money per month, `unit_cost` per unit."""

    level: float
    label: str
    run_cost: Band
    unit_cost: Band


class UsageCurve(ViewPart):
    """The cost curve over usage: run cost per month and cost per unit at each level of the driver."""

    driver: str
    unit: str
    """What one unit is: `claim`."""
    points: tuple[UsagePoint, ...]
    elasticity: float | None = None
    """Change of run cost in percent for 1 % more of the driver."""
    headline: str = ""


class Cliff(ViewPart):
    """From pilot to production: spend per month in each phase, in money per month; `ratio` scale over pilot."""

    steps: tuple[tuple[str, float], ...]
    ratio: float
    benchmark: str = ""
    headline: str = ""


class TaxComponent(ViewPart):
    """One component of the governance tax, in money over the horizon unless the tax says otherwise.

    The means foot: implied - declared + surplus = missing.
    """

    name: str
    norm: str
    """The ruleset's range as display text: `30% to 50% of delivery time`."""
    modelled: Band
    declared: float
    surplus: float = 0.0
    """What is declared beyond what is implied, in some draws or months (mean)."""
    gap: float
    """What is missing (mean, never below zero)."""
    declared_by: str = ""
    status: Status


class TaxView(ViewPart):
    """What governance will cost against what the case sets aside; all money per `period`."""

    period: str
    components: tuple[TaxComponent, ...]
    modelled: Band
    declared: float
    surplus: float = 0.0
    gap: float
    coverage: float
    """The funded part of what is implied: one less the missing part, a fraction."""
    columns: tuple[str, ...] = ()
    """What the two columns of `rows` are called."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Figures of the decision as display text: what it is, as submitted, with what is missing."""
    headline: str = ""
    note: str = ""


class DriverView(ViewPart):
    """How far one range moves the cost, in money: at its P10 and at its P90, the others left uncertain."""

    name: str
    low: float
    high: float


class HistoryView(ViewPart):
    """The cost over the horizon at P50, P80 and P90, the case's own and as its reference class would have it."""

    own: tuple[float, float, float]
    told: tuple[float, float, float]
    spread: float
    class_spread: float
    reference: str
    note: str
    measured: str = ""
    """What errors like those of measured phases make of the phases to come, as a sentence."""


class LeverView(ViewPart):
    """A way to cut cost: what it cuts, by how much (display text), its price and its yearly saving in money; `alone` is the
    P50 of what it would save without any other."""

    name: str
    cuts: str
    by: str
    price: float
    saving: Band
    alone: float
    starts: str = ""


class AlternativeView(ViewPart):
    """One alternative of an option; `cost` in money over the option's period."""

    name: str
    cost: Band
    chosen: bool = False


class OptionView(ViewPart):
    """An architecture decision: its alternatives, the choice, and where the choice would turn."""

    name: str
    title: str
    period: str
    alternatives: tuple[AlternativeView, ...]
    choice: Status | None = None
    """What the choice costs beside the best of the others."""
    crossover: str = ""


class ScenarioView(ViewPart):
    """A named set of changed assumptions: cost in money per `period`, against the base case."""

    name: str
    title: str
    changes: str
    cost: Band
    delta: float
    """P50 against the base case's P50, in money."""
    status: Status


class ValueStreamView(ViewPart):
    """What a benefit is worth, in money per year over the horizon's last twelve months."""

    name: str
    worth: Band


class ReturnView(ViewPart):
    """A return on the money: net present value (money), payback and rate as display text; `of` where there are two."""

    of: str
    npv: Band
    payback: str
    irr: str = ""


class ValueCase(ViewPart):
    """What it is worth: streams, the returns, and in words what is spent before the decision."""

    streams: tuple[ValueStreamView, ...]
    returns: tuple[ReturnView, ...]
    discount: str
    sunk: str = ""
    delay: tuple[tuple[str, float], ...] = ()
    """Cost of not scaling: (`3 months`, money)."""
