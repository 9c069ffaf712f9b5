"""Axes: round ticks, positions, and labels that do not sit on one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from phasegate.packet.text import ems

Axis = Callable[[float], float]


def finite(values: Iterable[float]) -> list[float]:
    """The values as a list; NaN and infinity are refused, because a picture of them would be a lie."""
    numbers = [float(value) for value in values]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("a chart needs finite numbers")
    return numbers


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round values (1, 2, 2.5 or 5 times a power of ten) that cover `low` to `high` in about `about` steps."""
    finite((low, high))
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((power * size for size in (1, 2, 2.5, 5) if power * size >= rough * 0.999), power * 10)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * at, 12) if step < 1 else step * at for at in range(first, last + 1)]


def linear(low: float, high: float, start: float, end: float) -> Axis:
    """Map `low`..`high` to `start`..`end` on the page; an empty domain maps to the start."""
    span = (high - low) or 1.0
    return lambda value: start + (end - start) * (value - low) / span


def logarithmic(low: float, high: float, start: float, end: float) -> Axis:
    """Map positive `low`..`high` to `start`..`end` by their logarithms; one single value lands in the middle."""
    if low <= 0:
        raise ValueError("a logarithmic axis needs positive numbers")
    if high <= low:
        return lambda _: (start + end) / 2
    span = math.log(high / low)
    return lambda value: start + (end - start) * math.log(value / low) / span


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move label positions at least `gap` apart, in their order and, when there is room, within `low`..`high`."""
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    moved = [min(max(places[at], low), high) for at in order]
    for at in range(1, len(moved)):
        moved[at] = max(moved[at], moved[at - 1] + gap)
    if moved and moved[-1] > high:
        moved[-1] = max(high, low + gap * (len(moved) - 1))
        for at in range(len(moved) - 2, -1, -1):
            moved[at] = min(moved[at], moved[at + 1] - gap)
    result = [0.0] * len(places)
    for rank, at in enumerate(order):
        result[at] = moved[rank]
    return result


def width(text: str, size: float) -> float:
    """About how wide `text` is at font size `size`, in the drawing's units; a little generous."""
    return ems(text) * size
