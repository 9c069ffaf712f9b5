"""Cost of each year: capital on operating, with the P10 to P90 of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.numbers.board import money
from phasegate.packet.charts.scale import Axis, finite, linear, ticks
from phasegate.packet.charts.svg import ACCENT, AXIS, GRID, HATCHED, INK, MUTED, SMALL, WIDTH, line, picture, rect, text
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_cost import YearCost

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 106.0, 40.0, 10.0, 26.0, 20.0


def years(view: tuple[YearCost, ...], symbol: str = "$") -> str:
    """A stacked bar a year (expected operating below, capital hatched above) with a whisker from P10 to P90."""
    if not view:
        raise ValueError("a chart by year needs at least one year")
    reach = finite(value for year in view for value in (year.cost.p10, year.cost.mean, year.cost.p90, year.capex))
    values = ticks(min(0.0, *reach), max(0.0, *reach) or 1.0, 4)
    y = linear(values[0], values[-1], HEIGHT - BOTTOM, TOP)
    slot = (WIDTH - LEFT - RIGHT) / len(view)
    body = _legend()
    for value in values:
        body.append(line(LEFT, y(value), WIDTH - RIGHT, y(value), stroke=AXIS if value == 0 else GRID))
        body.append(text(LEFT - 4, y(value) + 2.8, money(value, symbol), anchor="end", font_size=SMALL, fill=MUTED))
    for at, year in enumerate(view):
        body += _bar(year, LEFT + slot * at, slot, y, symbol)
    words = ", ".join(f"{year.label} {money(year.cost.mean, symbol)}" for year in view)
    return picture(HEIGHT, f"Expected cost by year, capital and operating: {words}", body)


def _bar(year: YearCost, left: float, slot: float, y: Axis, symbol: str) -> list[str]:
    wide = min(slot * 0.5, 90.0)
    middle = left + slot / 2
    start, operating, whole = middle - wide / 2, year.cost.mean - year.capex, year.cost.mean
    whisker = start + wide + 9
    return [
        rect(start, y(operating), wide, y(0) - y(operating), fill=ACCENT),
        rect(start, y(whole), wide, y(operating) - y(whole), fill=HATCHED, stroke=ACCENT, stroke_width=0.5),
        line(whisker, y(year.cost.p10), whisker, y(year.cost.p90), stroke=INK, width=0.9),
        *(
            line(whisker - 3, y(edge), whisker + 3, y(edge), stroke=INK, width=0.9)
            for edge in (year.cost.p10, year.cost.p90)
        ),
        text(middle, min(y(whole), y(0)) - 4, money(whole, symbol), anchor="middle", font_weight=600),
        text(middle, HEIGHT - BOTTOM + 12, clip(year.label, max(int(slot / 4.6), 3)), anchor="middle", font_size=SMALL),
    ]


def _legend() -> list[str]:
    return [
        rect(LEFT, 2, 11, 8, fill=ACCENT),
        text(LEFT + 15, 9, "Operating (OpEx)"),
        rect(LEFT + 100, 2, 11, 8, fill=HATCHED, stroke=ACCENT, stroke_width=0.5),
        text(LEFT + 115, 9, "Capital (CapEx)"),
        line(LEFT + 198, 6, LEFT + 212, 6, stroke=INK, width=0.9),
        text(LEFT + 216, 9, "P10 to P90 of the year"),
    ]
