"""Cost by phase and category, by year and by month."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from phasegate.cost.engine.stats import Stats
from phasegate.cost.figures import history as engine
from phasegate.cost.figures import summary
from phasegate.model.case import Phase
from phasegate.numbers.board import percent
from phasegate.numbers.words import plural
from phasegate.packet.filling.budgets import decision, granted
from phasegate.packet.filling.common import Array, Desk
from phasegate.packet.parts import Band
from phasegate.packet.view_cost import CategoryCost, CostTable, History, MonthlyCost, PhaseSpan, YearCost


def cost_table(desk: Desk) -> CostTable:
    """Means by category and phase, capital and operating apart."""
    rows = [
        CategoryCost(
            category=category(desk, name), capex=tuple(c.capex for c in cells), opex=tuple(c.opex for c in cells)
        )
        for name, cells in summary.categories(desk.model).items()
    ]
    return CostTable(phases=tuple(desk.title(phase.name) for phase in desk.case.phases), rows=tuple(rows))


def category(desk: Desk, name: str) -> str:
    """A category's title where a ruleset gives one."""
    return desk.frame.categories[name].title if name in desk.frame.categories else name.replace("_", " ")


def _band(found: Stats) -> Band:
    return Band(p10=found.p10, p50=found.p50, p80=found.p80, p90=found.p90, mean=found.mean)


def years(desk: Desk) -> tuple[tuple[YearCost, ...], YearCost]:
    """Each year of the horizon in blocks of twelve months, and the whole; refused unless the years add up to it."""
    horizon, model = round(desk.case.horizon), desk.model
    rows = tuple(
        YearCost(
            label=f"{desk.month(12 * at)} – {desk.month(min(12 * at + 12, horizon) - 1)}",
            cost=_band(row.cost),
            capex=row.capex,
        )
        for at, row in enumerate(summary.years(model))
    )
    from phasegate.packet.filling.common import band

    capex = float(np.mean(model.total(model.sum_cash(summary.capital(desk.case.lines)))))
    total = YearCost(label=f"All {horizon} months", cost=band(model.cost), capex=capex)
    added = math.fsum(row.cost.mean for row in rows)
    if not math.isclose(added, total.cost.mean, rel_tol=1e-9, abs_tol=0.01):
        raise ValueError(f"the years add up to {added:,.2f}, the horizon costs {total.cost.mean:,.2f}")
    return rows, total


def monthly(desk: Desk) -> MonthlyCost:
    """The band of each month, the budgets spread over their months, the phases."""
    model, case = desk.model, desk.case
    p10, p50, p90 = model.monthly_quantiles(model.recurring + model.once, (0.1, 0.5, 0.9))
    budget = budget_by_month(desk)
    return MonthlyCost(
        start=date(*case.start, 1),
        p10=tuple(map(float, p10)),
        p50=tuple(map(float, p50)),
        p90=tuple(map(float, p90)),
        budget=tuple(map(float, budget)) if budget.any() else (),
        phases=tuple(PhaseSpan(phase=p.name, title=desk.title(p.name), start=p.start, end=p.end) for p in case.phases),
        headline=_headline(desk, p50, p90, budget),
    )


def budget_by_month(desk: Desk) -> Array:
    """`(months,)` granted, else stated budgets: a one-off sum spread evenly over its phase, a yearly one by twelfths."""
    grid = desk.model.grid
    rates = np.zeros(grid.size)
    for phase in desk.case.phases:
        rates[grid.inside(desk.model.phase_window(phase))] = _rate(desk, phase)
    return np.asarray(grid.by_month((rates * grid.length)[None, :])[0], dtype=float)


def _rate(desk: Desk, phase: Phase) -> float:
    """A phase's budget per month."""
    decided, stated = decision(desk, phase), desk.budget(phase)
    if decided is not None:
        return granted(decided) / (12 if decided.per_time else phase.duration or 1)
    if stated is None:
        return 0.0
    return stated.amount / (12 if stated.per_year else phase.duration or 1)


def _headline(desk: Desk, p50: Array, p90: Array, budget: Array) -> str:
    """What the picture shows: the last year of the horizon against its budget, and where one-off cost lies."""
    many = min(12, len(p50))
    words = f"One-off cost lies in the month it is paid in. In the last {plural(many, 'month')}"
    limit = budget[-many:]
    if not (limit > 0).all():
        return f"{words} the P50 is {desk.money(float(p50[-many:].mean()))} a month on average; no budget covers it."
    over, tail = int((p50[-many:] > limit).sum()), int((p90[-many:] > limit).sum())
    if over:
        return f"{words} the P50 is over the budget in {over}."
    return f"{words} the P90 " + (
        f"is over the budget in {tail}, the P50 in none." if tail else "stays within the budget."
    )


def history(desk: Desk) -> History | None:
    """The cost beside what its reference class would make of it; nothing where it costs nothing."""
    found = engine.history(desk.model)
    told = found.reference
    if not found.own[0]:
        return None
    note = (
        f"{told.n:,} {told.title}: {told.ratio}. {percent(told.within['15%'])} of them came within 15% of plan, "
        f"{percent(told.within['10%'])} within 10%, {percent(told.within['5%'])} within 5%. {told.caution} Source: {told.citation}."
    )
    return History(
        own=found.own,
        told=found.told,
        spread=found.spread,
        class_spread=told.spread,
        reference=told.name,
        note=note,
    )
