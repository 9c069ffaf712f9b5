"""Levers, architecture options and scenarios."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Change
from phasegate.cost.figures import levers as engine
from phasegate.cost.figures import usage
from phasegate.model.case import Lever as CaseLever
from phasegate.model.case import Option as CaseOption
from phasegate.model.case import Scenario as CaseScenario
from phasegate.numbers.board import chance, percent
from phasegate.numbers.words import capital
from phasegate.packet.filling.common import Array, Desk, at_share, band, p50, written
from phasegate.packet.filling.units import unit_of
from phasegate.packet.parts import Status
from phasegate.packet.view_cost import Alternative, Lever, Option, Scenario


def levers(desk: Desk) -> tuple[Lever, ...]:
    """Each lever's saving per year while it works; none of it is in the forecast."""
    return tuple(_lever(desk, one) for one in desk.case.levers)


def levers_note(desk: Desk) -> str:
    """What the levers save together in the first year of the phase asked for, and what a good year achieves."""
    if not desk.case.levers:
        return ""
    found = engine.first_year_effect(desk.model, desk.target)
    low, high = engine.NORM
    shares = [percent(at_share(found.of_run_cost(), share), 1) for share in (0.5, 0.1, 0.9)]
    return (
        f"In the first year of {desk.target.title} the levers save {desk.money(p50(found.saved))} together (P50), "
        f"before their own cost: {shares[0]} of that year’s run cost (P10 {shares[1]}, P90 {shares[2]}) and "
        f"{percent(p50(found.of_lines()))} of the lines that they cut. A good first year of optimisation cuts {percent(low)} to {percent(high)} "
        "of run cost (The AI Operating Budget Trap)."
    )


def _lever(desk: Desk, one: CaseLever) -> Lever:
    model, months = desk.model, one.end - one.start
    saved = model.total(engine.saving(model, one))
    return Lever(
        name=one.name,
        cuts=one.cuts,
        by=written(one.cut),
        price=float(np.mean(engine.cost(model, one))),
        saving=band(saved, 12 / months if months > 0 else 0.0),
        starts=f"from {desk.month(one.start)}",
        in_forecast=False,
    )


def options(desk: Desk) -> tuple[Option, ...]:
    """Each architecture decision with its alternatives' cost per month."""
    return tuple(_option(desk, one) for one in desk.case.options)


def _option(desk: Desk, one: CaseOption) -> Option:
    costs = usage.alternative_costs(desk.model, one)
    alternatives = tuple(
        Alternative(name=name, cost=band(cost), chosen=name == one.chosen) for name, cost in costs.items()
    )
    return Option(
        name=one.name,
        title=capital(one.title),
        period="per month, mean of the last twelve months",
        alternatives=alternatives,
        crossover=_crossover(desk, one, costs),
    )


def _crossover(desk: Desk, one: CaseOption, costs: dict[str, Array]) -> str:
    found = usage.crossover(desk.model, one)
    cheapest = sorted(costs, key=lambda name: float(np.mean(costs[name])))[:2]
    if found is None:
        return "No driver is named, so no crossover is computed." if len(costs) > 1 else ""
    pair, finite = " and ".join(f"`{name}`" for name in cheapest), found[np.isfinite(found)]
    if len(finite) <= len(found) / 2:
        return f"{pair} do not cost the same at any level of {one.over} from a thousandth to a thousand times the forecast."
    unit = unit_of(desk, desk.case.definitions[one.over])
    low, middle, high = (at_share(finite, share) for share in (0.1, 0.5, 0.9))
    forecast = p50(desk.model.column(one.over))
    some = "" if len(finite) == len(found) else f" in {chance(len(finite) / len(found))} of the draws"
    return (
        f"{pair} cost the same at {one.over} of {unit.full(middle)} (P50; P10 {unit.text(low)}, P90 {unit.text(high)})"
        f"{some}; the case forecasts {unit.full(forecast)}."
    )


def scenarios(desk: Desk) -> tuple[Scenario, ...]:
    """Each scenario's cost over the horizon against the base case."""
    return tuple(_scenario(desk, one) for one in desk.case.scenarios)


def _scenario(desk: Desk, one: CaseScenario) -> Scenario:
    changed = desk.model.changed(Change(definitions=one.changes))
    return Scenario(
        name=one.name,
        title=one.title,
        changes="; ".join(f"{name} = {written(change)}" for name, change in one.changes.items()),
        cost=band(changed.cost),
        delta=p50(changed.cost) - p50(desk.model.cost),
        status=_status(desk, changed.phase_run_cost(desk.target) * 12, changed.phase_cost(desk.target)),
    )


def _status(desk: Desk, per_year: Array, in_total: Array) -> Status:
    """Whether the P80 of the phase asked for still stays within the budget asked."""
    if desk.asked is None:
        return Status(word="no budget to compare", mark="none")
    within = at_share(per_year if desk.asked.per_year else in_total, 0.8) <= desk.asked.amount
    return Status(word="within budget" if within else "over budget", mark="good" if within else "bad")
