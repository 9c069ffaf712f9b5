"""Net present value, payback and internal rate of return, per draw; the conventions are in each function."""

from __future__ import annotations

import numpy as np

from policy.cost.model import Model
from policy.cost.timeline import Array


def flows(model: Model) -> Array:
    """`(draws, months)` values less costs."""
    return model.monthly(model.values - (model.recurring + model.once))


def npv(model: Model) -> Array:
    """Net present value: each month's flow discounted from its middle, compounding in the period of the rate."""
    share, period = model.case.discount or (0.0, 12.0)
    net = model.values - (model.recurring + model.once)
    return model.wide(net.total(np.power(1 + share, -(model.grid.month + 0.5) / period)))


def payback(model: Model) -> Array:
    """Months until values have paid back costs for good, interpolated within the month; infinite beyond the horizon."""
    total = np.cumsum(flows(model), axis=1)
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
    flow = flows(model)
    signs = np.sign(flow)
    # A month without flow keeps the sign of the month before, so that it is no change of sign.
    for month in range(1, signs.shape[1]):
        signs[:, month] = np.where(signs[:, month] == 0, signs[:, month - 1], signs[:, month])
    changes = (np.diff(signs, axis=1) != 0).sum(axis=1)
    middles = np.arange(flow.shape[1]) + 0.5
    low, high = np.full(flow.shape[0], -0.5), np.full(flow.shape[0], 4.0)
    for _ in range(60):
        rate = (low + high) / 2
        worth = np.sum(flow * np.power(1 + rate[:, None], -middles), axis=1)
        up = worth > 0
        low, high = np.where(up, rate, low), np.where(up, high, rate)
    yearly = np.power(1 + (low + high) / 2, 12) - 1
    once = (changes == 1) & (flow[:, 0] < 0)
    return np.where(once, yearly, np.nan)


def cost_of_delay(model: Model, months: float) -> Array:
    """The value lost by starting that much later: value streams pushed back within the horizon."""
    values = model.monthly(model.values)
    edges = np.concatenate((np.zeros((values.shape[0], 1)), np.cumsum(values, axis=1)), axis=1)
    horizon = model.grid.months
    keep = max(0.0, horizon - months)
    whole, part = int(keep), keep - int(keep)
    kept = edges[:, whole] + (part * values[:, whole] if part else 0.0)
    return edges[:, -1] - kept
