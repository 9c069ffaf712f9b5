"""Where the two cheapest alternatives of an option cost the same, along its driver: every crossing of every draw.

Costs in steps (`gpu_fleet`, `ceil`) cross more than once: each step of the one leaps over the other. So a grid of levels,
the same for all draws, is only where the search starts. In between, each draw is searched by itself: a stretch is left
alone where its ends say that the costs cannot meet in it (they rise or fall steadily from one end to the other), and where
both lie on a straight line through a third level, on which they cross once at most; any other one is cut there, until it is
as narrow as a step. The third level lies at the golden section, so that even steps cannot pass for a straight line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.elasticity import at_level
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.usage import alternative_costs
from phasegate.limits import LEAST_LEVELS, MAX_LEVELS, MOST_LEVELS
from phasegate.model.case import Definition, Option
from phasegate_dsl.records import slotted

GRID = np.logspace(-3, 3, 25)
"""Levels at which the search starts, as multiples of the driver's middle."""
GOLDEN = (3 - 5**0.5) / 2
NARROW = 1e-3
"""A stretch that is no longer than this part of its level is a step."""
STRAIGHT = 1e-6
"""Costs lie on a straight line that miss it by less, as a part of them."""
SAME = 1e-9
"""Costs are the same that differ by less, as a part of them."""


@slotted
class Crossings:
    """`(draws,)` the levels of the first and the last crossing, infinite where there is none, and how many there are."""

    between: tuple[str, str]
    first: Array
    last: Array
    count: Array
    whole: bool
    """Whether the search came to its end; else there may be more between the first and the last."""


