"""Values of distributions from normal scores or uniform numbers, by inverting their distribution functions.

`SAMPLERS` holds one for each row of `phasegate.expr.functions.distributions`, under the same name; their parameters are
those of the row's form, as written figures in base units, or lists of them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine import tails
from phasegate.cost.engine.draws import Z95
from phasegate_dsl.records import frozen

Array = NDArray[np.float64]


def span(z: Array, low: float, high: float, share: bool = False) -> Array:
    """`low to high` by its P5 and P95: lognormal where both ends are positive, else normal; a share never beyond its whole."""
    if share and low >= 0 and high <= 1:
        return _part(z, low, high)
    if low > 0:
        mu, sigma = (log(low) + log(high)) / 2, (log(high) - log(low)) / (2 * Z95)
        drawn = z * sigma
        drawn += mu
        return np.asarray(np.exp(drawn, out=drawn))
    return (low + high) / 2 + (high - low) / (2 * Z95) * z


def _part(z: Array, low: float, high: float) -> Array:
    """A share of a whole, from 0 to 1, by its P5 and P95: the logarithm of its odds is normal.

    A P5 of 0 or a P95 of 1 has no odds: there the normal range is cut off at the bounds, and a twentieth of the draws
    lies on the bound.
    """
    if not (low > 0 and high < 1):
        return np.clip((low + high) / 2 + (high - low) / (2 * Z95) * z, 0.0, 1.0)
    first, last = log(low / (1 - low)), log(high / (1 - high))
    against = z * (-(last - first) / (2 * Z95))
    against -= (first + last) / 2
    with np.errstate(over="ignore"):  # beyond all numbers, the share is none
        return np.asarray(1.0 / (1.0 + np.exp(against, out=against)))


def normal(z: Array, mean: float, sd: float) -> Array:
    """A normal distribution."""
    return mean + sd * z


def uniform(u: Array, low: float, high: float) -> Array:
    """Any value between low and high."""
    return low + (high - low) * u


def triangular(u: Array, low: float, mode: float, high: float) -> Array:
    """A triangular distribution."""
    width = high - low
    split = (mode - low) / width
    left = low + np.sqrt(u * width * (mode - low))
    right = high - np.sqrt((1 - u) * width * (high - mode))
    return np.where(u < split, left, right)


def pert(u: Array, low: float, mode: float, high: float) -> Array:
    """A PERT distribution: a beta distribution with mean (low + 4 mode + high) / 6."""
    width = high - low
    return low + width * beta(u, 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width)


def beta(u: Array, alpha: float, beta: float) -> Array:
    """Quantiles of a beta distribution, by bisection on the regularised incomplete beta function at table nodes."""
    t = np.linspace(0.0, 1.0, 4097)[1:-1]
    # Nodes that crowd towards both ends, where the distribution function may be steep.
    nodes = t**3 / (t**3 + (1 - t) ** 3)
    table = np.concatenate(([0.0], _incomplete_beta(nodes, alpha, beta), [1.0]))
    return np.interp(u, table, np.concatenate(([0.0], nodes, [1.0])))


def _incomplete_beta(x: Array, a: float, b: float) -> Array:
    """Regularised incomplete beta function by Lentz's continued fraction (vectorised over x)."""
    flip = x > (a + 1) / (a + b + 2)
    y = np.where(flip, 1 - x, x)
    p, q = np.where(flip, b, a), np.where(flip, a, b)
    front = np.exp(p * np.log(y) + q * np.log1p(-y) + lgamma(a + b) - lgamma(a) - lgamma(b)) / p
    c = np.ones_like(y)
    d = 1 / (1 - (p + q) * y / (p + 1))
    total = d.copy()
    for m in range(1, 300):
        even = m * (q - m) * y / ((p + 2 * m - 1) * (p + 2 * m))
        d, c = 1 / (1 + even * d), 1 + even / c
        total *= d * c
        odd = -(p + m) * (p + q + m) * y / ((p + 2 * m) * (p + 2 * m + 1))
        d, c = 1 / (1 + odd * d), 1 + odd / c
        step = d * c
        total *= step
        if np.max(np.abs(step - 1)) < 1e-14:
            break
    value = front * total
    return np.where(flip, 1 - value, value)


def pareto(u: Array, min: float, tail: float) -> Array:
    """A Pareto distribution: what exceeds x has the chance (min / x) ^ tail."""
    return min * np.power(1 - u, -1 / tail)


def choice(u: Array, values: list[float], weights: list[float] | None = None) -> Array:
    """One of several values; without weights equally likely."""
    chances = weights if weights is not None else [1.0] * len(values)
    edges = np.cumsum(chances) / sum(chances)
    return np.asarray(values)[np.minimum(np.searchsorted(edges, u, side="right"), len(values) - 1)]


@frozen
class Sampler:
    """How a distribution is drawn from the `(draws,)` numbers of its stream."""

    draw: Callable[..., Array]
    scores: bool = False
    """Whether from normal scores, else from uniform numbers."""
    tail: Callable[..., tails.Tail | None] | None = None
    """What its highest draws contribute to the mean, where that is much of it."""


SAMPLERS: dict[str, Sampler] = {
    "normal": Sampler(normal, scores=True),
    "lognormal": Sampler(span, scores=True, tail=tails.of_range),
    "triangular": Sampler(triangular),
    "pert": Sampler(pert),
    "uniform": Sampler(uniform),
    "beta": Sampler(beta),
    "pareto": Sampler(pareto, tail=tails.of_pareto),
    "choice": Sampler(choice),
}
