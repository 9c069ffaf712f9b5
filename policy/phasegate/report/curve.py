"""The cost curve over an assumption, as text, CSV and JSON."""

from __future__ import annotations

from typing import Any

from phasegate import numbers as figures
from phasegate.cost.asked.curve import Bend, Curve, Point
from phasegate.cost.engine.model import Model
from phasegate.report.cost import statistics_of
from phasegate.report.csvrows import Cell
from phasegate.report.json import place
from phasegate.report.paint import Paint, clip, safe
from phasegate.report.table import table
from phasegate.units import show

HEAD = (
    "initiative", "over", "unit", "level", "currency", "run_cost_mean", "run_cost_p10", "run_cost_p50", "run_cost_p90",
    "unit_cost_p10", "unit_cost_p50", "unit_cost_p90", "elasticity", "with_levers_p10", "with_levers_p50",
    "with_levers_p90", "with_levers_elasticity", "saved",
)  # fmt: skip
NOTED = 0.05
"""Levers that take less than this part away bend nothing that anybody sees."""


def label(model: Model, found: Curve, level: float) -> str:
    """A level that nobody wrote, as people read it."""
    d = found.driver
    return figures.quantity(level, d.dim, model.case.currency, share=d.shown_as == "share")


def text(model: Model, found: Curve, paint: Paint) -> str:
    """The curve for a terminal."""
    currency, levers = model.case.currency, bool(model.case.levers)
    name = safe(found.driver.key)
    body = [["", "P10/mo", "P50/mo", "P90/mo", "per unit", "elasticity"]]
    body[0] += ["with levers, P50/mo", "saved", "elasticity"] if levers else []
    for point in found.points:
        body.append(_row(point, currency, levers))
    head = paint(f"{safe(model.case.title)}: cost over {name}", "bold")
    lines = [f"{head}  run cost per month of the last phase, {model.draws} draws, seed {model.seed}"]
    lines += table(body, paint)
    shown = label(model, found, found.typical)
    lines.append(
        f"  the case: {shown} (P50); there 1 % more moves run cost by {figures.compact(round(found.elasticity, 4), 2)} %"
    )
    lines += _bent(found)
    lines += [_paid(model, found, bend) for bend in found.bends]
    return "\n".join(lines) + "\n"


def _row(point: Point, currency: str, levers: bool) -> list[str]:
    s, unit = point.run_cost, point.unit_cost
    row = [safe(clip(point.label, 30)), *(figures.money(v, currency) for v in (s.p10, s.p50, s.p90))]
    row += [figures.money(unit.p50, currency) if unit else "n/a", _elastic(point.elasticity)]
    if levers:
        saved = figures.percent(round(point.saved, 6), 2)
        row += [figures.money(point.with_levers.p50, currency), saved, _elastic(point.with_elasticity)]
    return row


def _elastic(value: float | None) -> str:
    return "n/a" if value is None else figures.compact(round(value, 4), 2)


def _bent(found: Curve) -> list[str]:
    """At which levels levers take a noticeable part away."""
    if not found.bends:
        return []
    most = max(found.points, key=lambda p: p.saved)
    top = f"most at {safe(most.label)}: {figures.percent(round(most.saved, 6), 2)}"
    if most.saved < NOTED:
        return [f"  levers bend it nowhere by {NOTED:.0%}; {top}"]
    bent = [safe(p.label) for p in found.points if p.saved >= NOTED]
    return [f"  levers bend it by {NOTED:.0%} or more at {', '.join(bent)}; {top}"]


def _paid(model: Model, found: Curve, bend: Bend) -> str:
    head = f"  {safe(bend.lever.name)} (costs {figures.money(bend.cost, model.case.currency)}) pays for itself"
    if not bend.pays:
        return f"{head} at none of these levels"
    if bend.pays == [(None, None)]:
        return f"{head} at every level shown"
    return f"{head} over the horizon {', and '.join(_stretch(model, found, one) for one in bend.pays)} (P50)"


def _stretch(model: Model, found: Curve, one: tuple[float | None, float | None]) -> str:
    start, end = (label(model, found, level) if level is not None else "" for level in one)
    if start and end:
        return f"from {start} to {end}"
    return f"from {start} on" if start else f"up to {end}"


def rows(model: Model, found: Curve) -> list[list[Cell]]:
    """A row for each level."""
    d, body = found.driver, []
    for p in found.points:
        s, u, w = p.run_cost, p.unit_cost, p.with_levers
        unit: list[Cell] = [u.p10, u.p50, u.p90] if u else [None, None, None]
        row: list[Cell] = [model.case.name, d.key, show(d.dim, model.case.currency) if d.dim else "", p.level]
        row += [model.case.currency, s.mean, s.p10, s.p50, s.p90, *unit, p.elasticity]
        body.append([*row, w.p10, w.p50, w.p90, p.with_elasticity, p.saved])
    return body


def document(model: Model, found: Curve) -> dict[str, Any]:
    """The curve as plain data."""
    d, case = found.driver, model.case
    return {
        "initiative": case.name,
        "over": d.key,
        "unit": show(d.dim, case.currency) if d.dim else "",
        "currency": case.currency,
        "draws": model.draws,
        "seed": model.seed,
        "location": place(d.span),
        "typical": figures.number(found.typical),
        "elasticity": figures.number(found.elasticity),
        "points": [
            {
                "level": figures.number(p.level),
                "label": p.label,
                "run_cost_per_month": statistics_of(p.run_cost),
                "unit_cost": statistics_of(p.unit_cost) if p.unit_cost else None,
                "elasticity": figures.number(p.elasticity) if p.elasticity is not None else None,
                "with_levers": statistics_of(p.with_levers),
                "with_levers_elasticity": figures.number(p.with_elasticity) if p.with_elasticity is not None else None,
                "saved": figures.number(p.saved),
            }
            for p in found.points
        ],
        "levers": [
            {
                "name": b.lever.name,
                "cuts": b.lever.cuts,
                "cost": figures.number(b.cost),
                "savings_p50": [figures.number(v) for v in b.savings],
                "pays": [{"from": _end(low), "to": _end(high)} for low, high in b.pays],
                "location": place(b.lever.span),
            }
            for b in found.bends
        ],
    }


def _end(level: float | None) -> float | None:
    return None if level is None else figures.number(level)
