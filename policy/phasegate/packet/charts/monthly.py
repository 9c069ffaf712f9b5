"""Cost of each month: the P10 to P90 band, the P50 line, the budget, the phases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from phasegate.numbers.board import money
from phasegate.numbers.dates import short_month
from phasegate.packet.charts.scale import Axis, finite, linear, spread, ticks
from phasegate.packet.charts.svg import (
    ACCENT,
    AXIS,
    GRID,
    INK,
    MUTED,
    PALE,
    SIZE,
    SMALL,
    TINT,
    WIDTH,
    line,
    path,
    picture,
    rect,
    text,
)
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_cost import MonthlyCost, PhaseSpan

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 174.0, 40.0, 70.0, 34.0, 20.0


def monthly(view: MonthlyCost, symbol: str = "$", height: float = HEIGHT) -> str:
    """The cost curve over time, money per month against calendar months; `height` in the drawing's units."""
    low, mid, high, budget = (finite(series) for series in (view.p10, view.p50, view.p90, view.budget))
    if not mid:
        raise ValueError("a cost curve needs at least one month")
    values = ticks(min(0.0, *low), max(*high, *budget, 0.0) or 1.0, 5 if height > 150 else 3)
    x = linear(0, len(mid), LEFT, WIDTH - RIGHT)
    y = linear(values[0], values[-1], height - BOTTOM, TOP)
    body = [_phase(span, number, x, height, _room(view.phases, number)) for number, span in enumerate(view.phases)]
    body += [_level(value, y, symbol) for value in values]
    body += [_month(at, view.start, x, height) for at in _marked_months(len(mid))]
    body.append(path(_steps(high, x, y) + _steps(low, x, y)[::-1], closed=True, fill=TINT))
    body.append(path(_steps(mid, x, y), stroke=ACCENT, stroke_width=1.8))
    if budget:
        body.append(path(_steps(budget, x, y), stroke=INK, stroke_width=1.1, stroke_dasharray="5 3"))
    if view.today is not None:
        body += _today(x(view.today), height)
    last = [("P90", high[-1], MUTED), ("P50", mid[-1], ACCENT), ("P10", low[-1], MUTED)]
    last += [("Budget", budget[-1], INK)] if budget else []
    body += _end_labels(last, y, symbol, height)
    title = f"Cost per month over {len(mid)} months: P50 ends at {money(mid[-1], symbol)}, P10 to P90 from "
    return picture(height, f"{title}{money(low[-1], symbol)} to {money(high[-1], symbol)}", body)


def _today(x: float, height: float) -> list[str]:
    """Where the day of judgement lies: what is left of it has been spent or should have been."""
    mark = line(x, TOP, x, height - BOTTOM, stroke=INK, width=0.9)
    aside, anchor = (2.5, "start") if x < WIDTH / 2 else (-2.5, "end")
    words = text(x + aside, height - BOTTOM - 4, "day of judgement", anchor=anchor, font_size=SMALL, fill=INK)
    return [mark, words]


def _steps(series: list[float], x: Axis, y: Axis) -> list[tuple[float, float]]:
    """A month's cost holds for the month, so the line is drawn in steps."""
    return [(x(at + edge), y(value)) for at, value in enumerate(series) for edge in (0, 1)]


def _room(spans: tuple[PhaseSpan, ...], number: int) -> float | None:
    """The month where a phase's name must end: names stand on two levels, so each may run on to the next but one."""
    return spans[number + 2].start if number + 2 < len(spans) else None


def _phase(span: PhaseSpan, number: int, x: Axis, height: float, until: float | None) -> str:
    left, right = x(span.start), x(span.end)
    ground = rect(left, TOP, right - left, height - TOP - BOTTOM, fill=PALE) if number % 2 else ""
    level = TOP - 5 - 11 * (number % 2)
    edge = line(left, level - 8, left, level + 2, stroke=AXIS, width=0.5)  # not through the name on the level below
    edge += line(left, TOP, left, height - BOTTOM, stroke=AXIS, width=0.5)
    room = int(((WIDTH if until is None else x(until)) - left - 5) / (SMALL * 0.6))
    name = text(left + 3, level, clip(span.title, room), font_size=SMALL, font_weight=600) if room > 2 else ""
    return ground + edge + name


def _level(value: float, y: Axis, symbol: str) -> str:
    grid = line(LEFT, y(value), WIDTH - RIGHT, y(value), stroke=AXIS if value == 0 else GRID)
    return grid + text(LEFT - 4, y(value) + 2.8, money(value, symbol), anchor="end", font_size=SMALL, fill=MUTED)


def _marked_months(count: int) -> range:
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if count / step <= 8), 120)
    return range(0, count, step)


def _month(at: int, start: date, x: Axis, height: float) -> str:
    month = start.month - 1 + at
    words = short_month(start.year + month // 12, month % 12 + 1)
    mark = line(x(at), height - BOTTOM, x(at), height - BOTTOM + 3, stroke=AXIS)
    return mark + text(x(at), height - BOTTOM + 12, words, font_size=SMALL, fill=MUTED)


def _end_labels(rows: list[tuple[str, float, str]], y: Axis, symbol: str, height: float) -> list[str]:
    places = spread([y(value) + 2.8 for _, value, _ in rows], SIZE + 1.6, TOP, height - BOTTOM + 3)
    return [
        text(WIDTH - RIGHT + 4, place, f"{name} {money(value, symbol)}", fill=colour, font_weight=600)
        for place, (name, value, colour) in zip(places, rows, strict=True)
    ]
