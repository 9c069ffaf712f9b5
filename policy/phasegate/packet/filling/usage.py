"""What moves the cost: usage, single assumptions, the step from pilot to production."""

from __future__ import annotations

import re

from phasegate.cost.engine.model import Change
from phasegate.cost.figures import usage as engine
from phasegate.expr.drawn import is_range
from phasegate.model.case import Curve
from phasegate.packet.filling.common import Array, Desk, at_share, band, p50
from phasegate.packet.filling.units import unit_of
from phasegate.packet.view_cost import Cliff, Driver, UsageCurve, UsagePoint
from phasegate.rules import facts
from phasegate.rules.missing import Missing

MOST_DRIVERS = 8
VISIBLE = 0.005
"""A driver that moves less than this part of the run cost is noise in a board paper."""


def usage_curve(desk: Desk) -> UsageCurve | None:
    """Run cost at each level of the first curve that the case declares."""
    if not desk.case.curves:
        return None
    curve = desk.case.curves[0]
    found = [(level, cost) for level, cost in engine.curve(desk.model, curve) if level > 0]
    if not found:
        return None
    labels = dict(zip(curve.points, curve.labels, strict=True))
    points = tuple(
        UsagePoint(level=level, label=_label(labels[level]), run_cost=band(cost), unit_cost=band(cost / level))
        for level, cost in found
    )
    return UsageCurve(
        driver=curve.driver.replace("_", " "),
        unit=_unit(desk, curve),
        points=points,
        elasticity=engine.elasticity(desk.model, curve.driver),
        headline=_headline(desk, curve, points),
    )


def _label(text: str) -> str:
    """The number of a level as it is written: `10_000 claim/mo` is `10,000`."""
    found = re.match(r"\s*([\d_.,]+[KMB]?)", text)
    if not found:
        return text
    digits = found.group(1).replace("_", "").replace(",", "")
    return f"{int(digits):,}" if digits.isdigit() else digits


def _unit(desk: Desk, curve: Curve) -> str:
    """What one unit of the driver is; a driver that is no rate has a cost per unit and month."""
    dim = dict(desk.case.definitions[curve.driver].dim)
    things = [base for base, power in dim.items() if power > 0 and base not in ("money", "time")]
    name = things[0].replace("_", " ") if things else "unit"
    return name if dim.get("time") == -1 else f"{name} and month"


def _headline(desk: Desk, curve: Curve, points: tuple[UsagePoint, ...]) -> str:
    first, last = points[0], points[-1]
    driver = desk.case.definitions[curve.driver]
    typical = unit_of(desk, driver).full(p50(desk.model.column(curve.driver)))
    words = f"The case forecasts {curve.driver.replace('_', ' ')} of {typical} (P50)."
    if len(points) < 2 or first.level <= 0 or first.run_cost.p50 <= 0:
        return words
    more, times = last.level / first.level, last.run_cost.p50 / first.run_cost.p50
    return f"From {first.label} to {last.label} usage grows {more:,.0f} times, the run cost {times:,.1f} times. {words}"


def drivers(desk: Desk) -> tuple[Driver, ...]:
    """The effect on the last phase's run cost per year (P50) of fixing each given range at its P10 and its P90."""
    middle, found = p50(desk.run_cost), []
    for one in desk.case.assumptions():
        if one.phase or not is_range(one.expr) or not one.uncertain:
            continue
        values = desk.model.column(one.key)
        low, high = (_run_cost(desk, one.key, at_share(values, share)) for share in (0.1, 0.9))
        if abs(high - low) > VISIBLE * abs(middle):
            found.append(Driver(name=one.name, low=low, high=high))
    return tuple(sorted(found, key=lambda d: (-abs(d.high - d.low), d.name))[:MOST_DRIVERS])


def _run_cost(desk: Desk, key: str, value: float) -> float:
    changed: Array = desk.model.changed(Change(fixed={key: value})).phase_run_cost(desk.last)
    return p50(changed) * 12


def drivers_note(desk: Desk) -> str:
    """What the picture of the drivers shows."""
    return (
        f"Run cost of {desk.title(desk.last.name)} per year (P50) when one assumption is fixed at its P10 or at its P90 and all "
        f"others stay uncertain; the line is the forecast’s P50, {desk.money(p50(desk.run_cost))}."
    )


def cliff(desk: Desk) -> Cliff | None:
    """Money per month in each phase (P50): what is spent, and for the last phase its run cost."""
    try:
        ratio = p50(facts.cliff(desk.subject))
    except Missing:
        return None
    steps = [
        (desk.title(p.name), p50(desk.model.phase_cost(p) / p.duration))
        for p in desk.case.phases[:-1]
        if p.duration > 0
    ]
    first, last = desk.title(desk.case.phases[0].name), desk.title(desk.last.name)
    run = p50(desk.model.phase_run_cost(desk.last))
    if ratio >= 1:
        words = f"{last} costs {ratio:,.1f} times each month what {first} spends: {desk.money(run)}."
    else:
        words = (
            f"{last} is forecast at {ratio:,.2f} times what {first} spends each month, {desk.money(run)}: "
            "production below the pilot’s own bill."
        )
    return Cliff(
        steps=(*steps, (last, run)),
        ratio=ratio,
        benchmark=f"All that a phase spends, by its months (P50); for {last} its run cost, the mean of its last twelve months.",
        headline=words,
    )
