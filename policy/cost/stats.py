"""A distribution in the few numbers that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    method: Literal["linear", "inverted_cdf"] = "linear" if np.isfinite(values).all() else "inverted_cdf"
    return [float(q) for q in np.quantile(values, shares, method=method)]
