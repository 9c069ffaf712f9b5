"""The sample's cover, summary and budgets."""

from __future__ import annotations

from datetime import date

from packet_sample.shared import GOOD, WARN, band
from phasegate.packet.parts import Status
from phasegate.packet.view_decision import BudgetView, Counts, Cover, GateRef, KeyFigure, RulesetRef, Summary


def summary() -> Summary:
    return Summary(
        figures=(
            KeyFigure(value="$2.41M", label="Scale run cost a year, P50", note="12% under the $2.75M asked", mark=GOOD),
            KeyFigure(value="$2.71M", label="Scale run cost a year, P80", note="within the $2.75M asked", mark=GOOD),
            KeyFigure(value="$372K", label="Measured to date", note="2.1% over forecast; limit 15%", mark=GOOD),
            KeyFigure(value="91%", label="Governance tax covered", note="$214K not funded", mark=WARN),
            KeyFigure(value="17 months", label="Payback, P50", note="NPV $4.9M at 9%, P10 $1.1M", mark=GOOD),
            KeyFigure(value="61 of 66", label="Rules met", note="1 waived, 4 advisory", mark=WARN),
        ),
        reasons=(
            (
                "The foundation phase cost $301K against a forecast of $294K, so the cost model is validated "
                "within the 15% that the gate allows."
            ),
            (
                "Production costs 6.4 times the pilot’s monthly spend; the difference is funded line by line, "
                "and the P80 stays within the budget asked."
            ),
            (
                "The timeline component of the governance tax is short by $214K: six of the nine to fifteen "
                "weeks that review cycles take are planned."
            ),
        ),
        conditions=(
            "The vendor’s assurance report is delivered before 31 January 2027, when the waiver of FS-VENDOR-1 ends.",
            "Cost per claim is reported monthly against the target of $3.",
        ),
        counts=Counts(rules=66, passed=61, mandatory=0, waivable=0, waived=1, advisory=4, not_applicable=7),
    )


def cover() -> Cover:
    return Cover(
        title="Claims triage copilot",
        initiative="claims_copilot",
        gate=GateRef(
            id="to_scale", title="Foundation to scale", from_phase="Limited production", to_phase="Full production"
        ),
        resolution=(
            "Approve $2.75M a year for full production of the claims triage copilot from December 2026, on "
            "two conditions."
        ),
        sum_asked=2_750_000,
        sum_unit="per year, Full production",
        verdict="conditional",
        as_of=date(2026, 11, 20),
        owner="Claims Platform",
        sponsor="VP Claims Operations",
        risk="high",
        industry="insurance",
        jurisdictions=("US", "EU"),
        rulesets=(
            RulesetRef(id="three_budget", title="The three budgets", version="1.0.0", digest="5a1c09be77d4210f"),
            RulesetRef(
                id="production_readiness", title="Production readiness", version="1.2.0", digest="e01f6b2a9c4d8830"
            ),
            RulesetRef(
                id="financial_services",
                title="Regulated financial services",
                version="1.0.0",
                digest="9bd20f417a6e5cc1",
            ),
        ),
    )


def budgets() -> tuple[BudgetView, ...]:
    return (
        BudgetView(
            phase="exploration",
            title="Pilot",
            months=2.3,
            norm=(30e3, 100e3),
            approved=75e3,
            forecast=band(68e3, 1, 1),
            measured=71e3,
            measured_on=date(2026, 5, 20),
            forecast_error=0.044,
            status=Status(word="closed", mark=GOOD),
        ),
        BudgetView(
            phase="foundation",
            title="Limited production",
            months=5,
            norm=(150e3, 400e3),
            approved=320e3,
            forecast=band(294e3, 0.94, 1.1),
            measured=301e3,
            measured_on=date(2026, 10, 30),
            forecast_error=0.0238,
            status=Status(word="closed", mark=GOOD),
        ),
        BudgetView(
            phase="scale",
            title="Full production",
            months=28.7,
            period="per year",
            norm=(1e6, 3e6),
            asked=2.75e6,
            forecast=band(2.41e6, 0.88, 1.2),
            status=Status(word="asked now", mark=WARN),
        ),
    )
