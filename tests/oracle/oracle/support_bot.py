"""`support-bot.gate` by hand: a pilot's bill times ten. Nothing in it is uncertain."""

from __future__ import annotations

from .draws import Figures
from .grid import WEEK, phases_of
from .report import (
    decision_figures,
    delay_figures,
    horizon_figures,
    npv_figures,
    payback_figures,
    phase_figures,
    return_figures,
)
from .streams import ONE, Model


def model() -> Model:
    """Two phases; every amount is certain."""
    case = Model(phases_of(24, exploration=9 * WEEK, scale=0), {})
    case.one_off("contractors", "labor", 42_000, "exploration")
    case.one_off("api_credits", "compute", 5_000, "exploration")
    case.recurring("api", "compute", {ONE: 12_000 * 0.11 * 10}, ["scale"])
    case.recurring("hosting", "compute", {ONE: 3_000}, ["scale"])
    case.one_off("launch", "labor", 120_000, "scale")
    case.value("deflection", {ONE: 12_000 * 0.35 * 4.10}, ["scale"])
    return case


def figures() -> Figures:
    """Every figure of the case."""
    case = model()
    return (
        phase_figures(case)
        | horizon_figures(case)
        | npv_figures(case, 0.10)
        | payback_figures(case)
        | return_figures(case)
        | delay_figures(case)
        | decision_figures(case, 0.10, 5 + 19 / 30, {})
    )
