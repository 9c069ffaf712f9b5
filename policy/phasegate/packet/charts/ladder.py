"""The ladder of budgets: on each rung the norm, the approved sum, the forecast and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.numbers.board import money
from phasegate.packet.charts.scale import Axis, finite, linear, spread
from phasegate.packet.charts.svg import ACCENT, INK, MUTED, SMALL, TINT, WIDTH, diamond, line, picture, rect, text
from phasegate.packet.text import clip

if TYPE_CHECKING:  # the views are heavy, and a picture needs only their numbers
    from phasegate.packet.view_decision import BudgetView

LEFT, RIGHT, TOP, ROW = 118.0, 14.0, 22.0, 50.0


def ladder(budgets: tuple[BudgetView, ...], symbol: str = "$") -> str:
    """One bullet bar a budget, each on its own scale from zero: a pilot and production differ too much for one."""
    if not budgets:
        raise ValueError("a ladder needs at least one budget")
    body = _legend()
    for at, budget in enumerate(budgets):
        body += _rung(budget, TOP + ROW * at, symbol)
    words = "; ".join(f"{budget.title}: {_words(budget, symbol)}" for budget in budgets)
    return picture(TOP + ROW * len(budgets), f"Budgets against their forecasts: {words}", body)


def _words(budget: BudgetView, symbol: str) -> str:
    shown = []
    if (granted := _granted(budget)) is not None:
        shown.append(f"{'approved' if budget.approved is not None else budget.asked_as} {money(granted, symbol)}")
    if budget.forecast is not None:
        shown.append(f"forecast P50 {money(budget.forecast.p50, symbol)}")
    if budget.measured is not None:
        shown.append(f"measured {money(budget.measured, symbol)}")
    return ", ".join(shown) or "no figures"


def _granted(budget: BudgetView) -> float | None:
    return budget.approved if budget.approved is not None else budget.asked


def _rung(budget: BudgetView, top: float, symbol: str) -> list[str]:
    granted = _granted(budget)
    known = [value for value in (granted, budget.measured, *(budget.norm or ())) if value is not None]
    known += [budget.forecast.p80, budget.forecast.p50] if budget.forecast else []
    x = linear(0, max([0.0, *finite(known)]) * 1.08 or 1.0, LEFT, WIDTH - RIGHT)
    middle = top + 16
    body = [
        text(0, middle, clip(budget.title, 21), font_weight=600),
        text(0, middle + 10, clip(budget.period, 24), font_size=SMALL, fill=MUTED),
        rect(LEFT, middle - 10, WIDTH - RIGHT - LEFT, 20, fill="#f5f7f8"),
    ]
    if budget.norm:
        low, high = budget.norm
        body.append(rect(x(low), middle - 10, x(high) - x(low), 20, fill=TINT))
    if budget.forecast:
        body.append(rect(LEFT, middle - 3.5, x(budget.forecast.p50) - LEFT, 7, fill=ACCENT))
        body.append(line(x(budget.forecast.p50), middle, x(budget.forecast.p80), middle, stroke=ACCENT, width=2))
        body.append(
            line(x(budget.forecast.p80), middle - 3.5, x(budget.forecast.p80), middle + 3.5, stroke=ACCENT, width=1.4)
        )
    if granted is not None:
        body.append(line(x(granted), middle - 12, x(granted), middle + 12, stroke=INK, width=2))
    if budget.measured is not None:
        body.append(diamond(x(budget.measured), middle, 4.2, fill="#ffffff", stroke=INK, stroke_width=1.3))
    return body + _labels(budget, granted, x, middle, symbol)


def _labels(budget: BudgetView, granted: float | None, x: Axis, middle: float, symbol: str) -> list[str]:
    """Two lines of direct labels: money granted and measured above one another would collide, so they are spread."""
    rows = (
        [(granted, "Approved" if budget.approved is not None else clip(budget.asked_as, 12).capitalize(), INK)]
        if granted is not None
        else []
    )
    rows += [(budget.measured, "Measured", INK)] if budget.measured is not None else []
    rows += [(budget.forecast.p50, "P50", ACCENT)] if budget.forecast else []
    places = spread([x(value) for value, _, _ in rows], 76, LEFT + 36, WIDTH - RIGHT - 34)
    return [
        text(place, middle + 22, f"{name} {money(value, symbol)}", anchor="middle", font_size=SMALL, fill=colour)
        for place, (value, name, colour) in zip(places, rows, strict=True)
    ]


def _legend() -> list[str]:
    y, body, x = 8.0, [], LEFT
    marks = (
        (rect(x, y - 7, 11, 8, fill=TINT), "Norm", 52),
        (rect(x + 52, y - 5.5, 11, 5, fill=ACCENT), "Forecast P50, line to P80", 132),
        (line(x + 189.5, y - 8, x + 189.5, y + 2, stroke=INK, width=2), "Approved, asked or planned", 128),
        (diamond(x + 318, y - 3, 3.8, fill="#ffffff", stroke=INK, stroke_width=1.2), "Measured", 60),
    )
    at = x
    for mark, words, wide in marks:
        body += [mark, text(at + 15, y, words, font_size=SMALL)]
        at += wide
    return body
