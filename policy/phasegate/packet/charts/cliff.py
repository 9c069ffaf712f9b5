"""The pilot-to-production cliff: spend per month in each phase, and how many times the pilot production costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.numbers.board import money, multiple
from phasegate.packet.charts.scale import finite, linear, ticks
from phasegate.packet.charts.svg import ACCENT, AXIS, GRID, HATCHED, INK, MUTED, SMALL, WIDTH, line, picture, rect, text
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_cost import Cliff

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 136.0, 40.0, 96.0, 20.0, 20.0


def cliff(view: Cliff, symbol: str = "$") -> str:
    """One bar a phase, in money per month; the first is hatched, because it is what people remember."""
    spends = finite(spend for _, spend in view.steps)
    if not spends:
        raise ValueError("a cliff needs at least one phase")
    values = ticks(min(0.0, *spends), max(0.0, *spends) or 1.0, 4)
    y = linear(values[0], values[-1], HEIGHT - BOTTOM, TOP)
    slot = (WIDTH - LEFT - RIGHT) / len(spends)
    body = []
    for value in values:
        body.append(line(LEFT, y(value), WIDTH - RIGHT, y(value), stroke=AXIS if value == 0 else GRID))
        body.append(text(LEFT - 4, y(value) + 2.8, money(value, symbol), anchor="end", font_size=SMALL, fill=MUTED))
    room = max(int(slot / 5.4), 3)
    for at, (name, _) in enumerate(view.steps):
        left, middle, spend = LEFT + slot * (at + 0.2), LEFT + slot * (at + 0.5), spends[at]
        fill = HATCHED if at == 0 and len(spends) > 1 else ACCENT
        body.append(rect(left, y(spend), slot * 0.6, y(0) - y(spend), fill=fill, stroke=ACCENT, stroke_width=0.6))
        body.append(
            text(middle, min(y(spend), y(0)) - 4, f"{money(spend, symbol)} / month", anchor="middle", font_weight=600)
        )
        body.append(text(middle, HEIGHT - BOTTOM + 12, clip(name, room), anchor="middle"))
    if len(spends) > 1:
        body += _ratio(view.ratio, y(spends[0]), y(spends[-1]))
    words = ", ".join(f"{name} {money(spend, symbol)}" for name, spend in view.steps)
    return picture(HEIGHT, f"Spend per month by phase: {words}; production is {view.ratio:,.1f} times the pilot", body)


def _ratio(ratio: float, pilot: float, scale: float) -> list[str]:
    """A bracket from the height of the pilot to the height of production, with the ratio beside it."""
    x = WIDTH - RIGHT + 10
    bracket = [line(x, pilot, x, scale, stroke=INK, width=0.9)]
    bracket += [line(x - 4, level, x, level, stroke=INK, width=0.9) for level in (pilot, scale)]
    middle = (pilot + scale) / 2
    words = multiple(ratio)
    return [
        *bracket,
        text(x + 6, middle + 2, words, font_size=17, font_weight=700),
        text(x + 6, middle + 13, "the pilot’s spend", font_size=SMALL, fill=MUTED),
    ]
