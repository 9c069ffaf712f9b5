"""The table of figures: each is asked of the engine once, with its spread, its parts and how exact it is."""

from __future__ import annotations

import math

import numpy as np

from phasegate.cost.asked.accuracy import at_most
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import table
from phasegate.cost.figures.figure import Figure, Summand
from phasegate.cost.figures.inputs import World
from phasegate.results.fill.statistics import statistics
from phasegate.results.fill.units import unit_name
from phasegate.results.parts.figures import Errors, FigurePart, FigureRecord
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject
from phasegate.units import MONEY


def figures(subject: Subject) -> tuple[FigureRecord, ...]:
    """The figures that every result tells, with their parts and standard errors; the rest is in its sections."""
    found = table.figures(subject.world, table.TOLD)
    return tuple(_record(subject, one) for one in found.values())


def _record(subject: Subject, one: Figure) -> FigureRecord:
    world = subject.world
    parts = [(part, float(np.mean(part.values))) for part in one.parts(world)]
    values = one.values(world)
    return FigureRecord(
        name=one.name,
        title=one.title,
        unit=unit_name(subject, one.dim),
        value=statistics(values, one.error(world)),
        capital=None if one.taxed or one.dim != MONEY else _capital(world, parts),
        errors=_errors(values),
        parts=tuple(FigurePart(_named(part), number(cost)) for part, cost in parts) or None,
    )


def _named(part: Summand) -> str:
    """The figure that a part is."""
    return f"line.{part.key}" if part.key else part.name


def _capital(world: World, parts: list[tuple[Summand, float]]) -> float | None:
    """The part of a sum of lines that is capital expenditure."""
    spent = {line.key for line in world.case.lines if line.capitalized is not None}
    return maybe(math.fsum(cost for part, cost in parts if part.key in spent))


def _errors(values: Array) -> Errors | None:
    """How exact the percentiles are; none where every draw is the same, or some have no value."""
    if not np.isfinite(values).all():
        return None
    errors, digits = at_most(values)
    p10, p50, p80, p90 = map(number, errors)
    return Errors(p10, p50, p80, p90, digits) if any(errors) else None
