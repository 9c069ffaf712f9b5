"""The cost engine against numpy by hand: twenty ranges that grow over 36 months, P10, P50 and P90 of each month."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import Pair, Side, pair, without_collector
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly_quantiles

Array = NDArray[np.float64]
LINES = 20
MONTHS = 36
SHARES = (0.1, 0.5, 0.9)
Z95 = 1.6448536269514722


def ends(line: int) -> tuple[float, float]:
    """P5 and P95 of a line."""
    return (line + 1) * 1e3, 3 * (line + 1) * 1e3


def growth(line: int) -> float:
    """What a line grows by a month, as a factor; each line has its own, so that none can be taken together."""
    return 1 + (line + 1) / 400


def case() -> str:
    """The model as a case."""
    lines = "\n".join(
        f"  line l{i} in compute costs grow(${ends(i)[0]:.0f} to ${ends(i)[1]:.0f}/mo, by: {(i + 1) / 4}%/mo)"
        for i in range(LINES)
    )
    return f"initiative m {{\n  currency: USD\n  start: 2026-01\n  horizon: {MONTHS} months\n  phase scale {{\n{lines}\n  }}\n}}\n"


@cache
def _resolved() -> tuple[object, object]:
    from phasegate.model.framework import Framework
    from phasegate.resolve.initiative import resolve
    from phasegate_dsl.parse import parse
    from phasegate_dsl.source import Source

    source = Source("m.gate", case())
    found = resolve(source, parse(source).document.decls("initiative")[0], Framework())
    return found.case, found.scope


def ours(draws: int, seed: int = 1) -> Array:
    """From the checked case to `(3, months)` percentiles: evaluation, draws, totals and quantiles, nothing kept."""
    made, scope = _resolved()
    model = Model(made, scope, draws=draws, seed=seed)  # type: ignore[arg-type]
    return monthly_quantiles(model, model.recurring, SHARES)


def straight(draws: int, seed: int = 1) -> Array:
    """As an analyst writes it: a loop over the lines, an array of draws and months, `np.quantile`."""
    rng = np.random.default_rng(seed)
    months = np.arange(MONTHS) + 0.5
    total = np.zeros((draws, MONTHS))
    for i in range(LINES):
        low, high = ends(i)
        mu, sigma = (log(low) + log(high)) / 2, (log(high) - log(low)) / (2 * Z95)
        total += rng.lognormal(mu, sigma, draws)[:, None] * (growth(i) ** months)[None, :]
    return np.asarray(np.quantile(total, SHARES, axis=0))


def best(draws: int, seed: int = 1) -> Array:
    """As well as we can by hand: one matrix product, months in rows, a vector sort in place."""
    rng = np.random.default_rng(seed)
    low, high = np.array([ends(i) for i in range(LINES)]).T
    mu, sigma = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / (2 * Z95)
    drawn = np.exp(rng.standard_normal((LINES, draws)) * sigma[:, None] + mu[:, None])
    factors = np.array([growth(i) for i in range(LINES)])[None, :] ** (np.arange(MONTHS) + 0.5)[:, None]
    total = factors @ drawn
    total.sort(axis=1)
    place = np.array(SHARES) * (draws - 1)
    below = place.astype(int)
    return np.asarray((total[:, below] + (total[:, below + 1] - total[:, below]) * (place - below)).T)


def sides() -> list[Side]:
    """At the default number of draws and at 100,000, against both."""

    def one(draws: int, words: str, theirs: Callable[[int], Array], rounds: int) -> Side:
        name = f"{LINES} ranges, {MONTHS} months, {draws:,} draws / {words}"
        return name, lambda: ours(draws), lambda: theirs(draws), rounds

    return [
        one(4096, "straight numpy", straight, 25),
        one(4096, "numpy at its best", best, 25),
        one(100_000, "straight numpy", straight, 7),
        one(100_000, "numpy at its best", best, 7),
    ]


def run() -> list[Pair]:
    """The cost engine against numpy by hand."""
    with without_collector():
        return [pair(*side) for side in sides()]
