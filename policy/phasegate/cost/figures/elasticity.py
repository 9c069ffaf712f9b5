"""An assumption at another level, and elasticity: by how many percent a figure's P50 moves when something that it rests on moves by one percent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.overrides import apart, own_values
from phasegate.model.case import Curve, Definition

STEP = 0.01


def at_level(model: Model, driver: Definition, level: float | Array) -> Model:
    """The case with an assumption at one level, or at one for each draw `(draws, 1)`, in its phases too."""
    change = model.change
    levels = dict.fromkeys(own_values(model, driver), level)
    return model.changed(Change(change.definitions, {**change.fixed, **levels}, change.factors))


def everywhere(model: Model, driver: Definition) -> list[str]:
    """The keys to move so that an assumption moves by the same part in every phase."""
    return [driver.key, *apart(model, driver)]


def moved(model: Model, keys: Iterable[str]) -> Model:
    """The case with some definitions one percent higher, under the same draws."""
    change = model.change
    factors = {key: change.factors.get(key, 1.0) * (1 + STEP) for key in keys}
    return model.changed(Change(change.definitions, change.fixed, {**change.factors, **factors}))


def elastic(before: Array, after: Array) -> float:
    """The elasticity of `(draws,)` values by what they are one percent further on; zero where the P50 is none or has no value."""
    (low,), (high,) = quantiles(before, (0.5,)), quantiles(after, (0.5,))
    return round((high / low - 1) / STEP, 9) if low and isfinite(low) and isfinite(high) else 0.0


def elasticity(model: Model, keys: Iterable[str], values: Callable[[Model], Array]) -> float:
    """The elasticity of a figure, `(draws,)` values of a model, to some definitions."""
    return elastic(values(model), values(moved(model, keys)))


def run_rate(model: Model) -> Array:
    """`(draws,)` run cost per month of the last phase: what production costs once it runs."""
    return model.phase_run_cost(model.case.phases[-1]) if model.case.phases else model.run_cost


def run_elasticity(model: Model, driver: Definition) -> float:
    """The elasticity of the run cost to an assumption, wherever the case gives it a value."""
    return elasticity(model, everywhere(model, driver), run_rate)


def declared(model: Model, one: Curve) -> list[tuple[float, Array]]:
    """For each level of a curve that the case declares the run cost per month, `(draws,)`, under the same draws."""
    driver = model.case.definitions[one.driver]
    return [(point, run_rate(at_level(model, driver, point))) for point in one.points]
