"""What was measured against what was forecast by the day of the measurement."""

from __future__ import annotations

import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures.actuals import forecast, forecast_error, forecast_errors
from tests.helpers import model

BODY = """
  measured cost exploration = $15K on 2026-02-14 source "ledger"
  measured cost exploration = $33K on 2026-03-31 source "ledger"
  measured cost scale = $20K on 2026-06-30 source "ledger"
"""
PHASES = """
  phase exploration { duration: 3 months; line pilot in labor costs $10K/mo }
  phase scale { line people in labor costs $10K/mo }
"""


def measured(phases: str = PHASES, body: str = BODY) -> Model:
    """A case with measured phases of certain cost."""
    return model(body, phases=phases, draws=64)


def test_the_latest_measurement_of_each_phase_is_compared() -> None:
    errors = {phase.name: error for phase, error in forecast_errors(measured())}
    assert errors == {"exploration": pytest.approx(0.1), "scale": pytest.approx(-1 / 3)}


def test_a_phase_under_way_is_compared_with_what_was_due_by_that_day() -> None:
    case = measured()
    early = next(m for m in case.case.measurements if m.value == 15_000)
    assert forecast(case, case.case.phases[0], early) == pytest.approx(15_000, rel=0.04)
    assert forecast_error(case, case.case.phases[0], early) == pytest.approx(0, abs=0.04)


def test_what_was_forecast_to_cost_nothing_has_no_error() -> None:
    case = measured(PHASES.replace("pilot in labor costs $10K/mo", "pilot in labor costs $0"))
    assert [phase.name for phase, _ in forecast_errors(case)] == ["scale"]
    assert forecast_error(case, case.case.phases[0], case.case.measurements[0]) is None


def test_what_was_not_measured_is_not_compared() -> None:
    assert forecast_errors(measured(body="")) == []
