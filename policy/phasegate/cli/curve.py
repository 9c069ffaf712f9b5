"""`phasegate curve CASE --over NAME`: run cost and unit cost over any assumption, and where levers bend it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from phasegate.cli import coloured
from phasegate.cli.asking import deliver, form, refuse, reviews, unknown
from phasegate.model.case import Definition
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

if TYPE_CHECKING:
    from phasegate.cost.asked.curve import Curve
    from phasegate.cost.engine.model import Model
    from phasegate.rules.review import Review


def run(args: argparse.Namespace) -> int:
    """Print or draw the curve of every case in the file."""
    found = reviews(args)
    if found is None:
        return 2
    made: list[tuple[Model, Curve]] = []
    for review in found:
        one = _curve(args, review)
        if isinstance(one, list):
            return refuse(one)
        made.append((review.subject.model, one))
    chosen = form(args)
    if chosen == "svg" and len(made) > 1:
        source = Source("--format", "svg")
        return refuse([finding("PG900", "drawings", source.span(0, 3))])
    return deliver(_render(chosen, made), args.output, args.case)


def _curve(args: argparse.Namespace, review: Review) -> Curve | list[Finding]:
    from phasegate.cost.asked.curve import curve, default_levels
    from phasegate.report.curve import label
    from phasegate.resolve.whatif import levels

    model, case = review.subject.model, review.case
    driver = case.definitions.get(args.over)
    if driver is None or driver.kind != "assumption":
        return [unknown("--over", args.over, "no_assumption", [d.key for d in case.assumptions()])]
    declared = next((c for c in case.curves if c.driver == args.over), None)
    if args.at is not None:
        points, wrong = levels(case, model.scope, review.subject.frame, driver, args.at)
        wrong = wrong or _unreal(driver, points, args.at)
        if wrong:
            return wrong
    elif declared is not None:
        points = [(_short(text, value), value) for text, value in zip(declared.labels, declared.points, strict=True)]
    else:
        points = [("", value) for value in default_levels(model, driver)]
    found = curve(model, driver, [(text, value) for text, value in {v: (t, v) for t, v in points}.values()])
    for point in found.points:
        point.label = point.label or label(model, found, point.level)
    return _sound(driver, found) or found


def _short(text: str, value: float) -> str:
    """A declared level as it is written, where that is short."""
    words = " ".join(text.split())
    return words if len(words) < 30 else ""


def _unreal(driver: Definition, points: list[tuple[str, float]], text: str) -> list[Finding]:
    """A level below zero is none that an assumption could have."""
    source = Source("--at", text)
    below = [label for label, value in points if value < 0]
    if not below:
        return []

    return [finding("PG401", "level", source.span(0, len(text)), name=driver.key, value=below[0])]


def _sound(driver: Definition, found: Curve) -> list[Finding]:
    """A finding where some level leaves the cost without a value."""
    bad = [p for p in found.points if p.run_cost.mean != p.run_cost.mean or abs(p.run_cost.mean) == float("inf")]
    if not bad:
        return []

    return [finding("PG400", "level_value", driver.span, at=bad[0].label, name=driver.key)]


def _render(chosen: str, made: list[tuple[Model, Curve]]) -> str:
    from phasegate.report import curve as report

    if chosen == "json":
        return json.dumps([report.document(*one) for one in made], indent=2) + "\n"
    if chosen == "csv":
        from phasegate.report.csvrows import table

        return table(report.HEAD, [row for one in made for row in report.rows(*one)])
    if chosen == "svg":
        return _draw(*made[0])
    from phasegate.report.paint import Paint

    paint = Paint(coloured(sys.stdout))
    return "\n".join(report.text(*one, paint) for one in made)


def _draw(model: Model, found: Curve) -> str:
    from phasegate import numbers as figures
    from phasegate.packet.charts.curve import Series, curve
    from phasegate.units import SIGN_OF, show

    points, driver, currency = found.points, found.driver, model.case.currency
    runs = [p.run_cost for p in points]
    beside = tuple(p.with_levers.p50 for p in points) if found.bends else ()
    p10, p50, p90 = (tuple(getattr(s, name) for s in runs) for name in ("p10", "p50", "p90"))
    unit = f" ({show(driver.dim, currency)})" if driver.dim else ""
    panels = [Series(f"Run cost per month over {driver.key.replace('_', ' ')}{unit}", p10, p50, p90, beside)]
    units = [p.unit_cost for p in points if p.unit_cost is not None]
    if len(units) == len(points):
        low, middle, high = (tuple(getattr(s, name) for s in units) for name in ("p10", "p50", "p90"))
        things = ", ".join(base.replace("_", " ") for base, power in driver.dim if power > 0)
        per_month = "" if dict(driver.dim).get("time") else " and month"
        panels.append(Series(f"Cost per {things}{per_month}", low, middle, high, priced=True))
    short = figures.percent if driver.shown_as == "share" else figures.compact
    labels = [short(p.level) for p in points]
    symbol = SIGN_OF.get(currency, f"{currency} ")
    return curve(driver.name.replace("_", " "), [p.level for p in points], labels, panels, symbol) + "\n"
