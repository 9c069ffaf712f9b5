"""What the sample costs."""

from __future__ import annotations

from datetime import date

from packet_sample.shared import BAD, GOOD, WARN, band
from phasegate.packet.parts import Band, Status
from phasegate.packet.view_control import MetricView
from phasegate.packet.view_cost import (
    AlternativeView,
    CategoryCost,
    CostTable,
    LeverView,
    MonthlyCost,
    OptionView,
    PhaseSpan,
    ReturnView,
    ScenarioView,
    TaxComponent,
    TaxView,
    UsageCurve,
    UsagePoint,
    ValueCase,
    ValueStreamView,
    YearCost,
)


def costs() -> CostTable:
    rows = (
        ("compute", (0, 0, 0), (6_000, 21_480, 2_254_900)),
        ("labor", (0, 0, 0), (62_000, 118_750, 0)),
        ("infrastructure", (0, 45_000, 90_000), (0, 0, 215_250)),
        ("redundancy", (0, 0, 0), (0, 0, 992_170)),
        ("model_management", (0, 0, 0), (0, 0, 1_095_370)),
        ("data_operations", (0, 0, 0), (0, 0, 344_400)),
        ("security", (0, 0, 0), (0, 10_000, 301_350)),
        ("observability", (0, 0, 0), (0, 15_000, 229_600)),
        ("incident_response", (0, 0, 0), (0, 0, 602_700)),
        ("continuous_improvement", (0, 0, 0), (0, 0, 681_625)),
        ("governance", (0, 0, 0), (0, 102_083, 1_346_747)),
    )
    return CostTable(
        phases=("Pilot", "Limited production", "Full production"),
        rows=tuple(CategoryCost(category=name, capex=capex, opex=opex) for name, capex, opex in rows),
    )


def years(costs: CostTable) -> tuple[tuple[YearCost, ...], YearCost]:
    """Three years that add up to the cost table."""
    capex = sum(sum(row.capex) for row in costs.rows)
    whole = capex + sum(sum(row.opex) for row in costs.rows)
    rows = []
    for label, share, capital in (
        ("Mar 2026 to Feb 2027", 0.158, 0.61),
        ("Mar 2027 to Feb 2028", 0.398, 0.22),
        ("Mar 2028 to Feb 2029", 0.444, 0.17),
    ):
        mean = whole * share
        cost = Band(p10=mean * 0.86, p50=mean * 0.985, p80=mean * 1.09, p90=mean * 1.17, mean=mean)
        rows.append(YearCost(label=label, cost=cost, capex=capex * capital))
    total = Band(p10=whole * 0.88, p50=whole * 0.985, p80=whole * 1.08, p90=whole * 1.15, mean=whole)
    return tuple(rows), YearCost(label="Horizon, 36 months", cost=total, capex=capex)


def monthly() -> MonthlyCost:
    mid = [29e3, 29e3, 24e3] + [57e3] * 4 + [66e3] + [128e3 + 98e3 * min(at / 12, 1) + 500 * at for at in range(28)]
    spread = [0.04 if at < 3 else 0.07 if at < 8 else 0.09 + 0.004 * at for at in range(36)]
    return MonthlyCost(
        start=date(2026, 3, 1),
        p10=tuple(value * (1 - wide * 0.8) for value, wide in zip(mid, spread, strict=True)),
        p50=tuple(mid),
        p90=tuple(value * (1 + wide * 1.25) for value, wide in zip(mid, spread, strict=True)),
        budget=tuple([32.6e3] * 2 + [42e3] + [64e3] * 5 + [2.75e6 / 12] * 28),
        phases=(
            PhaseSpan(phase="exploration", title="Pilot", start=0, end=2.3),
            PhaseSpan(phase="foundation", title="Limited production", start=2.3, end=7.3),
            PhaseSpan(phase="scale", title="Full production", start=7.3, end=36),
        ),
        headline=(
            "The P50 stays under the monthly budget for the first 13 months at scale; from then on it needs "
            "the levers of section 7."
        ),
    )


def usage() -> UsageCurve:
    points = (
        (1_000, "1,000", 131e3),
        (10_000, "10,000", 138e3),
        (100_000, "100,000", 206e3),
        (300_000, "300,000", 357e3),
    )
    return UsageCurve(
        driver="claims",
        unit="claim",
        points=tuple(
            UsagePoint(
                level=level, label=label, run_cost=band(cost, 0.9, 1.18), unit_cost=band(cost / level, 0.9, 1.18)
            )
            for level, label, cost in points
        ),
        elasticity=0.37,
        headline=(
            "A hundred times the claims cost 1.6 times the money: the fixed floor of production dominates "
            "below 100,000 claims a month."
        ),
    )


