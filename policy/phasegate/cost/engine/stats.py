"""A distribution summarised in the few numbers that people read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from math import ceil

import numpy as np
from numpy.typing import NDArray

from phasegate_dsl.records import frozen


@frozen
class Stats:
    """Percentiles, mean and standard deviation of a figure, in base units."""

    p10: float
    p50: float
    p80: float
    p90: float
    mean: float
    sd: float
    mean_error: float | None = None
    """The standard error of the mean; none where it cannot be told, or nobody asked."""

    def scaled(self, factor: float) -> Stats:
        """The same in another unit, for instance per year instead of per month."""
        known = (getattr(self, one.name) for one in fields(self))
        return Stats(*(None if value is None else value * factor for value in known))  # type: ignore[arg-type]


MeanError = Callable[[NDArray[np.float64]], "float | None"]
"""What tells the standard error of the mean of `(draws,)` values: `Model.mean_error`, or `taxed_error` of what the tax is in."""


def stats(values: NDArray[np.float64], error: MeanError | None = None) -> Stats:
    """The statistics of `(draws,)` values; of a constant exactly, not with the rounding of a sum over the draws."""
    p10, p50, p80, p90 = quantiles(values, (0.1, 0.5, 0.8, 0.9))
    if values.min() == values.max():
        return Stats(p10, p50, p80, p90, p50, 0.0, 0.0)
    if not np.isfinite(values).all():  # a payback that never comes has no mean
        return Stats(p10, p50, p80, p90, float("inf"), float("inf"))
    told = error(values) if error is not None else None
    return Stats(p10, p50, p80, p90, float(values.mean()), float(values.std()), told)


def quantiles(values: NDArray[np.float64], shares: tuple[float, ...]) -> list[float]:
    """Quantiles with linear interpolation (not next to infinities); a constant is returned exactly."""
    if values.strides == (0,) or (values[0] == values[-1] and (values == values[0]).all()):
        return [float(values[0])] * len(shares)
    if len(values) > _SORTED and np.isfinite(values).all():
        return _selected(values, shares)
    ordered = np.sort(values)
    return [_at(ordered, share) for share in shares]


_SORTED = 1 << 15
"""Up to this many values, sorting all of them is the fastest way to a few quantiles."""


def row_quantiles(rows: NDArray[np.float64], shares: tuple[float, ...]) -> NDArray[np.float64]:
    """`(shares, rows)` quantiles of each row of a `(rows, draws)` array, which may be sorted in its place."""
    if rows.shape[1] > _SORTED or not np.isfinite(rows).all():
        return np.array([quantiles(row, shares) for row in rows]).T
    last = rows.shape[1] - 1
    place = np.array(shares) * last
    below = place.astype(np.intp)
    rows.sort(axis=1)  # quicker than a partition at several places: it uses the processor's vectors
    low, high = rows[:, below], rows[:, np.minimum(below + 1, last)]
    return np.asarray((low + (high - low) * (place - below)).T)


def _selected(values: NDArray[np.float64], shares: tuple[float, ...]) -> list[float]:
    """The same quantiles as by sorting, but only the values near them are sorted.

    The bits of floating-point numbers rise with the numbers (those of negative ones turned round), so their leading
    bits are bins; counts say in which bin a quantile lies.
    """
    bits = np.ascontiguousarray(values).view(np.int64)
    bins = (bits ^ ((bits >> 63) & np.int64(0x7FFFFFFFFFFFFFFF))) >> 44
    first = bins.min()
    bins -= first
    if int(bins.max()) > 4 * len(values):  # spread over too many orders of magnitude for bins to help
        ordered = np.sort(values)
        return [_at(ordered, share) for share in shares]
    upto = np.cumsum(np.bincount(bins))
    found = []
    for share in shares:
        place = share * (len(values) - 1)
        below = int(place)
        low, high = (int(np.searchsorted(upto, min(k, len(values) - 1), side="right")) for k in (below, below + 1))
        near = np.sort(values[(bins == low) | (bins == high)])
        at = below - (int(upto[low - 1]) if low else 0)
        found.append(float(near[at] + (near[min(at + 1, len(near) - 1)] - near[at]) * (place - below)))
    return found


def _at(ordered: NDArray[np.float64], share: float) -> float:
    """A quantile of sorted values: between its two neighbours, or the upper one where that is infinite."""
    place = share * (len(ordered) - 1)
    below = int(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    if not np.isfinite(ordered[-1]) or not np.isfinite(ordered[0]):  # the least value that this share does not exceed
        return float(ordered[max(0, ceil(share * len(ordered) - 1e-9) - 1)])
    return low + (high - low) * (place - below)
