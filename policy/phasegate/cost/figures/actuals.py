"""Measured figures against the forecast."""

from __future__ import annotations

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.apart import lasting, sums
from phasegate.model.case import TINY, Day, Measurement, Phase, Window


def forecast_by(model: Model, phase: Phase, on: Day) -> Array:
    """`(draws,)` what a phase was forecast to have cost by the end of a day: all of it once the phase is over."""
    time = model.case.after(on)
    return model.phase_cost(phase) if time >= phase.end - TINY else spent_by(model, time, phase)


def spent_by(model: Model, until: float, phase: Phase | None = None) -> Array:
    """`(draws,)` what is forecast to be spent by a moment, in all or in a phase."""
    grid = model.grid
    window = Window(0.0, model.case.horizon) if phase is None else model.phase_window(phase)
    inside = grid.inside(window).astype(float)
    passed, paid = inside * grid.before(until), inside * (grid.start < until - TINY)
    return model.wide(lasting(model).total(passed) + sums(model).total(paid))


def forecast(model: Model, phase: Phase, measured: Measurement) -> float:
    """The P50 of what the phase was forecast to have cost by the day of the measurement."""
    return quantiles(forecast_by(model, phase, measured.on), (0.5,))[0]


def forecast_error(model: Model, phase: Phase, measured: Measurement) -> float | None:
    """Measured less forecast, as a signed share of the forecast; none where the forecast is zero."""
    expected = forecast(model, phase, measured)
    return (measured.value - expected) / expected if expected else None
