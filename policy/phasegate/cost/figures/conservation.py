"""No money is lost between two tables: phases, years, lines and rows are each the whole cost, cut another way.

Whatever a case says, each sum is the cost over the horizon. Where one is not, the engine is wrong, not the case.
"""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import summary
from phasegate_dsl.records import frozen

NEAR = 1e-9
"""The part of the cost by which a sum may miss it: rounding of floating point, which is well below a cent."""


@frozen
class Gap:
    """A way to cut the cost whose parts do not add up to it: means over the draws."""

    table: str
    parts: float
    whole: float


def gaps(model: Model) -> list[Gap]:
    """The tables whose parts do not add up to the cost; none where the engine is right."""
    with np.errstate(over="ignore", invalid="ignore"):  # what is out of range has a finding of its own
        whole = float(np.mean(model.cost))
        found = [Gap(name, parts, whole) for name, parts in _sums(model).items()]
    return [gap for gap in found if abs(gap.parts - whole) > NEAR * max(1.0, abs(whole))]


def _sums(model: Model) -> dict[str, float]:
    """What the parts of each table add up to."""
    grid, phases = model.grid, model.case.phases
    lines = _lines(model, np.ones(grid.size))
    outside = (grid.phase < 0) | (grid.month >= grid.months)  # of every month or phase, so that no row holds it
    return {
        "phases": sum(float(np.mean(model.phase_cost(phase))) for phase in phases),
        "years": sum(float(np.mean(summary.total(model, year))) for year in summary.year_windows(model)),
        "lines": lines,
        "rows": lines - _lines(model, outside.astype(float)) if outside.any() else lines,
    }


def _lines(model: Model, weights: Array) -> float:
    return sum(model.cash(line).mean(weights) for line in model.case.rows)
