"""What moves the cost: usage, single assumptions, the step from pilot to production."""

from __future__ import annotations

import re

from policy.cost import curve as engine
from policy.cost.figure import figure
from policy.cost.inputs import Input, World
from policy.cost.sensitivity import tornado
from policy.model.case import Curve
from policy.packet.build.common import Desk, band, p50, piece
from policy.packet.build.units import unit_of
from policy.packet.view_cost import Cliff, Driver, UsageCurve, UsagePoint
from policy.rules import facts
from policy.rules.missing import Missing

MOST_DRIVERS = 8
VISIBLE = 0.005
"""A driver that moves less than this part of the run cost is noise in a board paper."""


def usage_curve(desk: Desk) -> UsageCurve | None:
    """Run cost at each level of the first curve that the case declares."""
    if not desk.case.curves:
        return None
    curve = desk.case.curves[0]
    found = [(level, cost) for level, cost in engine.declared(desk.model, curve) if level > 0]
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
        elasticity=engine.run_elasticity(desk.model, desk.case.definitions[curve.driver]),
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
    """The last phase's run cost per year (P50) with each range at its P10 and at its P90, by falling swing."""
    world = World(desk.model, desk.frame)
    asked = figure(world, f"{desk.last.name}.run_cost")
    assert asked is not None  # the last phase has a run cost, if only of zero
    least = VISIBLE * abs(p50(desk.run_cost))
    found = [
        Driver(name=_called(desk, one.input), low=one.low[0] * 12, high=one.high[0] * 12)
        for one in tornado(world, asked).drivers
        if abs(one.swing) * 12 > least
    ]
    return tuple(found[:MOST_DRIVERS])


def _called(desk: Desk, one: Input) -> str:
    """A range as a reader knows it: its assumption, or its line's title; one of several with how it is written."""
    definition = desk.case.definitions[one.key]
    name = definition.name if definition.kind == "assumption" else definition.title
    if definition.kind == "fx":
        name = f"{definition.name} in {desk.currency}"
    if definition.phase and definition.kind == "assumption":
        name = f"{name} ({desk.title(definition.phase)})"
    if len(definition.streams) == 1:
        return name
    assert one.node is not None  # a definition holds it
    written = piece(definition.span, one.node.start, one.node.end)
    bare = written[1:-1] if written.startswith("(") and written.endswith(")") else written
    return f"{name}: {bare}"


def drivers_note(desk: Desk) -> str:
    """What the picture of the drivers shows."""
    return (
        f"Run cost of {desk.title(desk.last.name)} per year (P50) when one range, of an assumption or of a line, is fixed at its P10 "
        f"or at its P90 and all others stay uncertain; the line is the forecast’s P50, {desk.money(p50(desk.run_cost))}."
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
