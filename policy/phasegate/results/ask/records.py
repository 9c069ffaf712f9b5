"""From the engine's values to what answers hold: places, statistics, measures, units."""

from __future__ import annotations

from math import isfinite

from phasegate.cost.engine.stats import Stats
from phasegate.cost.figures.figure import Figure
from phasegate.model.case import Definition
from phasegate.results.answers.measure import Measure
from phasegate.results.answers.tornado import METHOD, RANKS
from phasegate.results.fill.findings import place as found_at
from phasegate.results.parts.findings import Place
from phasegate.units import Dim, show
from phasegate_dsl.source import Span


def place(span: Span | None) -> Place | None:
    """Where a span starts and ends; None for what stands nowhere."""
    return None if span is None else found_at(span)


def measure(one: Definition, currency: str) -> Measure:
    """How a definition's value is read."""
    return Measure(one.dim, currency, one.shown_as)


def figure_measure(one: Figure, currency: str) -> Measure:
    """How a figure is read."""
    return Measure(one.dim, currency, one.shown_as)


def method_of(base: Stats) -> str:
    """How shares of the variance are told of a figure: of its ranks where some draws have no finite value."""
    return METHOD if isfinite(base.mean) else RANKS


def unit(dim: Dim, currency: str) -> str:
    """The name of a unit; empty for a plain number."""
    return show(dim, currency) if dim else ""
