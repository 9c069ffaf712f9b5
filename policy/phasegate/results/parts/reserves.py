"""What is set aside for what no line knows: contingencies and risks."""

from __future__ import annotations

from phasegate.results.parts.figures import Middle, Statistics
from phasegate.results.parts.findings import Place
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class ContingencyRecord:
    """Money set aside; in all tables it is the line `key`."""

    key: str
    name: str
    title: str
    phase: str
    """The phase that holds it; empty for one of the whole case."""
    share: Middle | None
    """The part of what all lines and roles cost in the same months; none for a sum of money."""
    cost: Statistics
    """Over the horizon."""
    start: str
    end: str
    """The first and the last month in which it is paid, where lines are."""
    owner: str
    source: str
    place: Place


@frozen
class RiskRecord:
    """What may happen: with this chance it costs `cost`, else nothing; in all tables it is the line `key`."""

    key: str
    name: str
    title: str
    phase: str
    """The phase that holds it; empty for one of the whole case."""
    chance: Number
    cost: Statistics
    """What it costs over the horizon if it happens."""
    expected: Number
    """Its mean over all draws, in which it mostly does not happen."""
    start: str
    end: str
    """The first and the last month in which it is paid."""
    owner: str
    mitigation: str
    """What is done against it."""
    source: str
    place: Place
