"""A realistic packet view: the claims copilot asking for the money to scale; plausible figures, not computed."""

from __future__ import annotations

from datetime import date

from packet_sample.control import controls
from packet_sample.cost import choices, costs, monthly, tax, usage, years
from packet_sample.decision import budgets, cover, summary
from packet_sample.register import assumptions, findings
from packet_sample.shared import GOOD, WARN
from phasegate.packet.parts import Status
from phasegate.packet.view import PacketView
from phasegate.packet.view_control import InputFile, Measured, Method, WaiverView
from phasegate.packet.view_cost import Cliff, DriverView
from phasegate.packet.view_decision import DecisionEntry, SignOff


def sample() -> PacketView:
    """The whole sample view."""
    table = costs()
    each, total = years(table)
    return PacketView(
        cover=cover(),
        summary=summary(),
        budgets=budgets(),
        decisions=(
            DecisionEntry(phase="Pilot", outcome="approved", amount=75e3, on=date(2026, 3, 2), by="CFO"),
            DecisionEntry(
                phase="Limited production",
                outcome="approved",
                amount=320e3,
                on=date(2026, 5, 28),
                by="Investment Committee",
                conditions="report cost per claim monthly",
            ),
        ),
        costs=table,
        years=each,
        total=total,
        monthly=monthly(),
        drivers=(
            DriverView(name="tokens_in", low=7.35e6, high=9.84e6),
            DriverView(name="calls_per_claim", low=7.52e6, high=9.62e6),
            DriverView(name="cache_hit_rate", low=8.86e6, high=7.71e6),
            DriverView(name="small_model", low=8.71e6, high=7.86e6),
            DriverView(name="claims", low=8.05e6, high=8.6e6),
        ),
        usage=usage(),
        cliff=Cliff(
            steps=(("Pilot", 31.4e3), ("Limited production", 60.2e3), ("Full production", 201e3)),
            ratio=6.4,
            benchmark="Production in comparable programmes costs $150K to $300K a month.",
            headline="Full production costs 6.4 times the pilot each month: the pilot is no guide to the run cost.",
        ),
        tax=tax(),
        controls=controls(),
        findings=findings(),
        waivers=(
            WaiverView(
                rule="FS-VENDOR-1",
                reason="vendor assurance report due in January",
                approver="CRO",
                expires=date(2027, 1, 31),
                days_left=72,
                status=Status(word="in force", mark=WARN),
            ),
        ),
        measured=(
            Measured(
                name="cost, Pilot",
                value="$71K",
                against="$68K forecast P50, 4.4% over",
                on=date(2026, 5, 20),
                source="billing export",
                status=Status(word="within 15%", mark=GOOD),
            ),
            Measured(
                name="cost, Limited production",
                value="$301K",
                against="$294K forecast P50, 2.4% over",
                on=date(2026, 10, 30),
                source="billing export",
                status=Status(word="within 15%", mark=GOOD),
            ),
            Measured(
                name="availability",
                value="99.93%",
                against="at least 99.9%",
                on=date(2026, 10, 30),
                source="status page",
                status=Status(word="met", mark=GOOD),
            ),
        ),
        assumptions=assumptions(),
        method=Method(
            seed=20261120,
            draws=10_000,
            version="0.1.0",
            conventions=(
                "`a to b` is a 90% interval (P5 to P95): lognormal where both ends are positive, else normal.",
                (
                    "One year is 12 months or 365 days; yearly money is spread evenly over months. Phases follow "
                    "one another; the last runs to the horizon."
                ),
                (
                    "Capital cost is counted when it is spent. Present values are discounted at 9% a year at the "
                    "end of each month."
                ),
                (
                    "Expected means are used wherever parts add up to a total; percentiles are read from the "
                    "total’s own draws."
                ),
            ),
            limits=(
                "Assumptions are independent except `tokens_in` with `tokens_out` (rank correlation 0.6).",
                "Vendor prices are held at today’s list for the whole horizon.",
            ),
            inputs=(
                InputFile(
                    name="cases/claims-copilot.gate",
                    digest="3f0c6d1be4a27d9f5a0d1c53b8e6f7720914ac3b5e2d8f61c7a4b9d0e3f21856",
                ),
                InputFile(
                    name="rulesets/financial_services/rules.gate",
                    digest="9bd20f417a6e5cc10b7f3e2d1a8c4465f09e7b6d5c3a2f18e4d7c6b5a4f30291",
                ),
            ),
        ),
        signoff=SignOff(approvers=("Chief Financial Officer", "Chief Risk Officer", "VP Claims Operations")),
        **choices(),  # type: ignore[arg-type]
    )


__all__ = ["costs", "sample", "years"]
