"""How exact the figures are: the promised error at the default number of draws, and the standard errors that are told."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import accuracy as bench

from phasegate.cost.asked.accuracy import accuracy
from phasegate.cost.engine.draws import normal_quantile, scores, uniforms
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles, row_quantiles
from phasegate.cost.figures.inputs import World
from phasegate.model.framework import Framework
from tests.helpers import read

LINES = "\n".join(
    f"line l{i} in compute costs ${10 * (i + 1)}K to ${10 * (i + 1) * (1.7 + 0.5 * i):.0f}K/mo" for i in range(20)
)


def test_p90_of_twenty_lines_is_within_half_a_percent_over_fifty_seeds() -> None:
    resolved, findings = read(LINES)
    assert findings == []
    exact = np.mean([_p90(resolved, 77_000 + k, 1 << 17) for k in range(4)])
    errors = [_p90(resolved, seed, 4096) / exact - 1 for seed in range(1, 51)]
    assert float(np.sqrt(np.mean(np.square(errors)))) < 0.005


def _p90(resolved: object, seed: int, draws: int) -> float:
    model = Model(resolved.case, resolved.scope, seed=seed, draws=draws)  # type: ignore[attr-defined]
    return quantiles(model.cost, (0.9,))[0]


@pytest.mark.parametrize("name", bench.SPREADS)
def test_our_draws_beat_plain_monte_carlo_at_the_median_and_match_it_beyond(name: str) -> None:
    spread = bench.SPREADS[name]
    exact = np.quantile(bench.total(bench.sobol(900, 1 << 17), spread), (0.1, 0.5, 0.9))
    ours, plain = (bench.errors(m, spread, 1024, exact, seeds=50) for m in (bench.ours, bench.plain))
    assert ours[1] < 0.85 * plain[1] and ours[2] < 1.15 * plain[2]


def test_the_sobol_sequence_of_the_benchmark_is_one() -> None:
    points = bench._sobol(1 << 10)
    assert all(len(set((row >> np.uint32(22)).tolist())) == 1 << 10 for row in points), (
        "one point a stratum in each dimension"
    )
    cells = {(int(a), int(b)) for a, b in zip(points[0] >> np.uint32(27), points[1] >> np.uint32(27), strict=True)}
    assert len(cells) == 1 << 10, "and one a cell of the first two"


def test_the_standard_error_is_that_of_other_seeds() -> None:
    resolved, _ = read(LINES)
    world = World(Model(resolved.case, resolved.scope, draws=1024), Framework())
    told = next(one for one in accuracy(world, runs=24) if one.figure.name == "cost")
    p90 = [_p90(resolved, seed, 1024) for seed in range(200, 248)]
    assert told.errors[3] == pytest.approx(float(np.std(p90, ddof=1)), rel=0.5)
    assert told.digits == 2


def test_a_certain_case_has_no_error_to_tell() -> None:
    resolved, _ = read("")
    assert accuracy(World(Model(resolved.case, resolved.scope, draws=256), Framework()), runs=2) == []


@pytest.mark.parametrize("draws", [64, 1000, 4096, 20_000])
def test_scores_are_the_normal_quantiles_of_the_draws(draws: int) -> None:
    names = ["a", "b#2", "c.d"]
    exact = np.stack([normal_quantile(uniforms(3, name, draws)) for name in names])
    assert scores(3, names, draws) == pytest.approx(exact, abs=1e-7)
    assert (scores(3, names[1:], draws) == scores(3, names, draws)[1:]).all(), "whatever they are made together with"


@pytest.mark.parametrize("size", [2, 4096, 50_000])
@pytest.mark.parametrize("kind", ["normal", "lognormal", "negative", "equal", "few", "huge"])
def test_quantiles_are_those_of_numpy(size: int, kind: str) -> None:
    z = normal_quantile(uniforms(1, "a", size))
    values = {
        "normal": z,
        "lognormal": np.exp(z),
        "negative": -np.exp(3 * z),
        "equal": np.full(size, 7.0),
        "few": np.round(z),
        "huge": np.exp(60 * z),
    }[kind]
    shares = (0.0, 0.1, 0.5, 0.8, 0.9, 1.0)
    assert quantiles(values, shares) == pytest.approx(np.quantile(values, shares).tolist(), rel=1e-12)
    rows = np.stack([values, values[::-1] * 2])
    expected = np.quantile(rows, shares, axis=1)
    assert row_quantiles(rows, shares) == pytest.approx(expected, rel=1e-12)
