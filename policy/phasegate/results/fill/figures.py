"""The table of figures: each is asked of the engine once, with its spread, its parts and how exact it is."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from phasegate.cost.asked.accuracy import at_most
from phasegate.cost.engine.stats import MeanError
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import table
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Component, Tax
from phasegate.results.fill.key import cliff
from phasegate.results.fill.statistics import mean, statistics
from phasegate.results.parts.figures import Errors, FigurePart, FigureRecord
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject
from phasegate.units import MONEY, show


def figures(subject: Subject) -> tuple[FigureRecord, ...]:
    """Every figure of the case with its parts and standard errors."""
    world = World(subject.model, subject.frame)
    known = [one for one in (table.figure(world, name) for name in _names(world)) if one is not None]
    capital = {line.key for line in world.case.lines if line.capitalized is not None}
    costs = [_of_lines(world, one, capital) for one in known if not one.taxed]
    taxes = [_of_tax(subject, one) for one in known if one.taxed]
    return (*costs, *taxes, *_set_aside(subject), *cliff(subject, subject.model.mean_error))


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


def _of_lines(world: World, one: table.Figure, capital: set[str]) -> FigureRecord:
    """A figure that lines add up to; what is a single line is its own and only part."""
    means = {part.key: float(np.mean(part.values)) for part in one.parts(world)}
    spent = maybe(math.fsum(means[key] for key in means if key in capital))
    parts = tuple(FigurePart(f"line.{key}", number(cost)) for key, cost in means.items())
    capital_part = spent if one.dim == MONEY else None
    return _figure(one, world.case.currency, one.values(world), world.model.mean_error, parts, capital_part)


def _of_tax(subject: Subject, one: table.Figure) -> FigureRecord:
    """The governance tax, or one of its components, as the review has drawn it."""
    assert subject.tax is not None  # a figure of it is known
    drawn = {f"tax.{name}": subject.model.wide(each.modelled) for name, each in subject.tax.components.items()}
    chosen = drawn if one.name == "tax" else {one.name: drawn[one.name]}
    values = np.asarray(sum(chosen.values()), dtype=float)
    parts = tuple(FigurePart(name, mean(each)) for name, each in chosen.items())
    return _figure(one, subject.case.currency, values, subject.model.taxed_error, parts, None)


def _figure(
    one: table.Figure,
    currency: str,
    values: Array,
    error: MeanError,
    parts: tuple[FigurePart, ...],
    capital: float | None,
) -> FigureRecord:
    return FigureRecord(
        one.name, one.title, show(one.dim, currency), statistics(values, error), capital, _errors(values), parts
    )


def _errors(values: Array) -> Errors | None:
    """How exact the percentiles are; none where every draw is the same, or some have no value."""
    if not np.isfinite(values).all():
        return None
    errors, digits = at_most(values)
    p10, p50, p80, p90 = map(number, errors)
    return Errors(p10, p50, p80, p90, digits) if any(errors) else None


def _set_aside(subject: Subject) -> Iterator[FigureRecord]:
    """Of the governance tax and each of its components what the case sets aside, and what is missing."""
    tax: Tax | None = subject.tax
    if tax is None:
        return
    unit = show(MONEY, subject.case.currency)
    taxes: dict[str, Tax | Component] = {"tax": tax, **{f"tax.{name}": one for name, one in tax.components.items()}}
    for name, one in taxes.items():
        for what, title, values in (
            ("declared", "set aside for it", one.declared),
            ("surplus", "set aside beyond it", one.surplus),
            ("gap", "what is missing of it", one.gap),
        ):
            of = "Governance tax" if name == "tax" else f"Governance tax, {name.partition('.')[2]}"
            yield _more(f"{name}.{what}", f"{of}: {title}", unit, subject.model.wide(values), subject)
    title = "All costs with what is missing of the governance tax"
    yield _more("cost.with_tax", title, unit, subject.model.cost + tax.gap, subject)


def _more(name: str, title: str, unit: str, values: Array, subject: Subject) -> FigureRecord:
    """A figure that the tax is in and that has no parts."""
    return FigureRecord(name, title, unit, statistics(values, subject.model.taxed_error), errors=_errors(values))
