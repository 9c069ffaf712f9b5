"""The table of figures: each is asked of the engine once, with its spread, its parts and how exact it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.asked.accuracy import at_most
from phasegate.cost.engine.stats import Stats, quantiles, stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import actuals, table
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Component
from phasegate.cost.figures.tax import Tax as Taxes
from phasegate.model.case import Measurement as Measured
from phasegate.numbers import iso
from phasegate.results.fill.units import measured_unit
from phasegate.results.parts.figures import Errors, Figure, Measurement, Middle, Part, Statistics
from phasegate.results.plain import maybe, number
from phasegate.rules import facts
from phasegate.rules.missing import Missing
from phasegate.rules.subject import Subject
from phasegate.units import MONEY, NUMBER, Dim, show


def statistics(values: Array) -> Statistics:
    """The statistics of `(draws,)` values."""
    found = told(stats(values))
    return replace(found, mean=found.p50, sd=0.0) if values.min() == values.max() else found


def told(found: Stats) -> Statistics:
    """Statistics that the engine has reckoned already."""
    return Statistics(*(number(getattr(found, name)) for name in ("p10", "p50", "p80", "p90", "mean", "sd")))


def middle(values: Array) -> Middle:
    """P10, P50 and P90 of `(draws,)` values, of which some may be infinite."""
    with np.errstate(invalid="ignore"):
        return Middle(*(number(one) for one in quantiles(values, (0.1, 0.5, 0.9))))


def mean(values: Array) -> float:
    """The mean of `(draws,)` values."""
    return number(float(np.mean(values)))


def share(holds: NDArray[np.bool_]) -> float:
    """The part of the draws in which something holds."""
    return number(float(np.mean(holds)))


# -- the table ------------------------------------------------------------------------------------------------------------


def key_figures(subject: Subject) -> tuple[Figure, ...]:
    """The few figures that everyone asks for: all costs, the run cost of the last phase, the step to production."""
    world = World(subject.model, subject.frame)
    names = ["cost", *(f"{phase.name}.run_cost" for phase in subject.case.phases[-1:])]
    found = [_figure(world, one) for one in (table.figure(world, name) for name in names) if one is not None]
    return (*found, *_cliff(subject))


def figures(subject: Subject) -> tuple[Figure, ...]:
    """Every figure of the case with its parts and standard errors."""
    world = World(subject.model, subject.frame)
    capital = {line.key for line in world.case.lines if line.capitalized is not None}
    asked = (table.figure(world, name) for name in _names(world))
    found = [_whole(world, one, capital) for one in asked if one is not None]
    return (*found, *_set_aside(subject), *_cliff(subject))


def _names(world: World) -> list[str]:
    """What can be asked for, lines by their keys only; assumptions are in the register."""
    lines = {line.key for line in world.case.lines}
    assumed = {one.key for one in world.case.assumptions()}
    named = (name for name in table.known(world) if name not in assumed)
    heads = ("cost", "run_cost", "tax")
    return [
        name
        for name in named
        if (name.removeprefix("line.") in lines if name.startswith("line.") else "." in name or name in heads)
    ]


def _figure(world: World, one: table.Figure) -> Figure:
    """A figure without its parts."""
    return Figure(one.name, one.title, show(one.dim, world.case.currency), statistics(one.values(world)))


def _whole(world: World, one: table.Figure, capital: set[str]) -> Figure:
    """A figure with its parts; what is not a line is its own and only part."""
    values, parts = one.values(world), one.parts(world)
    means = {part.name: mean(part.values) for part in parts}
    return Figure(
        name=one.name,
        title=one.title,
        unit=show(one.dim, world.case.currency),
        value=statistics(values),
        capital=maybe(math.fsum(means[key] for key in means if key in capital)) if one.dim == MONEY else None,
        errors=_errors(values),
        parts=tuple(Part(f"line.{part.key}" if part.key else part.name, means[part.name]) for part in parts),
    )


def _errors(values: Array) -> Errors | None:
    """How exact the percentiles are; nothing where every draw is the same, or some have no value."""
    if not np.isfinite(values).all():
        return None
    errors, digits = at_most(values)
    p10, p50, p80, p90 = map(number, errors)
    return Errors(p10, p50, p80, p90, digits) if any(errors) else None


def _set_aside(subject: Subject) -> Iterator[Figure]:
    """Of the governance tax and each of its components what the case sets aside, and what is missing."""
    tax: Taxes | None = subject.tax
    if tax is None:
        return
    unit = show(MONEY, subject.case.currency)
    taxes: dict[str, Taxes | Component] = {"tax": tax, **{f"tax.{name}": one for name, one in tax.components.items()}}
    for name, one in taxes.items():
        for what, title, values in (
            ("declared", "set aside for it", one.declared),
            ("gap", "what is missing of it", one.gap),
        ):
            of = "Governance tax" if name == "tax" else f"Governance tax, {name.partition('.')[2]}"
            yield Figure(f"{name}.{what}", f"{of}: {title}", unit, statistics(subject.model.wide(values)))
    title = "All costs with what is missing of the governance tax"
    yield Figure("cost.with_tax", title, unit, statistics(subject.model.cost + tax.gap))


def _cliff(subject: Subject) -> Iterator[Figure]:
    """The last phase's run cost over what the first one spends, where that can be said."""
    with suppress(Missing):
        title = "Run cost of the last phase over what the first one spends, per month"
        yield Figure("cliff", title, _unit(NUMBER, ""), statistics(facts.cliff(subject)))


def _unit(dim: Dim, currency: str) -> str:
    return show(dim, currency) if dim else ""


# -- what was measured ----------------------------------------------------------------------------------------------------


def measurements(subject: Subject) -> tuple[Measurement, ...]:
    """Figures taken from reality: costs in the order of the phases, then metrics; each by its day."""
    order = {phase.name: at for at, phase in enumerate(subject.case.phases)}
    latest: dict[tuple[str, str], Measured] = {}
    for one in sorted(subject.case.measurements, key=lambda one: one.on):
        latest[one.what, one.name] = one
    found = sorted(subject.case.measurements, key=lambda one: (one.what, order.get(one.name, 0), one.on))
    return tuple(_measurement(subject, one, latest[one.what, one.name] is one) for one in found)


def _measurement(subject: Subject, one: Measured, latest: bool) -> Measurement:
    phase = subject.case.phase(one.name) if one.what == "cost" else None
    expected = error = None
    if phase is not None:
        expected = maybe(actuals.forecast(subject.model, phase, one))
        error = actuals.forecast_error(subject.model, phase, one)
    return Measurement(
        what="cost" if one.what == "cost" else "metric",
        name=one.name,
        value=number(one.value),
        unit=measured_unit(subject, one),
        on=iso(one.on),
        source=one.source,
        forecast=expected,
        error=maybe(error),
        latest=latest,
    )
