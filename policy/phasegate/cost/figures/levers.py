"""What levers save: each cuts what the levers above it left of a line, from the day it takes effect.

So what one saves depends on where it stands, and what all save together does not. What one would save alone does not
either; alone they save some money twice, which is the overlap.
"""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.flow import Flow, within
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.serving import MARGIN
from phasegate.cost.engine.timeline import Array, first_year
from phasegate.model.case import Lever, Phase, Window
from phasegate_dsl.records import frozen


def remaining(model: Model, line_name: str, upto: Lever | None = None) -> Flow:
    """The part of a line's cost that is left in each segment after its levers (or those before `upto`)."""
    part = Flow(np.ones(model.grid.size))
    for lever in model.case.levers:
        if lever is upto:
            break
        if lever.cuts == line_name:
            part = part * (1 - cut(model, lever))
    return part


def cut(model: Model, lever: Lever) -> Flow:
    """The share that a lever cuts in each segment; zero before it takes effect."""
    active = model.grid.inside(Window(lever.start, lever.end))
    return Flow.of(within(model.value(lever.cut.key), MARGIN), model.grid.size).masked(active)


def saving(model: Model, lever: Lever) -> Flow:
    """What a lever saves in each segment after those above it, before its own cost; levers on one line multiply."""
    return _of_line(model, lever) * (remaining(model, lever.cuts, lever) * cut(model, lever))


def alone(model: Model, lever: Lever) -> Flow:
    """What a lever would save in each segment without any other, before its own cost."""
    return _of_line(model, lever) * cut(model, lever)


def _of_line(model: Model, lever: Lever) -> Flow:
    """The cost of the lines that a lever cuts, before any lever."""
    return model.sum_cash([line for line in model.case.lines if line.name == lever.cuts])


def cost(model: Model, lever: Lever) -> Array:
    """`(draws,)` cost of a lever itself over the horizon."""
    if lever.cost is None:
        return np.zeros(model.draws)
    value = Flow.of(model.value(lever.cost.key), model.grid.size)
    if lever.cost.dim == (("money", 1),):
        last = np.zeros(model.grid.size)
        last[-1] = 1.0
        return model.wide(value.total(last))
    inside = model.grid.inside(Window(lever.start, lever.end))
    return model.wide(value.total(np.where(inside, model.grid.length, 0.0)))


NORM = (0.30, 0.40)
"""What optimisation cuts in a good first year of production (The AI Operating Budget Trap)."""


@frozen
class FirstYear:
    """`(draws,)` money in the first year of a phase: what all levers save, before their own cost, and of what."""

    saved: Array
    run_cost: Array
    lines: Array
    """The recurring cost of the lines that some lever cuts."""

    def of_run_cost(self) -> Array:
        """`(draws,)` the share of the year's recurring cost; none where there is no cost."""
        return _share(self.saved, self.run_cost)

    def of_lines(self) -> Array:
        """`(draws,)` the share of what the lines cost that are cut."""
        return _share(self.saved, self.lines)


def first_year_effect(model: Model, phase: Phase) -> FirstYear:
    """What the levers of a case do together in the first year of a phase (or all of it, when it is shorter)."""
    window = first_year(phase.start, phase.end)
    names = {lever.cuts for lever in model.case.levers}
    lines = [line for line in model.case.lines if line.name in names and line.recurring]
    return FirstYear(
        model.total(total_saving(model), window),
        model.total(model.recurring, window),
        model.total(model.sum_cash(lines), window),
    )


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def total_saving(model: Model) -> Flow:
    """What all levers save in each segment."""
    total = Flow(np.zeros(model.grid.size))
    for lever in model.case.levers:
        total = total + saving(model, lever)
    return total
