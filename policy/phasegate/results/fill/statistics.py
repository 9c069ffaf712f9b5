"""Arrays of draws as the few numbers that a result holds, each to twelve digits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.stats import Stats, quantiles, stats
from phasegate.cost.engine.timeline import Array
from phasegate.results.parts.figures import Middle, Statistics
from phasegate.results.plain import number


def statistics(values: Array) -> Statistics:
    """The statistics of `(draws,)` values."""
    return told(stats(values))


def told(found: Stats) -> Statistics:
    """Statistics that the engine has reckoned already."""
    return Statistics(*(number(getattr(found, name)) for name in ("p10", "p50", "p80", "p90", "mean", "sd")))


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
