"""The standard error that is told beside a mean is that of other seeds, neither half of it nor thrice."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from phasegate.cost.engine.draws import LOOKED, scores
from phasegate.cost.engine.exactness import EXCESS, MOST
from phasegate.cost.engine.model import Model
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figures
from phasegate.resolve.initiative import Resolved
from tests.cost.asked.cases import example
from tests.cost.engine.test_accuracy import LINES
from tests.helpers import HEAD, read

SEEDS = range(2, 66)
NEVER = 1e-6
"""A part of the mean that no output shows: below it an error may be told too large."""
NOISE = 1e-12
"""What sums in another order differ by."""
RARE = 0.05
MOST_ABOVE = {1000: 6, 4096: 3}
"""With few draws a floor under a twentieth of them cannot be told from what streams do together."""
PHASES = """phase exploration { duration: 3 months; line pilot in labor costs $30K }
phase scale { line people in labor costs $10K/mo
%s
}
"""


@cache
def resolved(body: str, line: str) -> Resolved:
    """A small case."""
    found, findings = read(body, HEAD, PHASES % line)
    assert not [one for one in findings if one.level == "error"], [one.message for one in findings]
    return found


def made(body: str, line: str, seed: int = 1, draws: int = 4096) -> Model:
    """Its figures."""
    one = resolved(body, line)
    return Model(one.case, one.scope, seed=seed, draws=draws)


def rate(told: float, means: list[float]) -> float:
    """The error that is told over that of the means of other seeds."""
    return told / float(np.std(means, ddof=1))


@pytest.mark.slow
@pytest.mark.parametrize("draws", [1000, 4096])
@pytest.mark.parametrize("name", ["claims-copilot", "radiology-triage"])
def test_every_mean_of_the_examples_has_the_error_of_other_seeds(name: str, draws: int) -> None:
    subject = example(name).subject
    case, scope, frame = subject.case, subject.model.scope, subject.frame

    def asked(seed: int) -> World:
        return World(Model(case, scope, seed=seed, draws=draws), frame)

    world = asked(1)
    own = {name: (one, one.drawn(world)) for name, one in figures(world).items()}
    runs = [{name: one.drawn(other) for name, (one, _) in own.items()} for other in map(asked, SEEDS)]
    wrong = []
    for figure, (one, drawn) in own.items():
        means = [float(np.mean(run[figure])) for run in runs]
        if not np.isfinite(means).all() or not np.isfinite(drawn).all():
            continue
        told = one.error(one.world(world))(drawn)
        spread, size = float(np.std(means, ddof=1)), abs(float(np.mean(means)))
        assert told is not None
        if spread > RARE * size > 0:  # what is none in nearly all draws has no spread to speak of in 64 runs either
            continue
        if not 0.7 * spread - NOISE * size <= told <= MOST_ABOVE[draws] * max(spread, NEVER * size):
            wrong.append((figure, told / size, spread / size))
    assert wrong == []


CASES = {
    "twenty lines": (LINES, ""),
    "a tail by a range": ("assume s = pareto(min: $50K, tail: 2.5); assume f = 50% to 300%", "line x in compute costs s * f"),
    "a tail by a share": ("assume s = pareto(min: $50K, tail: 3); assume f = 10% to 50%", "line x in compute costs s * f"),
    "two wide ranges": ("assume a = 1 to 100; assume b = 1 to 40", "line x in compute costs a * b * $1K"),
    "correlated": ("assume a = 1 to 10; assume b = 1 to 4; correlate a with b at 0.6", "line x in compute costs a * b * $1K"),
    "a rare event": ("assume a = choice([0, 1], weights: [85%, 15%]); assume b = 1 to 4", "line x in compute costs a * b * $1K"),
    "steps": ("assume t = 5 to 40; assume k = 1 to 3", "line x in compute costs ceil(t * k / 3) * $1K"),
    "a ratio": ("assume t = 5 to 40; assume k = 1 to 3", "line x in compute costs t / k * $1K"),
    "a floor": ("assume t = 5 to 40; assume k = 1 to 3", "line x in compute costs max(t - 10, 0) * k * $1K"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_error_of_a_mean_is_that_of_other_seeds(name: str) -> None:
    means = [float(np.mean(made(*CASES[name], seed=seed).cost)) for seed in SEEDS]
    told = [made(*CASES[name], seed=seed).mean_error(made(*CASES[name], seed=seed).cost) for seed in range(2, 18)]
    assert None not in told
    # Of a heavy tail one run tells more, another less: what counts is the variance that they tell on average.
    assert 0.7 < rate(float(np.sqrt(np.mean(np.square(np.array(told, dtype=float))))), means) < 3


@pytest.mark.parametrize("draws", [1000, 4096, LOOKED, 40_000])
def test_the_exact_mean_of_a_heavy_tail_has_no_error(draws: int) -> None:
    model = made("", "line x in compute costs pareto(min: $50K, tail: 2.5)", draws=draws)
    told = model.mean_error(model.cost)
    assert told is not None and told < 1e-4 * float(np.std(model.cost)) / draws**0.5


@pytest.mark.parametrize("tail", ["1.2", "2"])
def test_where_the_variance_is_infinite_the_error_cannot_be_told(tail: str) -> None:
    body = f"assume s = pareto(min: $50K, tail: {tail}); assume f = 50% to 300%"
    model = made(body, "line x in compute costs s * f")
    assert model.mean_error(model.cost) is None
    assert model.mean_error(model.phase_cost(model.case.phases[0])) == 0
    told = model.mean_error(model.column("f"))
    assert told is not None and told > 0
    capped = made(body, "line x in compute costs min(s, $200K) * f")
    assert capped.mean_error(capped.cost) is not None, "what is capped has a variance"


def test_more_draws_are_told_to_be_more_exact() -> None:
    told = [
        made(*CASES["a ratio"], draws=n).mean_error(made(*CASES["a ratio"], draws=n).cost) for n in (256, 4096, 65_536)
    ]
    first, second, third = (float(one) for one in told if one is not None)
    assert first == pytest.approx(4 * second, rel=0.3) and second == pytest.approx(4 * third, rel=0.3)


def test_beyond_the_most_streams_the_error_is_the_one_of_plain_draws() -> None:
    many = "\n".join(f"line m{at} in compute costs $1K to $3K/mo" for at in range(MOST + 5))
    model = made("", many)
    told, plain = model.mean_error(model.cost), float(np.std(model.cost)) / 4096**0.5
    assert told == pytest.approx(plain * EXCESS**0.5, rel=1e-3)


def test_a_scenario_tells_its_own_error() -> None:
    model = made(
        "assume a = 1 to 2; assume b = 3; scenario wide { b = 1 to 30 }", "line x in compute costs a * b * $1K"
    )
    under = model.under(model.case.scenarios[0])
    plain, changed = model.mean_error(model.cost), under.mean_error(under.cost)
    means = [
        float(np.mean((one := made("assume a = 1 to 2; assume b = 3; scenario wide { b = 1 to 30 }", "line x in compute costs a * b * $1K", seed=seed)).under(one.case.scenarios[0]).cost))
        for seed in range(2, 18)
    ]  # fmt: skip
    assert plain is not None and changed is not None and plain < changed
    assert 0.4 < rate(changed, means) < 3


def test_two_streams_vary_together_by_as_much_more_than_independent_ones() -> None:
    drawn = scores(11, [f"n{at}" for at in range(150)], 1024)
    off = (drawn - drawn.mean(axis=1)[:, None]) / drawn.std(axis=1)[:, None]
    pairs = (off @ off.T / 1024)[np.triu_indices(150, 1)]
    assert float(np.std(pairs)) * 1024**0.5 == pytest.approx(EXCESS**0.5, rel=0.03)
