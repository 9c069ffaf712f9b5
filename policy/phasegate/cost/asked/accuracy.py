"""How exact the printed quantiles and means are: their standard errors, from runs of the same case under other seeds."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from phasegate.cost.engine.draws import key_of
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import Figure, figures
from phasegate.limits import MAX_REPEATED
from phasegate.model.case import Case
from phasegate_dsl.records import frozen

RUNS, LEAST_RUNS = 16, 3
"""Runs under other seeds: 16 tell a standard error to about a fifth of itself, 3 to about a half."""
LEVER = 45
"""Ranges that a lever counts as in the size of a case: what others left of its line is a product of many terms."""
ROUNDING = 1e-12
"""What differs by less, as a part of the figure, differs by the rounding of numbers only."""
SHARES = (0.1, 0.5, 0.8, 0.9)


@frozen
class FigureAccuracy:
    """The quantiles and the mean of one figure with the standard error of each, in base units, and the digits that hold."""

    figure: Figure
    quantiles: tuple[float, ...]
    errors: tuple[float, ...]
    digits: int
    """Significant digits of which at most the last is in doubt, in all of the quantiles."""
    mean: float | None
    """None where some draws have no value."""
    mean_error: float | None
    """None also where it cannot be told: of a tail without a finite variance other runs differ more and more."""


def runs_of(case: Case) -> int:
    """How many runs are made of a case: fewer of a very large one, whose every run takes long."""
    versions = len(case.scenarios) + sum(len(one.points) for one in case.curves)
    size = case.ranges + len(case.lines) + versions * len(case.lines) // 8 + LEVER * len(case.levers)
    return max(LEAST_RUNS, min(RUNS, MAX_REPEATED // max(1, size)))


def accuracy(world: World, runs: int = RUNS) -> list[FigureAccuracy]:
    """The standard errors of quantiles and mean of each figure that is uncertain, its quantiles finite in all runs."""
    own, model = figures(world), world.model
    others: dict[str, list[list[float]]] = {name: [] for name in own}
    for run in range(runs):
        seed = key_of(model.seed, str(run), "accuracy") % 1_000_000_000
        other = world.of(
            Model(model.case, model.scope, seed=seed, draws=model.draws, change=model.change, room=model.room)
        )
        for name, one in own.items():
            others[name].append(_numbers(one.drawn(other)))
    told = (_told(one, world, np.array(others[name])) for name, one in own.items())
    return [one for one in told if one is not None]


def _told(one: Figure, world: World, others: Array) -> FigureAccuracy | None:
    """The standard errors of a figure by its `(runs, quantiles + 1)` under other seeds; none where it is certain."""
    values = one.drawn(world)
    numbers = np.array(_numbers(values))
    if not np.isfinite(others[:, :-1]).all() or not np.isfinite(numbers[:-1]).all():
        return None
    known = np.isfinite(others).all() and np.isfinite(numbers).all()
    with np.errstate(over="ignore"):  # of figures near the largest that there are, no error can be told
        errors = np.std(others, axis=0, ddof=1) if known else _of_quantiles(others)
    errors[errors < ROUNDING * np.abs(numbers)] = 0.0
    if not errors[:-1].any() or not np.isfinite(errors[:-1]).all():
        return None
    mean = float(numbers[-1]) if np.isfinite(numbers[-1]) else None
    sure = known and one.error(one.world(world))(values) is not None
    return FigureAccuracy(
        one,
        tuple(map(float, numbers[:-1])),
        tuple(map(float, errors[:-1])),
        _digits(list(numbers[:-1]), errors[:-1]),
        mean,
        float(errors[-1]) if sure else None,
    )


def _numbers(values: Array) -> list[float]:
    """The quantiles of a figure, and last its mean; that is infinite where some draws have no value."""
    return [*quantiles(values, SHARES), float(values.mean()) if np.isfinite(values).all() else float("inf")]


def _of_quantiles(runs: Array) -> Array:
    """`(quantiles + 1,)` standard errors where the mean has none."""
    return np.append(np.std(runs[:, :-1], axis=0, ddof=1), np.inf)


def at_most(drawn: Array) -> tuple[tuple[float, ...], int]:
    """The standard errors that the quantiles of `(draws,)` would have in plain draws, and the digits that hold for sure.

    Read from the draws themselves: the quantiles that lie a standard deviation of the rank away (no density is guessed).
    Our draws are spread more evenly, so that the true errors are smaller: `accuracy` measures them.
    """
    steps = [(share * (1 - share) / len(drawn)) ** 0.5 for share in SHARES]
    lower = [max(share - step, 0.0) for share, step in zip(SHARES, steps, strict=True)]
    upper = [min(share + step, 1.0) for share, step in zip(SHARES, steps, strict=True)]
    found, count = quantiles(drawn, (*SHARES, *lower, *upper)), len(SHARES)
    ends = zip(found[count : 2 * count], found[2 * count :], strict=True)
    errors = tuple((high - low) / 2 for low, high in ends)
    return errors, _digits(found[:count], np.array(errors))


def _digits(values: list[float], errors: Array) -> int:
    """Digits that hold in the least certain of the quantiles: its standard error is at most half of the last one."""
    shares = [error / abs(value) for value, error in zip(values, errors, strict=True) if value and error]
    return max(1, floor(-log10(2 * max(shares))) + 1) if shares else 15
