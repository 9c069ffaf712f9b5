"""The answer to "how does cost move with this assumption?": run cost and unit cost at each level, and levers."""

from __future__ import annotations

from dataclasses import field

from phasegate.results.answers.measure import Measure
from phasegate.results.answers.record import HIDDEN, key
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.findings import Place
from phasegate_dsl.records import frozen


@frozen
class CurvePoint:
    """Run cost per month, and per unit, at one level of the assumption."""

    level: float
    label: str
    run_cost_per_month: Statistics
    unit_cost: Statistics | None
    """None at a level of zero, and where a unit of the assumption is not something that can have a cost."""
    elasticity: float | None
    with_levers: Statistics
    with_levers_elasticity: float | None
    saved: float
    """The part of the mean run cost that levers take away."""


@frozen
class Stretch:
    """From one level to another; null where the first or the last level shown lies within."""

    start: float | None = field(metadata=key("from"))
    end: float | None = field(metadata=key("to"))


@frozen
class CurveLever:
    """A lever: its cost, its saving over the horizon at each level (P50), and where that pays for it."""

    name: str
    cuts: str
    cost: float
    savings_p50: tuple[float, ...]
    pays: tuple[Stretch, ...]
    location: Place | None


@frozen
class CostCurve:
    """`phasegate curve`: levels in base units (months, single pieces), rising."""

    initiative: str
    over: str
    unit: str
    currency: str
    draws: int
    seed: int
    location: Place | None
    typical: float
    elasticity: float
    """At the case's own level."""
    points: tuple[CurvePoint, ...]
    levers: tuple[CurveLever, ...]
    case_title: str = field(metadata=HIDDEN)
    name: str = field(metadata=HIDDEN)
    """The assumption's own name, without its phase."""
    measure: Measure = field(metadata=HIDDEN)
