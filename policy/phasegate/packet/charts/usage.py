"""The cost curve over usage: run cost per month beside cost per unit, both with their band."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from phasegate.numbers.board import money, unit_price
from phasegate.packet.charts.scale import Axis, finite, linear, logarithmic, ticks, width
from phasegate.packet.charts.svg import (
    ACCENT,
    AXIS,
    GRID,
    MUTED,
    SIZE,
    SMALL,
    TINT,
    WIDTH,
    circle,
    line,
    path,
    picture,
    rect,
    text,
)
from phasegate.packet.text import clip
from phasegate_dsl.records import frozen

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.parts import Band
    from phasegate.packet.view_cost import UsageCurve

HEIGHT, TOP, BOTTOM, GUTTER = 148.0, 28.0, 18.0, 22.0
WIDE_RANGE = 20.0
"""From this ratio on a linear axis shows only its largest value, so the axis becomes logarithmic."""


@frozen
class _Panel:
    name: str
    bands: tuple[Band, ...]
    left: float
    right: float
    money: Callable[[float, str], str]


def usage(view: UsageCurve, symbol: str = "$") -> str:
    """Two panels over the same usage levels (logarithmic): money per month, and money per unit."""
    levels = finite(point.level for point in view.points)
    if not levels:
        raise ValueError("a usage curve needs at least one level")
    half = (WIDTH - GUTTER) / 2
    labels = [clip(point.label, 14) for point in view.points]
    run = _Panel("Run cost per month", tuple(point.run_cost for point in view.points), 0, half, money)
    name = f"Cost per {clip(view.unit, 24)}"
    unit = _Panel(name, tuple(point.unit_cost for point in view.points), half + GUTTER, WIDTH, unit_price)
    first, last = view.points[0], view.points[-1]
    title = (
        f"Run cost per month from {money(first.run_cost.p50, symbol)} at {first.label} to "
        f"{money(last.run_cost.p50, symbol)} at {last.label}; cost per {view.unit} from "
        f"{unit_price(first.unit_cost.p50, symbol)} to {unit_price(last.unit_cost.p50, symbol)}"
    )
    return picture(HEIGHT, title, [*_panel(run, levels, labels, symbol), *_panel(unit, levels, labels, symbol)])


def _panel(panel: _Panel, levels: list[float], labels: list[str], symbol: str) -> list[str]:
    low, mid, high = (finite(getattr(band, at) for band in panel.bands) for at in ("p10", "p50", "p90"))
    values, y = money_axis(min(low), max(high))
    x = levels_axis(levels, panel.left + 54, panel.right - 17)
    body = [text(panel.left, 9, panel.name, font_weight=600)]
    for value in values:
        body.append(line(panel.left + 36, y(value), panel.right, y(value), stroke=AXIS if value == values[0] else GRID))
        words = panel.money(value, symbol)
        body.append(text(panel.left + 32, y(value) + 2.8, words, anchor="end", font_size=SMALL, fill=MUTED))
    order = sorted(range(len(levels)), key=lambda at: levels[at])
    edge = [(x(levels[at]), y(high[at])) for at in order] + [(x(levels[at]), y(low[at])) for at in reversed(order)]
    body.append(path(edge, closed=True, fill=TINT))
    body.append(path([(x(levels[at]), y(mid[at])) for at in order], stroke=ACCENT, stroke_width=1.8))
    ends = spaced([x(levels[at]) for at in order])
    for at, shown in zip(order, ends, strict=True):
        place = x(levels[at])
        body += [
            line(place, y(low[at]), place, y(high[at]), stroke=ACCENT, width=0.7),
            circle(place, y(mid[at]), 2.3, fill=ACCENT),
        ]
        if shown:
            body += plated(place, min(y(high[at]), y(mid[at])) - 5, panel.money(mid[at], symbol))
            body.append(text(place, HEIGHT - 6, labels[at], anchor="middle", font_size=SMALL, fill=MUTED))
    return body


def plated(x: float, baseline: float, words: str) -> list[str]:
    """A direct label on a plate of paper, so that a rising line does not cross it out."""
    wide = width(words, SIZE) * 0.96 + 2
    plate = rect(x - wide / 2, baseline - 7, wide, 8.6, fill="#ffffff", fill_opacity=0.86)
    return [plate, text(x, baseline, words, anchor="middle", font_weight=600, fill=ACCENT)]


def spaced(places: list[float], gap: float = 30.0) -> list[bool]:
    """Which of the labels fit beside one another; the last level always keeps its own."""
    kept, limit = [False] * len(places), math.inf
    for at in range(len(places) - 1, -1, -1):
        if places[at] <= limit:
            kept[at], limit = True, places[at] - gap
    return kept


def money_axis(low: float, high: float) -> tuple[list[float], Axis]:
    """The values to mark and the axis: from zero, or logarithmic when the amounts span too much for that."""
    if low > 0 and high / low > WIDE_RANGE:
        powers = range(math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9) + 1)
        values = [10.0**power for power in powers]
        return values, logarithmic(values[0], values[-1], HEIGHT - BOTTOM, TOP)
    values = ticks(min(0.0, low), max(0.0, high) or 1.0, 4)
    return values, linear(values[0], values[-1], HEIGHT - BOTTOM, TOP)


def levels_axis(levels: list[float], left: float, right: float) -> Axis:
    """Usage grows by factors, so its axis is logarithmic; with a level of zero or less it falls back to equal steps."""
    if min(levels) > 0:
        return logarithmic(min(levels), max(levels), left, right)
    rank = {level: at for at, level in enumerate(sorted(set(levels)))}
    steps = linear(0, max(len(rank) - 1, 1), left, right)
    return lambda level: steps(rank[level])
