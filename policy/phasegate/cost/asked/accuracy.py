"""How exact the printed quantiles are: their standard errors, from runs of the same case under other seeds."""

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

RUNS, LEAST_RUNS = 16, 4
"""Runs under other seeds: 16 tell a standard error to about a fifth of itself, 4 to about two fifths."""
ROUNDING = 1e-12
"""What differs by less, as a part of the figure, differs by the rounding of numbers only."""
SHARES = (0.1, 0.5, 0.8, 0.9)


@frozen
class FigureAccuracy:
    """The quantiles of one figure with the standard error of each, in base units, and the digits that hold."""

    figure: Figure
    quantiles: tuple[float, ...]
    errors: tuple[float, ...]
    digits: int
    """Significant digits of which at most the last is in doubt."""


def runs_of(case: Case) -> int:
    """How many runs are made of a case: fewer of a very large one, whose every run takes long."""
    versions = len(case.scenarios) + sum(len(one.points) for one in case.curves)
    size = case.ranges + len(case.lines) + versions * len(case.lines) // 8
    return max(LEAST_RUNS, min(RUNS, MAX_REPEATED // max(1, size)))


def accuracy(world: World, runs: int = RUNS) -> list[FigureAccuracy]:
    """The standard errors of the quantiles of each figure that is uncertain, and finite in all of them."""
    own, model = figures(world), world.model
    others: dict[str, list[list[float]]] = {name: [] for name in own}
    for run in range(runs):
        seed = key_of(model.seed, str(run), "accuracy") % 1_000_000_000
        other = world.of(
            Model(model.case, model.scope, seed=seed, draws=model.draws, change=model.change, room=model.room)
        )
        for name, one in own.items():
            others[name].append(quantiles(one.drawn(other), SHARES))
    told = (_told(one, quantiles(one.drawn(world), SHARES), np.array(others[name])) for name, one in own.items())
    return [one for one in told if one is not None]


def _told(one: Figure, values: list[float], others: Array) -> FigureAccuracy | None:
    """The standard errors of a figure by its `(runs, quantiles)` under other seeds; none where it is certain."""
    if not np.isfinite(others).all() or not np.isfinite(values).all():
        return None
    errors = np.std(others, axis=0, ddof=1)
    errors[errors < ROUNDING * np.abs(values)] = 0.0
    if not errors.any():
        return None
    return FigureAccuracy(one, tuple(values), tuple(float(e) for e in errors), _digits(values, errors))


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
