"""The oracle is itself checked against closed forms, so that a disagreement has two independent witnesses."""

from __future__ import annotations

import math
from statistics import correlation

import pytest

from .oracle import claims_copilot
from .oracle.draws import at_quantile, between, expected, expected_share, normal_pair
from .oracle.grid import WEEK, phases_of, ramp, segments_of

CALL_LARGE = 3.00 * expected(12_000, 35_000) / 1e6 + 15.00 * expected(350, 900) / 1e6
CALL_SMALL = 0.25 * expected(12_000, 35_000) / 1e6 + 1.25 * expected(350, 900) / 1e6
SMALL = expected_share(0.55, 0.75)
CALLS = expected(90_000, 120_000) * expected(8, 20) * (1 - expected_share(0.40, 0.60))
INFERENCE = CALLS * (SMALL * CALL_SMALL + (1 - SMALL) * CALL_LARGE)
"""Mean inference per month at full coverage: factors are independent, and linear in the correlated token counts."""
FIXED = 7_500 + 4_000 + 12_000 + 6_000 + 4_500 + 8_000 + 9_000 + 5_000 + 3_500 + 4_000 + 11_000
PEOPLE = (2 * 205_000 + 1.2 * 210_000 + 1.5 * 190_000 + 215_000 + 0.5 * 180_000) / 12


def test_a_week_is_seven_days_of_a_365_day_year() -> None:
    assert pytest.approx(2.3014, abs=5e-5) == 10 * WEEK


def test_segments_cut_months_at_phase_boundaries() -> None:
    segments = segments_of(phases_of(36, exploration=10 * WEEK, foundation=5, scale=0))
    assert sum(s.length for s in segments) == pytest.approx(36)
    assert [s.month for s in segments].count(2) == 2 and [s.month for s in segments].count(7) == 2
    assert len(segments) == 38


def test_segments_of_whole_months_are_not_split() -> None:
    segments = segments_of(phases_of(12, pilot=3, scale=0))
    assert [(s.month, s.length) for s in segments] == [(m, 1.0) for m in range(12)]


def test_an_interval_holds_ninety_percent_between_its_ends() -> None:
    ordered = sorted(between("any", 8, 20))
    for q, end in ((0.05, 8), (0.95, 20)):
        figure = at_quantile(ordered, q)
        assert abs(figure.value - end) < 4 * figure.error


def test_a_correlated_pair_has_the_stated_rank_correlation() -> None:
    assert correlation(*normal_pair("left", "right", 0.6)) == pytest.approx(2 * math.sin(0.1 * math.pi), abs=0.02)


def test_ramp_is_clamped_at_both_ends() -> None:
    assert [ramp(0.1, 0.9, 12, t) for t in (-3, 0, 6, 12, 40)] == pytest.approx([0.1, 0.1, 0.5, 0.9, 0.9])


@pytest.mark.slow
def test_means_of_the_claims_case_meet_their_closed_form(oracle) -> None:
    figures = oracle.figures("claims-copilot")
    run_rate = FIXED + PEOPLE + 1.3 * 0.90 * INFERENCE
    foundation = 118_750 + 45_000 + 12_500 + 15_000 + 10_000 + 215_000 / 12 * 5 + 5 * 0.04 * INFERENCE
    per_claim = INFERENCE / expected(90_000, 120_000)
    for name, exact in (
        ("scale.run_cost.mean", run_rate),
        ("foundation.cost.mean", foundation),
        ("curve.claims.100000.mean", FIXED + PEOPLE + 1.3 * 0.90 * 100_000 * per_claim),
        ("option.hosting.self_hosted.mean", 46_000 + 0.90 * CALLS * 0.0009),
    ):
        assert abs(figures[name].value - exact) < 4 * figures[name].error, name


@pytest.mark.slow
def test_value_of_the_claims_case_meets_its_closed_form(oracle) -> None:
    """Twelve months of ramp average 50 %, the rest stands at 90 %; midpoints make it exact but for the kink."""
    months = claims_copilot.PHASES["scale"].duration
    covered = 12 * 0.50 + (months - 12) * 0.90
    figure = oracle.figures("claims-copilot")["value.faster_triage.mean"]
    exact = expected(90_000, 120_000) * expected(0.05, 0.12) * 52 * covered
    assert abs(figure.value - exact) < 4 * figure.error + 2e-3 * exact


def test_the_support_bot_by_mental_arithmetic(oracle) -> None:
    figures = oracle.figures("support-bot")
    assert figures["run_cost.mean"].value == pytest.approx(13_200 + 3_000)
    assert figures["cost.mean"].value == pytest.approx(47_000 + 120_000 + 16_200 * (24 - 9 * 84 / 365))
    assert figures["cliff.p50"].value == pytest.approx(16_200 / (47_000 / (9 * 84 / 365)))
