"""The boundary between the result and the printed page: everything that a packet prints, and nothing else.

Sections that have nothing to say are left empty (`None` or `()`) and drop out of the document.
"""

from __future__ import annotations

from pydantic import Field

from phasegate.packet.parts import Level, ViewPart
from phasegate.packet.view_control import (
    AssumptionView,
    ControlRow,
    ExchangeView,
    FindingView,
    Measured,
    Method,
    MetricView,
    WaiverView,
)
from phasegate.packet.view_cost import (
    Cliff,
    ContingencyView,
    CostTable,
    DriverView,
    HistoryView,
    LeverView,
    MonthlyCost,
    OptionView,
    RiskView,
    ScenarioView,
    TaxView,
    UsageCurve,
    ValueCase,
    YearCost,
)
from phasegate.packet.view_decision import BudgetView, BudgetYearView, Cover, CutTable, DecisionEntry, SignOff, Summary


class PacketView(ViewPart):
    """One gate review, ready to print; see `phasegate.packet.parts` for units."""

    currency: str = "USD"
    """ISO code of all money in the view."""
    symbol: str = "$"
    """Sign printed before amounts; use the code and a space (`CHF `) where there is no sign."""
    language: str = "en"
    cover: Cover
    summary: Summary
    budgets: tuple[BudgetView, ...] = ()
    budget_years: tuple[BudgetYearView, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    costs: CostTable | None = None
    contingencies: tuple[ContingencyView, ...] = ()
    risks: tuple[RiskView, ...] = ()
    years: tuple[YearCost, ...] = ()
    total: YearCost | None = None
    together: str = ""
    """What one driver behind all ranges would make of the percentiles of the horizon."""
    """The whole horizon, as the last row of the table by year."""
    exactness: str = ""
    """How exact the means of both tables of cost are, where that can be seen."""
    monthly: MonthlyCost | None = None
    drivers: tuple[DriverView, ...] = ()
    drivers_middle: float | None = None
    """The cost that the drivers move, in money; the horizon's P50 when it is left out."""
    drivers_note: str = ""
    """What the picture of the drivers shows."""
    usage: UsageCurve | None = None
    cliff: Cliff | None = None
    tax: TaxView | None = None
    history: HistoryView | None = None
    levers: tuple[LeverView, ...] = ()
    levers_note: str = ""
    """What the levers do together in the first year, beside what can be achieved."""
    options: tuple[OptionView, ...] = ()
    scenarios: tuple[ScenarioView, ...] = ()
    value: ValueCase | None = None
    metrics: tuple[MetricView, ...] = ()
    controls: tuple[ControlRow, ...] = ()
    controls_lead: str = ""
    findings: tuple[FindingView, ...] = ()
    """Those that stop the gate first."""
    counted: dict[Level, int] = Field(default_factory=dict)
    """How many findings of each level there are, printed or not."""
    waivers: tuple[WaiverView, ...] = ()
    measured: tuple[Measured, ...] = ()
    assumptions: tuple[AssumptionView, ...] = ()
    assumptions_lead: str = ""
    """How many assumptions there are of which kind."""
    exchange: tuple[ExchangeView, ...] = ()
    method: Method
    left_out: tuple[CutTable, ...] = ()
    """The tables of which only the first rows are printed."""
    signoff: SignOff = Field(default_factory=lambda: SignOff(approvers=("Approver",)))
