"""What drives a figure: the swing of each range, its share of the variance, and what is left to interaction.

The share is the first-order Sobol' index (Sobol' 1993), Var(E[figure | range]) / Var(figure). It is estimated from the
draws of the case itself: the draws are put into bins by the range's rank, and the variance of the bins' means, less
what chance alone would give them, is divided by the whole variance (Plischke, Borgonovo & Smith 2013). The usual
estimator (Saltelli 2002) needs a further run of the case for each range; this one needs none. No index is below the
squared correlation of range and figure (the correlation ratio, Pearson 1905), which sees what bins miss: where few draws
of a heavy tail hold most of the variance, they fill no bin.
Ranges that are correlated are first turned into independent scores (the symmetric square root of their correlation);
each takes the squared loadings' part of every score's share (Johnson 2000), so that shares never count twice.
Each share lies between nothing and all, and so does their sum: what sampling makes of them beyond that is scaled down.
A figure without a value in some draws (a payback that never comes) has no variance; its ranks have one.
"""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.draws import normal_quantile
from phasegate.cost.engine.stats import Stats, quantiles, stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.figure import Figure
from phasegate.cost.figures.inputs import HIGH, LOW, Input, World, inputs, reach, tax_inputs, uses
from phasegate.limits import LEAST_MOVED, MAX_MOVED, MOST_MOVED
from phasegate.model.case import Case, Definition
from phasegate_dsl.records import slotted


@slotted
class Driver:
    """One range: the figure's P50 and P80 with it at its P10 and at its P90, and its share of the variance."""

    input: Input
    low: tuple[float, float]
    high: tuple[float, float]
    share: float
    joined: bool = False
    """Whether it is correlated with another driver."""

    @property
    def swing(self) -> float:
        """How far the P50 moves; not at all where it has a value at neither end."""
        low, high = self.low[0], self.high[0]
        return 0.0 if low == high else high - low


@slotted
class Sensitivity:
    """The drivers of a figure by falling swing; their shares and `interaction` add up to one (all zero when certain)."""

    figure: Figure
    base: Stats
    drivers: list[Driver]
    explained: float
    interaction: float
    left: int = 0
    """How many ranges were not moved: those that go with it least."""


def tornado(world: World, one: Figure) -> Sensitivity:
    """What moves a figure, in the version of the case that it speaks of; ranges that move no draw of it are left out."""
    world = one.world(world)
    values = one.values(world)
    told = ranked(values)
    drawn, ends, resting = [], [], inputs_of(world, one)
    chosen = strongest(resting, told, movable(world.case, one.work))
    for each in chosen:
        low, high = one.values(each.pin(LOW)), one.values(each.pin(HIGH))
        if not (_same(low, values) and _same(high, values)):
            drawn.append(each)
            ends.append((_middle(low), _middle(high)))
    groups = _groups(world, drawn)
    parts = shares(drawn, groups, told)
    joined = {at for group in groups if len(group) > 1 for at in group}
    rows = enumerate(zip(drawn, ends, parts, strict=True))
    drivers = [Driver(d, *end, share, at in joined) for at, (d, end, share) in rows]
    drivers.sort(key=lambda d: (-abs(d.swing), d.input.name))
    explained = min(1.0, float(sum(parts)))
    certain = spread(told) == 0
    rest = 0.0 if certain else 1 - explained
    return Sensitivity(one, stats(values, one.error(world)), drivers, explained, rest, len(resting) - len(chosen))


def _same(some: Array, others: Array) -> bool:
    return np.array_equal(some, others, equal_nan=True)


def ranked(values: Array) -> Array:
    """Values whose variance can be told: themselves, or their ranks where some of them are infinite."""
    if np.isfinite(values).all():
        return values
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts + 1) / 2)[places], dtype=float)  # equal ones share their mean rank


