"""How exact the printed quantiles are: their standard errors, from runs of the same case under other seeds."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import numpy as np

from policy.cost.draws import key_of
from policy.cost.model import Model
from policy.cost.stats import quantiles
from policy.cost.timeline import Array

RUNS = 16
"""Runs under other seeds: they tell a standard error to about a fifth of itself."""
ROUNDING = 1e-12
"""What differs by less, as a part of the figure, differs by the rounding of numbers only."""
SHARES = (0.1, 0.5, 0.8, 0.9)


@dataclass(slots=True, frozen=True)
class Accuracy:
    """The quantiles of one figure with the standard error of each, in base units, and the digits that hold."""

    name: str
    quantiles: tuple[float, ...]
    errors: tuple[float, ...]
    digits: int
    """Significant digits of which at most the last is in doubt."""


def figures(model: Model) -> dict[str, Array]:
    """The `(draws,)` figures whose accuracy is told: the cost of the horizon and of each phase, and what phases cost to run."""
    found = {"cost": model.cost}
    for phase in model.case.phases:
        found[f"{phase.name}.cost"] = model.phase_cost(phase)
        found[f"{phase.name}.run_cost"] = model.phase_run_cost(phase)
    return found


def accuracy(model: Model, runs: int = RUNS) -> list[Accuracy]:
    """The standard errors of the quantiles of each figure that is uncertain."""
    own = {name: quantiles(drawn, SHARES) for name, drawn in figures(model).items()}
    others: dict[str, list[list[float]]] = {name: [] for name in own}
    for run in range(runs):
        seed = key_of(model.seed, str(run), "accuracy") % 1_000_000_000
        other = Model(model.case, model.scope, seed=seed, draws=model.draws, change=model.change)
        for name, drawn in figures(other).items():
            others[name].append(quantiles(drawn, SHARES))
    found = []
    for name, values in own.items():
        errors = np.std(np.array(others[name]), axis=0, ddof=1)
        errors[errors < ROUNDING * np.abs(values)] = 0.0
        if errors.any():
            found.append(Accuracy(name, tuple(values), tuple(float(e) for e in errors), _digits(values, errors)))
    return found


def at_most(drawn: Array) -> tuple[tuple[float, ...], int]:
    """The standard errors that the quantiles of `(draws,)` would have in plain draws, and the digits that hold for sure.

    Read from the draws themselves: the quantiles that lie a standard deviation of the rank away (no density is guessed).
    Our draws are spread more evenly, so that the true errors are smaller: `accuracy` measures them.
    """
    values, errors = quantiles(drawn, SHARES), []
    for share in SHARES:
        step = (share * (1 - share) / len(drawn)) ** 0.5
        low, high = quantiles(drawn, (max(share - step, 0.0), min(share + step, 1.0)))
        errors.append((high - low) / 2)
    return tuple(errors), _digits(values, np.array(errors))


def _digits(values: list[float], errors: Array) -> int:
    """Digits that hold in the least certain of the quantiles: its standard error is at most half of the last one."""
    shares = [error / abs(value) for value, error in zip(values, errors, strict=True) if value and error]
    return max(1, floor(-log10(2 * max(shares))) + 1) if shares else 15
