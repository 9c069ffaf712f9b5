"""A share of a whole is from 0 % to 100 %, at any number of draws; what is none is said, whatever the number of draws."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.flow import Flow, within
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding
from tests.conftest import Run
from tests.helpers import model

from .known import CASES, judged, text

HIT = text("share_over_100.pct")


def drawn(written: str, draws: int = 16_384) -> np.ndarray:
    """The draws of an assumption that is written so."""
    return model(f"assume a = {written}", draws=draws).column("a")


def given(hit: str) -> str:
    """The case with another hit rate."""
    return HIT.replace("hit = 20% to 60%", f"hit = {hit}")


def wrong(written: str, draws: int = 1024) -> list[Finding]:
    """The errors of a case, whose figures have as many draws."""
    return [one for one in judged(written, draws).findings if one.level == "error"]


@pytest.mark.parametrize("name", ["share_over_100.pct", "share_silent"])
@pytest.mark.parametrize("draws", [1024, 4096, 65_536])
def test_a_share_stays_within_its_whole_at_any_number_of_draws(name: str, draws: int) -> None:
    case = judged(text(name), draws)
    assert case.review is not None and not wrong(text(name), draws)
    share = next(one for one in case.case.assumptions())
    column = case.review.subject.model.column(share.key)
    assert column.min() > 0 and column.max() < 1


@pytest.mark.parametrize("ends", [(0.2, 0.6), (0.8, 0.97), (0.001, 0.003), (0.5, 0.999), (0.02, 0.98)])
def test_the_ends_of_a_share_are_its_p5_and_p95_and_its_odds_are_lognormal(ends: tuple[float, float]) -> None:
    found = drawn(f"{100 * ends[0]:g}% to {100 * ends[1]:g}%")
    assert np.quantile(found, (0.05, 0.95)) == pytest.approx(ends, rel=1e-2)
    odds = [end / (1 - end) for end in ends]
    wide = drawn(f"{odds[0]} to {odds[1]}")
    below = wide < np.quantile(wide, 0.98)  # above, a wide range has the exact mean of its tail
    assert (found / (1 - found))[below] == pytest.approx(wide[below], rel=1e-9)


@pytest.mark.parametrize(
    ("written", "ends", "lower", "upper"),
    [
        ("0% to 5%", (0, 0.05), 0.05, 0),
        ("95% to 100%", (0.95, 1), 0, 0.05),
        ("0% to 100%", (0, 1), 0.05, 0.05),
        ("0 to 40%", (0, 0.4), 0.05, 0),
    ],
)
def test_at_an_end_of_the_whole_the_normal_range_is_cut_off(
    written: str, ends: tuple[float, float], lower: float, upper: float
) -> None:
    found = drawn(written)
    assert np.mean(found == 0) == pytest.approx(lower, abs=1e-3) and np.mean(found == 1) == pytest.approx(
        upper, abs=1e-3
    )
    assert np.quantile(found, (0.05, 0.95)) == pytest.approx(ends, abs=2e-3)
    assert found.min() >= 0 and found.max() <= 1


@pytest.mark.parametrize(
    ("written", "same", "factor"),
    [
        ("80% to 150%", "0.8 to 1.5", 1),
        ("-5% to 10%", "-0.05 to 0.1", 1),
        ("20% to 60%/yr", "0.2 to 0.6", 1 / 12),
        ("20% to 60% per 2 months", "0.2 to 0.6", 1 / 2),
    ],
)
def test_what_leaves_the_whole_and_rates_stay_as_they_are(written: str, same: str, factor: float) -> None:
    assert drawn(written, 1024) == pytest.approx(drawn(same, 1024) * factor)


@pytest.mark.parametrize("written", ["20 to 60%", "20% to 60% / 2", "(100% - 70%) to 60%", "(10% * 50%) to 50%"])
def test_a_share_is_one_however_its_ends_are_written(written: str) -> None:
    lower, upper = drawn(written).min(), drawn(written).max()
    assert lower > 0 and upper < 1


UNBOUNDED = {
    "normal(mean: 70%, sd: 20%)": ("6.7 % of the draws", "37.1% to 100%"),
    "normal(mean: 50%, sd: 9%)": ("fewer than 1 in 65,536 draws", "35.2% to 64.8%"),
    "pareto(min: 10%, tail: 2)": ("1 % of the draws", "10.3% to 44.7%"),
    "lognormal(low: 20%, high: 60%)": ("0.075 % of the draws", "20% to 60%"),
    "80% to 150%": ("68 % of the draws", "80% to 100%"),
    "0.2 to 0.6": ("0.075 % of the draws", "20% to 60%"),
}
"""Distributions with how much of them is no share, and the range that is proposed instead."""


@pytest.mark.parametrize("hit", UNBOUNDED)
def test_a_distribution_without_ends_is_no_share_whatever_the_draws(hit: str) -> None:
    told = [wrong(given(hit), draws) for draws in (256, 1024, 16_384)]
    ((found,), *_) = told
    assert [[(one.code, one.message) for one in each] for each in told] == [[(found.code, found.message)]] * 3
    beyond, instead = UNBOUNDED[hit]
    assert found.message == f"`hit` of `cached` is a share, and {beyond} of `{hit}` lie beyond 0 % to 100 %"
    assert (
        found.span is not None and found.span.text == hit and [one.label for one in found.related] == ["asked for here"]
    )
    assert found.help.startswith(f"a range in percent stays within them: `{instead}`; or `beta(…)`, `triangular(…)`")
    changed = apply(given(hit), found.fixes[0].edits)
    assert changed == given(instead) and not wrong(changed, 4096)


def test_what_is_beyond_everywhere_has_no_range_that_is_nearest() -> None:
    (found,) = wrong(given("pareto(min: 150%, tail: 3)"))
    assert found.help.startswith("a range in percent such as `20% to 60%`") and not found.fixes
    (found,) = wrong(HIT.replace("hit: hit", "hit: 120%"))
    assert found.message == "`hit` of `cached` is a share, and `120%` lies beyond 0 % to 100 %"


@pytest.mark.parametrize("made", ["hit * 90% to 130%", "hit + 45%", "4.5 * hit * (100% - hit)", "hit - 30%"])
def test_what_is_calculated_is_held_within(made: str) -> None:
    written = HIT.replace("hit: hit", f"hit: {made}")
    told = [wrong(written, draws) for draws in (256, 4096)]
    ((found,), (again,)) = told
    assert found.message == again.message and found.span is not None and found.span.text == made
    changed = apply(written, found.fixes[0].edits)
    held = f"min(100%, {made})"
    assert changed == written.replace(made, f"max(0%, {held})" if " - 30%" in made else held)
    assert not wrong(changed, 4096)


@pytest.mark.parametrize(
    "hit",
    [
        "hit", "100% - hit", "hit * hit", "beta(alpha: 2, beta: 5)", "triangular(0%, 40%, 100%)", "uniform(0%, 100%)",
        "normal(mean: 50%, sd: 5%)", "choice([0%, 40%])", "ramp(0%, hit, over: 6 months)", "1 / (5 to 8)",
        "(10 to 20) / ((10 to 20) + (30 to 60))", "min(100%, hit * 80% to 300%)", "0% to 100%",
    ],
)  # fmt: skip
def test_what_stays_within_is_a_share(hit: str) -> None:
    written = HIT.replace("hit: hit", f"hit: {hit}")
    assert not wrong(written) and not wrong(written, 16_384)


ELSEWHERE = {
    "line g in compute costs gpu_fleet(20B token/mo, throughput: 8_000 token/s, utilisation: U) * $1K/gpu/mo": "utilisation",
    "line g in compute costs batched($1K/mo, part: U, discount: 50%)": "part",
    "line g in compute costs batched($1K/mo, part: 50%, discount: U)": "discount",
    "line g in compute costs retried(100 call/mo, rate: U) * $1/call": "rate",
    "lever l cuts prompt by U from scale": "by",
    "scenario s { hit = U }": "hit",
}


@pytest.mark.parametrize("line", ELSEWHERE)
def test_every_share_that_is_asked_for_is_looked_at(line: str) -> None:
    def written(share: str) -> str:
        return HIT.replace("  phase exploration", f"  {line.replace('U', share)}\n  phase exploration", 1)

    assert not wrong(written("30% to 50%"))
    (found,) = wrong(written("normal(mean: 70%, sd: 20%)"))
    assert (found.code, found.value("name")) == ("PG407", ELSEWHERE[line])


def test_an_override_of_a_phase_is_looked_at() -> None:
    written = HIT.replace("phase scale {", "phase scale { assume hit = 80% to 150%;")
    assert [one.kind for one in wrong(written)] == ["made"]


def test_a_change_on_the_command_line_is_looked_at(phasegate: Run) -> None:
    path = CASES / "share_over_100.pct.gate"
    done = phasegate("cost", path, "--set", "hit=80% to 150%")
    assert done.returncode == 2 and "is a share, and 68 % of the draws of `80% to 150%` lie beyond" in done.stderr
    assert phasegate("cost", path, "--set", "hit=80% to 99%").returncode == 0


def test_ends_that_meet_at_once_by_chance_only_are_no_mistake_and_cut_off() -> None:
    """Beyond 100 % only where both ranges stand at their ends, in fewer than one draw of 65,536."""
    written = HIT.replace("hit: hit", "hit: (1 to 4) / (40 to 160)")

    assert not wrong(written) and not wrong(written, 65_536)
    drawn = np.array([[0.25], [1.2], [-0.1], [1.0]])
    held = [0.25, 1 - 1e-6, 1e-6, 1 - 1e-6]
    assert np.asarray(within(drawn, 1e-6)).ravel().tolist() == held
    assert np.asarray(within(Flow.of(drawn, 3), 1e-6))[:, 2].tolist() == held
    whole = np.array([[0.0], [1.0]])
    assert within(whole, 1e-6) is whole
