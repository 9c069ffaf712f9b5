"""Heavy tails have their exact mean at any number of draws, and the percentiles that they had."""

from __future__ import annotations

import math

import numpy as np
import pytest

from phasegate.cost.engine import distributions, tails
from phasegate.cost.engine.draws import uniforms
from tests.figures.known import judged, text
from tests.helpers import model

Z95 = 1.6448536269514722


def lognormal(low: float, high: float) -> float:
    """The mean of a lognormal range by its P5 and P95."""
    return math.sqrt(low * high) * math.exp((math.log(high / low) / (2 * Z95)) ** 2 / 2)


HEAVY = {
    "pareto(min: $50K/mo, tail: 1.1)": 550e3,
    "pareto(min: $50K/mo, tail: 1.2)": 300e3,
    "pareto(min: $50K/mo, tail: 1.5)": 150e3,
    "pareto(min: $50K/mo, tail: 2.5)": 250e3 / 3,
    "$1K to $100K/mo": lognormal(1e3, 1e5),
    "lognormal(low: $10/mo, high: $200K/mo)": lognormal(10, 2e5),
}
"""Heavy tails with their means."""


@pytest.mark.parametrize("draws", [100, 1000, 4096, 10_000])
@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("written", HEAVY)
def test_the_mean_is_exact_at_any_number_of_draws(written: str, seed: int, draws: int) -> None:
    found = model(f"assume a = {written}", draws=draws, seed=seed).column("a")
    assert found.mean() == pytest.approx(HEAVY[written], rel=1e-9)


@pytest.mark.parametrize("draws", [1000, 4096])
def test_only_the_highest_draws_move_and_stay_in_their_strata(draws: int) -> None:
    made = model("assume a = pareto(min: $50K/mo, tail: 1.2)", draws=draws)
    (stream,) = made.case.definitions["a"].streams
    plain, found = distributions.pareto(uniforms(1, stream.name, draws), 50e3, 1.2), made.column("a")
    assert np.mean(found != plain) == pytest.approx(1 / 64, abs=1e-3)
    for share in (0.1, 0.5, 0.8, 0.9, 0.95, 0.98):
        assert np.quantile(found, share) == np.quantile(plain, share)
    assert (np.argsort(found) == np.argsort(plain)).all()
    if draws == 4096:  # one draw a stratum: each stays in its own, but for the last, which has no end
        edges = 50e3 * (np.arange(1, 65) / draws) ** (-1 / 1.2)
        highest = np.sort(found)[::-1][:64]
        assert (highest[1:] < edges[:-1]).all() and (highest[:-1] > edges[:-1]).all()


def test_the_case_of_a_shock_has_the_mean_that_the_reference_states() -> None:
    case = judged(text("pareto_mean"), 4096)
    assert case.review is not None
    found = case.review.subject.model
    (shock,) = [line for line in found.case.lines if line.name == "shock"]
    assert float(np.mean(found.line_cost(shock))) == pytest.approx(300e3)


def test_a_narrow_range_a_normal_one_and_a_share_are_left_as_they_are_drawn() -> None:
    assert tails.of_range(1.0, 20.0) is None and tails.of_range(0.0, 20.0) is None
    assert tails.of_range(0.001, 0.5, share=True) is None and tails.of_range(0.001, 0.5) is not None
    assert tails.of_range(1.0, 1e90) is None


def test_a_correlated_stream_has_an_exact_tail_and_the_noise_of_its_other_draws() -> None:
    body = "assume a = pareto(min: $50K/mo, tail: 1.5); assume b = pareto(min: $50K/mo, tail: 1.5); correlate a with b at 0.5"
    means = [model(body, draws=4096, seed=seed).column("b") for seed in range(8)]
    highest = [float(np.sort(one)[-64:].sum()) / 4096 for one in means]
    assert highest == pytest.approx([150e3 * 64 ** (1 / 1.5 - 1)] * 8, rel=0.01)
    assert [float(np.mean(one)) for one in means] == pytest.approx([150e3] * 8, rel=0.03)
    first = model(body, draws=4096).column("a")
    assert float(np.mean(first)) == pytest.approx(150e3, rel=1e-9), "it is mixed from its own draws alone"
