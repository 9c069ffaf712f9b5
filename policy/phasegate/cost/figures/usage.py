"""Alternatives of an option as usage grows: what each costs, which never pays."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.elasticity import at_level
from phasegate.model.case import Definition, Option


def alternative_costs(model: Model, option: Option) -> dict[str, Array]:
    """For each alternative its cost per month."""
    return {d.name: alternative_cost(model, d) for d in option.alternatives if d.key in model.case.definitions}


def alternative_cost(model: Model, one: Definition) -> Array:
    """`(draws,)` cost of an alternative per month, mean of the last twelve months of the last phase."""
    return model.mean_over(model.value(one.key), model.run_window)


DOMINATED = 0.95
"""In how many draws an alternative must be the dearer one, at each level, to be dominated."""
_LEVELS = (0.1, 1.0, 10.0)


def dominated(model: Model, option: Option) -> dict[str, str]:
    """Alternatives that another one undercuts in nearly every draw, at a tenth, at the expected and at ten times the driver."""
    costs = [alternative_costs(model, option)]
    if option.over in model.case.definitions:
        driver = model.case.definitions[option.over]
        typical = float(np.median(model.column(option.over)))
        costs = [alternative_costs(at_level(model, driver, typical * level), option) for level in _LEVELS]
    found = {}
    for name in costs[0]:
        for other in costs[0]:
            if other != name and all(np.mean(at[other] < at[name]) >= DOMINATED for at in costs):
                found[name] = other
                break
    return found
