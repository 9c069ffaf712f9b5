"""The table of figures: each is asked of the engine once, with its spread, its parts and how exact it is."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from phasegate.cost.asked.accuracy import at_most
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import table
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Component
from phasegate.cost.figures.tax import Tax as Taxes
from phasegate.results.fill.key import cliff
from phasegate.results.fill.statistics import mean, statistics
from phasegate.results.parts.figures import Errors, Figure, Part
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject
from phasegate.units import MONEY, show


def figures(subject: Subject) -> tuple[Figure, ...]:
    """Every figure of the case with its parts and standard errors."""
    world = World(subject.model, subject.frame)
    capital = {line.key for line in world.case.lines if line.capitalized is not None}
    asked = (table.figure(world, name) for name in _names(world))
    found = [_whole(world, one, capital) for one in asked if one is not None]
    return (*found, *_set_aside(subject), *cliff(subject))


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


def _whole(world: World, one: table.Figure, capital: set[str]) -> Figure:
    """A figure with its parts; what is not a line is its own and only part."""
    values, parts = one.values(world), one.parts(world)
    means = {part.name: mean(part.values) for part in parts}
    return Figure(
        name=one.name,
        title=one.title,
        unit=show(one.dim, world.case.currency),
        value=statistics(values),
        capital=maybe(math.fsum(means[key] for key in means if key in capital))
        if one.dim == MONEY and not one.taxed
        else None,
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
