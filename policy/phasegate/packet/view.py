"""The boundary between the result and the printed page: everything that a packet prints, and nothing else.

Sections that have nothing to say are left empty (`None` or `()`) and drop out of the document.
"""

from __future__ import annotations

from pydantic import Field

from phasegate.packet.parts import Part
from phasegate.packet.view_control import Assumption, ControlRow, Finding, Measured, Method, Metric, Waiver
from phasegate.packet.view_cost import (
    Cliff,
    CostTable,
    Driver,
    GovernanceTax,
    History,
    Lever,
    MonthlyCost,
    Option,
    Scenario,
    UsageCurve,
    ValueCase,
    YearCost,
)
from phasegate.packet.view_decision import Budget, Cover, DecisionEntry, SignOff, Summary


class PacketView(Part):
    """One gate review, ready to print; see `phasegate.packet.parts` for units."""

    currency: str = "USD"
    """ISO code of all money in the view."""
    symbol: str = "$"
    """Sign printed before amounts; use the code and a space (`CHF `) where there is no sign."""
    language: str = "en"
    cover: Cover
    summary: Summary
    budgets: tuple[Budget, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    costs: CostTable | None = None
    years: tuple[YearCost, ...] = ()
    total: YearCost | None = None
    """The whole horizon, as the last row of the table by year."""
    monthly: MonthlyCost | None = None
    drivers: tuple[Driver, ...] = ()
    drivers_middle: float | None = None
    """The cost that the drivers move, in money; the horizon's P50 when it is left out."""
    drivers_note: str = ""
    """What the picture of the drivers shows."""
    usage: UsageCurve | None = None
    cliff: Cliff | None = None
    tax: GovernanceTax | None = None
    history: History | None = None
    levers: tuple[Lever, ...] = ()
    levers_note: str = ""
    """What the levers do together in the first year, beside what can be achieved."""
    options: tuple[Option, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    value: ValueCase | None = None
    metrics: tuple[Metric, ...] = ()
    controls: tuple[ControlRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    measured: tuple[Measured, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    method: Method
    signoff: SignOff = Field(default_factory=lambda: SignOff(approvers=("Approver",)))
