"""Months cut at phase boundaries. Time is in months from the start of the horizon."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

WEEK = 7 / (365 / 12)
"""A week in months: 10 weeks are 70 days, and a month is a twelfth of 365 days."""


@dataclass(frozen=True)
class Phase:
    """A phase: half-open in months from the start of the horizon."""

    name: str
    start: float
    end: float

    @property
    def duration(self) -> float:
        """Its length in months."""
        return self.end - self.start


@dataclass(frozen=True)
class Segment:
    """The part of one month that lies in one phase."""

    start: float
    end: float
    month: int
    phase: str

    @property
    def length(self) -> float:
        """Its length in months."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Where functions of time are evaluated."""
        return (self.start + self.end) / 2


def phases_of(horizon: float, **durations: float) -> dict[str, Phase]:
    """Phases one after another from month 0; the last, whose duration is ignored, runs to the horizon."""
    out: dict[str, Phase] = {}
    at = 0.0
    for name, duration in durations.items():
        out[name] = Phase(name, at, at + duration)
        at += duration
    last = out[name]
    out[name] = Phase(name, last.start, horizon)
    return out


def segments_of(phases: Mapping[str, Phase]) -> list[Segment]:
    """Months cut at the boundaries of phases."""
    out: list[Segment] = []
    for phase in phases.values():
        inner = range(math.floor(phase.start) + 1, math.ceil(phase.end))
        cuts = [phase.start, *map(float, inner), phase.end]
        out += [Segment(a, b, math.floor(a), phase.name) for a, b in pairwise(cuts)]
    return out


def ramp(low: float, high: float, over: float, since: float) -> float:
    """`ramp(low, high, over:)` at `since` months after its anchor."""
    return low + (high - low) * min(max(since, 0.0) / over, 1.0)
