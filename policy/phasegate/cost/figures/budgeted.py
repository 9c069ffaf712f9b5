"""Budgets as figures: what each needs, and what each of its years costs, as submitted and with what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array, budget_years
from phasegate.cost.figures import spent
from phasegate.cost.figures.budgets import Budgeted
from phasegate.cost.figures.figure import Figure, tax_of
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.summary import window_label
from phasegate.cost.figures.taxed import MISSING, WITH, Over, more
from phasegate.model.case import Line, Phase, Window
from phasegate.units import MONEY_RATE


def budgets(world: World) -> Iterator[Figure]:
    """Of each phase that states a budget what it needs, and of a yearly one each of its years."""
    taxed = bool(world.frame.taxes)
    for phase in world.case.phases:
        if phase.budget is None:
            continue
        yearly = phase.budget.dim == MONEY_RATE
        for missing in (False, True) if taxed else (False,):
            yield _needed(world, phase, yearly, missing)
        for at, year in enumerate(budget_years(world.case, phase) if yearly else [], start=1):
            one = spent.of_lines(
                f"{phase.name}.year.{at}", f"Cost of {phase.title}, {window_label(world.model, year)}",
                _paid_by(world, phase), year, phase.span,
            )  # fmt: skip
            yield one
            if taxed:
                yield more(one, _within(year))


def _within(window: Window) -> Over:
    def over(model: Model, flow: Flow) -> Array:
        return model.total(flow, window)

    return over


def _paid_by(world: World, phase: Phase) -> list[Line]:
    """The lines that a budget pays for: all, or those that are no capital expenditure where that is funded apart."""
    lines = world.case.rows
    return lines if phase.capital_budget is None else [line for line in lines if line.capitalized is None]


def _needed(world: World, phase: Phase, yearly: bool, missing: bool) -> Figure:
    """What every year needs: of each draw the dearest year, per month; the cost of the phase where it is one sum."""

    def dearest(of: World) -> Array:
        return Budgeted(of.model, phase, tax_of(of).missing if missing else None).dearest

    name, title = f"{phase.name}.needed", f"What the budget of {phase.title} has to pay for"
    whole = spent.of_lines(name, title, _paid_by(world, phase), Window(phase.start, phase.end), phase.span)
    if not yearly:
        return more(whole, _within(Window(phase.start, phase.end))) if missing else whole
    name += MISSING if missing else ""
    title += " per month in its dearest year" + (WITH if missing else "")
    return Figure(name, title, MONEY_RATE, phase.span, dearest, whole.roots, taxed=missing)
