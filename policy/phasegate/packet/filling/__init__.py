"""From a review to the view that the press prints: every figure is the engine's, every sentence follows from figures."""

from __future__ import annotations

from phasegate.packet.filling import budgets, choices, controls, costs, cover, register, summary, tax, usage, value
from phasegate.packet.filling.common import Desk, p50
from phasegate.packet.view import PacketView
from phasegate.pipeline import Checked

__all__ = ["build"]


def build(checked: Checked) -> PacketView:
    """The packet of a case that was judged; raises `ValueError` for one that was not."""
    desk = Desk(checked)
    years, total = costs.years(desk)
    cliff, drivers = usage.cliff(desk), usage.drivers(desk)
    conditions = summary.conditions(desk)
    return PacketView(
        currency=desk.currency,
        symbol=desk.symbol,
        cover=cover.cover(desk, len(conditions)),
        summary=summary.summary(desk, cliff, drivers, conditions),
        budgets=budgets.budgets(desk),
        decisions=budgets.decisions(desk),
        costs=costs.cost_table(desk),
        years=years,
        total=total,
        monthly=costs.monthly(desk),
        drivers=drivers,
        drivers_middle=p50(desk.run_cost),
        drivers_note=usage.drivers_note(desk),
        usage=usage.usage_curve(desk),
        cliff=cliff,
        tax=tax.governance_tax(desk),
        history=costs.history(desk),
        levers=choices.levers(desk),
        levers_note=choices.levers_note(desk),
        options=choices.options(desk),
        scenarios=choices.scenarios(desk),
        value=value.value_case(desk),
        metrics=value.metrics(desk),
        controls=controls.controls(desk),
        findings=controls.findings(desk),
        waivers=controls.waivers(desk),
        measured=budgets.measured(desk),
        assumptions=register.assumptions(desk),
        method=register.method(desk),
        signoff=budgets.signoff(desk),
    )
