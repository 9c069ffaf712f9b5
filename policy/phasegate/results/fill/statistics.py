"""Arrays of draws as the few numbers that a result holds, each to twelve digits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.stats import MeanError, Stats, quantiles, stats
from phasegate.cost.engine.timeline import Array
from phasegate.results.parts.figures import NAMES, Middle, Statistics
from phasegate.results.plain import maybe, number


def statistics(values: Array, error: MeanError | None = None) -> Statistics:
    """The statistics of `(draws,)` values; `error` tells the standard error of their mean, in all but a plain check."""
    return told(stats(values, error))


def told(found: Stats) -> Statistics:
    """Statistics that the engine has reckoned already."""
    p10, p50, p80, p90, mean, sd = (number(getattr(found, name)) for name in NAMES)
    return Statistics(p10, p50, p80, p90, mean, sd, maybe(found.mean_error))


def middle(values: Array) -> Middle:
    """P10, P50 and P90 of `(draws,)` values, of which some may be infinite."""
    with np.errstate(invalid="ignore"):
        return Middle(*(number(one) for one in quantiles(values, (0.1, 0.5, 0.9))))


def mean(values: Array) -> float:
    """The mean of `(draws,)` values."""
    return number(float(np.mean(values)))


def share(holds: NDArray[np.bool_]) -> float:
    """The part of the draws in which something holds."""
    return number(float(np.mean(holds)))
