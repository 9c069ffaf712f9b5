"""The figures that a plain `check` shows: the few that everyone wants, and what was measured beside its forecast."""

from __future__ import annotations

from phasegate.cost.figures import actuals, spent
from phasegate.model.case import Measurement
from phasegate.numbers import iso
from phasegate.results.fill.statistics import statistics
from phasegate.results.fill.units import measured_unit, unit_name
from phasegate.results.parts.figures import FigureRecord, MeasurementRecord
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject


def key_figures(subject: Subject) -> tuple[FigureRecord, ...]:
    """All costs, the run cost of the last phase, the step to production: as in the whole table, without their parts."""
    world = subject.world
    last = [spent.run_cost(world, phase) for phase in subject.case.phases[-1:]]
    found = [spent.whole(world), *last, *spent.ratio(world)]
    return tuple(
        FigureRecord(one.name, one.title, unit_name(subject, one.dim), statistics(one.values(world))) for one in found
    )


# -- what was measured ----------------------------------------------------------------------------------------------------


def measurements(subject: Subject) -> tuple[MeasurementRecord, ...]:
    """Figures taken from reality: costs in the order of the phases, then metrics; each by its day."""
    order = {phase.name: at for at, phase in enumerate(subject.case.phases)}
    found = sorted(subject.case.measurements, key=lambda one: (one.what, order.get(one.name, 0), one.on))
    return tuple(_measurement(subject, one, subject.case.latest(one.what, one.name) is one) for one in found)


def _measurement(subject: Subject, one: Measurement, latest: bool) -> MeasurementRecord:
    phase = subject.case.phase(one.name) if one.what == "cost" else None
    expected = error = None
    if phase is not None:
        expected = maybe(actuals.forecast(subject.model, phase, one))
        error = actuals.forecast_error(subject.model, phase, one)
    return MeasurementRecord(
        what="cost" if one.what == "cost" else "metric",
        name=one.name,
        value=number(one.value),
        unit=measured_unit(subject, one),
        on=iso(one.on),
        source=one.source,
        forecast=expected,
        error=maybe(error),
        latest=latest,
    )
