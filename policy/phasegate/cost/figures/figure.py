"""A figure: a number that a case comes to, under the name it is asked for, with how to ask a world for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

import numpy as np

from phasegate.cost.engine.stats import MeanError
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Tax
from phasegate.model.case import Line
from phasegate.units import Dim
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span


@slotted
class Summand:
    """One line (or value, or component of the tax) and what it adds, `(draws,)`."""

    name: str
    title: str
    category: str
    values: Array
    span: Span
    key: str = ""
    """The line that it comes from; empty for a value and for a component of the tax."""
    source: str = ""


def _none(world: World) -> list[Summand]:
    return []


def _same(world: World) -> World:
    return world


@slotted
class Figure:
    """A figure: how to ask its world for it, what it is the sum of, and what it rests on."""

    name: str
    title: str
    dim: Dim
    span: Span
    values: Callable[[World], Array]
    """`(draws,)` in the world that `world` gives: ask `drawn` for those of a case."""
    roots: list[str]
    """The definitions that it rests on."""
    parts: Callable[[World], list[Summand]] = _none
    """What adds up to it, in the same world; none where it is no sum."""
    taxed: bool = False
    """Whether it draws on the governance tax too."""
    shown_as: str = ""
    """`share` for a percentage, `return` for a yearly rate of return; else by its dimension."""
    world: Callable[[World], World] = _same
    """The version of a case that it speaks of: a scenario, a driver at one level; else the case itself."""
    still: str = ""
    """A definition among its roots whose level it does not depend on: the driver that a crossover is a level of."""
    work: int = 1
    """How many times the work of a sum of lines it takes."""
    aliases: list[str] = field(default_factory=list)
    """Other names that it answers to."""

    def error(self, world: World) -> MeanError:
        """What tells how exact its mean is."""
        return world.model.taxed_error if self.taxed else world.model.mean_error

    def drawn(self, world: World) -> Array:
        """`(draws,)` values of the figure of a case."""
        return self.values(self.world(world))


def part_of(line: Line, values: Array) -> Summand:
    """What a line adds to a figure."""
    return Summand(line.key, line.title, line.category, values, line.span, line.key, line.source)


def added(parts: list[Summand], world: World) -> Array:
    """`(draws,)` the sum of some parts."""
    return np.sum([np.zeros(world.model.draws), *(part.values for part in parts)], axis=0)


def tax_of(world: World) -> Tax:
    """The governance tax of a world that has one."""
    found = world.tax
    assert found is not None  # figures of it are made where rulesets define it
    return found
