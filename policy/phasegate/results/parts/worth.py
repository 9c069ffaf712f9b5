"""What it is worth: value streams, what is sunk, the cost of waiting, unit economics."""

from __future__ import annotations

from phasegate.results.parts.figures import Middle, Statistics, UnitRecord
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class StreamRecord:
    """A value stream: over the horizon, and per year over the horizon's last twelve months."""

    name: str
    title: str
    value: Statistics
    per_year: Statistics


@frozen
class Delay:
    """What is lost by starting so many months later."""

    months: Number
    cost: Statistics


@frozen
class SunkCost:
    """What is spent before the decision, whatever is decided: no part of a return that is reckoned from it."""

    on: str
    """The day of the decision."""
    months: Number
    """When it is, in months from the start."""
    spent: Statistics
    measured: Number
    """The part that was measured; the rest is as forecast."""


@frozen
class Worth:
    """What the value streams bring; the return on the money stands in the columns of the decision."""

    streams: tuple[StreamRecord, ...]
    sunk: SunkCost | None
    """None where no decision is asked for within the horizon."""
    delays: tuple[Delay, ...]


@frozen
class MetricRecord:
    """A unit economic with its target, on the mean of the horizon's last twelve months."""

    name: str
    unit: UnitRecord
    op: str
    target: Number | None
    value: Middle
    met: Number | None
    """The part of the draws that meet the target; none without one."""
    before: Number
    after: Number
    """P50 at the start and at the end of the last phase."""