def tax() -> TaxView:
    return TaxView(
        period="over 36 months",
        components=(
            TaxComponent(
                name="Timeline",
                norm="30% to 50% of delivery time",
                modelled=band(338e3, 0.8, 1.25),
                declared=124e3,
                gap=220_084.0,
                declared_by="6 weeks set aside in Limited production",
                status=Status(word="short", mark=WARN),
            ),
            TaxComponent(
                name="Operations",
                norm="20% to 40% of recurring cost",
                modelled=band(1_310e3, 0.74, 1.3),
                declared=1_342e3,
                surplus=8_420.0,
                gap=0.0,
                declared_by="14 lines in or for governance",
                status=Status(word="funded", mark=GOOD),
            ),
            TaxComponent(
                name="Roles",
                norm="1 to 2 full-time roles",
                modelled=band(742e3, 0.8, 1.2),
                declared=758e3,
                surplus=2_644.0,
                gap=0.0,
                declared_by="ai_governance_officer, compliance_integrator",
                status=Status(word="funded", mark=GOOD),
            ),
        ),
        modelled=band(2_390e3, 0.8, 1.24),
        declared=2_224e3,
        surplus=11_064.0,
        gap=220_084.0,
        coverage=0.91,
        columns=("As submitted", "With what is missing"),
        rows=(
            ("Cost over 36 months, P50 (P80)", "$8.4M ($8.9M)", "$8.61M ($9.1M)"),
            ("Chance that every year stays within $2.75M", "96%", "88%"),
        ),
        headline=(
            "Nine tenths of the governance tax is funded. What is missing is time: review cycles will take "
            "longer than planned."
        ),
    )


def choices() -> dict[str, object]:
    return {
        "levers": (
            LeverView(
                name="prompt_optimisation",
                cuts="inference",
                by="15% to 25%",
                price=40e3,
                saving=band(176e3, 0.7, 1.4),
                alone=176e3,
                starts="4 months into scale",
            ),
            LeverView(
                name="cache_warming",
                cuts="inference",
                by="10% to 20%",
                price=25e3,
                saving=band(121e3, 0.6, 1.5),
                alone=150e3,
                starts="8 months into scale",
            ),
        ),
        "options": (
            OptionView(
                name="hosting",
                title="Hosting: API or own GPUs",
                period="per year at scale",
                alternatives=(
                    AlternativeView(name="api", cost=band(786e3, 0.66, 1.5), chosen=True),
                    AlternativeView(name="self_hosted", cost=band(558e3, 0.98, 1.03)),
                ),
                crossover=(
                    "Above about 71,000 claims a month (P50) own GPUs cost less than the API; the case forecasts "
                    "103,900."
                ),
            ),
        ),
        "scenarios": (
            ScenarioView(
                name="downside",
                title="The cache never warms",
                changes="cache_hit_rate = 10% to 20%",
                cost=band(9.72e6),
                delta=1.32e6,
                status=Status(word="over budget", mark=BAD),
            ),
            ScenarioView(
                name="success",
                title="Adopted by two more lines of business",
                changes="claims = 200,000 to 280,000 per month",
                cost=band(11.6e6),
                delta=3.2e6,
                status=Status(word="over budget", mark=BAD),
            ),
        ),
        "value": ValueCase(
            streams=(
                ValueStreamView(name="faster_triage", worth=band(4.6e6, 0.65, 1.4)),
                ValueStreamView(name="fewer_errors", worth=band(0.79e6, 0.6, 1.6)),
            ),
            returns=(
                ReturnView(
                    of="from the decision",
                    npv=Band(p10=1.8e6, p50=5.7e6, p80=7.5e6, p90=8.9e6, mean=5.9e6),
                    payback="9 months (P10 6, P90 17) from the decision",
                    irr="180% a year (P50)",
                ),
                ReturnView(
                    of="whole initiative",
                    npv=Band(p10=1.1e6, p50=4.9e6, p80=6.6e6, p90=7.9e6, mean=5.0e6),
                    payback="17 months (P10 12, P90 29) from the start",
                    irr="61% a year (P50)",
                ),
            ),
            discount="9% a year",
            sunk="Before the decision on 20 November 2026, $705K is spent (P50, of which $372K was measured).",
            delay=(("1 month", 216e3), ("3 months", 664e3), ("6 months", 1_370e3)),
        ),
        "metrics": (
            MetricView(
                name="cost_per_claim",
                target="at most $3 per claim",
                forecast="$2.44 (P10 $2.13, P90 $2.90)",
                trend="falling 1.9% a month",
                status=Status(word="on target", mark=GOOD),
            ),
        ),
    }