@slotted
class _Stretches:
    """Stretches of levels, each of one draw; `(stretches, 2)` levels and costs of both alternatives at both ends."""

    draw: NDArray[np.intp]
    level: Array
    a: Array
    b: Array

    def some(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _Stretches:
        """Some of them."""
        return _Stretches(self.draw[chosen], self.level[chosen], self.a[chosen], self.b[chosen])

    def then(self, *others: _Stretches) -> _Stretches:
        """These, followed by others."""
        parts = (self, *others)
        draw, *rest = ([getattr(one, name) for one in parts] for name in ("draw", "level", "a", "b"))
        return _Stretches(np.concatenate(draw), *(np.concatenate(one) for one in rest))

    @property
    def may_cross(self) -> NDArray[np.bool_]:
        """Where the costs could meet, if they rise or fall steadily."""
        lowest, highest = self.a.min(axis=1) - self.b.max(axis=1), self.a.max(axis=1) - self.b.min(axis=1)
        return (lowest <= 0) & (highest >= 0) & (lowest < highest)

    @property
    def crosses(self) -> NDArray[np.bool_]:
        """Where one alternative is the cheaper at one end and the other at the other."""
        side = _side(self.a, self.b)
        return side[:, 0] != side[:, 1]

    @property
    def narrow(self) -> NDArray[np.bool_]:
        """Where they are as short as a step."""
        return np.diff(self.level, axis=1)[:, 0] <= NARROW * self.level[:, 1]

    def crossing(self) -> Array:
        """The level at which straight lines from end to end cross."""
        gap = self.a - self.b
        with np.errstate(all="ignore"):
            part = np.where(gap[:, 0] == gap[:, 1], 0.0, gap[:, 0] / (gap[:, 0] - gap[:, 1]))
        return self.level[:, 0] + np.clip(part, 0.0, 1.0) * (self.level[:, 1] - self.level[:, 0])

    def cut(self, level: Array, a: Array, b: Array) -> _Stretches:
        """Both parts of each, cut at a level with its costs."""
        halves = []
        for end in (0, 1):
            kept = ((one[:, end], cut) for one, cut in ((self.level, level), (self.a, a), (self.b, b)))
            halves.append(_Stretches(self.draw, *(np.stack(pair if end == 0 else pair[::-1], axis=1) for pair in kept)))
        return halves[0].then(halves[1])


def _side(a: Array, b: Array) -> NDArray[np.bool_]:
    """Whether the second alternative is the cheaper one, or both are the same."""
    return a - b >= -SAME * np.maximum(np.abs(a), np.abs(b))


def crossings(model: Model, option: Option) -> Crossings | None:
    """Every crossing of the two cheapest alternatives, from a thousandth to a thousand times the driver's middle; none
    without a driver, or without a second alternative."""
    costs = alternative_costs(model, option)
    if not option.over or option.over not in model.case.definitions or len(costs) < 2:
        return None
    first, second = sorted(costs, key=lambda name: float(np.mean(costs[name])))[:2]
    search = _Search(model, option, (first, second))
    search.run()
    return Crossings((first, second), *search.found, whole=not len(search.left.draw))


def searched(world: World, option: Option) -> Crossings | None:
    """The same in a world, searched for once."""
    if option.name not in world.crossings:
        world.crossings[option.name] = crossings(world.model, option)
    return world.crossings[option.name]


class _Search:
    """The crossings of each draw found so far, and the stretches that are still to be looked at."""

    def __init__(self, model: Model, option: Option, names: tuple[str, str]) -> None:
        self.model, self.option, self.names = model, option, names
        self.driver: Definition = model.case.definitions[option.over]
        self.typical = abs(float(np.median(model.column(option.over)))) or 1.0
        self._low = np.full(model.draws, np.inf)
        self._high = np.full(model.draws, -np.inf)
        self._count = np.zeros(model.draws)
        self.left = self._grid()

    @property
    def found(self) -> tuple[Array, Array, Array]:
        """The first and the last level, and the count."""
        return self._low, np.where(self._count > 0, self._high, np.inf), self._count

    def _costs(self, level: float | Array) -> tuple[Array, Array]:
        """`(draws,)` costs of both alternatives at a level, or at one for each draw."""
        costs = alternative_costs(at_level(self.model, self.driver, level), self.option)
        return costs[self.names[0]], costs[self.names[1]]

    def _grid(self) -> _Stretches:
        """The stretches between the levels of the grid in which costs may cross."""
        every, found = np.arange(self.model.draws), []
        before = None
        for level in self.typical * GRID:
            here = np.full(len(every), level), *self._costs(float(level))
            if before is not None:
                step = _Stretches(every, *(np.stack(ends, axis=1) for ends in zip(before, here, strict=True)))
                found.append(step.some(step.may_cross))
            before = here
        return found[0].then(*found[1:])

    def run(self) -> None:
        """Look at one stretch of each draw after the other, the outer ones first."""
        levels = min(max(MAX_LEVELS // self.model.draws, LEAST_LEVELS), MOST_LEVELS)
        most = levels // sum(bool(one.over) for one in self.model.case.options)
        for step in range(most):
            if not len(self.left.draw):
                return
            self._look(self._outer(last=bool(step % 2)))
        self._keep(self.left)

    def _outer(self, *, last: bool) -> _Stretches:
        """The first or the last stretch of each draw, taken from those that are left; those between two crossings wait."""
        left, far = self.left, 2 * GRID[-1] * self.typical
        between = (left.level[:, 0] >= self._low[left.draw]) & (left.level[:, 1] <= self._high[left.draw])
        rank = left.level[:, 0] * (-1 if last else 1) + between * far
        best = np.full(self.model.draws, np.inf)
        np.minimum.at(best, left.draw, rank)
        taken = rank == best[left.draw]
        self.left = left.some(~taken)
        return left.some(taken)

    def _look(self, one: _Stretches) -> None:
        cut = one.level[:, 0] + GOLDEN * (one.level[:, 1] - one.level[:, 0])
        level = np.full(self.model.draws, self.typical)
        level[one.draw] = cut
        a, b = (cost[one.draw] for cost in self._costs(level[:, None]))
        done = (_straight(one.a, a) & _straight(one.b, b)) | one.narrow
        self._keep(one.some(done))
        rest = one.some(~done).cut(cut[~done], a[~done], b[~done])
        self.left = self.left.then(rest.some(rest.may_cross))

    def _keep(self, one: _Stretches) -> None:
        """Count the crossings of stretches that have one at most."""
        kept = one.some(one.crosses)
        at = kept.crossing()
        np.minimum.at(self._low, kept.draw, at)
        np.maximum.at(self._high, kept.draw, at)
        np.add.at(self._count, kept.draw, 1)


def _straight(ends: Array, cost: Array) -> NDArray[np.bool_]:
    """Whether a cost at the golden section lies on the line between those at the ends."""
    line = ends[:, 0] + GOLDEN * (ends[:, 1] - ends[:, 0])
    return np.abs(cost - line) <= STRAIGHT * np.abs(ends).max(axis=1)
