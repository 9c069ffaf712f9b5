"""Run cost and unit cost over any assumption, as an answer; the levels are checked as the language is."""

from __future__ import annotations

from phasegate.cost.asked.curve import Bend, DrawnCurve, Point, curve, default_levels
from phasegate.cost.engine.model import Model
from phasegate.model.case import Definition
from phasegate.numbers.words import as_written
from phasegate.resolve.whatif import levels
from phasegate.results.answers.curve import CostCurve, CurveLever, CurvePoint, Stretch
from phasegate.results.answers.measure import Measure
from phasegate.results.ask.asked import unknown
from phasegate.results.ask.records import measure, place, unit
from phasegate.results.fill.statistics import told
from phasegate.results.plain import maybe, number
from phasegate.rules.review import Review
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source


def over(review: Review, name: str, at: str | None) -> CostCurve | list[Finding]:
    """The curve over an assumption at given levels, at those that the case declares, or around its median."""
    model, case = review.subject.model, review.case
    driver = case.definitions.get(name)
    if driver is None or driver.kind != "assumption":
        return [unknown("--over", name, "no_assumption", [one.key for one in case.assumptions()])]
    points, wrong = _levels(review, driver, at)
    if wrong:
        return wrong
    found = curve(model, driver, [(text, value) for text, value in {v: (t, v) for t, v in points}.values()])
    return _sound(driver, found, case.currency) or of_curve(model, found)


def _levels(review: Review, driver: Definition, at: str | None) -> tuple[list[tuple[str, float]], list[Finding]]:
    model, case = review.subject.model, review.case
    if at is not None:
        points, wrong = levels(case, model.scope, review.subject.frame, driver, at)
        return points, wrong or _unreal(driver, points, at)
    declared = next((one for one in case.curves if one.driver == driver.key), None)
    if declared is None:
        return [("", value) for value in default_levels(model, driver)], []
    pairs = zip(declared.labels, declared.points, strict=True)
    return [(as_written(text), value) for text, value in pairs], []


def _unreal(driver: Definition, points: list[tuple[str, float]], text: str) -> list[Finding]:
    """A level below zero is none that an assumption could have."""
    source = Source("--at", text)
    below = [label for label, value in points if value < 0]
    if not below:
        return []
    return [finding("PG401", "level", source.span(0, len(text)), name=driver.key, value=below[0])]


def _sound(driver: Definition, found: DrawnCurve, currency: str) -> list[Finding]:
    """A finding where some level leaves the cost without a value."""
    bad = [p for p in found.points if p.run_cost.mean != p.run_cost.mean or abs(p.run_cost.mean) == float("inf")]
    if not bad:
        return []
    label = bad[0].label or measure(driver, currency).text(bad[0].level)
    return [finding("PG400", "level_value", driver.span, at=label, name=driver.key)]


def of_curve(model: Model, found: DrawnCurve) -> CostCurve:
    """A curve of the engine as an answer."""
    driver, case = found.driver, model.case
    read = measure(driver, case.currency)
    return CostCurve(
        initiative=case.name,
        over=driver.key,
        unit=unit(driver.dim, case.currency),
        currency=case.currency,
        draws=model.draws,
        seed=model.seed,
        location=place(driver.span),
        typical=number(found.typical),
        elasticity=number(found.elasticity),
        points=tuple(_point(one, read) for one in found.points),
        levers=tuple(map(_lever, found.bends)),
        case_title=case.title,
        name=driver.name,
        measure=read,
    )


def _point(one: Point, read: Measure) -> CurvePoint:
    return CurvePoint(
        level=number(one.level),
        label=one.label or read.text(one.level),
        run_cost_per_month=told(one.run_cost),
        unit_cost=told(one.unit_cost) if one.unit_cost else None,
        elasticity=maybe(one.elasticity),
        with_levers=told(one.with_levers),
        with_levers_elasticity=maybe(one.with_elasticity),
        saved=number(one.saved),
    )


def _lever(one: Bend) -> CurveLever:
    return CurveLever(
        name=one.lever.name,
        cuts=one.lever.cuts,
        cost=number(one.cost),
        savings_p50=tuple(map(number, one.savings)),
        pays=tuple(Stretch(maybe(low), maybe(high)) for low, high in one.pays),
        location=place(one.lever.span),
    )