def movable(case: Case, work: int = 1) -> int:
    """How many ranges of a case are moved one by one: each time, all that the lines cost is summed anew.

    `work` is that of a figure as a multiple of such a sum.
    """
    return max(LEAST_MOVED, min(MOST_MOVED, MAX_MOVED // max(1, len(case.rows)) ** 2) // work)


def strongest(drawn: list[Input], values: Array, most: int) -> list[Input]:
    """At most so many ranges, those that go with the values most closely, in the order in which they stand."""
    if len(drawn) <= most:
        return drawn
    off = values - values.mean()
    near = [_together(each.column, off) for each in drawn]
    kept = sorted(range(len(drawn)), key=lambda at: (-near[at], at))[:most]
    return [drawn[at] for at in sorted(kept)]


def _together(column: Array, off: Array) -> float:
    """The squared correlation of a range with a figure, but for a factor that all ranges share."""
    own = column - column.mean()
    size = float(own @ own)
    return float(own @ off) ** 2 / size if size > 0 else 0.0


def _middle(values: Array) -> tuple[float, float]:
    """P50 and P80."""
    p50, p80 = quantiles(values, (0.5, 0.8))
    return p50, p80


def inputs_of(world: World, one: Figure) -> list[Input]:
    """The ranges that a figure rests on."""
    drawn = [each for each in inputs(world, one.roots) if each.key != one.still]
    return drawn + (tax_inputs(world) if one.taxed else [])


def shares(drawn: list[Input], groups: list[list[int]], values: Array) -> list[float]:
    """The share of the variance that each range explains alone; they add up to one at most."""
    found = [0.0] * len(drawn)
    for group in groups:
        if len(group) == 1:
            found[group[0]] = first_order(drawn[group[0]].column, values)
            continue
        loadings, scores = independent([drawn[i].column for i in group])
        alone = [first_order(score, values) for score in scores]
        for i, row in zip(group, loadings, strict=True):
            found[i] = float(sum(load * load * share for load, share in zip(row, alone, strict=True)))
    total = sum(found)
    return [share / total for share in found] if total > 1 else found


def _groups(world: World, drawn: list[Input]) -> list[list[int]]:
    """Positions of ranges that are correlated, directly or through others; the rest stand alone.

    Streams are correlated where they are mixed from a common score. Each range has its own, also one of several in an
    expression: the one that is correlated stands in the group, the others do not.
    """
    group = {i: [i] for i in range(len(drawn))}
    holder: dict[str, int] = {}
    for at, one in enumerate(drawn):
        for score in world.model.made_of(one.stream) if one.stream else ():
            first = holder.setdefault(score, at)
            if group[first] is not group[at]:
                joined = sorted(group[first] + group[at])
                for i in joined:
                    group[i] = joined
    return [members for i, members in group.items() if members[0] == i]


def independent(columns: list[Array]) -> tuple[NDArray[np.float64], list[Array]]:
    """Loadings and independent scores of correlated columns: normal scores are loadings times the scores."""
    scores = np.stack([normal_scores(c) for c in columns])
    values, vectors = np.linalg.eigh(np.corrcoef(scores))
    roots = np.sqrt(np.maximum(values, 1e-9))
    loadings = (vectors * roots) @ vectors.T
    return loadings, list((vectors / roots) @ vectors.T @ scores)


def normal_scores(column: Array) -> Array:
    """Normal scores of the ranks of `(draws,)` values."""
    ranks = np.empty(len(column))
    ranks[np.argsort(column, kind="stable")] = np.arange(len(column))
    return normal_quantile((ranks + 0.5) / len(column))


def first_order(column: Array, values: Array) -> float:
    """The share of the variance of `values` that their mean given `column` explains: by bins of equal count, or by a line."""
    if spread(values) == 0 or spread(column) == 0:
        return 0.0
    column, values = _scaled(column), _scaled(values)
    return max(_by_bins(column, values), _by_line(column, values))


def _scaled(values: Array) -> Array:
    """Values from their mean, of a size whose squares are numbers."""
    sized = values / float(np.abs(values).max())
    off = sized - sized.mean()
    return np.asarray(off / float(np.abs(off).max()), dtype=float)


def _by_bins(column: Array, values: Array) -> float:
    count, whole = len(values), float(values @ values)
    bins = isqrt(count)  # as many bins as draws in each: bias within bins and noise of their means fall together
    edges = np.arange(bins) * count // bins
    ordered = values[np.argsort(column, kind="stable")]
    sizes = np.diff(np.append(edges, count))
    means = np.add.reduceat(ordered, edges) / sizes
    between = float((sizes * np.square(means)).sum())
    # What means of bins would differ by if `column` had no influence: the within-bin variance, as in an F test.
    chance = (bins - 1) * (whole - between) / (count - bins)
    return max(0.0, min(1.0, (between - chance) / whole))


def _by_line(column: Array, values: Array) -> float:
    """The squared correlation, less what chance alone would give it."""
    square = float(column @ values) ** 2 / (float(column @ column) * float(values @ values))
    return max(0.0, min(1.0, 1 - (1 - square) * (len(values) - 1) / (len(values) - 2)))


def spread(values: Array) -> float:
    """How far values lie apart; rounding alone does not count."""
    low, high = float(values.min()), float(values.max())
    return 0.0 if high - low <= 1e-9 * max(abs(low), abs(high)) else high - low


def leaves(world: World, one: Figure) -> list[Definition]:
    """The assumptions that a figure rests on and that rest on no other assumption, in the order of the case."""
    model = world.model
    found = []
    for key in reach(model, one.roots):
        definition = model.case.definitions[key]
        if key == one.still:
            continue
        own = {f"{phase.name}.{definition.name}" for phase in model.case.phases}
        if definition.kind == "assumption" and not [k for k in uses(model, key) if k not in own]:
            found.append(definition)
    return found
