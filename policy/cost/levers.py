"""What levers save: each cuts what the levers before it left of a line, from the day it takes effect."""

from __future__ import annotations

import numpy as np

from policy.cost.flow import Flow
from policy.cost.model import Model
from policy.cost.timeline import Array
from policy.model.case import Lever, Window


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
    """The share that a lever cuts in each segment: nothing before it takes effect."""
    active = model.grid.inside(Window(lever.start, lever.end))
    return Flow.of(model.value(lever.cut.key), model.grid.size).masked(active)


def saving(model: Model, lever: Lever) -> Flow:
    """What a lever saves in each segment, before its own cost; levers on one line multiply in declared order."""
    lines = [line for line in model.case.lines if line.name == lever.cuts]
    gone = remaining(model, lever.cuts, lever) * cut(model, lever)
    return model.sum_cash(lines) * gone


def cost(model: Model, lever: Lever) -> Array:
    """`(draws,)` what a lever itself costs over the horizon."""
    if lever.cost is None:
        return np.zeros(model.draws)
    value = Flow.of(model.value(lever.cost.key), model.grid.size)
    if lever.cost.dim == (("money", 1),):
        last = np.zeros(model.grid.size)
        last[-1] = 1.0
        return model.wide(value.total(last))
    inside = model.grid.inside(Window(lever.start, lever.end))
    return model.wide(value.total(np.where(inside, model.grid.length, 0.0)))


def total_saving(model: Model) -> Flow:
    """What all levers save in each segment."""
    total = Flow(np.zeros(model.grid.size))
    for lever in model.case.levers:
        total = total + saving(model, lever)
    return total
