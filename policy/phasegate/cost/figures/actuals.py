"""Measured figures against the forecast."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.model.case import TINY, Day, Measurement, Phase, month_offset


def forecast_by(model: Model, phase: Phase, on: Day) -> Array:
    """`(draws,)` what a phase was forecast to have cost by the end of a day: all of it once the phase is over."""
    time, grid = month_offset(model.case.start, on, end=True), model.grid
    if time >= phase.end - TINY:
        return model.phase_cost(phase)
    whole = np.clip((time - grid.start) / grid.length, 0.0, 1.0)
    inside = grid.inside(model.phase_window(phase))
    paid = (inside & (grid.start < time)).astype(float)
    found = model.recurring.total(whole * inside) + model.once.total(paid)
    for line in model.case.reserves:  # of a contingency on a sum that is paid once, its part of the month
        found = found + model.cash(line).total(whole * inside if line.recurring else paid)
    return model.wide(found)


def forecast(model: Model, phase: Phase, measured: Measurement) -> float:
    """The P50 of what the phase was forecast to have cost by the day of the measurement."""
    return quantiles(forecast_by(model, phase, measured.on), (0.5,))[0]


def forecast_error(model: Model, phase: Phase, measured: Measurement) -> float | None:
    """Measured less forecast, as a signed share of the forecast; none where the forecast is zero."""
    expected = forecast(model, phase, measured)
    return (measured.value - expected) / expected if expected else None
