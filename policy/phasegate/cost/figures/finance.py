"""Net present value, payback and the cost of delay, per draw; the conventions are in each function.

Each is computed in every draw and summarised afterwards: payback is not linear in the cash flow, so the figure of the mean
flow is not the mean of the figures. Flows are discounted from the middle of their month, since money is spent and earned
throughout it (the mid-period convention).

A return is one of the whole initiative, or one from the decision on: what was spent and earned before the decision is sunk,
whatever is decided, so only flows after it count, discounted to its day. `since` is that moment, in months from the start.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly, months
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.actuals import spent_by
from phasegate.cost.figures.apart import lasting, sums
from phasegate.model.case import TINY, Case, ValueStream
from phasegate_dsl.records import slotted


def net(model: Model, missing: Flow | None = None, since: float = 0.0) -> Flow:
    """Values less costs in each segment from a moment on; `missing` are costs that the case leaves out."""
    if since <= 0:
        found = model.values - model.spent
        return found if missing is None else found - missing
    flowing = model.values - lasting(model)
    if missing is not None:
        flowing = flowing - missing
    return after(model, flowing, since) - after(model, sums(model), since, once=True)


def after(model: Model, cash: Flow, since: float, *, once: bool = False) -> Flow:
    """What of a flow comes after a moment: the rest of its month; of what is paid `once`, all or nothing."""
    if since <= 0:
        return cash
    if once:
        return cash.masked(model.grid.start >= since - TINY)
    left = 1 - model.grid.before(since)
    return cash.masked(left > 0, left)


def flows(model: Model) -> Array:
    """`(draws, months)` values less costs."""
    return monthly(model, net(model))


def npv(model: Model, missing: Flow | None = None, since: float = 0.0) -> Array:
    """Net present value at a moment: each month's flow from the middle of what is left of it then, compounding in the
    period of the rate."""
    return present(model, net(model, missing, since), since)


def present(model: Model, cash: Flow, since: float = 0.0) -> Array:
    """`(draws,)` what a flow is worth at a moment from which on it flows."""
    share, period = model.case.discount or (0.0, 12.0)
    middle = (np.maximum(model.grid.month, since) + model.grid.month + 1) / 2
    return model.wide(cash.total(np.power(1 + share, -np.maximum(middle - since, 0.0) / period)))


def by_block(model: Model, cash: Flow, since: float, figure: Callable[[Array, float], Array]) -> Array:
    """`(draws,)` of a figure of the monthly flows from a moment on and of the length of their first month, block by block."""
    first = int(since + TINY)
    left = min(first + 1 - since, 1.0)
    return np.concatenate([figure(block[:, first:], left) for block in months(model, cash)])


def payback(model: Model, missing: Flow | None = None, since: float = 0.0) -> Array:
    """Months from a moment until values have paid back costs for good, interpolated within the month; infinite beyond the
    horizon."""
    return by_block(model, net(model, missing, since), since, _payback)


def _payback(flow: Array, first: float) -> Array:
    total = np.cumsum(flow, axis=1)
    months = total.shape[1]
    behind = total < 0
    last = np.where(behind.any(axis=1), months - 1 - np.argmax(behind[:, ::-1], axis=1), -1)
    result = np.full(total.shape[0], np.inf)
    result[last < 0] = 0.0
    paid = (last >= 0) & (last < months - 1)
    rows = np.flatnonzero(paid)
    before, after = total[rows, last[rows]], total[rows, last[rows] + 1]
    result[rows] = last[rows] + first - before / (after - before)
    return result


# -- what is sunk ---------------------------------------------------------------------------------------------------------


@slotted
class Sunk:
    """`(draws,)` money spent before the decision: `measured` in phases whose cost is, up to that day, else as forecast."""

    measured: float
    forecast: Array

    @property
    def spent(self) -> Array:
        """All of it."""
        return self.measured + self.forecast


def sunk(model: Model, case: Case) -> Sunk:
    """What is spent before the decision that a case asks for; nothing where it asks for none."""
    found = Sunk(0.0, spent_by(model, case.decision))
    for phase in case.phases if case.decision else ():
        measured = case.latest("cost", phase.name)
        if measured is not None:
            known = min(case.after(measured.on), case.decision)
            found = Sunk(found.measured + measured.value, found.forecast - spent_by(model, known, phase))
    return found


# -- waiting --------------------------------------------------------------------------------------------------------------


DELAYS = (1.0, 3.0, 6.0)
"""Months of waiting that are priced."""


def cost_of_delay(model: Model, months: float) -> Array:
    """`(draws,)` the value lost by starting that many months later: each value comes later by as much, and what then lies
    beyond its own end (`until` a month, as of a contract) or beyond the horizon is lost."""
    lost = np.zeros(1)
    for stream in model.case.values:
        lost = lost + model.by_month(model.value_flow(stream.definition, stream.window)).total(
            _lost(model, stream, months)
        )
    return model.wide(lost)


def _lost(model: Model, stream: ValueStream, months: float) -> Array:
    """`(months,)` the part of each month of a value that a delay pushes beyond its end."""
    end = stream.window.end if stream.bounded else model.case.horizon
    return np.clip(np.arange(1, model.grid.months + 1) - max(0.0, end - months), 0.0, 1.0)
