"""Draws of assumptions, and figures with their standard errors."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from statistics import fmean, stdev

DRAWS = 40_000
SEED = "oracle 2026"
Z95 = 1.6448536269514722
QUANTILES = {"p10": 0.10, "p50": 0.50, "p80": 0.80, "p90": 0.90}


@dataclass(frozen=True)
class Figure:
    """A computed figure and its standard error; zero where nothing was drawn."""

    value: float
    error: float = 0.0


Figures = dict[str, Figure]


def at_quantile(ordered: Sequence[float], q: float) -> Figure:
    """A quantile of sorted draws (linear between neighbours); error: order statistics a deviation away."""
    n = len(ordered)
    place, spread = q * (n - 1), math.sqrt(n * q * (1 - q))
    below = math.floor(place)
    above = min(below + 1, n - 1)
    part = place - below
    value = ordered[below] + (ordered[above] - ordered[below]) * part if part else ordered[below]
    low, high = ordered[max(0, math.floor(place - spread))], ordered[min(n - 1, math.ceil(place + spread))]
    return Figure(value, (high - low) / 2 if high > low else 0.0)


def summarise(name: str, draws: Sequence[float]) -> Figures:
    """`name.mean`, `name.p10` … `name.p90` of a list of draws; a list of one is a certain amount."""
    if len(draws) == 1:
        return {f"{name}.{what}": Figure(draws[0]) for what in ("mean", *QUANTILES)}
    ordered = sorted(draws)
    out = {f"{name}.{what}": at_quantile(ordered, q) for what, q in QUANTILES.items()}
    return {f"{name}.mean": average(draws), **out}


def average(draws: Sequence[float]) -> Figure:
    """The mean of draws and its standard error."""
    if len(draws) == 1:
        return Figure(draws[0])
    middle = fmean(draws)
    return Figure(middle, stdev(draws, middle) / math.sqrt(len(draws)))


Draws = list[float]


def normals(name: str) -> Draws:
    """Standard normal draws of an assumption, from a stream of its own."""
    source = random.Random(f"{SEED}: {name}")
    return [source.gauss(0.0, 1.0) for _ in range(DRAWS)]


def uniform(name: str, low: float, high: float) -> Draws:
    """Uniform draws of an assumption."""
    source = random.Random(f"{SEED}: {name}")
    return [low + (high - low) * source.random() for _ in range(DRAWS)]


def spread(low: float, high: float, scores: Iterable[float]) -> Draws:
    """`low to high`: normal scores as lognormal draws (both ends are positive) whose P5 is `low` and P95 `high`."""
    centre, sigma = (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z95)
    return [math.exp(centre + sigma * score) for score in scores]


def between(name: str, low: float, high: float) -> Draws:
    """Independent draws of the 90 % interval `low to high`."""
    return spread(low, high, normals(name))


def parts(low: float, high: float, scores: Iterable[float]) -> Draws:
    """`low to high` in percent, from 0 % to 100 %: normal scores as parts of a whole whose P5 is `low` and P95 `high`.

    The odds are lognormal; an end at 0 % or 100 % has none, so there the range is normal and cut off.
    """
    if low > 0 and high < 1:
        return [odds / (1 + odds) for odds in spread(low / (1 - low), high / (1 - high), scores)]
    centre, sigma = (low + high) / 2, (high - low) / (2 * Z95)
    return [min(max(centre + sigma * score, 0.0), 1.0) for score in scores]


def share(name: str, low: float, high: float) -> Draws:
    """Independent draws of the share `low to high`, both written in percent."""
    return parts(low, high, normals(name))


def expected_share(low: float, high: float) -> float:
    """The mean of the share `low to high`, by adding up its density over eight deviations either way."""
    first, last = math.log(low / (1 - low)), math.log(high / (1 - high))
    scores = [(step - 8_000) / 1_000 for step in range(16_001)]
    weights = [math.exp(-score * score / 2) for score in scores]
    values = [1 / (1 + math.exp(-(first + last) / 2 - (last - first) / (2 * Z95) * score)) for score in scores]
    return math.fsum(map(mul, weights, values)) / math.fsum(weights)


def expected(low: float, high: float) -> float:
    """The exact mean of `low to high`."""
    sigma = math.log(high / low) / (2 * Z95)
    return math.sqrt(low * high) * math.exp(sigma * sigma / 2)


def normal_pair(first: str, second: str, rank_correlation: float) -> tuple[Draws, Draws]:
    """Two standard normal streams whose rank correlation is given (Gaussian copula)."""
    r = 2 * math.sin(math.pi * rank_correlation / 6)
    one, other = normals(first), normals(second)
    return one, [r * a + math.sqrt(1 - r * r) * b for a, b in zip(one, other, strict=True)]


def normals_together(names: Iterable[str], rank_correlation: float) -> dict[str, Draws]:
    """Standard normal streams of which any two have a rank correlation: one driver behind them all, and a part of their own."""
    r = 2 * math.sin(math.pi * rank_correlation / 6)
    common, whole = normals("common driver"), math.sqrt(1 - r)
    return {
        name: [math.sqrt(r) * c + whole * own for c, own in zip(common, normals(name), strict=True)] for name in names
    }


def times(*factors: Sequence[float]) -> Draws:
    """The product of draws, draw by draw."""
    return [reduce(mul, values) for values in zip(*factors, strict=True)]
