"""The sample's findings and assumptions."""

from __future__ import annotations

from packet_sample.shared import AI_ACT
from phasegate.packet.parts import Citation
from phasegate.packet.view_control import AssumptionView, FactView, FindingView, Remedy


def findings() -> tuple[FindingView, ...]:
    file = "cases/claims-copilot.gate"
    return (
        FindingView(
            id="FS-VENDOR-1",
            level="waivable",
            title="Vendor assurance is current",
            waived=True,
            file=file,
            line=107,
            message="control `vendor_assurance` is not claimed by any line.",
            because=(
                "A model vendor is a critical supplier: its assurance report is read before production depends on it."
            ),
            facts=(
                FactView(expression="controls.vendor_assurance", value="missing"),
                FactView(expression="initiative.risk >= high", value="true (high)"),
            ),
            fix=Remedy(
                text="Fund and claim the control:",
                lines=(
                    "line vendor_review in governance costs $18K/yr funds vendor_assurance\ncontrol "
                    'vendor_assurance by vendor_review evidence "…" dated 2027-01-15'
                ),
                cost="$14K to $26K per year",
            ),
            citations=(Citation(source="DORA", places=("Art. 28",)),),
        ),
        FindingView(
            id="TB-204",
            level="advisory",
            title="Governance time is realistic",
            file=file,
            line=48,
            message="phase `foundation` sets 6 weeks aside for governance; the tax models 6.5 to 10.8 weeks.",
            because="Review cycles that are not planned delay the value that pays for the programme.",
            facts=(
                FactView(expression="foundation.governance_time", value="6 weeks"),
                FactView(expression="30% * foundation.duration", value="6.5 weeks"),
            ),
            fix=Remedy(text="Set `governance_time: 9 weeks` in phase `foundation`.", cost="$214K"),
            citations=(
                Citation(source="The AI Operating Budget Trap", places=("Why Production Costs Are Non-Linear",)),
            ),
        ),
        FindingView(
            id="PR-153",
            level="advisory",
            title="Degrades gracefully under cost pressure",
            file=file,
            line=54,
            message="control `graceful_degradation` is not claimed.",
            because="A cap without a fallback is an outage.",
            fix=Remedy(
                text="Claim the control on the router:",
                lines='control graceful_degradation by guardrails evidence "runbooks/degrade.md" dated 2026-11-15',
                cost="none to $2K per month",
            ),
        ),
        FindingView(
            id="FS-EXP-1",
            level="advisory",
            title="Explainability evidence is fresh",
            file=file,
            line=96,
            message="evidence `docs/explanations.md` is 15 months old; the ruleset allows 12 months.",
            facts=(
                FactView(expression="age(controls.explainability)", value="15 months"),
                FactView(expression="controls.explainability.evidence_age", value="12 months"),
            ),
            citations=(Citation(source=AI_ACT, places=("Art. 13",)),),
        ),
        FindingView(
            id="TB-310",
            level="advisory",
            title="Prices carry a range",
            file=file,
            line=25,
            message="4 of 15 assumptions are point estimates.",
            because="A vendor’s price changes within a horizon of three years.",
            facts=(FactView(expression="count(a for a in assumptions where a.point)", value="4"),),
        ),
    )


def assumptions() -> tuple[AssumptionView, ...]:
    pilot, vendor = "pilot telemetry, Apr-May 2026", "vendor price list, 2026-08"
    rows = (
        (
            "claims",
            "90_000 to 120_000 claim/mo",
            "93,100",
            "103,900",
            "116,000",
            "claim/mo",
            "core claims system, 24 month extract, Aug 2026",
            False,
            False,
        ),
        ("coverage", "ramp(10%, 90%, over: 12 months)", "90%", "90%", "90%", "", "", True, False),
        ("calls_per_claim", "8 to 20 call/claim", "8.9", "12.6", "18.1", "call/claim", pilot, False, False),
        ("tokens_in", "12_000 to 35_000 token/call", "13,500", "20,500", "31,100", "token/call", pilot, False, False),
        ("tokens_out", "350 to 900 token/call", "388", "561", "812", "token/call", pilot, False, False),
        ("cache_hit_rate", "40% to 60%", "41.8%", "49.0%", "57.4%", "", "foundation load test, Sep 2026", False, False),
        ("small_model", "55% to 75%", "56.8%", "64.2%", "72.6%", "", "router evaluation set, Sep 2026", False, False),
        ("price_large_in", "$3.00 per 1M token", "$3.00", "$3.00", "$3.00", "$/1M token", vendor, True, False),
        ("price_large_out", "$15.00 per 1M token", "$15.00", "$15.00", "$15.00", "$/1M token", vendor, True, False),
        ("price_small_in", "$0.25 per 1M token", "$0.25", "$0.25", "$0.25", "$/1M token", vendor, True, False),
        ("price_small_out", "$1.25 per 1M token", "$1.25", "$1.25", "$1.25", "$/1M token", vendor, True, False),
        (
            "model_calls",
            "claims * coverage * calls_per_claim * (1 - cache_hit_rate)",
            "405K",
            "598K",
            "884K",
            "call/mo",
            "",
            False,
            True,
        ),
        (
            "call_large",
            "tokens_in * price_large_in + tokens_out * price_large_out",
            "$0.048",
            "$0.070",
            "$0.104",
            "$/call",
            "",
            False,
            True,
        ),
        (
            "call_small",
            "tokens_in * price_small_in + tokens_out * price_small_out",
            "$0.004",
            "$0.0058",
            "$0.0086",
            "$/call",
            "",
            False,
            True,
        ),
    )
    return tuple(
        AssumptionView(
            name=name,
            expression=text,
            p10=p10,
            p50=p50,
            p90=p90,
            unit=unit,
            source=source,
            point=point,
            derived=derived,
        )
        for name, text, p10, p50, p90, unit, source, point, derived in rows
    )
