"""From the engine's values to the parts of answers: places, statistics, measures."""

from __future__ import annotations

from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.engine.timeline import Array
from phasegate.model.case import Definition
from phasegate.results.answers.parts import Measure, Place, Statistics
from phasegate.results.answers.record import number
from phasegate.units import Dim, show
from phasegate_dsl.source import Span


def place(span: Span | None) -> Place | None:
    """Where a span starts and ends."""
    return None if span is None else Place(span.path, span.line, span.column, *span.end_position)


def statistics(found: Stats) -> Statistics:
    """Statistics as an answer holds them."""
    return Statistics(*(number(getattr(found, name)) for name in Statistics.__slots__))


def statistics_of(values: Array, factor: float = 1.0) -> Statistics:
    """The statistics of `(draws,)` values, in another unit by a factor."""
    return statistics(stats(values).scaled(factor))


def measure(one: Definition, currency: str) -> Measure:
    """How a definition's value is read."""
    return Measure(one.dim, currency, one.shown_as == "share")


def unit(dim: Dim, currency: str) -> str:
    """The name of a unit; empty for a plain number."""
    return show(dim, currency) if dim else ""


def maybe(value: float | None) -> float | None:
    """A number that may be missing."""
    return None if value is None else number(value)
