"""Cost as a function of usage: the curve over a driver, elasticity, and where two alternatives cost the same."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Change, Model
from phasegate.cost.engine.timeline import Array, last_year
from phasegate.model.case import Curve, Option


def curve(model: Model, one: Curve) -> list[tuple[float, Array]]:
    """For each level of the driver the run cost per month, `(draws,)`, under the same draws."""
    return [(point, run_rate(model.changed(Change(fixed={one.driver: point})))) for point in one.points]


def run_rate(model: Model) -> Array:
    """Run cost per month of the last phase, `(draws,)`: what production costs once it runs."""
    return model.phase_run_cost(model.case.phases[-1]) if model.case.phases else model.run_cost


def elasticity(model: Model, driver: str) -> float:
    """By how many percent median run cost moves when the driver moves by one percent."""
    base = float(np.median(run_rate(model)))
    moved = float(np.median(run_rate(model.changed(Change(factors={driver: 1.01})))))
    return (moved / base - 1) / 0.01 if base else 0.0


def alternative_costs(model: Model, option: Option) -> dict[str, Array]:
    """For each alternative its cost per month, mean of the horizon's last twelve months."""
    window = last_year(0.0, model.case.horizon)
    return {
        d.name: model.mean_over(model.value(d.key), window)
        for d in option.alternatives
        if d.key in model.case.definitions
    }


def crossover(model: Model, option: Option) -> Array | None:
    """The driver's value at which the two cheapest alternatives cost the same, per draw; nothing without a driver.

    The driver is stepped over a factor of a million on a logarithmic grid; between two steps costs are taken as
    straight lines. Draws whose costs do not cross on the grid are infinite.
    """
    costs = alternative_costs(model, option)
    if not option.over or option.over not in model.case.definitions or len(costs) < 2:
        return None
    a, b = sorted(costs, key=lambda n: float(np.mean(costs[n])))[:2]
    typical = float(np.median(model.column(option.over))) or 1.0
    levels = typical * np.logspace(-3, 3, 25)
    gaps = []
    for level in levels:
        shifted = alternative_costs(model.changed(Change(fixed={option.over: float(level)})), option)
        gaps.append(shifted[a] - shifted[b])
    gap = np.stack(gaps)
    crossing = (np.sign(gap[:-1]) * np.sign(gap[1:])) < 0
    found = crossing.any(axis=0)
    at = np.argmax(crossing, axis=0)
    rows = np.arange(model.draws)
    before, after = gap[at, rows], gap[np.minimum(at + 1, len(levels) - 1), rows]
    with np.errstate(all="ignore"):
        value = levels[at] + (levels[np.minimum(at + 1, len(levels) - 1)] - levels[at]) * before / (before - after)
    return np.where(found, value, np.inf)


DOMINATED = 0.95
"""In how many draws an alternative must be the dearer one, at each level, to be dominated."""
_LEVELS = (0.1, 1.0, 10.0)


def dominated(model: Model, option: Option) -> dict[str, str]:
    """Alternatives that another one undercuts in nearly every draw, at a tenth, at the expected and at ten times the driver."""
    costs = [alternative_costs(model, option)]
    if option.over in model.case.definitions:
        typical = float(np.median(model.column(option.over)))
        costs = [
            alternative_costs(model.changed(Change(fixed={option.over: typical * level})), option) for level in _LEVELS
        ]
    found = {}
    for name in costs[0]:
        for other in costs[0]:
            if other != name and all(np.mean(at[other] < at[name]) >= DOMINATED for at in costs):
                found[name] = other
                break
    return found
