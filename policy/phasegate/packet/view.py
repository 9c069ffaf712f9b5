"""The boundary between the result and the printed page: everything that a packet prints, and nothing else.

Sections that have nothing to say are left empty (`None` or `()`) and drop out of the document.
"""

from __future__ import annotations

from pydantic import Field

from phasegate.packet.parts import ViewPart
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
    CostTable,
    DriverView,
    HistoryView,
    LeverView,
    MonthlyCost,
    OptionView,
    ScenarioView,
    TaxView,
    UsageCurve,
    ValueCase,
    YearCost,
)
from phasegate.packet.view_decision import BudgetView, BudgetYearView, Cover, DecisionEntry, SignOff, Summary


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
    years: tuple[YearCost, ...] = ()
    total: YearCost | None = None
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
    findings: tuple[FindingView, ...] = ()
    waivers: tuple[WaiverView, ...] = ()
    measured: tuple[Measured, ...] = ()
    assumptions: tuple[AssumptionView, ...] = ()
    exchange: tuple[ExchangeView, ...] = ()
    method: Method
    signoff: SignOff = Field(default_factory=lambda: SignOff(approvers=("Approver",)))
