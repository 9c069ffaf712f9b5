"""The cost curve over any assumption: run cost and unit cost at each level, how it bends, and where levers bend it."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import Stats, quantiles, stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import levers
from phasegate.cost.figures.elasticity import STEP, at_level, elastic, run_elasticity, run_rate
from phasegate.model.case import Definition, Lever, Window
from phasegate.units import MONEY_RATE
from phasegate_dsl.records import slotted

AROUND = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Levels when none are given, as parts of the assumption's median."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


@slotted
class Point:
    """One level: money per month without and with levers, per unit of the assumption, and the elasticity there."""

    level: float
    label: str
    run_cost: Stats
    unit_cost: Stats | None
    """None at a level of zero, and where a unit of the assumption is not something that can have a cost."""
    elasticity: float | None
    with_levers: Stats
    with_elasticity: float | None
    saved: float
    """The part of the mean run cost that levers take away."""


@slotted
class Bend:
    """A lever: what it costs, what it saves at each level over the horizon (P50), and between which levels it pays."""

    lever: Lever
    cost: float
    savings: list[float]
    pays: list[tuple[float | None, float | None]]
    """Stretches in which the saving covers the cost; an end is none where the first or last level already does."""


@slotted
class DrawnCurve:
    """The curve over one assumption."""

    driver: Definition
    typical: float
    elasticity: float
    """At the case's own level."""
    points: list[Point]
    bends: list[Bend]


def default_levels(model: Model, driver: Definition) -> list[float]:
    """Levels around the assumption's median, in two digits; a share runs from nothing to all."""
    typical = float(np.median(model.column(driver.key)))
    if driver.shown_as == "share" and 0 <= typical <= 1:
        return list(SHARES)
    return sorted({_round(typical * part) for part in AROUND}) if typical else [0.0, 1.0]


def _round(value: float) -> float:
    digits = 1 - floor(log10(abs(value))) if value else 0
    return round(value, digits)


def curve(model: Model, driver: Definition, levels: list[tuple[str, float]]) -> DrawnCurve:
    """The curve at some levels, under the draws of the case."""
    worlds = [(label, level, at_level(model, driver, level)) for label, level in sorted(levels, key=lambda x: x[1])]
    points = [_point(model, driver, label, level, world) for label, level, world in worlds]
    bends = [_bend(model, lever, [(level, world) for _, level, world in worlds]) for lever in model.case.levers]
    typical = float(np.median(model.column(driver.key)))
    return DrawnCurve(driver, typical, run_elasticity(model, driver), points, bends)


def _point(model: Model, driver: Definition, label: str, level: float, world: Model) -> Point:
    plain, net = run_rate(world), with_levers(world)
    further = at_level(model, driver, level * (1 + STEP)) if level else None
    counted = is_counted(driver)
    with np.errstate(invalid="ignore"):  # a level that leaves no value is a finding, not a warning
        mean, saved = float(plain.mean()), float((plain - net).mean())
    return Point(
        level,
        label,
        stats(plain, model.mean_error),
        stats(plain / level, model.mean_error) if counted and level > 0 else None,
        elastic(plain, run_rate(further)) if further else None,
        stats(net, model.mean_error),
        elastic(net, with_levers(further)) if further else None,
        saved / mean if mean else 0.0,
    )


def is_counted(driver: Definition) -> bool:
    """Whether a unit of the assumption is a thing that costs something: a claim a month, a user, an instance."""
    above = {base for base, power in driver.dim if power > 0}
    below = {base for base, power in driver.dim if power < 0}
    return bool(above) and "money" not in above and "time" not in above and below <= {"time"}


def with_levers(model: Model) -> Array:
    """`(draws,)` run cost per month of the last phase less what its levers save, with what they cost each month."""
    window = model.run_window
    length = window.end - window.start
    net = run_rate(model)
    if length <= 0:
        return net
    for lever in model.case.levers:
        lines = [line for line in model.case.lines if line.name == lever.cuts]
        if all(line.recurring for line in lines):
            net = net - model.total(levers.saving(model, lever), window) / length
        active = Window(max(window.start, lever.start), min(window.end, lever.end))
        if lever.cost is not None and lever.cost.dim == MONEY_RATE and active.end > active.start:
            part = (active.end - active.start) / length
            net = net + model.mean_over(model.value(lever.cost.key), active) * part
    return net


def _bend(model: Model, lever: Lever, worlds: list[tuple[float, Model]]) -> Bend:
    with np.errstate(invalid="ignore"):  # as above
        savings = [quantiles(world.total(levers.saving(world, lever)), (0.5,))[0] for _, world in worlds]
        costs = [float(levers.cost(world, lever).mean()) for _, world in worlds]
    nets = [saved - cost for saved, cost in zip(savings, costs, strict=True)]
    return Bend(
        lever, float(levers.cost(model, lever).mean()), savings, stretches([level for level, _ in worlds], nets)
    )


def stretches(levels: list[float], nets: list[float]) -> list[tuple[float | None, float | None]]:
    """Where a figure is zero or more; between two levels it is taken as a straight line."""
    found: list[tuple[float | None, float | None]] = []
    start: float | None = None
    inside = False
    for at, net in enumerate(nets):
        if (net >= 0) != inside and at:
            before, last = nets[at - 1], levels[at - 1]
            crossing = last + (levels[at] - last) * before / (before - net)
            if inside:
                found.append((start, crossing))
            start = crossing
        inside = net >= 0
    if inside:
        found.append((start, None))
    return found
