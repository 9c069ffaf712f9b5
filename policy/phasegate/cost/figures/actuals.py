"""Measured figures against the forecast."""

from __future__ import annotations

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.model.case import Measurement, Phase


def forecast(model: Model, phase: Phase, measured: Measurement) -> float:
    """The P50 of what the phase was forecast to have cost by the day of the measurement."""
    return quantiles(model.forecast_by(phase, measured.on), (0.5,))[0]


def forecast_error(model: Model, phase: Phase, measured: Measurement) -> float | None:
    """Measured less forecast, as a signed share of the forecast; none where the forecast is zero."""
    expected = forecast(model, phase, measured)
    return (measured.value - expected) / expected if expected else None
