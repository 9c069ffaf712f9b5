"""From a figure to what makes it: its lines by share of the mean, its ranges by share of the variance, its definitions."""

from __future__ import annotations

from phasegate.cost.asked.sensitivity import Sensitivity, leaves, movable, tornado
from phasegate.cost.engine.stats import MeanError, Stats, stats
from phasegate.cost.figures.elasticity import elasticity
from phasegate.cost.figures.figure import Figure, Summand
from phasegate.cost.figures.inputs import World, effective, reach, uses
from phasegate.model.case import Definition
from phasegate_dsl.records import slotted


@slotted
class PartShare:
    """A part of the figure's mean."""

    part: Summand
    cost: Stats
    share: float
    rests_on: list[str]
    """The definitions that it uses directly."""


@slotted
class RootAssumption:
    """An assumption that rests on no other: its part of the variance (zero when certain) and the elasticity."""

    definition: Definition
    value: Stats
    variance: float
    elasticity: float


@slotted
class Step:
    """A definition on the way from the figure to its assumptions."""

    definition: Definition
    value: Stats
    uses: list[str]
    depth: int


@slotted
class Causes:
    """What makes a figure."""

    figure: Figure
    base: Stats
    parts: list[PartShare]
    tornado: Sensitivity
    sources: list[RootAssumption]
    steps: list[Step]


def why(world: World, one: Figure) -> Causes:
    """Parts by the size of their mean, assumptions by falling variance and elasticity, definitions from the figure inwards.

    All in the version of the case that the figure speaks of.
    """
    found, world = tornado(world, one), one.world(world)
    error = one.error(world)
    parts = one.parts(world)
    total = sum(float(p.values.mean()) for p in parts)
    rows = [_share(world, part, total, error) for part in parts]
    rows.sort(key=lambda row: (-abs(row.cost.mean), row.part.name))
    drawn: dict[str, float] = {}
    for driver in found.drivers:
        drawn[driver.input.key] = drawn.get(driver.input.key, 0.0) + driver.share
    sources = [
        RootAssumption(
            d,
            stats(world.model.column(d.key), world.model.mean_error),
            drawn.get(d.key, 0.0),
            _elasticity(world, one, d),
        )
        for d in _moved(leaves(world, one), drawn, movable(world.case, one.work))
    ]
    sources = [s for s in sources if s.variance or abs(s.elasticity) > 1e-6]
    sources.sort(key=lambda s: (-s.variance, -abs(s.elasticity), s.definition.key))
    return Causes(one, found.base, rows, found, sources, steps(world, one))


def _moved(found: list[Definition], drawn: dict[str, float], most: int) -> list[Definition]:
    """At most so many assumptions: those that explain most of the variance, then as they stand."""
    return sorted(found, key=lambda one: -drawn.get(one.key, 0.0))[:most] if len(found) > most else found


def _share(world: World, part: Summand, total: float, error: MeanError) -> PartShare:
    mean = float(part.values.mean())
    rests = uses(world.model, part.key) if part.key else []
    return PartShare(part, stats(part.values, error), mean / total if total else 0.0, rests)


def _elasticity(world: World, one: Figure, definition: Definition) -> float:
    return elasticity(world.model, [definition.key], lambda model: one.values(world.of(model)))


def steps(world: World, one: Figure) -> list[Step]:
    """The definitions below a figure, each once, where it is first used; `depth` counts from the figure."""
    model = world.model
    found: list[Step] = []
    seen: set[str] = set()
    stack = [(key, 0) for key in reversed([k for k in reach(model, one.roots) if k in one.roots])]
    while stack:
        key, depth = stack.pop()
        if key in seen:
            continue
        seen.add(key)
        below = uses(model, key)
        found.append(Step(effective(model, key), stats(model.column(key), model.mean_error), below, depth))
        stack += [(k, depth + 1) for k in reversed(below) if k not in seen]
    return found
