"""The cost curve over any assumption: run cost with its band, without and with levers, beside cost per unit."""

from __future__ import annotations

from collections.abc import Sequence

from phasegate.numbers.board import money, unit_price
from phasegate.packet.charts.scale import finite
from phasegate.packet.charts.svg import (
    ACCENT,
    AXIS,
    GRID,
    INK,
    MUTED,
    SMALL,
    TINT,
    WIDTH,
    circle,
    line,
    path,
    picture,
    text,
)
from phasegate.packet.charts.usage import GUTTER, HEIGHT, levels_axis, money_axis, plated, spaced
from phasegate.packet.text import clip
from phasegate_dsl.records import frozen


@frozen
class Series:
    """One panel: its name, P10, P50 and P90 at each level, and a second P50 to set beside it (may be empty)."""

    name: str
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    beside: tuple[float, ...] = ()
    priced: bool = False
    """Whether the amounts are prices of one unit."""


def curve(driver: str, levels: Sequence[float], labels: Sequence[str], panels: Sequence[Series], symbol: str) -> str:
    """One panel or two over the same levels, which rise."""
    places = finite(levels)
    if not places or not panels:
        raise ValueError("a curve needs at least one level")
    wide = (WIDTH - GUTTER * (len(panels) - 1)) / len(panels)
    body: list[str] = []
    for at, panel in enumerate(panels):
        left = at * (wide + GUTTER)
        body += _panel(panel, places, labels, left, left + wide, symbol)
    first = panels[0]
    title = (
        f"{first.name}{'' if driver in first.name else f' over {driver}'}: P50 from {money(first.middle[0], symbol)} at {labels[0]} "
        f"to {money(first.middle[-1], symbol)} at {labels[-1]}"
    )
    if first.beside:
        title += f"; with levers {money(first.beside[-1], symbol)}"
    return picture(HEIGHT, title, body)


def _panel(
    panel: Series, levels: list[float], labels: Sequence[str], left: float, right: float, symbol: str
) -> list[str]:
    low, mid, high, beside = (finite(one) for one in (panel.low, panel.middle, panel.high, panel.beside))
    values, y = money_axis(min([*low, *beside]), max([*high, *beside]))
    x = levels_axis(levels, left + 54, right - 17)
    words = unit_price if panel.priced else money
    body = [text(left, 9, clip(panel.name, 40), font_weight=600)]
    for value in values:
        body.append(line(left + 36, y(value), right, y(value), stroke=AXIS if value == values[0] else GRID))
        body.append(text(left + 32, y(value) + 2.8, words(value, symbol), anchor="end", font_size=SMALL, fill=MUTED))
    across = [x(level) for level in levels]
    edge = [(at, y(v)) for at, v in zip(across, high, strict=True)]
    edge += [(at, y(v)) for at, v in reversed(list(zip(across, low, strict=True)))]
    body.append(path(edge, closed=True, fill=TINT))
    body.append(path([(at, y(v)) for at, v in zip(across, mid, strict=True)], stroke=ACCENT, stroke_width=1.8))
    if beside:
        points = [(at, y(v)) for at, v in zip(across, beside, strict=True)]
        body.append(path(points, stroke=INK, stroke_width=1.1, stroke_dasharray="5 3"))
        body.append(text(left, 19, "P50; dashed: with levers", font_size=SMALL, fill=MUTED))
    for at, (place, shown) in enumerate(zip(across, spaced(across), strict=True)):
        body.append(circle(place, y(mid[at]), 2.3, fill=ACCENT))
        if shown:
            body += plated(place, min(y(high[at]), y(mid[at])) - 5, words(mid[at], symbol))
            level = clip(labels[at], 14)
            body.append(text(place, HEIGHT - 6, level, anchor="middle", font_size=SMALL, fill=MUTED))
    return body
