"""Answers as drawings, in the packet's own hand."""

from __future__ import annotations

from phasegate import numbers
from phasegate.packet.charts.curve import Series, curve
from phasegate.report.paint import Paint
from phasegate.results.answers.curve import CostCurve
from phasegate.units import SIGN_OF


def cost_curve(found: CostCurve, paint: Paint | None = None) -> str:
    """The curve as SVG: run cost per month, and beside it cost per unit where each level has one."""
    points, over = found.points, found.over.replace("_", " ")
    runs = [point.run_cost_per_month for point in points]
    beside = tuple(point.with_levers.p50 for point in points) if found.levers else ()
    p10, p50, p90 = (tuple(getattr(one, name) for one in runs) for name in ("p10", "p50", "p90"))
    unit = f" ({found.unit})" if found.unit else ""
    panels = [Series(f"Run cost per month over {over}{unit}", p10, p50, p90, beside)]
    units = [point.unit_cost for point in points if point.unit_cost is not None]
    if len(units) == len(points):
        p10, p50, p90 = (tuple(getattr(one, name) for one in units) for name in ("p10", "p50", "p90"))
        panels.append(Series(f"Cost per {_thing(found)}", p10, p50, p90, priced=True))
    short = numbers.percent if found.measure.shown_as == "share" else numbers.compact
    labels = [short(point.level) for point in points]
    symbol = SIGN_OF.get(found.currency, f"{found.currency} ")
    return curve(found.name.replace("_", " "), [point.level for point in points], labels, panels, symbol) + "\n"


def _thing(found: CostCurve) -> str:
    """What one unit of the driver is; a driver that is not a rate has a cost per unit and month."""
    dim = found.measure.dim
    things = ", ".join(base.replace("_", " ") for base, power in dim if power > 0)
    return things if dict(dim).get("time") else f"{things} and month"
