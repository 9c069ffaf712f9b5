"""The same model in numpy by hand, Squiggle and squigglepy: times in turns, errors over seeds, times at equal accuracy."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log

import numpy as np

from benchmarks import rivals
from benchmarks.figures import LINES, MONTHS, SHARES, Z95, Array, _resolved, best, ends, growth, ours, straight
from benchmarks.timing import clocked
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles

OURS = "Phasegate"
SIZES = {1000: 15, 4096: 15, 100_000: 5}
"""Rounds for each number of draws; 1,000 are Squiggle's default, 4,096 ours."""
LEVELS = {4096: 7, 100_000: 3}
"""Rounds for our error at each number of draws."""
SEEDS = {4096: 1000, 100_000: 400}
SEEDS_OF_OTHERS = {"Squiggle": 400}
"""Squiggle is too slow for more."""
FEW, SLOW = 3, 500.0
"""Rounds of what takes more than these milliseconds."""


@dataclass(slots=True)
class Engine:
    """One way to the figures; `months` gives milliseconds to P10, P50 and P90 of each month, `total` the P90 of all months."""

    name: str
    months: Callable[[int, int], float]
    total: Callable[[int, int], float] | None = None
    alike: str = ""
    """The engine that has the same draws, and so the same error."""
    why: str = ""
    """Why it is not there."""


@dataclass(slots=True)
class Timed:
    """Median milliseconds at a number of draws, and the median of the rounds' own ratios to ours; none where it is not there."""

    engine: str
    draws: int
    milliseconds: float | None = None
    ratio: float | None = None


@dataclass(slots=True)
class Level:
    """All that give the error that we have at a number of draws: `draws` is what each needs."""

    error: float
    draws: int
    rows: list[Timed]


@dataclass(slots=True)
class Results:
    """What one run found."""

    versions: str
    timed: list[Timed]
    errors: dict[str, float]
    """Root mean square error of the P90 of the total at 4,096 draws, by engine."""
    levels: list[Level]
    wrong: dict[str, str]


# -- the engines -------------------------------------------------------------------------------------------------------


def _total(draws: int, seed: int) -> float:
    case, scope = _resolved()
    model = Model(case, scope, draws=draws, seed=seed)  # type: ignore[arg-type]
    return quantiles(model.total(model.recurring), (0.9,))[0]


def plain_total(draws: int, seed: int) -> float:
    """The P90 of the cost over all months by plain Monte Carlo in numpy."""
    rng = np.random.default_rng(seed)
    total = np.zeros(draws)
    for i in range(LINES):
        low, high = ends(i)
        total += rivals.weight(i) * rng.lognormal((log(low) + log(high)) / 2, (log(high) - log(low)) / (2 * Z95), draws)
    return float(np.quantile(total, 0.9))


def _in_process(run: Callable[[int, int], object]) -> Callable[[int, int], float]:
    return lambda draws, seed: 1e3 * clocked(partial(run, draws, seed))


def _squigglepy(draws: int, seed: int) -> Array:
    months = np.arange(MONTHS) + 0.5
    total = np.zeros((draws, MONTHS))
    for i, line in enumerate(rivals.sampled(rivals.squigglepy(), draws, seed)):
        total += line[:, None] * (growth(i) ** months)[None, :]
    return np.asarray(np.quantile(total, SHARES, axis=0))


def _squigglepy_total(draws: int, seed: int) -> float:
    lines = rivals.sampled(rivals.squigglepy(), draws, seed)
    return float(np.quantile(sum(line * rivals.weight(i) for i, line in enumerate(lines)), 0.9))


def _fresh(draws: int, seed: int) -> float:
    engine = rivals.Squiggle()
    start = time.perf_counter()
    try:
        engine(rivals.program(), draws, seed)
    finally:
        engine.close()
    return 1e3 * (time.perf_counter() - start)


def engines(wrong: dict[str, str], squiggle: rivals.Squiggle) -> list[Engine]:
    """All of them, ours first."""
    known = f"squigglepy {rivals.SQUIGGLEPY}", f"Squiggle {rivals.SQUIGGLE}"
    return [
        Engine(OURS, _in_process(ours), _total),
        Engine("numpy, straight", _in_process(straight), plain_total),
        Engine("numpy, at its best", _in_process(best), alike="numpy, straight"),
        Engine(known[0], _in_process(_squigglepy), _squigglepy_total, why=wrong.get("squigglepy", "")),
        Engine(
            known[1],
            lambda draws, seed: squiggle(rivals.program(), draws, seed)[0],
            lambda draws, seed: float(squiggle(rivals.program_of_total(), draws, seed)[1]),
            why=wrong.get("Squiggle", ""),
        ),
        Engine(f"{known[1]}, a process", _fresh, why=wrong.get("Squiggle", "")),
    ]


# -- times and errors --------------------------------------------------------------------------------------------------


def in_turns(some: list[tuple[Engine, int]], rounds: int) -> list[Timed]:
    """Time engines, each with its draws, in turns after a warm-up; ours is the first."""
    times: dict[str, list[float]] = {engine.name: [] for engine, _ in some}
    for number in range(rounds + 1):
        for engine, draws in some:
            if engine.why or (number > FEW and times[engine.name][0] > SLOW):
                continue
            taken = engine.months(draws, number + 1)
            if taken < SLOW:  # again: what sat idle while others ran has lost the caches, and pages of its memory
                taken = engine.months(draws, number + 1)
            if number:
                times[engine.name].append(taken)
    first = times[some[0][0].name]
    found = []
    for engine, draws in some:
        own = times[engine.name]
        ratios = [a / b for a, b in zip(own, first, strict=False)]
        median = (statistics.median(own), statistics.median(ratios)) if own else (None, None)
        found.append(Timed(engine.name, draws, *median))
    return found


def error(total: Callable[[int, int], float], draws: int, seeds: int, true: float) -> float:
    """Root mean square error of the P90 of the total, over seeds, as a share."""
    return float(np.sqrt(np.mean([(total(draws, seed) / true - 1) ** 2 for seed in range(1, seeds + 1)])))


def measure() -> Results:
    """Everything, in one run of some minutes."""
    wrong = rivals.install()
    squiggle = rivals.Squiggle()
    try:
        every = engines(wrong, squiggle)
        timed = [one for draws, rounds in SIZES.items() for one in in_turns([(e, draws) for e in every], rounds)]
        true = float(np.mean([plain_total(4_000_000, 9000 + part) for part in range(4)]))
        first = min(LEVELS)
        errors = {}
        for engine in every:
            if engine.total and not engine.why:
                seeds = SEEDS_OF_OTHERS.get(engine.name.split()[0], SEEDS[first])
                errors[engine.name] = error(engine.total, first, seeds, true)
        levels = []
        for draws, rounds in LEVELS.items():
            mine = errors[OURS] if draws == first else error(_total, draws, SEEDS[draws], true)
            some = [(e, _needed(e, errors, mine, draws)) for e in every if e.total or e.alike]
            levels.append(Level(mine, draws, in_turns(some, rounds)))
        return Results(rivals.versions(rivals.node()), timed, errors, levels, wrong)
    finally:
        squiggle.close()


def _needed(engine: Engine, errors: dict[str, float], mine: float, draws: int) -> int:
    """Draws for our error: ours as they are; of plain Monte Carlo as the square of the errors; 0 where it is not there."""
    if engine.name == OURS:
        return draws
    own = errors.get(engine.alike or engine.name)
    return 0 if own is None else round(min(LEVELS) * (own / mine) ** 2)
