"""What it is worth: value streams, what is sunk, the cost of waiting, unit economics."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.timeline import Array, last_year
from phasegate.cost.figures import finance
from phasegate.cost.figures.returns import DELAYS, edges
from phasegate.model.case import Metric
from phasegate.numbers import iso
from phasegate.results.fill.statistics import middle, share, statistics
from phasegate.results.fill.units import of_dimension
from phasegate.results.parts.worth import Delay, MetricRecord, StreamRecord, SunkCost, Worth
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject

HOLDS: dict[str, Callable[[Array, float], NDArray[np.bool_]]] = {
    "<=": np.less_equal, "<": np.less, ">=": np.greater_equal, ">": np.greater, "==": np.equal, "!=": np.not_equal,
}  # fmt: skip


def worth(subject: Subject) -> Worth | None:
    """What the values bring; none where the case states none."""
    if not subject.case.values:
        return None
    delays = ((months, finance.cost_of_delay(subject.model, months)) for months in DELAYS)
    return Worth(
        streams=_streams(subject),
        sunk=_sunk(subject),
        delays=tuple(Delay(months, statistics(lost, subject.model.mean_error)) for months, lost in delays),
    )


def _sunk(subject: Subject) -> SunkCost | None:
    case = subject.case
    if not case.decision or case.decided_on is None:
        return None
    found = finance.sunk(subject.model, case)
    return SunkCost(
        iso(case.decided_on),
        number(case.decision),
        statistics(found.spent, subject.model.mean_error),
        number(found.measured),
    )


def _streams(subject: Subject) -> tuple[StreamRecord, ...]:
    model, window = subject.model, last_year(0.0, subject.case.horizon)
    yearly, found = 12 / (window.end - window.start), []
    for one in subject.case.values:
        flow = model.value_flow(one.definition, one.window)
        late = statistics(model.total(flow, window) * yearly, model.mean_error)
        whole = statistics(model.total(flow), model.mean_error)
        found.append(StreamRecord(one.definition.name, one.definition.title, whole, late))
    return tuple(found)


def metrics(subject: Subject) -> tuple[MetricRecord, ...]:
    """The unit economics of the case."""
    return tuple(_metric(subject, one) for one in subject.case.metrics)


def _metric(subject: Subject, one: Metric) -> MetricRecord:
    key, found = one.definition.key, subject.model.metric(one.definition.key)
    before, after = (middle(subject.model.metric(key, edge)).p50 for edge in edges(subject.case))
    return MetricRecord(
        name=one.definition.name,
        unit=of_dimension(subject, one.definition.dim),
        op=one.op,
        target=maybe(one.target),
        value=middle(found),
        met=None if one.target is None else share(HOLDS[one.op](found, one.target)),
        before=before,
        after=after,
    )
