"""The internal rate of return, per draw: the yearly rate at which what is earned is worth what is spent.

A rate is told only where flows turn once, from spending to earning: with several changes of sign the equation may have
several roots (Descartes' rule of signs), and none of them is a return; a flow that is earned first and spent later is a
loan, whose rate would read the wrong way round. Months without a flow, at the start as later, are no change of sign.

Every draw has its rank all the same, so that a percentile is known where nearly all draws have a rate, and leaving some out
flatters nobody: a draw without a rate counts as below any (it never earns, or turns more than once), one that earns and
never spends as above any.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.finance import by_block, net

_STEPS = 200
"""More steps than bisection needs to reach the precision of a float."""


def irr(model: Model, missing: Flow | None = None, since: float = 0.0) -> Array:
    """`(draws,)` yearly rate of return from a moment on; minus infinity for a draw without one, infinity without spending."""
    return by_block(model, net(model, missing, since), since, of_flows)


def without(rates: Array) -> NDArray[np.bool_]:
    """Which draws have no rate of return: they count as the lowest."""
    return np.isneginf(rates)


def of_flows(flow: Array, first: float) -> Array:
    """`(draws,)` yearly rates of `(draws, months)` flows, of whose first month so much is left."""
    signs = np.sign(flow)
    for month in range(1, signs.shape[1]):
        signs[:, month] = np.where(signs[:, month] == 0, signs[:, month - 1], signs[:, month])
    changes = ((np.diff(signs, axis=1) != 0) & (signs[:, :-1] != 0)).sum(axis=1)
    start = signs[np.arange(len(signs)), np.argmax(signs != 0, axis=1)]
    found = np.where((changes == 0) & (start > 0), np.inf, -np.inf)
    once = np.flatnonzero((changes == 1) & (start < 0))
    if len(once):
        found[once] = np.power(_factor(np.ascontiguousarray(flow[once].T), (1 + first) / 2), -12) - 1
    return found


def _factor(flow: Array, first: float) -> Array:
    """The monthly discount factor at which `(months, draws)` flows, first spent and then earned, are worth nothing.

    The first is so far before the second, in months, and each other one month before the next. Their worth as a polynomial
    of the factor has one positive root (Descartes): below it is negative, above it positive.
    """
    low, high = np.full(flow.shape[1], 0.2), np.full(flow.shape[1], 2.0)
    guess = np.full(flow.shape[1], 0.97)
    for _ in range(_STEPS):
        worth, slope = np.zeros_like(guess), np.zeros_like(guess)
        for month in flow[:0:-1]:
            slope = slope * guess + worth
            worth = worth * guess + month
        slope = slope * guess**first + worth * first * guess ** (first - 1)
        worth = worth * guess**first + flow[0]
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
