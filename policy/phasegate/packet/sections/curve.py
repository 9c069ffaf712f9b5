"""Cost over time and usage, and what drives its spread."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from typing import Any

from phasegate.numbers.words import plural
from phasegate.packet.sections.reading import band, day, initiative, money, needed, run_cost, title, unit
from phasegate.packet.view_cost import DriverView, MonthlyCost, PhaseSpan, UsageCurve, UsagePoint
from phasegate.results.parts.choices import CurveRecord
from phasegate.results.parts.costs import Months
from phasegate.results.result import Result

MOST_DRIVERS = 8
VISIBLE = 0.005
"""A driver that moves less than this part of the run cost is noise in a board paper."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {
        "monthly": _monthly(result, needed(result.costs).months),
        "usage": _usage(result, needed(result.curves)[0]) if result.curves else None,
        "drivers": drivers(result),
        "drivers_middle": run_cost(result).p50,
        "drivers_note": _drivers_note(result),
    }


# -- over time ------------------------------------------------------------------------------------------------------------


def _monthly(result: Result, found: Months) -> MonthlyCost:
    """The band of each month, the budgets spread over their months, the phases."""
    return MonthlyCost(
        start=day(f"{initiative(result).start}-01"),
        p10=found.p10,
        p50=found.p50,
        p90=found.p90,
        budget=found.budget if any(found.budget) else (),
        phases=tuple(
            PhaseSpan(phase=one.name, title=title(result, one.name), start=one.start, end=one.end)
            for one in needed(result.phases)
        ),
        headline=_against_budget(result, found),
        today=_today(result, len(found.p50)),
    )


def _today(result: Result, months: int) -> float | None:
    """The day of judgement in months from the start, where it lies within the horizon."""
    start, today = day(f"{initiative(result).start}-01"), day(result.as_of)
    days = monthrange(today.year, today.month)[1]
    at = (today.year - start.year) * 12 + today.month - start.month + (today.day - 1) / days
    return at if 0 < at < months else None


def _against_budget(result: Result, found: Months) -> str:
    """What the picture shows: in how many months of all cost is over its budget, and where one-off cost lies."""
    words = "One-off cost lies in the month it is paid in."
    rows = [row for row in zip(found.p50, found.p90, found.budget, strict=True) if row[2] > 0]
    if not rows:
        many = min(12, len(found.p50))
        mean = money(result, math.fsum(found.p50[-many:]) / many)
        return f"{words} In the last {plural(many, 'month')} the P50 is {mean} a month on average; no budget covers it."
    over, tail = (sum(row[at] > row[2] for row in rows) for at in (0, 1))
    spread = f"the budget, spread evenly over its {plural(len(rows), 'month')},"
    if not tail:
        return f"{words} The P90 stays within {spread} in each of them."
    return f"{words} The P50 is over {spread} in {over or 'none'} of them, the P90 in {tail}."


# -- over usage -----------------------------------------------------------------------------------------------------------


def _usage(result: Result, one: CurveRecord) -> UsageCurve | None:
    """Run cost at each level of a curve that the case declares; none without a level above zero."""
    points = tuple(
        UsagePoint(
            level=level.level, label=_label(level.label), run_cost=band(level.run_cost), unit_cost=band(level.unit_cost)
        )
        for level in one.levels
        if level.unit_cost is not None
    )
    if not points:
        return None
    return UsageCurve(
        driver=one.driver.replace("_", " "),
        unit=_counted(one),
        points=points,
        elasticity=one.elasticity,
        headline=_headline(result, one, points),
    )


def _label(text: str) -> str:
    """The number of a level as it is written: `10_000 claim/mo` is `10,000`."""
    found = re.match(r"\s*([\d_.,]+[KMB]?)", text)
    if not found:
        return text
    digits = found.group(1).replace("_", "").replace(",", "")
    return f"{int(digits):,}" if digits.isdigit() else digits


def _counted(one: CurveRecord) -> str:
    """What one unit of the driver is; a driver that is not a rate has a cost per unit and month."""
    name = one.per.replace("_", " ") or "unit"
    return name if one.rate else f"{name} and month"


def _headline(result: Result, one: CurveRecord, points: tuple[UsagePoint, ...]) -> str:
    first, last = points[0], points[-1]
    typical = unit(result, one.unit).full(one.typical)
    words = f"The case forecasts {one.driver.replace('_', ' ')} of {typical} (P50)."
    if len(points) < 2 or first.level <= 0 or first.run_cost.p50 <= 0:
        return words
    more, times = last.level / first.level, last.run_cost.p50 / first.run_cost.p50
    return f"From {first.label} to {last.label} usage grows {more:,.0f} times, the run cost {times:,.1f} times. {words}"


# -- over each range ------------------------------------------------------------------------------------------------------


def drivers(result: Result) -> tuple[DriverView, ...]:
    """The last phase's run cost per year (P50) with each range at its P10 and at its P90, by falling swing."""
    least = VISIBLE * abs(run_cost(result).p50)
    found = [
        DriverView(name=one.title, low=one.at_low.p50 * 12, high=one.at_high.p50 * 12)
        for one in needed(result.drivers).drivers
        if abs(one.at_high.p50 - one.at_low.p50) * 12 > least
    ]
    return tuple(found[:MOST_DRIVERS])


def _drivers_note(result: Result) -> str:
    """What the picture of the drivers shows."""
    return (
        f"Run cost of {title(result, result.last)} per year (P50) when one range, of an assumption or of a line, is fixed at its P10 "
        f"or at its P90 and all others stay uncertain; the line is the forecast’s P50, {money(result, run_cost(result).p50)}."
    )
