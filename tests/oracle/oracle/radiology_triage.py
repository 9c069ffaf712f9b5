"""`radiology-triage.yaml` by hand: studies times GPU seconds, and a fixed platform."""

from __future__ import annotations

from .draws import Figures, between, times
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
from .tax import TaxTerms, tax_figures

TAX = TaxTerms(
    timeline=(0.30, 0.50),
    operations=(0.20, 0.40),
    roles=(1, 2),
    role_rates={
        "ai_governance_officer": (190_000, 260_000),
        "compliance_integrator": (150_000, 200_000),
        "security_official": (180_000, 240_000),
        "clinical_safety_officer": (200_000, 280_000),
    },
    governance_controls=("audit_logging",),
    governance_lines=frozenset({"audit"}),
    delivery={"foundation": 0.0},
    staff={"foundation": 0.0, "scale": 0.0},
)
"""The ruleset prices four roles; the case staffs none and sets no time aside."""


def draws() -> dict[str, list[float]]:
    """The products of assumptions that money is proportional to."""
    studies = between("studies", 14_000, 18_000)
    gpu_seconds = between("gpu_seconds", 2.5, 6)
    hours = between("hours per study", 0.05, 0.12)
    return {"study seconds": times(studies, gpu_seconds), "hours saved": times(studies, hours)}


def model() -> Model:
    """Three phases: 12 weeks, 6 months, the rest of three years."""
    case = Model(phases_of(36, exploration=12 * WEEK, foundation=6, scale=0), draws())
    case.one_off("pilot_team", "labor", 78_000, "exploration")
    case.one_off("gpu_trial", "compute", 4_000, "exploration")
    case.recurring("integration", "labor", {ONE: 1.5 * 195_000 / 12}, ["foundation"])
    case.recurring("gpus", "compute", {ONE: 8_000}, ["foundation"])
    case.recurring("audit", "governance", {ONE: 2_000}, ["foundation"])
    case.recurring("inference", "compute", {"study seconds": 0.0011, ONE: 14_000}, ["scale"])
    case.recurring("second_site", "redundancy", {ONE: 9_000}, ["scale"])
    case.recurring("engineers", "model_management", {ONE: 210_000 / 12}, ["scale"])
    case.recurring("pacs_pipeline", "data_operations", {ONE: 6_000}, ["scale"])
    case.recurring("access", "security", {ONE: 3_000}, ["scale"])
    case.value("faster_reads", {"hours saved": 140}, ["scale"])
    return case


def figures() -> Figures:
    """Every figure of the case, without the tax."""
    case = model()
    return (
        phase_figures(case)
        | horizon_figures(case)
        | npv_figures(case, 0.08)
        | payback_figures(case)
        | return_figures(case)
        | delay_figures(case)
        | decision_figures(case, 0.08, 2 + 19 / 30, {})
    )


def tax() -> Figures:
    """The governance tax."""
    return tax_figures(model(), TAX)
