"""Net present value, payback and internal rate of return, per draw; the conventions are in each function.

Each is computed in every draw and summarised afterwards: payback and rate of return are not linear in the cash flow,
so the figure of the mean flow is not the mean of the figures. Flows are discounted from the middle of their month,
since money is spent and earned throughout it (the mid-period convention).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array

_STEPS = 200
"""More steps than bisection needs to reach the precision of a float."""


def net(model: Model, missing: Flow | None = None) -> Flow:
    """Values less costs in each segment; `missing` are costs that the case leaves out."""
    found = model.values - (model.recurring + model.once)
    return found if missing is None else found - missing


def flows(model: Model) -> Array:
    """`(draws, months)` values less costs."""
    return model.monthly(net(model))


def npv(model: Model, missing: Flow | None = None) -> Array:
    """Net present value: each month's flow discounted from its middle, compounding in the period of the rate."""
    share, period = model.case.discount or (0.0, 12.0)
    return model.wide(net(model, missing).total(np.power(1 + share, -(model.grid.month + 0.5) / period)))


def _by_block(cash: Flow, model: Model, figure: Callable[[Array], Array]) -> Array:
    """`(draws,)` of a figure of monthly flows, block by block."""
    return np.concatenate([figure(block) for block in model.months(cash)])


def payback(model: Model, missing: Flow | None = None) -> Array:
    """Months until values have paid back costs for good, interpolated within the month; infinite beyond the horizon."""
    return _by_block(net(model, missing), model, _payback)


def _payback(flow: Array) -> Array:
    total = np.cumsum(flow, axis=1)
    months = total.shape[1]
    behind = total < 0
    last = np.where(behind.any(axis=1), months - 1 - np.argmax(behind[:, ::-1], axis=1), -1)
    result = np.full(total.shape[0], np.inf)
    result[last < 0] = 0.0
    paid = (last >= 0) & (last < months - 1)
    rows = np.flatnonzero(paid)
    before, after = total[rows, last[rows]], total[rows, last[rows] + 1]
    result[rows] = last[rows] + 1 - before / (after - before)
    return result


def irr(model: Model) -> Array:
    """Yearly internal rate of return; not a number where the cash flow does not change sign exactly once."""
    return _by_block(net(model), model, _irr)


def _irr(flow: Array) -> Array:
    signs = np.sign(flow)
    # A month without flow keeps the sign of the month before, so that it does not count as a change of sign.
    for month in range(1, signs.shape[1]):
        signs[:, month] = np.where(signs[:, month] == 0, signs[:, month - 1], signs[:, month])
    changes = (np.diff(signs, axis=1) != 0).sum(axis=1)
    # With several changes of sign the equation may have several roots (Descartes' rule of signs), and none of them is a
    # return; a flow that is earned first and spent later is a loan, whose rate would read the wrong way round.
    once = np.flatnonzero((changes == 1) & (flow[:, 0] < 0))
    found = np.full(len(flow), np.nan)
    if len(once):
        found[once] = np.power(_factor(np.ascontiguousarray(flow[once].T)), -12) - 1
    return found


def _factor(flow: Array) -> Array:
    """The monthly discount factor at which `(months, draws)` flows, first spent and then earned, are worth nothing.

    Their worth as a polynomial of the factor has one positive root (Descartes): below it is negative, above it positive.
    """
    low, high = np.full(flow.shape[1], 0.2), np.full(flow.shape[1], 2.0)
    guess = np.full(flow.shape[1], 0.97)
    for _ in range(_STEPS):
        worth, slope = np.zeros_like(guess), np.zeros_like(guess)
        for month in flow[::-1]:
            slope = slope * guess + worth
            worth = worth * guess + month
        up = worth > 0
        low, high = np.where(up, low, guess), np.where(up, guess, high)
        with np.errstate(all="ignore"):
            newton = guess - worth / slope
        # Newton's step where it stays between the bounds, else their middle.
        better = np.where((newton > low) & (newton < high), newton, (low + high) / 2)
        done = np.abs(better - guess) <= 1e-14 * guess
        guess = better
        if done.all():
            break
    return guess


DELAYS = (1.0, 3.0, 6.0)
"""Months of waiting that are priced."""


def cost_of_delay(model: Model, months: float) -> Array:
    """`(draws,)` the value lost by starting that many months later: value streams pushed back within the horizon."""
    lost = np.clip(np.arange(1, model.grid.months + 1) - max(0.0, model.grid.months - months), 0.0, 1.0)
    return model.wide(model.by_month(model.values).total(lost))
