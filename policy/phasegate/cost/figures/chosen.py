"""What may be chosen and what may change, as figures: options, levers, curves, scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import levers as effects
from phasegate.cost.figures import spent, usage
from phasegate.cost.figures.crossover import searched
from phasegate.cost.figures.elasticity import at_level, run_rate
from phasegate.cost.figures.figure import Figure
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.returns import ROOTS
from phasegate.model.case import Case, Curve, Definition, Lever, Option, Scenario
from phasegate.units import MONEY, MONEY_RATE, NUMBER, times


def choices(world: World) -> Iterator[Figure]:
    """The figures of every curve, option, lever and scenario of a case."""
    case = world.case
    for curve in case.curves:
        yield from _curve(world, curve)
    for option in case.options:
        yield from _option(case, option)
    for lever in case.levers:
        yield from _lever(case, lever)
    if case.levers and case.phases:
        yield from _together(case)
    for scenario in case.scenarios:
        yield _scenario(world, scenario)


# -- usage ----------------------------------------------------------------------------------------------------------------


def _curve(world: World, curve: Curve) -> Iterator[Figure]:
    """Run cost at each level of a driver, and per unit of it."""
    driver, phases = world.case.definitions[curve.driver], world.case.phases
    rate = spent.run_cost(world, phases[-1]) if phases else next(spent.totals(world))
    for level, label in zip(curve.points, curve.labels, strict=True):
        at = " ".join(label.split()) or f"{level:g}"
        one = f"curve.{curve.driver}.{level:g}"
        title = f"Run cost per month at {driver.name} of {at}"
        there = _leveled(driver, level)
        yield Figure(one, title, MONEY_RATE, curve.span, _run_rate, rate.roots, rate.parts, world=there)
        if level > 0:
            dim = times(MONEY_RATE, driver.dim, -1)
            unit_cost = _by_unit(level)
            yield Figure(f"{one}.unit_cost", f"{title}, by unit", dim, curve.span, unit_cost, rate.roots, world=there)


def _run_rate(world: World) -> Array:
    return run_rate(world.model)


def _leveled(driver: Definition, level: float) -> Callable[[World], World]:
    return lambda world: world.of(at_level(world.model, driver, level))


def _by_unit(level: float) -> Callable[[World], Array]:
    return lambda world: run_rate(world.model) / level


# -- options --------------------------------------------------------------------------------------------------------------


def _option(case: Case, option: Option) -> Iterator[Figure]:
    """What each alternative costs per month, and where the two cheapest cost the same."""
    keys = [one.key for one in option.alternatives if one.key in case.definitions]
    for one in option.alternatives:
        if one.key in keys:
            title = f"{option.title}: {one.name} per month (mean of the last twelve months)"
            yield Figure(f"option.{option.name}.{one.name}", title, MONEY_RATE, one.span, _alternative(one), [one.key])
    driver = case.definitions.get(option.over)
    if driver is not None and len(keys) > 1:
        for end, tail in _ENDS.items():
            title = f"{option.title}: where the two cheapest {end} cost the same, in {driver.name}"
            yield Figure(
                f"option.{option.name}.crossover{tail}", title, driver.dim, option.span, _crossover(option, end), keys,
                shown_as=driver.shown_as, still=driver.key, work=ROOTS,
            )  # fmt: skip


def _alternative(one: Definition) -> Callable[[World], Array]:
    return lambda world: usage.alternative_cost(world.model, one)


_End = Literal["first", "last"]
_ENDS: dict[_End, str] = {"first": "", "last": ".last"}


def _crossover(option: Option, end: _End) -> Callable[[World], Array]:
    def values(world: World) -> Array:
        found = searched(world, option)
        assert found is not None  # it has a driver and two alternatives
        return found.first if end == "first" else found.last

    return values


# -- levers ---------------------------------------------------------------------------------------------------------------


def _lever(case: Case, lever: Lever) -> Iterator[Figure]:
    """What a lever saves over the horizon, after those above it and alone, and its own cost."""
    before = case.levers[: case.levers.index(lever) + 1]
    cutting = [one.cut.key for one in before if one.cuts == lever.cuts]
    roots = [*(line.key for line in case.lines if line.name == lever.cuts), *cutting]
    name, title = f"lever.{lever.name}", f"What {lever.title} saves over the horizon"
    yield Figure(
        f"{name}.saving", title, MONEY, lever.span, lambda w: w.model.total(effects.saving(w.model, lever)), roots
    )
    alone = [*(line.key for line in case.lines if line.name == lever.cuts), lever.cut.key]
    title = f"What {lever.title} would save over the horizon without any other lever"
    yield Figure(
        f"{name}.alone", title, MONEY, lever.span, lambda w: w.model.total(effects.alone(w.model, lever)), alone
    )
    own = [] if lever.cost is None else [lever.cost.key]
    title = f"What {lever.title} costs over the horizon"
    yield Figure(f"{name}.cost", title, MONEY, lever.span, lambda w: effects.cost(w.model, lever), own)


def _together(case: Case) -> Iterator[Figure]:
    """What all levers do in the first year of the phase that is asked for."""

    def first(of: World) -> effects.FirstYear:
        phase = of.target
        assert phase is not None  # the case has phases
        return effects.first_year_effect(of.model, phase)

    roots = [*(line.key for line in case.lines), *(one.cut.key for one in case.levers)]
    span = case.levers[0].span
    year = "in the first year of the phase asked for"
    title = "What all levers save together over the horizon"
    yield Figure("levers.saving", title, MONEY, span, lambda w: w.model.total(effects.total_saving(w.model)), roots)
    yield Figure("levers.saved", f"What all levers save {year}", MONEY, span, lambda w: first(w).saved, roots)
    for what, title, values in (
        ("of_run_cost", "of its run cost", lambda w: first(w).of_run_cost()),
        ("of_lines", "of the lines that they cut", lambda w: first(w).of_lines()),
    ):
        told = f"What all levers save {year}, as a part {title}"
        yield Figure(f"levers.{what}", told, NUMBER, span, values, roots, shown_as="share")


# -- scenarios ------------------------------------------------------------------------------------------------------------


def _scenario(world: World, scenario: Scenario) -> Figure:
    whole = spent.whole(world, f"scenario.{scenario.name}", f"All costs over the horizon: {scenario.title}")
    whole.world = lambda of: of.of(of.model.under(scenario))
    whole.span = scenario.span
    return whole
