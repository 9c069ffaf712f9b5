"""What it is worth: value streams, net present value, payback, rate of return, the cost of waiting, unit economics."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.timeline import Array, last_year
from phasegate.cost.figures import finance
from phasegate.model.case import Metric, Window
from phasegate.results.fill.statistics import middle, share, statistics
from phasegate.results.fill.units import of_dimension
from phasegate.results.parts.worth import Delay, MetricRecord, StreamRecord, Worth
from phasegate.results.plain import maybe
from phasegate.rules.subject import Subject

HOLDS: dict[str, Callable[[Array, float], NDArray[np.bool_]]] = {
    "<=": np.less_equal, "<": np.less, ">=": np.greater_equal, ">": np.greater, "==": np.equal, "!=": np.not_equal,
}  # fmt: skip


def worth(subject: Subject) -> Worth | None:
    """The return on the money; none where the case states no value."""
    if not subject.case.values:
        return None
    model = subject.model
    npv, payback, rates = finance.npv(model), finance.payback(model), finance.irr(model)
    without = np.isnan(rates)
    return Worth(
        streams=_streams(subject),
        npv=statistics(npv, model.mean_error),
        positive=share(npv >= 0),
        payback=middle(payback),
        paid_back=share(np.isfinite(payback)),
        irr=middle(np.where(without, -np.inf, rates)).p50,  # leaving draws without a rate out would flatter the rest
        without_irr=share(without),
        delays=tuple(
            Delay(months, statistics(finance.cost_of_delay(model, months), model.mean_error))
            for months in finance.DELAYS
        ),
    )


def _streams(subject: Subject) -> tuple[StreamRecord, ...]:
    model, window = subject.model, last_year(0.0, subject.case.horizon)
    yearly, found = 12 / (window.end - window.start), []
    for definition, when in subject.case.values:
        flow = model.value_flow(definition, when)
        late = statistics(model.total(flow, window) * yearly, model.mean_error)
        whole = statistics(model.total(flow), model.mean_error)
        found.append(StreamRecord(definition.name, definition.title, whole, late))
    return tuple(found)


def metrics(subject: Subject) -> tuple[MetricRecord, ...]:
    """The unit economics of the case."""
    return tuple(_metric(subject, one) for one in subject.case.metrics)


def _metric(subject: Subject, one: Metric) -> MetricRecord:
    key, found = one.definition.key, subject.model.metric(one.definition.key)
    before, after = (middle(subject.model.metric(key, edge)).p50 for edge in _edges(subject))
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


def _edges(subject: Subject) -> tuple[Window, Window]:
    """The start and the end of the last phase, half a year each at most."""
    phase = subject.case.phases[-1]
    span = min(6.0, phase.duration / 2)
    return Window(phase.start, phase.start + span), Window(phase.end - span, phase.end)
