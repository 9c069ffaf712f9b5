"""What reserves cost from day to day and what at a moment, apart: a share of a sum that is paid once is paid with that sum."""

from __future__ import annotations

from collections.abc import Callable

from phasegate.cost.engine import flow
from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.model.case import Line


def lasting(model: Model) -> Flow:
    """All that is paid from day to day in each segment: recurring lines, and what of reserves goes with them or lasts itself."""
    return model.recurring + _reserves(model, lambda line: line.recurring, model.recurring)


def sums(model: Model) -> Flow:
    """All that is paid at a moment in the segment that starts with it: one-offs, sums of reserves, and shares of one-offs."""
    return model.once + _reserves(model, lambda line: not line.recurring, model.once)


def _reserves(model: Model, which: Callable[[Line], bool], lines: Flow) -> Flow:
    """The reserves that are asked for, and of each share its part of some lines."""
    found = model.sum_cash([line for line in model.case.reserves if not line.proportional and which(line)])
    for line in model.case.reserves:
        if line.proportional:
            found = found + Flow.of(flow.times(lines, model.value(line.key)), lines.size).masked(model.paid(line))
    return found
