"""The cost curve over an assumption, as text and CSV."""

from __future__ import annotations

from phasegate import numbers
from phasegate.numbers import plain
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, clip, safe
from phasegate.report.table import table
from phasegate.results.answers.curve import CostCurve, CurveLever, CurvePoint, Stretch

HEAD = (
    "initiative", "over", "unit", "level", "currency", "run_cost_mean", "run_cost_p10", "run_cost_p50", "run_cost_p90",
    "unit_cost_p10", "unit_cost_p50", "unit_cost_p90", "elasticity", "with_levers_p10", "with_levers_p50",
    "with_levers_p90", "with_levers_elasticity", "saved",
)  # fmt: skip
NOTED = 0.05
"""Levers that take less than this part away bend nothing that anybody sees."""


def text(found: CostCurve, paint: Paint) -> str:
    """The curve for a terminal."""
    body = [["", "P10/mo", "P50/mo", "P90/mo", "per unit", "elasticity"]]
    body[0] += ["with levers, P50/mo", "saved", "elasticity"] if found.levers else []
    body += [_row(point, found) for point in found.points]
    head = paint(f"{safe(found.case_title)}: cost over {safe(found.over)}", "bold")
    typical, moved = found.measure.text(found.typical), plain.points(round(found.elasticity, 4))
    lines = [
        f"{head}  run cost per month of the last phase, {found.draws} draws, seed {found.seed}",
        *table(body, paint),
        f"  the case: {typical} (P50); there 1 % more moves run cost by {moved}",
        *_bent(found),
        *(_paid(found, lever) for lever in found.levers),
    ]
    return "\n".join(lines) + "\n"


def _row(point: CurvePoint, found: CostCurve) -> list[str]:
    def money(value: float) -> str:
        return numbers.money(value, found.currency)

    run, unit = point.run_cost_per_month, point.unit_cost
    row = [safe(clip(point.label, 30)), *map(money, (run.p10, run.p50, run.p90))]
    row += [money(unit.p50) if unit else plain.NONE, _elastic(point.elasticity)]
    if found.levers:
        row += [money(point.with_levers.p50), _saved(point), _elastic(point.with_levers_elasticity)]
    return row


def _elastic(value: float | None) -> str:
    return plain.NONE if value is None else numbers.compact(round(value, 4), 2)


def _saved(point: CurvePoint) -> str:
    return numbers.percent(round(point.saved, 6), 2)


def _bent(found: CostCurve) -> list[str]:
    """At which levels levers take a noticeable part away."""
    if not found.levers:
        return []
    most = max(found.points, key=lambda point: point.saved)
    top, least = f"most at {safe(most.label)}: {_saved(most)}", numbers.percent(NOTED)
    if most.saved < NOTED:
        return [f"  levers bend it nowhere by {least}; {top}"]
    bent = [safe(point.label) for point in found.points if point.saved >= NOTED]
    return [f"  levers bend it by {least} or more at {', '.join(bent)}; {top}"]


def _paid(found: CostCurve, lever: CurveLever) -> str:
    head = f"  {safe(lever.name)} (costs {numbers.money(lever.cost, found.currency)}) pays for itself"
    if not lever.pays:
        return f"{head} at none of these levels"
    if lever.pays == (Stretch(None, None),):
        return f"{head} at every level shown"
    return f"{head} over the horizon {', and '.join(_stretch(found, one) for one in lever.pays)} (P50)"


def _stretch(found: CostCurve, one: Stretch) -> str:
    start, end = (found.measure.text(level) if level is not None else "" for level in (one.start, one.end))
    if start and end:
        return f"from {start} to {end}"
    return f"from {start} on" if start else f"up to {end}"


def rows(found: CostCurve) -> list[list[Cell]]:
    """A row for each level."""
    return [_cells(found, point) for point in found.points]


def _cells(found: CostCurve, point: CurvePoint) -> list[Cell]:
    run, unit, net = point.run_cost_per_month, point.unit_cost, point.with_levers
    per: list[Cell] = [unit.p10, unit.p50, unit.p90] if unit else [None, None, None]
    return [
        *(found.initiative, found.over, found.unit, point.level, found.currency),
        *(run.mean, run.p10, run.p50, run.p90, *per, point.elasticity),
        *(net.p10, net.p50, net.p90, point.with_levers_elasticity, point.saved),
    ]
