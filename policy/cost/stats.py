"""A distribution in the few numbers that people read."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True, frozen=True)
class Stats:
    """Percentiles, mean and standard deviation of a figure, in base units."""

    p10: float
    p50: float
    p80: float
    p90: float
    mean: float
    sd: float

    def scaled(self, factor: float) -> Stats:
        """The same in another unit, for instance per year instead of per month."""
        return Stats(*(getattr(self, n) * factor for n in self.__slots__))


def stats(values: NDArray[np.float64]) -> Stats:
    """The statistics of `(draws,)` values."""
    p10, p50, p80, p90 = quantiles(values, (0.1, 0.5, 0.8, 0.9))
    if not np.isfinite(values).all():  # a payback that never comes has no mean
        return Stats(p10, p50, p80, p90, float("inf"), float("inf"))
    return Stats(p10, p50, p80, p90, float(values.mean()), float(values.std()))


def quantiles(values: NDArray[np.float64], shares: tuple[float, ...]) -> list[float]:
    """Quantiles with linear interpolation (none next to infinities); a constant gives itself exactly."""
    if values.strides == (0,) or (values[0] == values[-1] and (values == values[0]).all()):
        return [float(values[0])] * len(shares)
    ordered = np.sort(values)
    return [_at(ordered, share) for share in shares]


def _at(ordered: NDArray[np.float64], share: float) -> float:
    """A quantile of sorted values: between its two neighbours, or the upper one where that is infinite."""
    place = share * (len(ordered) - 1)
    below = int(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    if not np.isfinite(ordered[-1]) or not np.isfinite(ordered[0]):  # the least value that this share does not exceed
        return float(ordered[max(0, ceil(share * len(ordered) - 1e-9) - 1)])
    return low + (high - low) * (place - below)
