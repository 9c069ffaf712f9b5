"""What it is worth: value streams, return on the money, unit economics."""

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
class Worth:
    """The return on the money."""

    streams: tuple[StreamRecord, ...]
    npv: Statistics
    positive: Number
    """The part of the draws whose net present value is zero or more."""
    payback: Middle
    """Months from the start; infinite beyond the horizon."""
    paid_back: Number
    """The part of the draws that pay back within the horizon."""
    irr: Number
    """P50 of the yearly rate of return; draws without one count as the lowest, infinite where that is the middle."""
    without_irr: Number
    """The part of the draws whose flows have no single rate."""
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
