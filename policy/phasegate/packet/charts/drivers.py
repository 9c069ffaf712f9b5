"""What drives the spread: how far each range alone moves the cost (a tornado)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phasegate.numbers.board import money
from phasegate.packet.charts.scale import Axis, finite, linear, ticks
from phasegate.packet.charts.svg import ACCENT, AXIS, GRID, HATCHED, MUTED, SMALL, WIDTH, line, picture, rect, text
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_cost import DriverView

LEFT, RIGHT, TOP, ROW, FOOT = 92.0, 44.0, 18.0, 16.0, 15.0


def drivers(view: tuple[DriverView, ...], middle: float, symbol: str = "$") -> str:
    """One bar a driver around `middle` (the P50 cost, money), the widest first."""
    rows = sorted(view, key=lambda driver: -abs(driver.high - driver.low))
    reach = finite([middle, *(value for row in rows for value in (row.low, row.high))])
    height = TOP + ROW * max(len(rows), 1) + FOOT
    values = ticks(min(reach), max(reach), 5)
    x = linear(values[0], values[-1], LEFT + 40, WIDTH - RIGHT)
    digits = _digits(values, symbol)
    body = _legend()
    for value in values:
        body.append(line(x(value), TOP, x(value), height - FOOT, stroke=GRID))
        body.append(
            text(x(value), height - 5, money(value, symbol, digits), anchor="middle", font_size=SMALL, fill=MUTED)
        )
    for at, row in enumerate(rows):
        body += _bar(row, TOP + ROW * at, middle, x, lambda value: money(value, symbol, digits))
    body.append(line(x(middle), TOP - 2, x(middle), height - FOOT, stroke=AXIS, width=1))
    words = "; ".join(f"{row.name} {money(row.low, symbol)} to {money(row.high, symbol)}" for row in rows)
    return picture(height, f"What moves the cost around {money(middle, symbol)}: {words}", body)


def _digits(values: list[float], symbol: str) -> int:
    """Enough digits to tell the marks of the axis apart."""
    return next((n for n in (3, 4, 5) if len({money(value, symbol, n) for value in values}) == len(values)), 6)


def _bar(row: DriverView, top: float, middle: float, x: Axis, money: Callable[[float], str]) -> list[str]:
    """The driver's P10 is hatched, its P90 solid: which way it pushes is seen without colour."""
    left, right = sorted((row.low, row.high))
    return [
        text(0, top + 10.3, clip(row.name, 26)),
        rect(x(middle), top + 3, x(row.low) - x(middle), ROW - 6, fill=HATCHED, stroke=ACCENT, stroke_width=0.5),
        rect(x(middle), top + 3, x(row.high) - x(middle), ROW - 6, fill=ACCENT),
        text(min(x(left), x(middle)) - 3, top + 10.3, money(left), anchor="end", font_size=SMALL),
        text(max(x(right), x(middle)) + 3, top + 10.3, money(right), font_size=SMALL),
    ]


def _legend() -> list[str]:
    return [
        rect(LEFT + 40, 2, 11, 8, fill=HATCHED, stroke=ACCENT, stroke_width=0.5),
        text(LEFT + 55, 9, "Range at its P10"),
        rect(LEFT + 168, 2, 11, 8, fill=ACCENT),
        text(LEFT + 183, 9, "at its P90"),
    ]
