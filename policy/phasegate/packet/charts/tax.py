"""The governance tax: what each component will cost against what the case sets aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.numbers.board import money
from phasegate.packet.charts.scale import Axis, finite, linear, ticks, width
from phasegate.packet.charts.svg import (
    ACCENT,
    AXIS,
    GRID,
    HATCHED,
    INK,
    MIDDLE,
    MUTED,
    SIZE,
    SMALL,
    WIDTH,
    line,
    picture,
    rect,
    text,
)
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_cost import TaxComponent, TaxView

LEFT, RIGHT, TOP, ROW, FOOT = 104.0, 16.0, 18.0, 36.0, 16.0


def tax(view: TaxView, symbol: str = "$") -> str:
    """A pair of bars a component: implied (solid, with its P10 to P90) above declared (hatched)."""
    reach = finite(
        value for part in view.components for value in (part.modelled.p90, part.modelled.mean, part.declared)
    )
    height = TOP + ROW * max(len(view.components), 1) + FOOT
    values = ticks(min([0.0, *reach]), max([0.0, *reach]) * 1.12 or 1.0, 5)
    x = linear(values[0], values[-1], LEFT, WIDTH - RIGHT)
    body = _legend()
    for value in values:
        body.append(line(x(value), TOP, x(value), height - FOOT, stroke=AXIS if value == 0 else GRID))
        body.append(text(x(value), height - 6, money(value, symbol), anchor="middle", font_size=SMALL, fill=MUTED))
    for at, part in enumerate(view.components):
        body += _component(part, TOP + ROW * at, x, symbol)
    words = "; ".join(
        f"{part.name} implied {money(part.modelled.mean, symbol)}, declared {money(part.declared, symbol)}"
        for part in view.components
    )
    return picture(height, f"Governance tax by component: {words}", body)


def _component(part: TaxComponent, top: float, x: Axis, symbol: str) -> list[str]:
    modelled, declared = part.modelled, part.declared
    upper, lower, tall = top + 5, top + 18, 11.0
    reach = max(x(modelled.p90), x(modelled.mean))
    return [
        text(LEFT - 8, top + 19.5, clip(part.name, 20), anchor="end", font_weight=600),
        rect(x(0), upper, x(modelled.mean) - x(0), tall, fill=MIDDLE),
        line(x(modelled.p10), upper + tall / 2, x(modelled.p90), upper + tall / 2, stroke=INK, width=0.9),
        *(
            line(x(edge), upper + 3, x(edge), upper + tall - 3, stroke=INK, width=0.9)
            for edge in (modelled.p10, modelled.p90)
        ),
        text(reach + 4, upper + tall / 2 + 2.8, money(modelled.mean, symbol), font_weight=600),
        rect(x(0), lower, x(declared) - x(0), tall, fill=HATCHED, stroke=ACCENT, stroke_width=0.6),
        text(max(x(declared), x(0)) + 4, lower + tall / 2 + 2.8, money(declared, symbol)),
    ]


def _legend() -> list[str]:
    first, second = "Implied, mean with P10 to P90", "Declared in the case"
    after = LEFT + 16 + width(first, SIZE) + 8
    return [
        rect(LEFT, 3, 11, 8, fill=MIDDLE),
        text(LEFT + 15, 10, first),
        rect(after, 3, 11, 8, fill=HATCHED, stroke=ACCENT, stroke_width=0.6),
        text(after + 15, 10, second),
    ]
