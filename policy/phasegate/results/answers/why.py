"""The answer to "why is this figure what it is?": its lines, its ranges and assumptions, its definitions."""

from __future__ import annotations

from dataclasses import field

from phasegate.results.answers.measure import Measure
from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.findings import Place
from phasegate_dsl.records import frozen


@frozen
class WhyPart:
    """A line, or a component of the tax, and its part of the mean."""

    name: str
    title: str
    category: str
    share: float
    cost: Statistics
    paid_from: str
    """The first month in which it is paid, ISO; empty for a component of the tax."""
    paid_until: str
    """The last month in which it is paid."""
    location: Place | None
    source: str
    rests_on: tuple[str, ...]


@frozen
class WhyRange:
    """A range and its share of the variance."""

    name: str
    variance: float
    location: Place | None
    source: str
    key: str = field(metadata=HIDDEN)
    """The definition that it stands in; empty for a range of a ruleset."""
    p10: float = field(metadata=HIDDEN)
    p90: float = field(metadata=HIDDEN)
    measure: Measure = field(metadata=HIDDEN)


@frozen
class WhyAssumption:
    """An assumption that rests on no other: its share of the variance and its elasticity."""

    name: str
    unit: str
    value: Statistics
    variance: float
    elasticity: float
    location: Place | None
    source: str
    measure: Measure = field(metadata=HIDDEN)


@frozen
class WhyDefinition:
    """A definition on the way from the figure to its assumptions."""

    name: str
    kind: str
    expression: str
    unit: str
    value: Statistics
    uses: tuple[str, ...]
    depth: int
    location: Place | None
    source: str
    measure: Measure = field(metadata=HIDDEN)


@frozen
class Why:
    """`phasegate why`: parts by falling mean, ranges and assumptions by falling variance, definitions inwards."""

    initiative: str
    figure: str
    title: str
    unit: str
    currency: str
    draws: int
    seed: int
    method: str
    location: Place | None
    base: Statistics
    parts: tuple[WhyPart, ...]
    ranges: tuple[WhyRange, ...]
    explained: float
    interaction: float
    assumptions: tuple[WhyAssumption, ...]
    definitions: tuple[WhyDefinition, ...]
    measure: Measure = field(metadata=HIDDEN)
