"""The forecast as rows: what each line costs in each month of each phase."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import Stats, stats
from phasegate.model.case import Line, Window
from phasegate_dsl.records import slotted


@slotted
class LineMonth:
    """One line in the part of a month that lies in one phase; the means of all rows add up to the case's cost."""

    year: int
    month: int
    phase: str
    line: Line
    cost: Stats


def rows(model: Model) -> list[LineMonth]:
    """The rows by month, phase and line, in the order of the case; a line has none where it is not active."""
    grid, found = model.grid, []
    for line in model.case.rows:
        for month, phase in {(int(grid.month[i]), int(grid.phase[i])) for i in np.flatnonzero(model.paid(line))}:
            cost = stats(model.line_cost(line, _window(model, month, phase)))
            found.append(((month, phase), LineMonth(*grid.calendar(month), model.case.phases[phase].name, line, cost)))
    place = {line.key: at for at, line in enumerate(model.case.rows)}
    return [row for _, row in sorted(found, key=lambda item: (item[0], place[item[1].line.key]))]


def _window(model: Model, month: int, phase: int) -> Window:
    """The part of a month that lies in a phase; whatever is paid lies in one."""
    stretch = model.phase_window(model.case.phases[phase])
    return Window(max(float(month), stretch.start), min(month + 1.0, stretch.end))
