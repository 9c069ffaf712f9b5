"""The figures that a plain `check` shows: the few that everyone wants, and what was measured beside its forecast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from phasegate.cost.engine.stats import MeanError
from phasegate.cost.figures import actuals
from phasegate.model.case import Measurement
from phasegate.numbers import iso
from phasegate.results.fill.statistics import statistics
from phasegate.results.fill.units import measured_unit
from phasegate.results.parts.figures import FigureRecord, MeasurementRecord
from phasegate.results.plain import maybe, number
from phasegate.rules import facts
from phasegate.rules.missing import Missing
from phasegate.rules.subject import Subject
from phasegate.units import MONEY, MONEY_RATE, show


def key_figures(subject: Subject) -> tuple[FigureRecord, ...]:
    """All costs, the run cost of the last phase, the step to production: as in the whole table, without their parts."""
    model, currency = subject.model, subject.case.currency
    found = [FigureRecord("cost", "All costs over the horizon", show(MONEY, currency), statistics(model.cost))]
    for phase in subject.case.phases[-1:]:
        title = f"Run cost per month of {phase.title}"
        title += " (mean of the last twelve months)" if phase.duration > 12 else ""
        values = statistics(model.phase_run_cost(phase))
        found.append(FigureRecord(f"{phase.name}.run_cost", title, show(MONEY_RATE, currency), values))
    return (*found, *cliff(subject))


def cliff(subject: Subject, error: MeanError | None = None) -> Iterator[FigureRecord]:
    """The last phase's run cost over what the first one spends, where that can be said."""
    with suppress(Missing):
        title = "Run cost of the last phase over what the first one spends, per month"
        yield FigureRecord("cliff", title, "", statistics(facts.cliff(subject), error))


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
