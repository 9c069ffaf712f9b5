"""What was measured against what was forecast by the day of the measurement."""

from __future__ import annotations

import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures.actuals import forecast, forecast_error
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


def errors_of(case: Model) -> dict[str, float | None]:
    """The error of each phase whose cost was measured, by its latest measurement."""
    latest = {phase.name: (phase, case.case.latest("cost", phase.name)) for phase in case.case.phases}
    return {name: forecast_error(case, phase, one) for name, (phase, one) in latest.items() if one is not None}


def test_the_latest_measurement_of_each_phase_is_compared() -> None:
    assert errors_of(measured()) == {"exploration": pytest.approx(0.1), "scale": pytest.approx(-1 / 3)}


def test_a_phase_under_way_is_compared_with_what_was_due_by_that_day() -> None:
    case = measured()
    early = next(m for m in case.case.measurements if m.value == 15_000)
    assert forecast(case, case.case.phases[0], early) == pytest.approx(15_000, rel=0.04)
    assert forecast_error(case, case.case.phases[0], early) == pytest.approx(0, abs=0.04)


def test_what_was_forecast_to_cost_nothing_has_no_error() -> None:
    case = measured(PHASES.replace("pilot in labor costs $10K/mo", "pilot in labor costs $0"))
    assert [name for name, error in errors_of(case).items() if error is not None] == ["scale"]
    assert forecast_error(case, case.case.phases[0], case.case.measurements[0]) is None


def test_what_was_not_measured_is_not_compared() -> None:
    assert errors_of(measured(body="")) == {}
